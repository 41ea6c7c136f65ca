import { type Place, type Pointer, valueAt } from '../model/place.js';
import type { ConfigLayer } from './load-config.js';
import type { AppEntry, ConfigFile, InlineApi, RuleSetting, WaiverEntry } from './schema.js';

/** A value of a config, where it is written, and the location that paths in it are meant from. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Place;
  readonly location: string;
}

/** The location of what the command line sets. */
export const commandLine = '--rule';

/** A config and all that it extends, as one; each value with its origin. */
export interface Config {
  /** Those that are extended come before what extends them; the last is the project's own. */
  readonly layers: readonly ConfigLayer[];
  readonly cloud: Sourced<NonNullable<ConfigFile['cloud']>> | undefined;
  readonly failOn: Sourced<NonNullable<ConfigFile['failOn']>> | undefined;
  readonly baseline: Sourced<string> | undefined;
  readonly include: readonly Sourced<string>[] | undefined;
  readonly ignore: readonly Sourced<string>[] | undefined;
  /** By rule, in the order of the files: later ones win. */
  readonly rules: readonly Sourced<readonly [rule: string, setting: RuleSetting]>[];
  readonly allow: readonly Sourced<string>[] | undefined;
  readonly deny: readonly Sourced<string>[] | undefined;
  readonly catalogs: readonly Sourced<string | InlineApi>[] | undefined;
  readonly apps: readonly Sourced<AppEntry>[];
  readonly waivers: readonly Sourced<WaiverEntry>[];
}

/** Joins config files: a later value replaces an earlier one, a list adds to an earlier one, an empty list empties it. */
export function mergeLayers(layers: readonly ConfigLayer[]): Config {
  return {
    layers,
    cloud: last(layers, 'cloud'),
    failOn: last(layers, 'failOn'),
    baseline: last(layers, 'baseline'),
    include: list(layers, ['include'], ({ include }) => include),
    ignore: list(layers, ['ignore'], ({ ignore }) => ignore),
    rules: layers.flatMap((layer) =>
      rulesOf(layer.value.rules).map((value) => sourced(layer, ['rules', value[0]], value)),
    ),
    allow: list(layers, ['permissions', 'allow'], ({ permissions }) => permissions?.allow),
    deny: list(layers, ['permissions', 'deny'], ({ permissions }) => permissions?.deny),
    catalogs: list(layers, ['catalogs'], ({ catalogs }) => catalogs),
    apps: list(layers, ['apps'], ({ apps }) => apps) ?? [],
    waivers: list(layers, ['waivers'], ({ waivers }) => waivers ?? undefined) ?? [],
  };
}

/** The settings of rules, in their order. */
export function rulesOf(rules: ConfigFile['rules']): readonly (readonly [rule: string, setting: RuleSetting])[] {
  return Object.entries(rules ?? {});
}

function last<K extends 'cloud' | 'failOn' | 'baseline'>(
  layers: readonly ConfigLayer[],
  key: K,
): Sourced<NonNullable<ConfigFile[K]>> | undefined {
  for (const layer of layers.toReversed()) {
    const value = layer.value[key];
    if (value !== undefined && value !== null) return sourced(layer, [key], value);
  }
  return undefined;
}

function list<T>(
  layers: readonly ConfigLayer[],
  pointer: Pointer,
  listOf: (file: ConfigFile) => readonly T[] | undefined,
): readonly Sourced<T>[] | undefined {
  let all: readonly Sourced<T>[] | undefined;
  for (const layer of layers) {
    const own = listOf(layer.value)?.map((value, index) => sourced(layer, [...pointer, index], value));
    if (own !== undefined) all = own.length === 0 ? [] : [...(all ?? []), ...own];
  }
  return all;
}

function sourced<T>({ document, location }: ConfigLayer, pointer: Pointer, value: T): Sourced<T> {
  return { value, location, at: valueAt(document, pointer) };
}
