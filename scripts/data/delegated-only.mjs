import { byCodeUnit, checkedCount, checkedWords, textOf } from './text.mjs';

/**
 * @typedef {{ id: string, operation: string, paths: string, instead: string }} DelegatedOnly
 *   a row of facts/app-only-unsupported.json, curated_delegated_only
 */

const where = 'facts/app-only-unsupported.json';
const call = /^((?:[A-Z]+)(?:\/[A-Z]+)*)\s+(\/.*)$/;

/**
 * Calls that need a signed-in user, with what to do instead: method, path, words. Rows about names of permissions, and
 * those that offer nothing, are left out. A path that ends in `...` stands for everything below it.
 * @param {{ curated_delegated_only: readonly DelegatedOnly[] }} file @param {(path: string) => readonly string[]} segmentsOf
 */
export function delegatedOnlyText(file, segmentsOf) {
  const lines = file.curated_delegated_only.flatMap(({ paths, instead }) => {
    if (/^none\b/.test(instead)) return [];
    return callsOf(paths, segmentsOf).map(
      (each) => `${each}\t${checkedWords(instead.replace(/^app-only: /, ''), where)}`,
    );
  });
  checkedCount(lines.length, 10, 100, `${where}, calls`);
  return textOf([...new Set(lines)].sort(byCodeUnit));
}

/**
 * The calls of a list in words: `GET/POST /groups/{id}/events, /groups/{id}/calendar/events`. What follows an omission
 * sign takes the place of as many segments at the end of the path before it.
 * @param {string} paths @param {(path: string) => readonly string[]} segmentsOf
 */
function callsOf(paths, segmentsOf) {
  let methods = /** @type {readonly string[]} */ ([]);
  let before = /** @type {readonly string[]} */ ([]);
  return paths.split(/[;,]\s*/).flatMap((text) => {
    const [, own, written = text] = call.exec(text.trim()) ?? [];
    if (own !== undefined) methods = own.split('/');
    const isWhole = !/\s*\u2026$/.test(written);
    const path = written.replace(/\s*\u2026$/, '');
    if (!path.startsWith('/') && !path.startsWith('\u2026/')) return [];
    const segments = segmentsOf(path.replace(/^\u2026/, ''));
    // /me as a whole is the rule of section 2, not a row.
    if (segments.length === 1 && segments[0] === 'me') return [];
    before = path.startsWith('\u2026') ? [...before.slice(0, before.length - segments.length), ...segments] : segments;
    return methods.map((method) => `${method}\t${before.join('/')}${isWhole ? '' : '/...'}`);
  });
}
