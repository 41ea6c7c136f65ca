import type { OffsetRange } from '../model/place.js';
import { charWidth } from './display-width.js';
import { escapeText } from './escape.js';

/** What one character, or one hidden secret, looks like. */
interface Cell extends OffsetRange {
  readonly text: string;
  readonly width: number;
}

/** A line of a document as cells. A very long line has only those around the place that is shown. */
export interface FrameLine {
  readonly number: number;
  readonly cells: readonly Cell[];
  /** Whether the line goes on to the left or right of its cells. */
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** How lines are read: how far around a place, what is hidden, and what stands for what is hidden. */
export interface ReadSetting {
  readonly reach: number;
  readonly secrets: readonly OffsetRange[];
  readonly mask: string;
}

/** How a line is shown: `column` and `length` are where `place` stands in it, counted from 0. */
export interface ShownLine {
  readonly text: string;
  readonly column: number;
  readonly length: number;
}

/** Reads a line, or of a long one what is within reach of `around`. Secrets become one cell. */
export function readFrameLine(
  text: string,
  line: OffsetRange & { readonly number: number },
  around: number,
  { reach, secrets, mask }: ReadSetting,
): FrameLine {
  const own = secretsWithin(secrets, Math.max(line.start, around - reach), Math.min(line.end, around + reach));
  const near = Math.max(line.start, around - reach);
  const from = own.find(({ start, end }) => start < near && end > near)?.start ?? near;
  const to = Math.min(line.end, around + reach);
  const cells: Cell[] = [];
  for (let at = Math.max(line.start, from); at < to; at = cells.at(-1)?.end ?? to) {
    cells.push(secretAt(own, at, mask) ?? characterAt(text, at));
  }
  const last = cells.at(-1)?.end ?? line.start;
  return { number: line.number, cells, cutLeft: from > line.start, cutRight: last < line.end };
}

/** The secrets that touch a range: they are in order, and a text may hold many thousand. */
function secretsWithin(secrets: readonly OffsetRange[], start: number, end: number): readonly OffsetRange[] {
  let low = 0;
  let high = secrets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((secrets[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  const own: OffsetRange[] = [];
  for (let at = low; (secrets[at]?.start ?? end) < end; at += 1) {
    const secret = secrets[at];
    if (secret !== undefined) own.push(secret);
  }
  return own;
}

function secretAt(secrets: readonly OffsetRange[], at: number, mask: string): Cell | undefined {
  const secret = secrets.find(({ start, end }) => start <= at && at < end);
  return secret && { text: mask, width: mask.length, start: at, end: secret.end };
}

function characterAt(text: string, at: number): Cell {
  const code = text.charCodeAt(at);
  if (code >= 0x20 && code < 0x7f) return { text: text.charAt(at), width: 1, start: at, end: at + 1 };
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (char === '\t') return { text: '  ', width: 2, start: at, end: at + 1 };
  const shown = escapeText(char);
  const width = shown === char ? charWidth(char) : shown.length;
  return { text: shown, width, start: at, end: at + char.length };
}

/** Columns of blank space at the beginning of a line; undefined where that cannot be told or the line is empty. */
export function indentOf({ cells, cutLeft }: FrameLine): number | undefined {
  if (cutLeft) return 0;
  const first = cells.findIndex(({ text }) => text.trim() !== '');
  return first === -1 ? undefined : widthOf(cells.slice(0, first));
}

/** Leaves out the first columns of a line, which are blank. */
export function dedent(line: FrameLine, columns: number): FrameLine {
  let removed = 0;
  const first = line.cells.findIndex(({ width }) => {
    removed += width;
    return removed > columns;
  });
  return { ...line, cells: first === -1 ? [] : line.cells.slice(first) };
}

/** Cuts a line to `available` columns, so that the beginning of `place` stays in sight. */
export function showLine(line: FrameLine, place: OffsetRange, available: number, ellipsis: string): ShownLine {
  const before = line.cells.filter(({ end }) => end <= place.start);
  let first = 0;
  let column = widthOf(before);
  const needed = Math.min(widthOf(line.cells) - column, Math.ceil(available / 2));
  const cutLeft = line.cutLeft || column + needed > available;
  // A third of the columns before the place; more where little follows it.
  const following = widthOf(line.cells) - column;
  const goal = Math.max(Math.floor(available / 3), available - 2 * ellipsis.length - following - 1);
  if (cutLeft) {
    for (; first < before.length && column > goal; first += 1) column -= before[first]?.width ?? 0;
    column += ellipsis.length;
  }
  const rest = line.cells.slice(first);
  const room = available - (cutLeft ? ellipsis.length : 0);
  const isWhole = !line.cutRight && widthOf(rest) <= room;
  const kept = isWhole ? rest : takeWidth(rest, room - ellipsis.length);
  const marked = widthOf(kept.filter(({ start, end }) => end > place.start && start < place.end));
  const text = `${cutLeft ? ellipsis : ''}${textOf(kept)}${isWhole ? '' : ellipsis}`;
  return { text: text.trimEnd(), column, length: Math.max(1, marked) };
}

function takeWidth(cells: readonly Cell[], room: number): readonly Cell[] {
  let used = 0;
  const end = cells.findIndex(({ width }) => {
    used += width;
    return used > room;
  });
  return end === -1 ? cells : cells.slice(0, end);
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);
const textOf = (cells: readonly Cell[]): string => cells.map(({ text }) => text).join('');
