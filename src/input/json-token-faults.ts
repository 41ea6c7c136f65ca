import type { OffsetRange } from '../model/place.js';
import { closingQuote } from './json-tokens.js';

/** A place at which text stops being JSON, and what is wrong there, in our words. */
export interface JsonFault {
  readonly range: OffsetRange;
  readonly message: string;
}

/** The offset after the string that starts at `at`, or what is wrong in it. */
export function takeString(text: string, at: number, end: number): number | JsonFault {
  const quote = closingQuote(text, at);
  const isClosed = quote !== -1 && quote < end;
  const bodyStart = at + 1;
  const body = text.slice(bodyStart, isClosed ? quote : end);
  const suspects = /[\u0000-\u001f\\]/g;
  for (let match = suspects.exec(body); match !== null; match = suspects.exec(body)) {
    const place = bodyStart + match.index;
    if (match[0] === '\r' || match[0] === '\n')
      return faultAt(at, place, 'The text that starts here has no closing quote.');
    if (match[0] !== '\\') return faultAt(place, place + 1, controlCharacter(match[0]));
    const length = escapeLength(body, match.index);
    if (length === 0) {
      if (!isClosed && isPartOfEscape(body.slice(match.index))) break;
      return faultAt(place, Math.min(place + 2, end), 'JSON knows no such escape; write \\\\ for a backslash.');
    }
    suspects.lastIndex = match.index + length;
  }
  return isClosed ? quote + 1 : faultAt(end, end, 'The text ends inside a string: its closing quote is missing.');
}

/** The length of the escape that starts at `at`; 0 where JSON knows none. */
function escapeLength(body: string, at: number): number {
  const letter = body.charAt(at + 1);
  if (letter === 'u') return /^[0-9a-fA-F]{4}$/.test(body.slice(at + 2, at + 6)) ? 6 : 0;
  return letter !== '' && '"\\/bfnrt'.includes(letter) ? 2 : 0;
}

function isPartOfEscape(rest: string): boolean {
  return /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(rest);
}

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const startOfLiteral = /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|-?(?:0|[1-9]\d*)\.|-?(?:0|[1-9]\d*)(?:\.\d+)?[eE][+-]?)$/;

/** What people write where JSON takes a value, and what they should write. The first that fits is told. */
const wrongLiterals: readonly (readonly [RegExp, (word: string) => string])[] = [
  [/^(?:true|false|null)$/i, (word) => `JSON writes ${word.toLowerCase()} in small letters.`],
  [/^(?:undefined|none|nil)$/i, (word) => `JSON has no ${word}: write null, or leave the property out.`],
  [/^[-+]?(?:NaN|Infinity)$/i, (word) => `JSON has no ${word}: write a number, or null.`],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-/i, () => 'An id is text: it needs double quotes.'],
  [/^[-+]?0\d/, () => 'This is not a number as JSON writes it: it must not begin with a zero.'],
  [/^\+/, () => 'This is not a number as JSON writes it: leave the plus sign out.'],
  [
    /^-?\.\d|^-?\d+\.(?!\d)/,
    () => 'This is not a number as JSON writes it: a digit must stand on both sides of the point.',
  ],
  [/^[-.\d]/, () => 'This is not a number as JSON writes it; text needs double quotes.'],
];

/** The offset after the number or word that starts at `at`, or what is wrong with it. */
export function takeLiteral(text: string, at: number, end: number): number | JsonFault {
  const next = endOfWord(text, at, end);
  const word = text.slice(at, next);
  if (literal.test(word)) return next;
  if (next === end && startOfLiteral.test(word)) return faultAt(end, end, 'The text ends inside a value.');
  const told = wrongLiterals.find(([pattern]) => pattern.test(word));
  return faultAt(at, next, told?.[1](word) ?? 'This is no JSON value; text needs double quotes.');
}

/** A word runs up to the next separator; it has one character at least. */
function endOfWord(text: string, at: number, end: number): number {
  let next = at + 1;
  while (next < end && !/[\s,:[\]{}"]/.test(text.charAt(next))) next += 1;
  return next;
}

/** The fault where a character begins no token of JSON, whatever is expected; undefined for all others. */
export function oddCharacter(text: string, at: number): JsonFault | undefined {
  const char = text.charAt(at);
  if (/[0-9A-Za-z"{}[\]:,-]/.test(char)) return undefined;
  const message = oddCharacterMessage(text, at, char);
  return message === undefined ? undefined : faultAt(at, at + (char === '/' ? 2 : 1), message);
}

function oddCharacterMessage(text: string, at: number, char: string): string | undefined {
  if (char === "'") return 'JSON writes text in double quotes, not in single ones.';
  if (/[\u2018-\u201f\u00ab\u00bb`]/.test(char))
    return `JSON writes text in straight double quotes ("), not in ${char}.`;
  if (char === '/' && '/*'.includes(text.charAt(at + 1))) return strayComment(text, at);
  if (char === '#') return 'A comment begins with // or /* here; JSON knows no #.';
  if (char < ' ' || char === '\u007f') return `There is a control character here (${codeOf(char)}). Delete it.`;
  if (/[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff]/.test(char)) {
    return `There is an invisible character here (${codeOf(char)}) that JSON does not take. Delete it.`;
  }
  return undefined;
}

/** Comments are blanked before, but where each line is a document of its own. */
function strayComment(text: string, at: number): string {
  const hasEnd = text.charAt(at + 1) === '/' || text.includes('*/', at + 2);
  return hasEnd
    ? 'A comment cannot stand here: this text holds a JSON value on every line.'
    : 'This comment has no end: */ is missing.';
}

function controlCharacter(char: string): string {
  const instead = char === '\t' ? 'write it as \\t' : `write it as \\u${hexOf(char)}, or delete it`;
  return `There is a control character here (${codeOf(char)}); ${instead}.`;
}

function codeOf(char: string): string {
  return `U+${hexOf(char).toUpperCase()}`;
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(4, '0');
}

function faultAt(start: number, end: number, message: string): JsonFault {
  return { range: { start, end }, message };
}
