/** Text helpers of the data build: order by code unit, tab separated lines, checks of what may stand in a field. */

/** A fault in what was read: the message names the file and the row. */
export class DataError extends Error {}

/** Compares by code unit, so that the order is the same on every machine. @param {string} a @param {string} b */
export function byCodeUnit(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns a lower-case GUID as it stands; throws for anything else.
 * @param {unknown} value @param {string} where @returns {string}
 */
export function checkedId(value, where) {
  if (typeof value === 'string' && guid.test(value)) return value;
  throw new DataError(`${where}: ${JSON.stringify(value)} is not a lower-case GUID`);
}

/**
 * Returns the name of a permission as it stands: printable ASCII without white space, or empty.
 * @param {unknown} value @param {string} where @returns {string}
 */
export function checkedName(value, where) {
  if (typeof value === 'string' && /^[\x21-\x7b\x7d\x7e]*$/.test(value)) return value;
  throw new DataError(`${where}: ${JSON.stringify(value)} is not a name of printable ASCII without white space`);
}

/**
 * Returns a line of words as it stands: printable ASCII, not empty, without the separators of the files.
 * @param {unknown} value @param {string} where @returns {string}
 */
export function checkedWords(value, where) {
  if (typeof value === 'string' && /^[\x20-\x7b\x7d\x7e]+$/.test(value)) return value;
  throw new DataError(`${where}: ${JSON.stringify(value)} is not a line of printable ASCII`);
}

/** @param {number} count @param {number} low @param {number} high @param {string} what */
export function checkedCount(count, low, high, what) {
  if (count >= low && count <= high) return;
  throw new DataError(`${what}: ${count}, expected ${low === high ? low : `${low} to ${high}`}`);
}

/** Lines with LF ends and a final one. @param {readonly string[]} lines */
export function textOf(lines) {
  return `${lines.join('\n')}\n`;
}

/**
 * The letter of a kind in the files: a(pplication) for Role, d(elegated) for Scope.
 * @param {unknown} type @param {string} where @returns {'a' | 'd'}
 */
export function kindLetter(type, where) {
  if (type === 'Role' || type === 'application') return 'a';
  if (type === 'Scope' || type === 'delegated') return 'd';
  throw new DataError(`${where}: ${JSON.stringify(type)} is neither Role nor Scope`);
}
