import { mostOpenBrackets } from './json-depth.js';
import { type JsonFault, oddCharacter, takeLiteral, takeString } from './json-token-faults.js';
import { skipSpace } from './json-tokens.js';

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma';
type Step = JsonFault | { readonly next: number; readonly expected: Expected };

/**
 * The first fault of a text that `JSON.parse` refuses, comments and trailing commas blanked before. `start` is where
 * the document begins, `end` where it ends. Never recurses: depth costs memory, not stack.
 */
export function findJsonFault(text: string, start: number, end: number): JsonFault {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, start);
  if (at >= end) return faultAt(end, end, 'There is nothing to read here: no value, only white space or comments.');
  for (;;) {
    at = skipSpace(text, at);
    if (at >= end) return endsEarly(end, open);
    const step: Step = takeToken(text, at, end, expected, open);
    if ('message' in step) return step;
    at = step.next;
    expected = step.expected;
  }
}

function takeToken(text: string, at: number, end: number, expected: Expected, open: string[]): Step {
  const char = text.charAt(at);
  const odd = char === '/' && at + 1 === end ? endsEarly(end, open) : oddCharacter(text, at);
  if (odd !== undefined) return odd;
  if (open.length === 0 && expected === 'comma') return faultAt(at, at + 1, afterTheEnd(char));
  if (char === '}' || char === ']') return takeClosing(at, char, expected, open);
  if (expected === 'comma') return takeComma(at, char, open);
  if (expected === 'colon') return takeColon(at, char);
  if (char === ',') return faultAt(at, at + 1, `There is a comma too many: a ${wordFor(expected)} is expected here.`);
  if (char === ':') return faultAt(at, at + 1, `There is a colon, and a ${wordFor(expected)} is expected here.`);
  if (char === '"') return after(takeString(text, at, end), isKey(expected) ? 'colon' : 'comma');
  if (isKey(expected)) return faultAt(at, at + 1, 'A key in double quotes is expected here.');
  if (char === '{' || char === '[') return takeOpening(at, char, open);
  return after(takeLiteral(text, at, end), 'comma');
}

function takeOpening(at: number, char: '{' | '[', open: string[]): Step {
  if (open.length >= mostOpenBrackets) return faultAt(at, at + 1, 'Too many brackets are open here to read on.');
  open.push(char);
  return { next: at + 1, expected: char === '{' ? 'key or }' : 'value or ]' };
}

function takeClosing(at: number, char: string, expected: Expected, open: string[]): Step {
  const last = open.at(-1);
  if (last === undefined) return faultAt(at, at + 1, `This ${char} closes nothing.`);
  const wanted = last === '{' ? '}' : ']';
  if (char !== wanted)
    return faultAt(at, at + 1, `This ${char} does not fit: the ${last} before it needs ${wanted} first.`);
  if (expected === 'colon') return faultAt(at, at + 1, `A colon and a value are missing before this ${char}.`);
  if (expected === 'value' || expected === 'key')
    return faultAt(at, at + 1, `A ${expected} is missing before this ${char}.`);
  open.pop();
  return { next: at + 1, expected: 'comma' };
}

function takeComma(at: number, char: string, open: readonly string[]): Step {
  if (char === ',') return { next: at + 1, expected: open.at(-1) === '{' ? 'key' : 'value' };
  if (char === ':') return faultAt(at, at + 1, 'There is a colon where a comma or the end of the list is expected.');
  return faultAt(at, at + 1, 'A comma is missing before this.');
}

function takeColon(at: number, char: string): Step {
  if (char === ':') return { next: at + 1, expected: 'value' };
  return faultAt(at, at + 1, 'A colon is missing after the key.');
}

/** The step after a token that ends at `taken`, or the fault in it. */
function after(taken: number | JsonFault, expected: Expected): Step {
  return typeof taken === 'number' ? { next: taken, expected } : taken;
}

function afterTheEnd(char: string): string {
  if (char === '}' || char === ']') return `This ${char} closes nothing.`;
  return 'There is text after the end of the JSON value.';
}

function isKey(expected: Expected): boolean {
  return expected === 'key' || expected === 'key or }';
}

function wordFor(expected: Expected): string {
  return isKey(expected) ? 'key' : 'value';
}

function endsEarly(end: number, open: readonly string[]): JsonFault {
  const last = open.at(-1);
  if (last === undefined) return faultAt(end, end, 'The text ends before a value.');
  const still = open.length === 1 ? `one ${last} is` : `${open.length} brackets are`;
  return faultAt(end, end, `The text ends too early: ${still} still open.`);
}

function faultAt(start: number, end: number, message: string): JsonFault {
  return { range: { start, end }, message };
}
