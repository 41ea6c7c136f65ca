import { type Config, commandLine, rulesOf, type Sourced } from './config.js';
import { pathMatcher, textMatcher } from './patterns.js';
import type { AppEntry, Level, RuleSetting } from './schema.js';

/** What tells an application from others: its name and appId, and its file from the folder of the config on. */
export interface ApplicationKey {
  readonly name: string | undefined;
  readonly appId: string | undefined;
  readonly file: string | undefined;
}

export type Flow = NonNullable<AppEntry['flows']>[number];
export type CallEntry = NonNullable<AppEntry['calls']>[number];

/** A level or an option of a rule, with its origin. */
export type SetRule = Sourced<readonly [rule: string, setting: RuleSetting]>;

/** What a config says of one application. */
export interface ApplicationConfig {
  /** In the order in which they count: later ones win. */
  readonly rules: readonly SetRule[];
  /** What the organisation allows; undefined where it has no list. */
  readonly allow: readonly Sourced<string>[] | undefined;
  /** What is allowed to this application besides. */
  readonly exceptions: readonly Sourced<string>[];
  readonly deny: readonly Sourced<string>[];
  readonly flows: Sourced<readonly Flow[]> | undefined;
  readonly calls: readonly Sourced<CallEntry>[];
  /** The entries of `apps` that are for it. */
  readonly entries: readonly Sourced<AppEntry>[];
}

/** Finds what a config says of applications; its patterns are compiled once. */
export function applicationConfigs(config: Config): (key: ApplicationKey) => ApplicationConfig {
  const entries = config.apps.map((entry) => ({ entry, isFor: entryMatcher(entry.value) }));
  return (key) =>
    joined(
      config,
      entries.filter(({ isFor }) => isFor(key)).map(({ entry }) => entry),
    );
}

/** Which applications an entry is for, in words. */
export function appEntryText({ name, appId, file }: AppEntry): string {
  return [name, appId, file].filter((each) => each !== undefined).join(', ');
}

function entryMatcher({ name, appId, file }: AppEntry): (key: ApplicationKey) => boolean {
  const isName = name === undefined ? undefined : textMatcher(name);
  const isFile = file === undefined ? undefined : pathMatcher(file);
  return (key) =>
    (isName === undefined || (key.name !== undefined && isName(key.name))) &&
    (appId === undefined || key.appId?.toLowerCase() === appId.toLowerCase()) &&
    (isFile === undefined || (key.file !== undefined && isFile(key.file)));
}

function joined(config: Config, entries: readonly Sourced<AppEntry>[]): ApplicationConfig {
  const of = <T>(entry: Sourced<AppEntry>, path: readonly string[], values: readonly T[] | undefined) =>
    (values ?? []).map((value, index) => below(entry, [...path, index], value));
  return {
    rules: [
      ...config.rules.filter(({ location }) => location !== commandLine),
      ...entries.flatMap((entry) => rulesOf(entry.value.rules).map((rule) => below(entry, ['rules', rule[0]], rule))),
      // What a user sets for a run counts whatever the config says of single applications.
      ...config.rules.filter(({ location }) => location === commandLine),
    ],
    allow: config.allow,
    exceptions: entries.flatMap((entry) => of(entry, ['permissions', 'allow'], entry.value.permissions?.allow)),
    deny: [
      ...(config.deny ?? []),
      ...entries.flatMap((entry) => of(entry, ['permissions', 'deny'], entry.value.permissions?.deny)),
    ],
    flows: entries
      .flatMap((entry) => (entry.value.flows === undefined ? [] : [below(entry, ['flows'], entry.value.flows)]))
      .at(-1),
    calls: entries.flatMap((entry) => of(entry, ['calls'], entry.value.calls)),
    entries,
  };
}

function below<T>({ at, location }: Sourced<unknown>, path: readonly (string | number)[], value: T): Sourced<T> {
  return { value, location, at: { ...at, pointer: [...at.pointer, ...path] } };
}

/** The level that is set for a rule, and its origin; undefined where it keeps its own. */
export function setLevelOf(rules: readonly SetRule[], id: string): Sourced<Level> | undefined {
  for (const { value, ...origin } of rules.toReversed()) {
    const [rule, setting] = value;
    if (rule !== id) continue;
    const level = typeof setting === 'string' ? setting : setting.severity;
    if (typeof level === 'string') return { ...origin, value: level };
  }
  return undefined;
}

/** The options that are set for a rule. */
export function optionsOf(rules: readonly SetRule[], id: string): Readonly<Record<string, number>> {
  const options: Record<string, number> = {};
  for (const { value } of rules) {
    const [rule, setting] = value;
    if (rule !== id || typeof setting === 'string') continue;
    for (const [name, each] of Object.entries(setting)) if (typeof each === 'number') options[name] = each;
  }
  return options;
}
