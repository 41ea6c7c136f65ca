import { parseStrictJson } from '../json-text.js';
import { type JsonSource, jsonSource, rootNode } from '../source.js';
import { type ByteRecord, byteElementAt, byteElements, byteLines, longestRecord } from './byte-records.js';
import { type ExportObject, objectsOf } from './objects.js';

/** One file of an export, whose bytes can be read from any place. */
export interface ExportFile {
  readonly name: string;
  /** Whether every line is a JSON value, the objects of its lists are read one by one, or it is read whole. */
  readonly layout: 'lines' | 'elements' | 'whole';
  /** The bytes from a place on, in pieces, the first of them of about so many bytes. */
  readonly chunks: (from: number, first?: number) => Iterable<Uint8Array>;
  readonly decode: Decode;
}

/** The text of bytes of UTF-8; undefined where they are none. */
export type Decode = (bytes: Uint8Array) => string | undefined;

/** Where a record begins. */
export type RecordStart = Omit<ByteRecord, 'bytes' | 'isCut'>;

/** A record as text; or, where it has none, why. */
export interface TextRecord extends RecordStart {
  readonly text: string | undefined;
  readonly fault?: string;
}

/** The records of a file that are not blank, in their order. */
export function* recordsOf(file: ExportFile): Generator<TextRecord> {
  for (const record of cut(file)) {
    const read = readBytes(file, record);
    if (read.text === undefined || /\S/.test(read.text)) yield read;
  }
}

function cut(file: ExportFile): Iterable<ByteRecord> {
  if (file.layout === 'lines') return byteLines(file.chunks(0));
  if (file.layout === 'elements') return byteElements(file.chunks(0));
  return [{ offset: 0, line: 1, column: 0, bytes: whole(file) }];
}

/** The bytes of a small file; an empty one has no chunk. */
function whole(file: ExportFile): Uint8Array {
  for (const bytes of file.chunks(0)) return bytes;
  return new Uint8Array();
}

function readBytes({ decode }: ExportFile, { offset, line, column, bytes, isCut }: ByteRecord): TextRecord {
  const start = { offset, line, column };
  if (isCut) return { ...start, text: undefined, fault: 'is where the document ends, before its lists do' };
  if (bytes === undefined) {
    return { ...start, text: undefined, fault: `is longer than ${longestRecord / 1024 / 1024} MiB` };
  }
  const text = decode(bytes);
  return text === undefined ? { ...start, text, fault: 'is not UTF-8' } : { ...start, text };
}

/** The record that begins at a place; undefined where the file has changed since it was read. */
function recordAt(file: ExportFile, start: RecordStart): TextRecord | undefined {
  if (file.layout === 'whole') return readBytes(file, { ...start, bytes: whole(file) });
  const chunks = file.chunks(start.offset, 4_096);
  if (file.layout === 'elements') return readBytes(file, { ...start, bytes: byteElementAt(chunks) });
  for (const { bytes } of byteLines(chunks)) return readBytes(file, { ...start, bytes });
  return undefined;
}

/** A record as a document of its own, whose places are those in its file; undefined where it is not JSON. */
export function sourceOf(name: string, { line, column }: RecordStart, text: string): JsonSource | undefined {
  const parsed = parseStrictJson(text);
  if (!parsed.ok) return undefined;
  const source = jsonSource(name, text, text, parsed.value);
  // The text begins in the middle of a line where other records stand before it.
  return { ...source, document: { ...source.document, origin: { offset: 0 - column, line } } };
}

const mostKept = 32;

/** Reads objects of records that were seen before; the records read last are kept, as many objects may be in one. */
export function createRereader(files: readonly ExportFile[]) {
  const kept = new Map<string, readonly ExportObject[]>();
  return (fileIndex: number, start: RecordStart, ordinal: number): ExportObject | undefined => {
    const key = `${fileIndex} ${start.offset}`;
    const file = files[fileIndex];
    const objects = kept.get(key) ?? (file === undefined ? [] : objectsAt(file, start));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, objects);
    return objects[ordinal];
  };
}

function objectsAt(file: ExportFile, start: RecordStart): readonly ExportObject[] {
  const { text } = recordAt(file, start) ?? {};
  const source = text === undefined ? undefined : sourceOf(file.name, start, text);
  return source === undefined ? [] : objectsOf(rootNode(source.document, source.value));
}
