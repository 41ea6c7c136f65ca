/** Keys and indexes from the root of a document to a value, as written in the document. */
export type Pointer = readonly (string | number)[];

/** Half-open range of UTF-16 offsets in the text of a document. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** Lines and columns count from 1, columns in UTF-16 units; `endColumn` is the column after the end. */
export interface LineRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where in an object a pointer points: at the value, or at the key that holds it. */
export type PlacePart = 'value' | 'key';

/** A pointer, the side of it that is meant, and the range when a reader knows it already. */
export interface Spot {
  readonly pointer: Pointer;
  readonly part: PlacePart;
  readonly range?: OffsetRange;
}

/** One change to a document. Pointers are spelled as the document spells them; `-` ends a list, as in RFC 6902. */
export type Edit =
  | { readonly op: 'replace' | 'add'; readonly pointer: Pointer; readonly value: unknown }
  | { readonly op: 'remove'; readonly pointer: Pointer };

/** The characters from `start` to `end` of a whole text, its byte order mark not counted, give way to `text`. */
export interface TextChange extends OffsetRange {
  readonly text: string;
}

/** One text that was read, or an object that was handed in (then `text` is undefined and nothing has a line). */
export interface Document {
  /** The file's name as the user gave it, or `<stdin>`. */
  readonly name: string;
  readonly text: string | undefined;
  /** Where in the text this document begins, when the text holds several (NDJSON); counted from 0 and line 1. */
  readonly origin: { readonly offset: number; readonly line: number };
  /** Ranges of the spots, in their order, undefined where the text holds no such place. One scan for all. */
  readonly locate: (spots: readonly Spot[]) => readonly (OffsetRange | undefined)[];
  /** The pointer as the document spells it (a reader may have read PascalCase keys as camelCase). */
  readonly spell: (pointer: Pointer) => Pointer;
  /**
   * The changes of the text that make these edits, in order and apart from each other; every pointer means the document
   * as it is. Undefined where one of the edits cannot be made; left out where a text of this kind cannot be edited.
   */
  readonly change?: (edits: readonly Edit[]) => readonly TextChange[] | undefined;
  /** What this is a part of, where it is: `spell` gives the pointer there, and one scan of it finds the places of all parts. */
  readonly whole?: Document;
  /** Ranges of the whole text that must never be shown, as the text itself says; those known by their names come on top. */
  readonly hidden?: () => readonly OffsetRange[];
  /** Set where no tool fills in template variables: text in double braces is just text. */
  readonly isFinal?: true;
}

/** A place in a document. Its line and column are computed only when asked for. */
export interface Place extends Spot {
  readonly document: Document;
}

/** The place of a value, by pointer. */
export function valueAt(document: Document, pointer: Pointer): Place {
  return { document, pointer, part: 'value' };
}

/** The place of the key that holds a value, by the value's pointer. */
export function keyAt(document: Document, pointer: Pointer): Place {
  return { document, pointer, part: 'key' };
}

/** RFC 6901 text of a pointer: `/requiredResourceAccess/0/resourceAppId`, `` for the root. */
export function pointerText(pointer: Pointer): string {
  return pointer.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Lines and columns of the places of one document, in their order; undefined where a place has none.
 * The text is scanned once, however many places are asked for.
 */
export function lineRanges(document: Document, places: readonly Spot[]): (LineRange | undefined)[] {
  return document.text === undefined ? places.map(() => undefined) : linesOf(document, document.locate(places));
}

/** Lines and columns of ranges of the text of a document, in their order; undefined where there is no range. */
export function linesOf(
  { text, origin }: Document,
  ranges: readonly (OffsetRange | undefined)[],
): (LineRange | undefined)[] {
  if (text === undefined) return ranges.map(() => undefined);
  const offsets = ranges.flatMap((range) => (range === undefined ? [] : [range.start, range.end]));
  const positions = positionsOf(text, origin, offsets);
  return ranges.map((range) => {
    const start = range && positions.get(range.start);
    const end = range && positions.get(range.end);
    if (start === undefined || end === undefined) return undefined;
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  });
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function positionsOf(
  text: string,
  origin: Document['origin'],
  offsets: readonly number[],
): ReadonlyMap<number, Position> {
  const positions = new Map<number, Position>();
  let { line, offset: lineStart } = origin;
  let lineEnd = text.indexOf('\n', lineStart);
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    while (lineEnd !== -1 && lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = text.indexOf('\n', lineStart);
    }
    positions.set(offset, { line, column: offset - lineStart + 1 });
  }
  return positions;
}
