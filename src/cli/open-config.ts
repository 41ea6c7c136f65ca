import { dirname, resolve } from 'node:path';
import ignore from 'ignore';
import { createCatalog } from '../catalog/catalog.js';
import { withOwnApis } from '../catalog/own-apis.js';
import type { Catalog } from '../catalog/types.js';
import { type Config, commandLine, mergeLayers } from '../config/config.js';
import { type ConfigLayer, loadConfig } from '../config/load-config.js';
import { type PlacedFault, readConfigFile } from '../config/read-config.js';
import { type Configured, configure, ownApisOf } from '../configured.js';
import { severities } from '../model/finding.js';
import type { Document } from '../model/place.js';
import { rules } from '../rules/index.js';
import { readPart } from './catalog-files.js';
import {
  extendedReader,
  namedFileReader,
  type ReadPath,
  readRegularText,
  readText,
  realLocation,
  shownPath,
} from './config-files.js';
import { absolutePath } from './ignore-levels.js';
import { pathBelow } from './path-below.js';
import { UsageError } from './usage-error.js';
import type { LeavesOut } from './walk.js';

/** A config, opened: what it says, the catalog with its own APIs, and what a lint run needs of it. */
export interface OpenedConfig extends Configured {
  readonly config: Config;
  readonly catalog: Catalog;
  /** The folder that patterns are meant from: absolute, `/` between names. */
  readonly folder: string;
  /** Whether `ignore` holds a path, or `include` does not. */
  readonly leavesOut: LeavesOut | undefined;
}

/** What a config is opened for. */
export interface ConfigWish {
  /** The config's path; undefined where there is none. */
  readonly path: string | undefined;
  /** `id=level`, as the command line sets them. */
  readonly rules: readonly string[];
  readonly now: Date;
  /** Gives the bytes of files that are not read from the disk; undefined for those that are. */
  readonly bytesOf?: ((path: string) => Buffer | undefined) | undefined;
}

/** Opens a config and all that it names. Throws a UsageError that tells every fault with its line and column. */
export function openConfig(wish: ConfigWish): OpenedConfig {
  const { path, now, bytesOf } = wish;
  const read: ReadPath = (file) => readRegularText(file, bytesOf?.(file));
  const config = readConfig(wish);
  const folder = absolutePath(path === undefined ? '.' : dirname(path));
  const readNamed = namedFileReader(read);
  const apis = ownApisOf(config, readNamed);
  if (!apis.ok) throw configError(apis.faults);
  const catalog = createCatalog(withOwnApis(readPart, apis.value));
  const pathOf = ({ name }: Document): string | undefined => pathBelow(folder, name);
  const configured = configure(config, catalog, now, readNamed, pathOf);
  if (!configured.ok) throw configError(configured.faults);
  return { ...configured.value, config, catalog, folder, leavesOut: leavesOutOf(config, folder) };
}

/** Reads a config and those that it extends, but no other file that it names. Throws as `openConfig` does. */
export function readConfig({ path, rules: levels, bytesOf }: ConfigWish): Config {
  const read: ReadPath = (file) => readRegularText(file, bytesOf?.(file));
  const readOwn: ReadPath = (file) => readText(file, bytesOf?.(file));
  return mergeLayers([...(path === undefined ? [] : layersOf(path, readOwn, read)), ...levelLayer(levels)]);
}

/** Both lists are written as in .gitignore; a folder is left out only by `ignore`. */
function leavesOutOf({ include, ignore: ignored }: Config, folder: string): LeavesOut | undefined {
  if (include === undefined && ignored === undefined) return undefined;
  const patternsOf = (list: Config['include']) =>
    ignore({ ignorecase: false }).add((list ?? []).map(({ value }) => value));
  const [included, left] = [patternsOf(include), patternsOf(ignored)];
  return (path, isFolder) => {
    const below = pathBelow(folder, path);
    if (below === undefined || below === '') return false;
    if (left.ignores(isFolder ? `${below}/` : below)) return true;
    return !isFolder && include !== undefined && !included.ignores(below);
  };
}

function layersOf(path: string, readOwn: ReadPath, read: ReadPath): readonly ConfigLayer[] {
  const absolute = resolve(path);
  const found = readOwn(absolute);
  if ('fault' in found) throw new UsageError(`cannot read config ${shownPath(absolute)}: ${found.fault}`);
  const text = { name: shownPath(absolute), location: realLocation(absolute), text: found.text };
  const loading = loadConfig(text, extendedReader(read));
  if (!loading.ok) throw configError(loading.faults);
  return loading.layers;
}

/** What `--rule` sets is a config of its own, which wins over the others. */
function levelLayer(levels: readonly string[]): readonly ConfigLayer[] {
  if (levels.length === 0) return [];
  const set = Object.fromEntries(levels.map(setLevel));
  const reading = readConfigFile(commandLine, JSON.stringify({ rules: set }));
  if (!reading.ok) throw new UsageError(`--rule: ${reading.faults.map(({ message }) => message).join(' ')}`);
  return [{ ...reading.file, location: commandLine }];
}

function setLevel(text: string): readonly [string, string] {
  const [id = '', level] = text.split(/=(.*)/s);
  const wanted = ['off', ...severities];
  if (!rules.some((rule) => rule.id === id)) {
    const candidates = rules.map((rule) => rule.id);
    throw new UsageError(`--rule: no rule is called "${id}"`, { mistyped: { word: id, candidates } });
  }
  if (level === undefined) {
    throw new UsageError(`--rule is "${text}"; expected ${id}=off, or a severity in place of off`);
  }
  if (!wanted.includes(level)) {
    const hint = { mistyped: { word: level, candidates: wanted } };
    throw new UsageError(`--rule ${id} is "${level}"; expected ${wanted.join(', ')}`, hint);
  }
  return [id, level];
}

function configError(faults: readonly PlacedFault[]): UsageError {
  const names = [...new Set(faults.map(({ name }) => name))];
  const lines = faults
    .toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name) || a.line - b.line || a.column - b.column)
    .map(
      ({ name, line, column, message }) => [`cannot read config ${name}:${line}:${column}`, `  ${message}`] as const,
    );
  const [[title, hint] = ['cannot read the config', ''], ...others] = lines;
  return new UsageError(title, { hint, more: others.flatMap(([where, message]) => [`permlint: ${where}`, message]) });
}
