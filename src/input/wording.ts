import type { Pointer } from '../model/place.js';

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};

/** A JSON Schema type in words. */
export function wordForType(type: string): string {
  return typeWords[type] ?? type;
}

/** What a JSON value is, in words. Never the value itself: it may be a secret. */
export function wordForValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null || typeof value === 'boolean') return String(value);
  return wordForType(Array.isArray(value) ? 'array' : typeof value);
}

const mostParts = 12;
const longestPart = 80;

/** A path as people write it: `requiredResourceAccess[0].resourceAccess[2].type`. The middle of a long one is left out. */
export function pathText(pointer: Pointer): string {
  const half = mostParts / 2;
  const parts = pointer.length > mostParts ? [...pointer.slice(0, half), '…', ...pointer.slice(-half)] : pointer;
  const text = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${cut(part)}`)).join('');
  return text.replace(/^\./, '') || 'The document';
}

/** A value from a file in quotes, cut at 80 characters. */
export function quoted(value: string): string {
  return JSON.stringify(cut(value));
}

/** `a, b or c` */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A text cut at 80 characters, never within a surrogate pair. */
function cut(text: string): string {
  if (text.length <= longestPart) return text;
  return `${text.slice(0, longestPart - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
