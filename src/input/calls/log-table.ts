import type { CallItem } from '../../model/call.js';
import { csvRows } from './csv.js';
import { addressNames, fieldName, methodNames } from './fields.js';
import type { At } from './lines-of.js';
import { problem, readFields } from './request.js';

/** Delimited text whose first line names the columns of calls. */
export interface LogTable {
  readonly delimiter: string;
  /** Offset and line of the row of names: Excel may have written `sep=;` before it. */
  readonly offset: number;
  /** By position; undefined for a column that tells nothing of a call. */
  readonly columns: readonly (string | undefined)[];
}

const longestHeader = 65_536;

/** The table that a text is; undefined where its first line names no column of calls. */
export function recogniseTable(text: string): LogTable | undefined {
  const separator = /^sep=.\r?\n/i.exec(text.slice(0, 10));
  const offset = separator?.[0].length ?? 0;
  const end = text.slice(offset, offset + longestHeader).indexOf('\n');
  const header = text.slice(offset, end === -1 ? offset + longestHeader : offset + end);
  for (const delimiter of [',', ';', '\t']) {
    const [row] = csvRows('', header, delimiter);
    if (row?.kind !== 'row') continue;
    const columns = row.cells.map(columnName);
    const known = new Set(columns);
    if (hasAny(known, methodNames) || hasAny(known, addressNames)) return { delimiter, offset, columns };
  }
  return undefined;
}

function hasAny(known: ReadonlySet<string | undefined>, wanted: readonly string[]): boolean {
  return wanted.some((name) => known.has(name));
}

/** The name without the time zone that Log Analytics puts behind it: `TimeGenerated [UTC]`. */
function columnName(cell: string): string | undefined {
  const name = cell.slice(0, 100).replace(/\s*\[[^[\]]*\]\s*$/, '');
  return fieldName(name.trim());
}

/** Reads the rows of a table of calls, such as an export of Log Analytics or of Advanced hunting. */
export function* readTable(name: string, text: string, table: LogTable): Iterable<CallItem> {
  const lacks = lackOf(new Set(table.columns));
  // The row of `sep=;` is one line, and reads as a row.
  let rowsToSkip = table.offset === 0 ? 1 : 2;
  for (const item of csvRows(name, text, table.delimiter)) {
    if (item.kind === 'unclosed') {
      yield problem(item.at, 'The quote that opens here is never closed. Nothing after it could be read.');
    } else if (rowsToSkip > 0) {
      rowsToSkip -= 1;
      if (rowsToSkip === 0 && lacks !== undefined) {
        yield problem(item.at, lacks);
        return;
      }
    } else yield* readRow(item.cells, table, item.at);
  }
}

function readRow(cells: readonly string[], { columns }: LogTable, at: At): Iterable<CallItem> {
  const fields = new Map<string, unknown>();
  // Of two columns of one name the first one counts.
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (column !== undefined && cell !== undefined && !fields.has(column)) fields.set(column, cell);
  }
  return readFields(fields, at);
}

function lackOf(columns: ReadonlySet<string | undefined>): string | undefined {
  if (!hasAny(columns, addressNames)) return 'This table has methods, but no column RequestUri. Export it, too.';
  if (!hasAny(columns, methodNames)) return 'This table has addresses, but no column RequestMethod. Export it, too.';
  return undefined;
}
