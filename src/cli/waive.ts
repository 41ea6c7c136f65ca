import { dirname, resolve } from 'node:path';
import { lastDay } from '../config/check-config.js';
import { addItem } from '../config/edit-config.js';
import { patternFault } from '../policy-patterns.js';
import { counted } from '../report/heading.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { isCallsFile } from './calls-file.js';
import { shownPath } from './config-files.js';
import { configName } from './config-path.js';
import { absolutePath } from './ignore-levels.js';
import type { OptionName } from './option-table.js';
import type { Output } from './output.js';
import { pathBelow } from './path-below.js';
import { editConfigFile } from './save-file.js';
import { lintFile, openSession, type Session, sessionInputs } from './session.js';
import { UsageError } from './usage-error.js';

/** `permlint waive RULE`: writes a waiver into the config, and says what it accepts now. */
export async function waive(args: Arguments, output: Output): Promise<number> {
  const rule = ruleOf(args.operands);
  const before = await openSession({ ...args, operands: [] }, () => undefined);
  const path = resolve(before.configPath ?? configName);
  const waiver = waiverOf(rule, args, before, dirname(path));
  editConfigFile(path, (text) => addItem(text, 'waivers', waiver));
  output.write(`${shownPath(path)}: ${rule} is waived ${endText(waiver.expires)}.\n`);
  const accepted = await countAccepted({ ...args, operands: [dirname(path)] });
  output.write(
    accepted === 0
      ? 'It accepts no finding at present: look at its app, file and permission.\n'
      : `It accepts ${counted(accepted, 'finding')} at present.\n`,
  );
  return 0;
}

const endText = (expires: string | undefined): string => (expires === undefined ? 'for good' : `until ${expires}`);

function ruleOf(operands: readonly string[]): string {
  const [rule, ...others] = operands;
  const example = 'permlint waive tenant-takeover --app "Contoso Sync" --reason "..." --expires 2027-03-31';
  if (rule === undefined || others.length > 0) {
    throw new UsageError('waive takes one rule', { hint: `For example: ${example}` });
  }
  const ids = rules.map(({ id }) => id);
  if (ids.includes(rule)) return rule;
  throw new UsageError(`no rule is called "${rule}"`, { mistyped: { word: rule, candidates: ids } });
}

interface NewWaiver extends Readonly<Record<string, unknown>> {
  readonly expires: string | undefined;
}

/** The waiver as the config has it, in the order in which people read it. */
function waiverOf(rule: string, { options }: Arguments, { catalog, setting }: Session, folder: string): NewWaiver {
  const given = (name: OptionName): string | undefined => {
    const value = options.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [permission, app, file] = [given('permission'), given('app'), given('file')];
  const [reason, expires] = [given('reason'), given('expires')];
  if (permission === undefined && app === undefined && file === undefined) {
    const hint =
      'Add --app NAME, --file PATH or --permission API/NAME: a waiver of everything would hide what comes next.';
    throw new UsageError(`what is ${rule} to be waived for?`, { hint });
  }
  if (reason === undefined) throw new UsageError('a waiver needs a reason', { hint: 'Add --reason "..."' });
  if (expires === undefined && !options.has('permanent')) {
    const hint = `Add --expires DAY (${lastDay(setting.now)} at the latest), or --permanent.`;
    throw new UsageError('a waiver needs an end', { hint });
  }
  const fault = permission === undefined ? undefined : patternFault(permission, catalog);
  if (fault !== undefined) throw new UsageError(`--permission: ${fault}`);
  const entry = {
    rule,
    app,
    file: file === undefined ? undefined : fileFrom(folder, file),
    permission,
    reason,
    owner: given('owner'),
    ticket: given('ticket'),
    expires,
    permanent: options.has('permanent') || undefined,
  };
  return { ...entry, expires };
}

/** A path as the config means it: from its own folder on. A glob is taken as it is written. */
function fileFrom(folder: string, file: string): string {
  return pathBelow(absolutePath(folder), file) ?? file;
}

/** How many findings the newest waiver accepts: it is the last one. */
async function countAccepted(args: Arguments): Promise<number> {
  const session = await openSession(args, () => undefined);
  const newest = session.opened?.config.waivers.at(-1);
  let count = 0;
  for (const input of await sessionInputs(session)) {
    if ('reason' in input || isCallsFile(input.name)) continue;
    const outcome = await lintFile(session, input);
    if (outcome.kind !== 'linted') continue;
    count += outcome.linted.findings.filter(({ rule, waived }) => {
      return rule === newest?.value.rule && waived?.reason === newest.value.reason;
    }).length;
  }
  return count;
}
