import { byCodeUnit, checkedCount, checkedWords, DataError, kindLetter, textOf } from './text.mjs';

/**
 * @typedef {object} NamePair a row of nameOnly in sources/graph-implies.json
 * @property {string} type
 * @property {string} broader
 * @property {string} narrower
 * @property {{ opened: number, shared: number }} evidence
 * @property {readonly string[]} missing the first calls that the source lists under the narrower permission alone
 */

/**
 * Each call is written as the number of characters that it shares with the one before it, in two digits, and the rest.
 * @param {readonly string[]} calls @param {string} where
 */
function frontCoded(calls, where) {
  let before = '';
  return calls.map((call) => {
    let shared = 0;
    while (shared < 99 && shared < before.length && before[shared] === call[shared]) shared += 1;
    before = checkedWords(call, where);
    return `${String(shared).padStart(2, '0')}${call.slice(shared)}`;
  });
}

/**
 * The calls that keep a pair of implications.tsv from resting on more than names.
 * @param {{ nameOnly: readonly NamePair[] }} file sources/graph-implies.json
 */
export function missingCallsText(file) {
  const where = 'sources/graph-implies.json';
  const lines = file.nameOnly.map(({ type, broader, narrower, evidence: { opened, shared }, missing }) => {
    const count = opened - shared;
    const isWhole = missing.length === count || (missing.length === 40 && count > 40);
    if (!isWhole) throw new DataError(`${where}: ${broader}, ${narrower}: ${missing.length} of ${count} calls`);
    const calls = frontCoded([...missing].sort(byCodeUnit), where).join('|');
    return `${kindLetter(type, where)}\t${broader}\t${narrower}\t${count}\t${calls}`;
  });
  checkedCount(lines.length, 100, 300, `${where}, pairs by name`);
  return textOf(lines.sort(byCodeUnit));
}
