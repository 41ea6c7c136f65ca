import { nearestOf } from '../../model/spelling.js';

/** What a call may begin with. MERGE is what OData once used for PATCH. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'MERGE'] as const;

/** A method in upper case; undefined where the word is none. */
export function methodOf(word: string): string | undefined {
  if (word.length > 7) return undefined;
  const wanted = word.toUpperCase();
  return methods.find((method) => method === wanted);
}

/** The method that a word may be a misspelling of; undefined where it is like none. */
export function methodLike(word: string): string | undefined {
  // A word of two letters is near to too many, and only letters are safe to take for a slip of the hand.
  if (!/^[a-z]{2,12}$/i.test(word)) return undefined;
  return nearestOf(word, methods, 1)[0];
}

/** Why a word is no method, and what to write. The word is shown only where it is letters: all else may be a secret. */
export function noMethod(word: string): string {
  const near = methodLike(word);
  const isWord = /^[a-z]{1,12}$/i.test(word);
  const told = isWord ? `"${word}" is no HTTP method that Microsoft Graph takes.` : 'This is no HTTP method.';
  return near === undefined
    ? `${told} Write ${methods.slice(0, 5).join(', ')}, HEAD or OPTIONS.`
    : `${told} Did you mean ${near}?`;
}
