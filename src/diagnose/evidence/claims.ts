import { parseStrictJson } from '../../input/json-text.js';
import { textOfBase64 } from '../token/base64.js';

const longestClaims = 8_000;

/**
 * A claims challenge as JSON text, from base64, base64url, percent signs or plain JSON. Undefined where it is none of
 * them, or is cut off: half of it is of no use to anybody.
 */
export function decodedClaims(text: string): string | undefined {
  const value = text.trim();
  if (value === '' || value.length > longestClaims) return undefined;
  return [value, fromPercents(value), textOfBase64(value), textOfBase64(fromPercents(value) ?? '')].find(isObjectText);
}

function isObjectText(text: string | undefined): text is string {
  return text?.startsWith('{') === true && parseStrictJson(text).ok;
}

/** A text without its percent signs; undefined where they are malformed. */
export function fromPercents(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
