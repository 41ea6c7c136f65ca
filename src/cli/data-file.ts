import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Cloud } from '../catalog/resolve.js';
import { type CatalogFile, catalogFileText } from '../input/catalog-file.js';
import { readOwnApis } from '../input/own-apis.js';
import type { OwnApi } from '../model/own-api.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import type { Arguments } from './arguments.js';
import { readText, shownPath } from './config-files.js';
import { configName, configPath } from './config-path.js';
import { compareLists, summaryOf } from './data-compare.js';
import { mergedConfig } from './graph-open.js';
import { readFile, textFault } from './read-file.js';
import { saveFile } from './save-file.js';
import { UsageError } from './usage-error.js';

/** Reads the APIs of a file, or of standard input (`-`). Throws a UsageError that says why it cannot be read. */
export function readApis(path: string): readonly OwnApi[] {
  const read =
    path === '-' ? readFile({ name: '<stdin>', path: undefined, origin: 'named' }, () => undefined) : readText(path);
  const reading = 'text' in read ? readOwnApis(read.text) : { fault: textFault(read) };
  if ('fault' in reading) throw new UsageError(`${path}: ${reading.fault}`);
  return reading.apis;
}

/** The cloud and the newest day that lists are known to be of. */
export function headOf(apis: readonly OwnApi[]): { readonly cloud: string | null; readonly date: string | null } {
  const dates = apis.flatMap(({ date }) => date ?? []).sort();
  return { cloud: apis.find(({ cloud }) => cloud !== undefined)?.cloud ?? null, date: dates.at(-1) ?? null };
}

/** Which file a command writes, for which cloud, on which day. */
interface CatalogWish {
  readonly path: string;
  readonly cloud: Cloud;
  readonly day: string;
}

/** What a command writes. */
export function catalogWish({ options }: Arguments, cloud: Cloud, now: Date): CatalogWish {
  const named = options.get('catalog');
  const path = typeof named === 'string' ? named : 'permlint.catalog.json';
  return { path, cloud, day: now.toISOString().slice(0, 10) };
}

/** The lists that a catalog file holds so far; none where it is not there. One of another cloud is refused. */
export function catalogBefore({ path, cloud }: CatalogWish): readonly OwnApi[] {
  if (!existsSync(path)) return [];
  const apis = readApis(path);
  const other = apis.find((api) => api.cloud !== cloud);
  if (other === undefined) return apis;
  const is =
    other.cloud === undefined ? 'is no catalog file' : `is a catalog of the cloud ${other.cloud}, not of ${cloud}`;
  throw new UsageError(`${path} ${is}, and would be replaced`, {
    hint: 'Write another file: --catalog <file>.',
  });
}

/** Writes lists into a catalog file: each in place of the same API's list, the others stay. Returns what it says of that. */
export async function writeCatalog(args: Arguments, wish: CatalogWish, lists: readonly OwnApi[]): Promise<string> {
  const { path, cloud, day } = wish;
  const before = catalogBefore(wish);
  const keyOf = ({ appId }: OwnApi): string => appId.toLowerCase();
  const merged = new Map(before.map((api) => [keyOf(api), api]));
  for (const api of lists) {
    // A catalog file says of which day a list is; an older one replaces none.
    const date = api.date ?? day;
    if ((merged.get(keyOf(api))?.date ?? '') <= date) merged.set(keyOf(api), { ...api, cloud, date });
  }
  const apis = [...merged.values()];
  const newest = apis.reduce((date, api) => (api.date !== undefined && api.date > date ? api.date : date), '');
  const file: CatalogFile = { cloud, date: newest, apis };
  saveFile(path, catalogFileText(file));
  const count = file.apis.reduce((sum, { permissions }) => sum + permissions.length, 0);
  const title = `${path}: ${counted(file.apis.length, 'API')} and ${counted(count, 'permission')} of the cloud ${cloud}, ${newest}`;
  const changes = before.length === 0 ? [] : [`Since the last time: ${summaryOf(compareLists(before, file.apis))}`];
  return [title, ...changes, ...(await configHint(args, wish))].map((line) => `${escapeText(line)}\n`).join('');
}

/** What to write into the config, unless it says so already. */
async function configHint(args: Arguments, { path, cloud }: CatalogWish): Promise<readonly string[]> {
  const config = await mergedConfig(args);
  const catalogs = config?.catalogs ?? [];
  const isNamed = catalogs.some(
    ({ value, location }) => typeof value === 'string' && resolve(dirname(location), value) === resolve(path),
  );
  const own = config?.cloud?.value ?? 'global';
  const lines = [...(isNamed ? [] : [`  catalogs: [${path}]`]), ...(own === cloud ? [] : [`  cloud: ${cloud}`])];
  return lines.length === 0 ? [] : [`To use it, write in ${shownPath(configPath(args) ?? configName)}:`, ...lines];
}
