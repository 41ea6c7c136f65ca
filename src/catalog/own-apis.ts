import type { OwnApi, OwnPermission } from '../model/own-api.js';
import { graphAppId } from './lookup.js';
import { letterOf } from './table.js';
import type { ReadPart } from './types.js';

/**
 * Hands out the parts of the catalog with APIs added to them: an API that no part has is a section of its own; to one
 * that a part has, the permissions are added that it lacks, and its list counts as complete.
 */
export function withOwnApis(read: ReadPart, apis: readonly OwnApi[]): ReadPart {
  if (apis.length === 0) return read;
  return (part) => {
    const text = read(part);
    if (part !== 'graph.tsv' && part !== 'other-apis.tsv') return text;
    const isGraph = ({ appId }: OwnApi): boolean => appId.toLowerCase() === graphAppId;
    return apis
      .filter((api) => isGraph(api) === (part === 'graph.tsv'))
      .reduce((extended, api) => withApi(extended, api), text);
  };
}

/** Tabs and line ends part the table's fields and rows. */
const plain = (text: string): string => text.replace(/[\t\r\n|]+/g, ' ').trim();

/** Kind and id: the last that is said of them counts. */
const keyOf = (row: string): string => row.slice(0, 38);

function withApi(text: string, { appId, name, permissions }: OwnApi): string {
  const id = appId.toLowerCase();
  const head = `\n@${id}\t`;
  const start = text.indexOf(head);
  const own = [...new Map(permissions.map(rowOf).map((row) => [keyOf(row), row])).values()];
  if (start === -1) return `${text}@${id}\tcomplete\t${plain(name)}\n${rowsText(own)}`;
  const rowsStart = text.indexOf('\n', start + 1) + 1;
  const next = text.indexOf('\n@', rowsStart - 1);
  const end = next === -1 ? text.length : next + 1;
  const rows = text
    .slice(rowsStart, end)
    .split('\n')
    .filter((row) => row !== '');
  // A row that is hidden or draft and that the tenant lists is live there.
  const isListed = (row: string): boolean => /^.\t[^\t]*\t[lxLX]/.test(row);
  const known = new Set(rows.filter(isListed).map(keyOf));
  const added = own.filter((row) => !known.has(keyOf(row)));
  const replaced = new Set(added.map(keyOf));
  const line = text.slice(start + 1, rowsStart).replace(/^(@[^\t]*\t)[^\t]*/, '$1complete');
  const kept = rows.filter((row) => !replaced.has(keyOf(row)));
  return text.slice(0, start + 1) + line + rowsText([...kept, ...added]) + text.slice(end);
}

function rowOf({ id, name, kind, isEnabled, consent }: OwnPermission): string {
  const letter = consent === undefined ? '-' : consent === 'user' ? 'U' : 'A';
  return `${letterOf(kind)}\t${id.toLowerCase()}\t${isEnabled ? 'l' : 'x'}${letter}-\t${plain(name)}`;
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
