import type { ApplicationConfig, SetRule } from '../config/application-setting.js';
import type { Sourced } from '../config/config.js';
import type { AppEntry } from '../config/schema.js';
import { applicationsIn } from '../lint.js';
import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { lineRanges, type Place } from '../model/place.js';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { writeJson } from './command-output.js';
import { shownPath } from './config-files.js';
import { isLeftOut } from './inputs.js';
import type { Output } from './output.js';
import { readFile, textFault } from './read-file.js';
import { openSession, type Session } from './session.js';
import { UsageError } from './usage-error.js';

/** A value that applies, and where it comes from: `permlint.yaml:7`, a flag, or the default. */
interface Applied {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

/** `permlint config [FILE]`: what applies to a file, value by value, and where each comes from. */
export async function showConfig(args: Arguments, output: Output): Promise<number> {
  const [file, ...others] = args.operands;
  if (others.length > 0) throw new UsageError('config takes one file at most');
  const session = await openSession({ ...args, operands: [] }, () => undefined);
  const sections = [
    { title: titleOf(session), applied: runValues(args, session) },
    ...(file === undefined ? [] : fileSections(session, file)),
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

/** Lines and columns are those of the config's text; a flag has none. */
function originOf({ document, pointer, part }: Place): string {
  const [lines] = lineRanges(document, [{ pointer, part }]);
  return document.name.startsWith('--') || lines === undefined ? document.name : `${document.name}:${lines.line}`;
}

function sourced<T>(name: string, value: Sourced<T> | undefined, fallback: string, text = String): Applied {
  if (value === undefined) return { name, value: fallback, origin: 'default' };
  return { name, value: text(value.value), origin: originOf(value.at) };
}

function runValues({ options }: Arguments, session: Session): readonly Applied[] {
  const config = session.opened?.config;
  const list = (name: string, values: readonly Sourced<unknown>[] | undefined, fallback: string): Applied[] => {
    if (values === undefined || values.length === 0) {
      return [
        { name, value: values === undefined ? fallback : 'none', origin: values === undefined ? 'default' : 'emptied' },
      ];
    }
    return values.map(({ value, at }) => ({ name, value: textOf(value), origin: originOf(at) }));
  };
  const flag = options.get('config');
  const named = typeof flag === 'string' ? '--config' : 'PERMLINT_CONFIG';
  const isNamed = typeof flag === 'string' || (process.env.PERMLINT_CONFIG ?? '') !== '';
  return [
    ...(session.configPath === undefined
      ? []
      : [{ name: 'config', value: shownPath(session.configPath), origin: isNamed ? named : 'found' }]),
    session.options.failOn === undefined
      ? sourced('failOn', config?.failOn, 'high')
      : { name: 'failOn', value: session.options.failOn, origin: 'PERMLINT_FAIL_ON' },
    sourced('cloud', config?.cloud, 'global'),
    typeof session.options.baseline === 'string'
      ? { name: 'baseline', value: session.options.baseline, origin: 'PERMLINT_BASELINE' }
      : sourced('baseline', config?.baseline, 'none'),
    ...list('include', config?.include, 'every JSON file'),
    ...list('ignore', config?.ignore, 'nothing but .gitignore and .permlintignore'),
    ...list('catalogs', config?.catalogs, 'none'),
  ];
}

function fileSections(session: Session, file: string): readonly { title: string; applied: readonly Applied[] }[] {
  const input = { name: file, path: file, origin: 'named' } as const;
  const read = readFile(input, () => undefined);
  if (!('text' in read)) throw new UsageError(`${file}: ${textFault(read)}`);
  const applications = applicationsIn(file, read.text);
  if (applications.length === 0) throw new UsageError(`${file} holds no app registration`);
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
  const list = (name: string, values: readonly Sourced<unknown>[]): readonly Applied[] =>
    values.map(({ value, at }) => ({ name, value: textOf(value), origin: originOf(at) }));
  const waivers = (session.opened?.waiversOf(application) ?? []).map(
    ({ label, expires, at }): Applied => ({
      name: 'waivers',
      value: `${label}, ${expires === undefined ? 'for good' : `until ${expires}`}`,
      origin: originOf(at),
    }),
  );
  return [
    ...list(
      'apps',
      config.entries.map((entry) => ({ ...entry, value: entryText(entry.value) })),
    ),
    ...list(
      'rules',
      effective(config.rules).map((rule) => ({ ...rule, value: `${rule.value[0]}: ${textOf(rule.value[1])}` })),
    ),
    ...list('permissions.allow', config.allow ?? []),
    ...list('permissions.allow', config.exceptions),
    ...list('permissions.deny', config.deny),
    ...(config.flows === undefined ? [] : list('flows', [config.flows])),
    ...list('calls', config.calls),
    ...waivers,
  ];
}

/** Without what a later setting of the same rule replaces whole. */
function effective(rules: readonly SetRule[]): readonly SetRule[] {
  return rules.filter(({ value: [rule, setting] }, index) => {
    const names = typeof setting === 'string' ? ['severity'] : Object.keys(setting);
    const later = rules.slice(index + 1).filter(({ value }) => value[0] === rule);
    return names.some(
      (name) => !later.some(({ value: [, each] }) => name in (typeof each === 'string' ? { severity: each } : each)),
    );
  });
}

function entryText({ name, appId, file }: AppEntry): string {
  return [name, appId, file].filter((each) => each !== undefined).join(', ');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${textOf(each)}`)
    .join(', ');
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
