import type { Place, Pointer } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import { findDuplicateKeys, mayHoldDuplicates } from './json-duplicates.js';
import type { JsonSource, Node } from './source.js';
import type { MisspeltKey } from './spelled-keys.js';
import { pathText, quoted } from './wording.js';

/** Known keys of a registration that are spelled in another letter case than the rest. */
export function* misspeltKeyProblems({ document }: Node, misspelt: readonly MisspeltKey[]): Iterable<Problem> {
  for (const { pointer, canonical, isBeaten } of misspelt) {
    const at: Place = { document, pointer, part: 'key' };
    const fault = isBeaten
      ? `stands beside ${canonical}, which counts`
      : 'is spelled in another letter case than the rest';
    const remedy = isBeaten ? 'Remove it' : `Write ${quoted(canonical)}`;
    const message = `${pathText(pointer)} ${fault}: property names are case-sensitive, and Microsoft Graph refuses or ignores this one. ${remedy}.`;
    yield { kind: 'malformed', at, message };
  }
}

/** Keys of the registrations of a document that repeat an earlier key of their object; `JSON.parse` hides them. */
export function* duplicateKeyProblems(source: JsonSource, registrations: readonly Node[]): Iterable<Problem> {
  const { json, document, value } = source;
  if (json === undefined) return;
  const isWhole = json.start === 0 && json.end === json.text.length;
  if (!mayHoldDuplicates(isWhole ? json.text : json.text.slice(json.start, json.end), value)) return;
  const roots = registrations.map(({ pointer }) => pointer);
  const isWanted = (pointer: Pointer) => roots.some((root) => startsWith(pointer, root));
  for (const { pointer, range } of findDuplicateKeys(json.text, json.start, isWanted)) {
    const at: Place = { document, pointer, part: 'key', range };
    const message = `${pathText(pointer)} stands twice in its object: the last value counts, and the first is lost without a word. Keep one of them.`;
    yield { kind: 'malformed', at, message };
  }
}

function startsWith(pointer: Pointer, prefix: Pointer): boolean {
  return prefix.every((part, index) => pointer[index] === part);
}
