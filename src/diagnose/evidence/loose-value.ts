// Reads what looks like a value of JSON, Python or JavaScript wherever it stands in a log: whole or cut off, with double
// or single quotes, with its quotes escaped as often as it was put into other texts, with bare names, and as a call with
// named values such as MainError(code='x'). Takes linear time and never throws.
import { fromEscapes } from './from-escapes.js';

/** A value that was read, and where the text after it begins. */
export interface LooseValue {
  readonly value: unknown;
  readonly end: number;
}

const deepest = 30;
const longestString = 100_000;

/** What stands before the first string of an object; a line break may be escaped. */
const opening = /^(?:\\{1,7}[nrt]|[{([\s]){0,200}(?:[A-Za-z]\w{0,40}=)?[ub]?(\\{0,7})["']/;

interface Cursor {
  readonly text: string;
  /** How many backslashes stand before a quote that begins or ends a string. */
  readonly slashes: number;
  at: number;
}

/** Reads the object that opens with a brace at a place. */
export function looseObjectAt(text: string, start: number): LooseValue {
  const [, slashes = ''] = opening.exec(text.slice(start, start + 250)) ?? [];
  const cursor: Cursor = { text, slashes: slashes.length, at: start };
  return { value: valueAt(cursor, 0), end: cursor.at };
}

function valueAt(cursor: Cursor, depth: number): unknown {
  const { text } = cursor;
  passSpace(cursor);
  const char = text.charAt(cursor.at);
  if (depth > deepest) return skipped(cursor);
  if (char === '{' || char === '(') return membersAt(cursor, char === '{' ? '}' : ')', depth);
  if (char === '[') return itemsAt(cursor, depth);
  const quote = quoteAt(cursor);
  return quote === undefined ? bareAt(cursor, depth) : stringAt(cursor, quote);
}

/** Deeper than anybody nests an error: the character is passed over. */
function skipped(cursor: Cursor): undefined {
  cursor.at += 1;
  return undefined;
}

function membersAt(cursor: Cursor, closing: string, depth: number): Readonly<Record<string, unknown>> {
  const { text } = cursor;
  const members: [string, unknown][] = [];
  cursor.at += 1;
  while (cursor.at < text.length) {
    passSpace(cursor);
    const char = text.charAt(cursor.at);
    if (char === closing) break;
    const key = keyAt(cursor);
    if (key === undefined) {
      // A bracket of another kind: what began here ends without its own.
      if (/[)\]}]/.test(char)) return Object.fromEntries(members);
      cursor.at += 1;
      continue;
    }
    passSpace(cursor);
    const sign = /(?:=>|[:=])/y;
    sign.lastIndex = cursor.at;
    const [mark] = sign.exec(text) ?? [];
    if (mark === undefined) continue;
    cursor.at += mark.length;
    members.push([key, valueAt(cursor, depth + 1)]);
  }
  cursor.at += 1;
  return Object.fromEntries(members);
}

function itemsAt(cursor: Cursor, depth: number): readonly unknown[] {
  const { text } = cursor;
  const items: unknown[] = [];
  cursor.at += 1;
  while (cursor.at < text.length) {
    passSpace(cursor);
    if (text.charAt(cursor.at) === ']') break;
    const before = cursor.at;
    items.push(valueAt(cursor, depth + 1));
    if (cursor.at === before) cursor.at += 1;
  }
  cursor.at += 1;
  return items;
}

function keyAt(cursor: Cursor): string | undefined {
  const quote = quoteAt(cursor);
  if (quote !== undefined) return stringAt(cursor, quote);
  const name = /[\w@$.-]{1,100}/y;
  name.lastIndex = cursor.at;
  const [key] = name.exec(cursor.text) ?? [];
  cursor.at += key?.length ?? 0;
  return key;
}

/** Numbers, words, and calls such as InnerError(...). Other text ends where a value of its kind would. */
function bareAt(cursor: Cursor, depth: number): unknown {
  const bare = /[^,{}()[\]"'\n\r]{1,4000}/y;
  bare.lastIndex = cursor.at;
  const [word = ''] = bare.exec(cursor.text) ?? [];
  cursor.at += word.length;
  const text = word.trim();
  if (cursor.text.charAt(cursor.at) === '(' && /^[A-Za-z]\w{0,60}$/.test(text))
    return membersAt(cursor, ')', depth + 1);
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  if (/^(?:None|null|undefined|True|False|true|false)$/.test(text)) return undefined;
  return text;
}

interface Quote {
  /** Where the string begins, after its opening quote. */
  readonly inside: number;
  readonly mark: string;
}

/** The quote at the cursor, which a prefix of Python may stand before: u'...', b'...'. */
function quoteAt({ text, slashes, at }: Cursor): Quote | undefined {
  const opening = /[ubrf]?(\\{0,15})(["'`])/y;
  opening.lastIndex = at;
  const match = opening.exec(text);
  if (match === null) return undefined;
  const [whole, before = '', mark = ''] = match;
  if (before.length !== slashes && mark !== '`') return undefined;
  return { inside: at + whole.length, mark };
}

/**
 * A string to its closing quote, which has as many backslashes before it as the opening one; inner quotes have more. One
 * that is cut off goes on to the end of the text.
 */
function stringAt(cursor: Cursor, { inside, mark }: Quote): string {
  const { text, slashes } = cursor;
  const end = Math.min(text.length, inside + longestString);
  let close = text.indexOf(mark, inside);
  while (close !== -1 && close < end && !closes(text, close, slashes)) close = text.indexOf(mark, close + 1);
  const isCut = close === -1 || close >= end;
  cursor.at = isCut ? end : close + 1;
  return fromEscapes(text.slice(inside, isCut ? end : Math.max(inside, close - slashes)), levels(slashes));
}

/** A string in a string that was escaped k times is quoted by 2^k - 1 backslashes; a backslash that ends it adds 2^(k+1). */
function closes(text: string, quote: number, slashes: number): boolean {
  let run = 0;
  while (run < 64 && text.charAt(quote - 1 - run) === '\\') run += 1;
  return run % (2 * (slashes + 1)) === slashes;
}

function levels(slashes: number): number {
  return Math.round(Math.log2(slashes + 1)) + 1;
}

function passSpace(cursor: Cursor): void {
  const space = /(?:[\s,]|\\{1,7}[nrt](?=[\s\\{}[\]"']))*/y;
  space.lastIndex = cursor.at;
  cursor.at += space.exec(cursor.text)?.[0].length ?? 0;
}
