import type { OffsetRange } from '../model/place.js';
import { endOfString, skipSpace } from './json-tokens.js';

/** The first place at which text stops being JSON, and what is wrong there, in our words. */
export interface JsonFault {
  readonly range: OffsetRange;
  readonly message: string;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma';

/**
 * The first fault of a text that `JSON.parse` refuses, comments and trailing commas blanked before. `start` is where
 * the document begins, `end` where it ends. Never recurses: depth costs memory, not stack.
 */
export function findJsonFault(text: string, start: number, end: number): JsonFault {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, start);
  if (at >= end) return faultAt(at, at, 'There is nothing to read: the text is empty.');
  for (;;) {
    at = skipSpace(text, at);
    if (at >= end) return unfinished(end, open);
    if (open.length === 0 && expected === 'comma') return faultAt(at, at + 1, 'There is text after the end of the JSON value.');
    const step: Step = takeToken(text, at, end, expected, open);
    if ('message' in step) return step;
    at = step.next;
    expected = step.expected;
  }
}

type Step = JsonFault | { readonly next: number; readonly expected: Expected };

function takeToken(text: string, at: number, end: number, expected: Expected, open: string[]): Step {
  const char = text.charAt(at);
  if (char === '}' || char === ']') return takeClosing(at, char, expected, open);
  if (expected === 'comma') return takeComma(at, char, open);
  if (expected === 'colon') {
    return char === ':' ? { next: at + 1, expected: 'value' } : faultAt(at, at + 1, 'A colon is missing after the key.');
  }
  if (char === ',') return faultAt(at, at + 1, 'There is a comma too many: a value is expected here.');
  if (char === "'") return faultAt(at, at + 1, 'JSON writes text in double quotes, not in single ones.');
  if (char === '"') return takeString(text, at, end, expected.startsWith('key') ? 'colon' : 'comma');
  if (expected.startsWith('key')) return faultAt(at, at + 1, 'A key in double quotes is expected here.');
  if (char === '{' || char === '[') {
    open.push(char);
    return { next: at + 1, expected: char === '{' ? 'key or }' : 'value or ]' };
  }
  return takeLiteral(text, at, end);
}

function takeClosing(at: number, char: string, expected: Expected, open: string[]): Step {
  const last = open.at(-1);
  if (last === undefined) return faultAt(at, at + 1, `This ${char} closes nothing.`);
  const wanted = last === '{' ? '}' : ']';
  if (char !== wanted) return faultAt(at, at + 1, `This ${char} does not fit: the ${last} before it needs ${wanted} first.`);
  if (expected === 'value' || expected === 'colon') return faultAt(at, at + 1, `A value is missing before this ${char}.`);
  if (expected === 'key') return faultAt(at, at + 1, `A key is missing before this ${char}.`);
  open.pop();
  return { next: at + 1, expected: 'comma' };
}

function takeComma(at: number, char: string, open: readonly string[]): Step {
  if (char === ',') return { next: at + 1, expected: open.at(-1) === '{' ? 'key' : 'value' };
  if (char === ':') return faultAt(at, at + 1, 'There is a colon where a comma or the end of the list is expected.');
  return faultAt(at, at + 1, 'A comma is missing before this.');
}

function takeString(text: string, at: number, end: number, expected: Expected): Step {
  const next = endOfString(text, at);
  const body = text.slice(at + 1, Math.min(next, end) - 1);
  const control = body.search(/[\u0000-\u001f]/);
  if (control !== -1) {
    const place = at + 1 + control;
    const what = /[\r\n]/.test(body.charAt(control)) ? 'The text that starts on this line has no closing quote.' : 'There is a control character in this text; write it as an escape such as \\t.';
    return faultAt(/[\r\n]/.test(body.charAt(control)) ? at : place, place, what);
  }
  if (next > end || text.charAt(next - 1) !== '"' || next === at + 1) {
    return faultAt(end, end, 'The text ends inside a string: its closing quote is missing.');
  }
  const escape = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(body.replace(/\\[\\]/g, '  '));
  if (escape) return faultAt(at + 1 + escape.index, at + 3 + escape.index, 'JSON knows no such escape; write \\\\ for a backslash.');
  return { next, expected };
}

function takeLiteral(text: string, at: number, end: number): Step {
  let next = at;
  while (next < end && !/[\s,:[\]{}"]/.test(text.charAt(next))) next += 1;
  const word = text.slice(at, next);
  if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) return { next, expected: 'comma' };
  if (/^[-+.\d]/.test(word)) return faultAt(at, next, 'This is not a number as JSON writes it.');
  if (/^\/[/*]/.test(word)) return faultAt(at, at + 2, 'This comment has no end.');
  if (/^(?:true|false|null)$/i.test(word)) return faultAt(at, next, `JSON writes ${word.toLowerCase()} in small letters.`);
  return faultAt(at, Math.max(next, at + 1), 'This is no JSON value; text needs double quotes.');
}

function unfinished(end: number, open: readonly string[]): JsonFault {
  const last = open.at(-1);
  if (last === undefined) return faultAt(end, end, 'The text ends before a value.');
  const still = open.length === 1 ? `one ${last} is` : `${open.length} brackets are`;
  return faultAt(end, end, `The text ends too early: ${still} still open.`);
}

function faultAt(start: number, end: number, message: string): JsonFault {
  return { range: { start, end }, message };
}
