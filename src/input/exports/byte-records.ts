// Cuts the bytes of an export into records: lines of NDJSON, or the objects of the lists of one large document. Bytes come
// in chunks of any length, and no more than one record is held at a time.

import { listKeys } from './objects.js';

/** A record, and where it begins. Its bytes hold until the next one is asked for; undefined where it is too long. */
export interface ByteRecord {
  /** Whether the document ends before its lists do: then the record has no bytes. */
  readonly isCut?: true;
  /** Bytes before it in the file. */
  readonly offset: number;
  /** The line that it begins in, counted from 1, and the UTF-16 units before it in that line. */
  readonly line: number;
  readonly column: number;
  readonly bytes: Uint8Array | undefined;
}

/** No registration is as long: the service keeps 400 requests and a manifest of some 1,200 entries. */
export const longestRecord = 16 * 1024 * 1024;

const lineFeed = 0x0a;

/** Bytes of a record that began in an earlier chunk. */
function createHolder() {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    length: () => length,
    // Chunks may be overwritten when the next one is read, so what is held is a copy.
    hold: (bytes: Uint8Array): void => {
      length += bytes.length;
      if (length > longestRecord) parts = [];
      else if (bytes.length > 0) parts.push(new Uint8Array(bytes));
    },
    /** What is held and these bytes; undefined where that is too long. Nothing is held afterwards. */
    take: (bytes: Uint8Array): Uint8Array | undefined => {
      const all = length + bytes.length;
      const whole = all > longestRecord ? undefined : length === 0 ? bytes : joined([...parts, bytes], all);
      [parts, length] = [[], 0];
      return whole;
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The lines of a text, without their line feeds; a byte order mark at its beginning is part of none. */
export function* byteLines(chunks: Iterable<Uint8Array>): Generator<ByteRecord> {
  const holder = createHolder();
  let offset = 0;
  let line = 1;
  for (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const length = holder.length() + end - start;
      yield withoutMark({ offset, line, column: 0, bytes: holder.take(chunk.subarray(start, end)) });
      offset += length + 1;
      line += 1;
      start = end + 1;
    }
    holder.hold(chunk.subarray(start));
  }
  if (holder.length() > 0) yield withoutMark({ offset, line, column: 0, bytes: holder.take(new Uint8Array()) });
}

function withoutMark(record: ByteRecord): ByteRecord {
  const { bytes, offset } = record;
  if (offset !== 0 || bytes?.[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return record;
  return { ...record, offset: 3, bytes: bytes.subarray(3) };
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where a scan of a document stands. */
interface Scan {
  depth: number;
  /** The depth at which records begin; 0 outside of lists of records. */
  recordDepth: number;
  isInString: boolean;
  isEscaped: boolean;
  /** The characters of the last text at the top of the document, which may be a key. */
  key: string;
  isKeyComplete: boolean;
}

/**
 * The objects of the lists of a document: of the list that it is, or of those at its top with the keys of Graph's answers.
 * The document is not checked: what stands between the records is passed over.
 */
export function* byteElements(chunks: Iterable<Uint8Array>): Generator<ByteRecord> {
  const scan: Scan = {
    depth: 0,
    recordDepth: 0,
    isInString: false,
    isEscaped: false,
    key: '',
    isKeyComplete: false,
  };
  yield* scanElements(chunks, scan);
}

/** The object that the chunks begin with. */
export function byteElementAt(chunks: Iterable<Uint8Array>): Uint8Array | undefined {
  const scan: Scan = { depth: 1, recordDepth: 1, isInString: false, isEscaped: false, key: '', isKeyComplete: false };
  for (const { bytes } of scanElements(chunks, scan)) return bytes;
  return undefined;
}

function* scanElements(chunks: Iterable<Uint8Array>, scan: Scan): Generator<ByteRecord> {
  const holder = createHolder();
  let begin = { offset: 0, line: 1, column: 0 };
  let isInside = false;
  let base = 0;
  let line = 1;
  let column = 0;
  for (const chunk of chunks) {
    let start = 0;
    // The byte order mark is part of no line.
    if (base === 0 && chunk[0] === 0xef) column = -1;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      const before = scan.depth;
      if (byte === openObject && !scan.isInString && !isInside && before === scan.recordDepth && before > 0) {
        isInside = true;
        start = at;
        begin = { offset: base + at, line, column };
      }
      step(scan, byte);
      if (isInside && scan.depth < before && scan.depth === scan.recordDepth) {
        isInside = false;
        yield { ...begin, bytes: holder.take(chunk.subarray(start, at + 1)) };
      }
      if (byte === lineFeed) {
        line += 1;
        column = 0;
      } else if ((byte & 0xc0) !== 0x80) {
        // Bytes after the first of a character count nothing; a character of four bytes is two units.
        column += byte >= 0xf0 ? 2 : 1;
      }
    }
    if (isInside) holder.hold(chunk.subarray(start));
    base += chunk.length;
  }
  const end = isInside ? begin : { offset: base, line, column };
  if (scan.depth > 0) yield { ...end, bytes: undefined, isCut: true };
}

/** Takes in one byte. */
function step(scan: Scan, byte: number): void {
  if (scan.isInString) {
    if (scan.isEscaped) scan.isEscaped = false;
    else if (byte === backslash) scan.isEscaped = true;
    else if (byte === quote) [scan.isInString, scan.isKeyComplete] = [false, scan.depth === 1];
    else if (scan.depth === 1 && scan.key.length < 32) scan.key += String.fromCharCode(byte);
  } else if (byte === quote) {
    scan.isInString = true;
    if (scan.depth === 1) [scan.key, scan.isKeyComplete] = ['', false];
  } else if (byte === openList || byte === openObject) open(scan, byte === openList);
  else if (byte === closeList || byte === closeObject) {
    scan.depth -= 1;
    if (scan.depth < scan.recordDepth) scan.recordDepth = 0;
  } else if (byte === comma && scan.depth === 1) scan.key = '';
  else if (byte !== colon && scan.depth === 1 && byte > 0x20) scan.isKeyComplete = false;
}

function open(scan: Scan, isList: boolean): void {
  const isOfRecords =
    isList && (scan.depth === 0 || (scan.depth === 1 && scan.isKeyComplete && listKeys.includes(scan.key)));
  scan.depth += 1;
  if (isOfRecords) scan.recordDepth = scan.depth;
}
