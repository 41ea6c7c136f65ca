import type { OwnApi, OwnPermission } from '../model/own-api.js';
import { graphAppId } from './lookup.js';
import { letterOf } from './table.js';
import type { ReadPart } from './types.js';

/**
 * Hands out the parts of the catalog with APIs added to them: an API that no part has is a section of its own; to one
 * that a part has, the permissions are added that it lacks, and its list counts as complete. What a catalog file says of
 * an API counts before an older part, and in another cloud instead of it.
 */
export function withOwnApis(read: ReadPart, apis: readonly OwnApi[]): ReadPart {
  if (apis.length === 0) return read;
  return (part) => {
    const text = read(part);
    if (part !== 'graph.tsv' && part !== 'other-apis.tsv') return text;
    const own = apis.filter((api) => isGraph(api) === (part === 'graph.tsv'));
    return own.reduce((extended, api) => withDate(withApi(extended, api), api), text);
  };
}

function isGraph({ appId }: OwnApi): boolean {
  return appId.toLowerCase() === graphAppId;
}

/** The day of a table: the second line end of what comes before it. */
const dayOf = (text: string): string => text.slice(0, text.indexOf('\n')).split('\t')[2] ?? '';

/** The day of the catalog is that of the list of Microsoft Graph's permissions. */
function withDate(text: string, { cloud, date }: OwnApi): string {
  const day = dayOf(text);
  if (date === undefined || (!isNational(cloud) && date <= day)) return text;
  return text.replace(/^([^\t\n]*\t[^\t\n]*\t)[^\n]*/, `$1${date}`);
}

const isNational = (cloud: string | undefined): boolean => cloud !== undefined && cloud !== 'global';

/** Tabs and line ends part the table's fields and rows. */
const plain = (text: string): string => text.replace(/[\t\r\n|]+/g, ' ').trim();

/** Kind and id: the last that is said of them counts. */
const keyOf = (row: string): string => row.slice(0, 38);

function withApi(text: string, api: OwnApi): string {
  const id = api.appId.toLowerCase();
  const start = text.indexOf(`\n@${id}\t`);
  const own = [...new Map(api.permissions.map(rowOf).map((row) => [keyOf(row), row])).values()];
  const extent = isNational(api.cloud) ? `complete:${api.cloud}` : 'complete';
  if (start === -1) return `${text}@${id}\t${extent}\t${plain(api.name)}\n${rowsText(own)}`;
  const rowsStart = text.indexOf('\n', start + 1) + 1;
  const next = text.indexOf('\n@', rowsStart - 1);
  const end = next === -1 ? text.length : next + 1;
  const before = text
    .slice(rowsStart, end)
    .split('\n')
    .filter((row) => row !== '');
  const [, extentBefore = ''] = text.slice(start + 1, rowsStart).split('\t');
  const isOwnList = api.date !== undefined && isNational(api.cloud);
  const extentAfter = isOwnList ? extent : extentBefore.startsWith('complete') ? extentBefore : 'complete';
  const line = text.slice(start + 1, rowsStart).replace(/^(@[^\t]*\t)[^\t]*/, `$1${extentAfter}`);
  const rows = isOwnList && extentBefore !== extent ? own.map(like(before)) : joined(before, own, api, dayOf(text));
  return text.slice(0, start + 1) + line + rowsText(rows) + text.slice(end);
}

/** The rows of an API with own ones among them. */
function joined(before: readonly string[], own: readonly string[], { date = '' }: OwnApi, day: string): string[] {
  // A row that is hidden or draft and that the tenant lists is live there.
  const isListed = (row: string): boolean => /^.\t[^\t]*\t[lxLX]/.test(row);
  const known = date >= day ? new Set<string>() : new Set(before.filter(isListed).map(keyOf));
  const added = own.filter((row) => !known.has(keyOf(row))).map(like(before));
  const replaced = new Set(added.map(keyOf));
  return [...before.filter((row) => !replaced.has(keyOf(row))), ...added];
}

/** Adds to a row what only an earlier row of the same permission says: personal accounts, other names, consent. */
function like(before: readonly string[]): (row: string) => string {
  const known = new Map(before.map((row) => [keyOf(row), row.split('\t')]));
  return (row) => {
    const [, , flags = '', name = '', aliases] = known.get(keyOf(row)) ?? [];
    if (flags === '') return row;
    const [kind, id, ownFlags = '', ownName] = row.split('\t');
    const consent = ownFlags.charAt(1) === '-' ? flags.charAt(1) : ownFlags.charAt(1);
    const cells = [kind, id, `${ownFlags.charAt(0)}${consent}${flags.charAt(2)}`, ownName || name];
    return (aliases === undefined ? cells : [...cells, aliases]).join('\t');
  };
}

function rowOf({ id, name, kind, isEnabled, consent, resourceSpecific }: OwnPermission): string {
  const state = isEnabled ? 'l' : 'x';
  const letter = consent === undefined ? '-' : consent === 'user' ? 'U' : 'A';
  const flags = `${resourceSpecific ? state.toUpperCase() : state}${letter}-`;
  return `${letterOf(kind)}\t${id.toLowerCase()}\t${flags}\t${plain(name)}`;
}

/** In the order in which the table is searched: by name, then by row. */
function rowsText(rows: readonly string[]): string {
  const nameOf = (row: string): string => (row.split('\t')[3] ?? '').toLowerCase();
  const sorted = [...rows].sort((a, b) => {
    const [first, second] = [nameOf(a), nameOf(b)];
    return first === second ? (a < b ? -1 : 1) : first < second ? -1 : 1;
  });
  return sorted.map((row) => `${row}\n`).join('');
}
