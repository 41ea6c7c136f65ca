import { type At, placesIn } from './lines-of.js';

/** A row of a table, or the quote in it that nothing closes, after which there is nothing more to read. */
export type CsvItem =
  | { readonly kind: 'row'; readonly at: At; readonly cells: readonly string[] }
  | { readonly kind: 'unclosed'; readonly at: At };

/** No log has nearly as many columns, and a line may hold millions of commas. */
const mostCells = 1_000;

interface Cell {
  readonly value: string;
  /** The offset of what ends the cell: a delimiter, a line end, the end of the text. */
  readonly end: number;
}

/**
 * The rows of delimited text after RFC 4180: quotes around a cell, two for one inside, line breaks within. Blank lines
 * are passed over. Each character is looked at once or twice, whatever the text.
 */
export function* csvRows(name: string, text: string, delimiter: string): Iterable<CsvItem> {
  const placeOf = placesIn(name, text);
  const plain = new RegExp(`[^${delimiter}\\n]*`, 'y');
  let at = 0;
  while (at < text.length) {
    const start = placeOf(at);
    const cells: string[] = [];
    for (let isRowOpen = true; isRowOpen; ) {
      const cell = takeCell(text, at, plain);
      if (cell === undefined) {
        yield { kind: 'unclosed', at: placeOf(at) };
        return;
      }
      if (cells.length < mostCells) cells.push(cell.value);
      isRowOpen = text.charAt(cell.end) === delimiter;
      at = cell.end + 1;
    }
    if (cells.length > 1 || /\S/.test(cells[0] ?? '')) yield { kind: 'row', at: start, cells };
  }
}

function takeCell(text: string, at: number, plain: RegExp): Cell | undefined {
  if (text.charAt(at) === '"') return takeQuoted(text, at, plain);
  const end = endOfPlain(text, at, plain);
  const value = text.slice(at, end);
  return { value: value.endsWith('\r') ? value.slice(0, -1) : value, end };
}

function takeQuoted(text: string, start: number, plain: RegExp): Cell | undefined {
  let close = text.indexOf('"', start + 1);
  while (close !== -1 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
  if (close === -1) return undefined;
  const inner = text.slice(start + 1, close);
  // What follows the closing quote should not be there, and tells nothing.
  return { value: inner.includes('"') ? inner.replaceAll('""', '"') : inner, end: endOfPlain(text, close + 1, plain) };
}

function endOfPlain(text: string, at: number, plain: RegExp): number {
  plain.lastIndex = at;
  plain.test(text);
  return plain.lastIndex;
}
