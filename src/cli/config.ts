import type { ApplicationConfig } from '../config/application-setting.js';
import { holdsNone } from '../input/registration-words.js';
import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { writeJson } from './command-output.js';
import { type Applied, appNamed, each, ruleValues, runValues, waiverValue } from './config-values.js';
import { isLeftOut } from './inputs.js';
import { itemsOfFile } from './items-of-file.js';
import type { Output } from './output.js';
import { readFile, textFault } from './read-file.js';
import { openSession, type Session } from './session.js';
import { UsageError } from './usage-error.js';

/** `permlint config [FILE]`: what applies to a file, value by value, and where each comes from. */
export async function showConfig(args: Arguments, output: Output): Promise<number> {
  const [file, ...others] = args.operands;
  if (others.length > 0) throw new UsageError('config takes one file at most');
  const session = await openSession({ ...args, operands: [] }, () => undefined);
  const sections = [
    { title: titleOf(session), applied: runValues(args, session, file === undefined) },
    ...(file === undefined ? [] : await fileSections(session, file)),
  ];
  if (args.options.get('format') === 'json') writeJson(output, { version: 1, sections });
  else output.write(sections.map(sectionText).join('\n'));
  return 0;
}

function titleOf({ opened }: Session): string {
  const names = (opened?.config.layers ?? []).map(({ document }) => document.name).reverse();
  const [own, ...extended] = names;
  if (own === undefined) return 'no config';
  return extended.length === 0 ? own : `${own}, which extends ${extended.join(', ')}`;
}

interface Section {
  readonly title: string;
  readonly applied: readonly Applied[];
}

async function fileSections(session: Session, file: string): Promise<readonly Section[]> {
  const input = { name: file, path: file, origin: 'named' } as const;
  const read = readFile(input, () => undefined);
  if (!('text' in read)) throw new UsageError(`${file}: ${textFault(read)}`);
  const items = await itemsOfFile(input, read.text, session.catalog);
  const applications = items.flatMap((item) => (item.kind === 'application' ? [item.application] : []));
  if (applications.length === 0) throw new UsageError(`${file} ${holdsNone}`);
  const met = { ...input, origin: 'met' } as const;
  const leavesOut = session.opened?.leavesOut;
  const isOut = isLeftOut(met, { leavesOut, usesIgnoreFiles: true, forceExclude: false });
  const looked = {
    name: 'looked at',
    value: isOut ? 'only when named' : 'yes',
    origin: isOut ? 'include and ignore' : 'default',
  };
  return applications.map((application) => {
    const config = session.opened?.configOf(application);
    const name = knownValue(application.name) ?? knownValue(application.appId);
    const title = name === undefined ? file : `${file}, ${name}`;
    return {
      title,
      applied: [looked, ...(config === undefined ? [] : applicationValues(session, config, application))],
    };
  });
}

function applicationValues(session: Session, config: ApplicationConfig, application: Application): readonly Applied[] {
  return [
    ...each('apps', config.entries.map(appNamed)),
    ...ruleValues(config.rules),
    ...each('permissions.allow', [...(config.allow ?? []), ...config.exceptions]),
    ...each('permissions.deny', config.deny),
    ...(config.flows === undefined ? [] : each('flows', [config.flows])),
    ...each('calls', config.calls),
    ...(session.opened?.waiversOf(application) ?? []).map(waiverValue),
  ];
}

function sectionText({ title, applied }: { readonly title: string; readonly applied: readonly Applied[] }): string {
  const nameWidth = Math.max(...applied.map(({ name }) => name.length));
  const valueWidth = Math.min(50, Math.max(...applied.map(({ value }) => value.length)));
  const lines = applied.map(({ name, value, origin }, index) => {
    const shown = applied[index - 1]?.name === name ? '' : name;
    return `  ${shown.padEnd(nameWidth)}   ${value.padEnd(valueWidth)}   ${origin}`;
  });
  return [title, ...lines].map((line) => `${escapeText(line)}\n`).join('');
}
