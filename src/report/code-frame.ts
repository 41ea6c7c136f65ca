import type { OffsetRange } from '../model/place.js';
import { displayWidth } from './display-width.js';
import { escapeText } from './escape.js';
import { dedent, type FrameLine, indentOf, readFrameLine, showLine } from './frame-line.js';
import type { LocatedFinding, Paint, Style } from './types.js';

export interface FrameSetting {
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Paint;
  /** The style of the carets. */
  readonly style: Style;
  /** Values that are never shown. */
  readonly secrets: readonly OffsetRange[];
  /** The name of a permission or API by its id. */
  readonly nameOf: (id: string) => string | undefined;
}

interface Line extends OffsetRange {
  readonly number: number;
}

const gap = '   ';
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The lines around a finding with carets below its place, and the names of ids beside them; nothing without lines. */
export function drawFrame(finding: LocatedFinding, setting: FrameSetting): string[] {
  const { text } = finding.at.document;
  const { lines, range } = finding;
  if (text === undefined || lines === undefined || range === undefined) return [];
  // A document may begin in the middle of a line.
  const main = lineFrom(text, Math.max(0, range.start - lines.column + 1), lines.line);
  const place = { start: range.start, end: Math.min(range.end, main.end) };
  const isLong = lines.endLine > lines.line;
  const { secrets, unicode, width } = setting;
  const reading = { reach: width * 2, secrets, mask: unicode ? '"…"' : '"..."' };
  const shown = withContext(text, main, isLong).map((line) =>
    readFrameLine(text, line, line === main ? place.start : line.start, reading),
  );
  const indent = Math.min(...shown.map((line) => indentOf(line) ?? Number.POSITIVE_INFINITY));
  const digits = Math.max(3, String(shown.at(-1)?.number ?? 0).length);
  return shown.flatMap((line) => {
    const dedented = Number.isFinite(indent) ? dedent(line, indent) : line;
    return drawLine(dedented, line.number === main.number ? place : undefined, digits, finding, setting);
  });
}

function drawLine(
  line: FrameLine,
  place: OffsetRange | undefined,
  digits: number,
  finding: LocatedFinding,
  setting: FrameSetting,
): string[] {
  const bar = setting.unicode ? '│' : '|';
  const ellipsis = setting.unicode ? '…' : '...';
  const available = Math.max(20, setting.width - digits - 6);
  const label = labelOf(line, place, finding, setting);
  const { text, column, length } = showLine(line, place ?? { start: 0, end: 0 }, available, ellipsis);
  const gutter = `  ${String(line.number).padStart(digits)} ${bar} `;
  const drawn = [`${gutter}${text}${besideLine(label, available - displayWidth(text), ellipsis, setting)}`.trimEnd()];
  if (place !== undefined) {
    const carets = setting.paint(setting.style, '^'.repeat(length));
    drawn.push(`  ${' '.repeat(digits)} ${bar} ${' '.repeat(column)}${carets}`);
  }
  return drawn;
}

/** The name behind a line, in the columns that are left: cut, but an id or the line itself is never cut for it. */
function besideLine(label: string | undefined, columns: number, ellipsis: string, { paint }: FrameSetting): string {
  const room = columns - gap.length;
  if (label === undefined || room < 8) return '';
  const isWhole = displayWidth(label) <= room;
  return gap + paint('cyan', isWhole ? label : label.slice(0, room - ellipsis.length) + ellipsis);
}

/** The name of the id that stands in a line; of several, of the finding's own or the one nearest to the place. */
function labelOf(
  line: FrameLine,
  place: OffsetRange | undefined,
  { permission }: LocatedFinding,
  setting: FrameSetting,
): string | undefined {
  const text = line.cells.map((cell) => cell.text).join('');
  const matches = [...text.matchAll(guid)];
  if (matches.length === 0) return undefined;
  const offsets = line.cells.flatMap((cell) => Array.from(cell.text, () => cell.start));
  const ids = matches.map((match) => ({ id: match[0], start: offsets[match.index] ?? 0 }));
  const own = permission?.id?.toLowerCase();
  const distance = (id: { readonly start: number }) => (place === undefined ? 0 : Math.abs(id.start - place.start));
  const [nearest] = ids.sort((a, b) => distance(a) - distance(b));
  const chosen = ids.find(({ id }) => id.toLowerCase() === own) ?? nearest;
  if (chosen === undefined) return undefined;
  const known = chosen.id.toLowerCase() === own ? permission?.name : undefined;
  const name = known ?? setting.nameOf(chosen.id);
  return name === undefined || name === '' ? undefined : escapeText(name);
}

/** The line that was asked for last: of a text in one line of a hundred megabytes, every finding asks for it. */
let last: { readonly text: string; readonly start: number; readonly lineFeed: number } | undefined;

function lineFeedAfter(text: string, start: number): number {
  const isSame = last?.text === text && last.start <= start && (last.lineFeed === -1 || start <= last.lineFeed);
  if (last === undefined || !isSame) last = { text, start, lineFeed: text.indexOf('\n', start) };
  return last.lineFeed;
}

function lineFrom(text: string, start: number, number: number): Line {
  const lineFeed = lineFeedAfter(text, start);
  const end = lineFeed === -1 ? text.length : lineFeed;
  return { number, start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}

/** The line and at most two more: the next two of a place of several lines, else those that say more than a bracket. */
function withContext(text: string, main: Line, isLong: boolean): readonly Line[] {
  const before = lineBefore(text, main);
  const after = lineAfter(text, main);
  if (isLong) return [main, after, after && lineAfter(text, after)].filter((line) => line !== undefined);
  if (after !== undefined && (before === undefined || saysMore(text, after))) {
    return [before, main, after].filter((line) => line !== undefined);
  }
  const further = before && lineBefore(text, before);
  return [further, before, main].filter((line) => line !== undefined);
}

// A long line is not looked through for this: it surely says something.
const saysMore = (text: string, { start, end }: Line): boolean =>
  end - start > 1_000 || /[^\s{}[\],]/.test(text.slice(start, end));

function lineBefore(text: string, line: Line): Line | undefined {
  if (line.start === 0) return undefined;
  const start = line.start < 2 ? 0 : text.lastIndexOf('\n', line.start - 2) + 1;
  return lineFrom(text, start, line.number - 1);
}

function lineAfter(text: string, line: Line): Line | undefined {
  const lineFeed = lineFeedAfter(text, line.end);
  if (lineFeed === -1 || lineFeed + 1 >= text.length) return undefined;
  return lineFrom(text, lineFeed + 1, line.number + 1);
}
