import type { SetRule } from '../config/application-setting.js';
import { appEntryText } from '../config/application-setting.js';
import type { Config, Sourced } from '../config/config.js';
import type { AppEntry } from '../config/schema.js';
import type { Waiver } from '../engine/waivers.js';
import { type Place, valueAt } from '../model/place.js';
import type { Arguments } from './arguments.js';
import { shownPath } from './config-files.js';
import type { OpenedConfig } from './open-config.js';
import { placeLine } from './place-line.js';
import type { Session } from './session.js';

/** A value that applies, and where it comes from: `permlint.yaml:7`, a flag, or the default. */
export interface Applied {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

/** What applies to a run. Without a file all that the config holds is told, as it may apply to any. */
export function runValues(args: Arguments, session: Session, isAll: boolean): readonly Applied[] {
  const { opened, options } = session;
  const config = opened?.config;
  return [
    ...configValue(args, session),
    options.failOn === undefined
      ? sourced('failOn', config?.failOn, 'high')
      : { name: 'failOn', value: options.failOn, origin: 'PERMLINT_FAIL_ON' },
    sourced('cloud', config?.cloud, 'global'),
    typeof options.baseline === 'string'
      ? { name: 'baseline', value: options.baseline, origin: 'PERMLINT_BASELINE' }
      : sourced('baseline', config?.baseline, 'none'),
    ...listed(config, ['include'], config?.include, 'every JSON, Terraform, Bicep and YAML file'),
    ...listed(config, ['ignore'], config?.ignore, 'nothing but .gitignore and .permlintignore'),
    ...catalogValues(config),
    ...(isAll && opened !== undefined ? heldValues(opened) : []),
  ];
}

function configValue({ options }: Arguments, { configPath }: Session): readonly Applied[] {
  if (configPath === undefined) return [];
  const flag = options.get('config');
  const named = typeof flag === 'string' ? '--config' : 'PERMLINT_CONFIG';
  const isNamed = typeof flag === 'string' || (process.env.PERMLINT_CONFIG ?? '') !== '';
  return [{ name: 'config', value: shownPath(configPath), origin: isNamed ? named : 'found' }];
}

function catalogValues(config: Config | undefined): readonly Applied[] {
  const named = config?.catalogs?.map((each) => {
    const { value } = each;
    return { ...each, value: typeof value === 'string' ? value : `${value.name} (${value.appId})` };
  });
  return listed(config, ['catalogs'], named, 'none');
}

/** What holds for single applications and permissions. */
function heldValues({ config, waivers }: OpenedConfig): readonly Applied[] {
  const { rules, allow, deny, apps } = config;
  return [
    ...ruleValues(rules),
    ...listed(config, ['permissions', 'allow'], allow, 'everything'),
    ...listed(config, ['permissions', 'deny'], deny, 'nothing'),
    ...listed(config, ['apps'], apps.length === 0 ? undefined : apps.map(appNamed), 'none'),
    ...(waivers.length === 0 ? listed(config, ['waivers'], undefined, 'none') : waivers.map(waiverValue)),
  ];
}

/** A list with the origin of each value, or of what emptied it. */
function listed(
  config: Config | undefined,
  path: readonly [string, ...string[]],
  values: readonly Sourced<unknown>[] | undefined,
  fallback: string,
): readonly Applied[] {
  const name = path.join('.');
  if (values !== undefined && values.length > 0) return each(name, values);
  const emptied = config?.layers.findLast(({ value }) => isEmptyList(path.reduce(valueBelow, value)));
  if (emptied === undefined) return [{ name, value: fallback, origin: 'default' }];
  return [{ name, value: 'none', origin: originOf(valueAt(emptied.document, path)) }];
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function valueBelow(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Each value of a list, with its origin. */
export function each(name: string, values: readonly Sourced<unknown>[]): readonly Applied[] {
  return values.map(({ value, at }) => ({ name, value: valueText(value), origin: originOf(at) }));
}

/** Levels and options of rules that nothing later replaces. */
export function ruleValues(rules: readonly SetRule[]): readonly Applied[] {
  return each(
    'rules',
    effective(rules).map((rule) => ({ ...rule, value: `${rule.value[0]}: ${valueText(rule.value[1])}` })),
  );
}

/** An entry of `apps` by what it is for. */
export function appNamed(entry: Sourced<AppEntry>): Sourced<string> {
  return { ...entry, value: appEntryText(entry.value) };
}

/** A waiver in a line. */
export function waiverValue({ label, expires, at }: Waiver): Applied {
  const end = expires === undefined ? 'for good' : `until ${expires}`;
  return { name: 'waivers', value: `${label}, ${end}`, origin: originOf(at) };
}

/** Lines and columns are those of the config's text; a flag has none. */
function originOf(at: Place): string {
  return at.document.name.startsWith('--') ? at.document.name : placeLine(at);
}

function sourced<T>(
  name: string,
  value: Sourced<T> | undefined,
  fallback: string,
  text: (value: T) => string = String,
): Applied {
  if (value === undefined) return { name, value: fallback, origin: 'default' };
  return { name, value: text(value.value), origin: originOf(value.at) };
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

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${valueText(each)}`)
    .join(', ');
}
