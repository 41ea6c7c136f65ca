import type { Pointer } from '../model/place.js';
import { cut } from '../model/wording.js';

export { anyOf, quoted } from '../model/wording.js';

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

/** A path as people write it: `requiredResourceAccess[0].resourceAccess[2].type`. The middle of a long one is left out. */
export function pathText(pointer: Pointer): string {
  const half = mostParts / 2;
  const parts = pointer.length > mostParts ? [...pointer.slice(0, half), '…', ...pointer.slice(-half)] : pointer;
  const text = parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${cut(part)}`)).join('');
  return text.replace(/^\./, '') || 'The document';
}
