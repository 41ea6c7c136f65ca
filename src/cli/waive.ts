import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkConfig, endOf, isLimited, lastDay } from '../config/check-config.js';
import { mergeLayers } from '../config/config.js';
import { addItem, type EditedConfig } from '../config/edit-config.js';
import { literalPath } from '../config/patterns.js';
import { readConfigFile } from '../config/read-config.js';
import type { WaiverEntry } from '../config/schema.js';
import { isCalled, openWaivers } from '../engine/waivers.js';
import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Finding } from '../model/finding.js';
import { lineRanges } from '../model/place.js';
import { nearestOf } from '../model/spelling.js';
import { quoted } from '../model/wording.js';
import { patternFault } from '../policy-patterns.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { realLocation, shownPath } from './config-files.js';
import { configName } from './config-path.js';
import { absolutePath } from './ignore-levels.js';
import type { OptionName } from './option-table.js';
import type { Output } from './output.js';
import { pathBelow } from './path-below.js';
import { editConfigFile } from './save-file.js';
import { openSession, outcomes, type Session } from './session.js';
import { UsageError } from './usage-error.js';

/** `permlint waive RULE`: writes a waiver into the config, and says what it accepts now. */
export async function waive(args: Arguments, output: Output): Promise<number> {
  const rule = ruleOf(args.operands);
  if (args.options.get('config') === false) {
    throw new UsageError('waive writes into the config, and --no-config says that there is none');
  }
  const before = await openSession({ ...args, operands: [] }, () => undefined);
  const path = resolve(before.configPath ?? configName);
  const waiver = waiverOf(rule, args, before, dirname(path));
  refuseTwin(waiver, before, path);
  editConfigFile(path, (text) => withoutFaults(addItem(text, 'waivers', waiver), before.setting.now));
  output.write(`${shownPath(path)}: ${rule} is waived ${endText(waiver.expires)}.\n`);
  const { accepted, applications } = await lookAround({ ...args, operands: [dirname(path)] });
  output.write(
    accepted === 0
      ? 'It accepts no finding at present: look at its app, file and permission.\n'
      : `It accepts ${counted(accepted, 'finding')} at present.\n`,
  );
  const advice = waiver.app === undefined ? undefined : appAdvice(waiver.app, applications);
  if (advice !== undefined) output.write(`${escapeText(advice)}\n`);
  return 0;
}

/** Said twice, it would have to be corrected twice. One that ends later renews another. */
function refuseTwin(waiver: NewWaiver, { opened }: Session, path: string): void {
  const location = realLocation(path);
  const scopeOf = ({ rule, app, file, permission, expires, permanent }: NewWaiver): string =>
    JSON.stringify([rule, app, file, permission, expires, permanent]);
  const twin = opened?.config.waivers.find(
    ({ value, location: own }) => own === location && scopeOf(value) === scopeOf(waiver),
  );
  if (twin === undefined) return;
  const [lines] = lineRanges(twin.at.document, [twin.at]);
  throw new UsageError(`${shownPath(path)} was not changed: the waiver stands there already at line ${lines?.line}`);
}

/** How the application of a waiver would be named better, where it would. */
function appAdvice(app: string, applications: readonly Application[]): string | undefined {
  const own = applications.filter((each) => isCalled(each, app));
  if (own.length === 0) {
    const names = applications.flatMap(({ name }) => knownValue(name) ?? []);
    const near = nearestOf(app, new Set(names), 3);
    const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
    return `No application here is called ${quoted(app)}.${hint}`;
  }
  const appIds = own.flatMap(({ appId }) => knownValue(appId) ?? []);
  const [appId] = appIds.filter((each) => each.toLowerCase() !== app.toLowerCase());
  if (appId === undefined) return undefined;
  return `Its appId would be safer (app: ${appId}), as a name can be copied.`;
}

/** What the schema cannot tell, such as an end that is too far ahead; before it there was no fault. */
function withoutFaults(edited: EditedConfig, now: Date): EditedConfig {
  const reading = 'text' in edited ? readConfigFile(configName, edited.text) : undefined;
  if (reading?.ok !== true) return edited;
  const faults = checkConfig(mergeLayers([{ ...reading.file, location: '' }]), now);
  return faults.length === 0 ? edited : { fault: faults.map(({ message }) => message).join(' ') };
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

type NewWaiver = Pick<WaiverEntry, 'rule' | 'app' | 'file' | 'permission' | 'expires' | 'permanent'> &
  Readonly<Record<string, unknown>>;

/** The waiver as the config has it, in the order in which people read it. */
function waiverOf(rule: string, { options }: Arguments, { catalog, setting }: Session, folder: string): NewWaiver {
  const given = (name: OptionName): string | undefined => {
    const value = options.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [permission, app, file] = [given('permission'), given('app'), given('file')];
  const [reason, expires] = [given('reason'), given('expires')];
  if (!isLimited({ permission, app, file })) {
    const hint =
      'Add --app NAME, --file PATH or --permission API/NAME: a waiver of everything would hide what comes next.';
    throw new UsageError(`what is ${rule} to be waived for?`, { hint });
  }
  if (reason === undefined) throw new UsageError('a waiver needs a reason', { hint: 'Add --reason "..."' });
  if (expires === undefined && !options.has('permanent')) {
    const hint = `Add --expires DAY (${lastDay(setting.now)} at the latest), or --permanent.`;
    throw new UsageError('a waiver needs an end', { hint });
  }
  if (expires !== undefined && endOf(expires) <= setting.now.getTime()) {
    throw new UsageError(`--expires ${expires} has passed: the waiver would accept nothing`);
  }
  const fault = permission === undefined ? undefined : patternFault(permission, catalog);
  if (fault !== undefined) throw new UsageError(`--permission: ${fault}`);
  return {
    rule,
    app,
    file: file === undefined ? undefined : fileFrom(folder, file),
    permission,
    reason,
    owner: given('owner'),
    ticket: given('ticket'),
    expires,
    permanent: options.has('permanent') ? (true as const) : undefined,
  };
}

/** A path as the config means it: from its own folder on. A glob is taken as it is written. */
function fileFrom(folder: string, file: string): string {
  const below = pathBelow(absolutePath(folder), file);
  if (!existsSync(file)) return below ?? file;
  if (below !== undefined) return literalPath(below);
  throw new UsageError(`--file ${file} lies outside of ${shownPath(folder)}, the folder of the config`);
}

/** How many findings the newest waiver (it is the last one) accepts that no other does; and the applications here. */
async function lookAround(args: Arguments): Promise<{ accepted: number; applications: readonly Application[] }> {
  const session = await openSession(args, () => undefined);
  const waivers = session.opened?.waivers ?? [];
  const { now } = session.setting;
  const others = openWaivers(waivers.slice(0, -1), now);
  const newest = openWaivers(waivers.slice(-1), now);
  const isOpen = ({ waived }: Finding): boolean => waived === undefined;
  const waiveOthers = (findings: readonly Finding[]) => others.waive(findings, []);
  const setting = { ...session.setting, waive: waiveOthers, keepsAll: true };
  const applications: Application[] = [];
  let accepted = 0;
  for await (const { outcome } of outcomes({ ...session, setting })) {
    if (outcome.kind !== 'linted') continue;
    const open = outcome.linted.findings.filter(isOpen);
    accepted += open.length - newest.waive(open, []).filter(isOpen).length;
    for (const each of outcome.linted.applications) applications.push(each);
  }
  return { accepted, applications };
}
