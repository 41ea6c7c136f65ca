// What the test inputs of a rule give for its page: the plainest input that it speaks of, and the plainest that it passes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Said one finding, as the `.expected` file beside an input has it
 * @property {string} rule
 * @property {number} line
 * @property {number} column
 * @property {string} message
 * @property {string | undefined} fix `safe` or `unsafe`
 *
 * @typedef {object} Example
 * @property {string} file its name in the folder
 * @property {string} text
 * @property {string | undefined} day the day of the run, where the input has one of its own
 * @property {string | undefined} cloud
 * @property {string | undefined} calls the calls that are declared for it
 * @property {readonly { name: string, text: string }[]} beside what else has its name, such as a config
 * @property {readonly Said[]} said
 *
 * @typedef {object} Examples
 * @property {Example | undefined} bad
 * @property {Example | undefined} ok
 * @property {string | undefined} testedIn the test below test/ of a rule whose inputs are no short files
 * @property {readonly string[]} fixes the classes of the fixes that it was seen to offer, in some findings
 * @property {boolean} alwaysFixes whether every finding that was seen offers one
 */

/** @param {string} folder @param {string} id @returns {Examples} */
export function examplesOf(folder, id) {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const inputs = files.filter((file) => /^(?:bad|ok)-.*\.(?:json|ndjson)$/.test(file));
  const examples = inputs.map((file) => readExample(folder, file));
  const own = examples.flatMap(({ said }) => said).filter(({ rule }) => rule === id);
  const plainest = (/** @type {string} */ start, /** @type {(example: Example) => Rank} */ rank) =>
    examples
      .filter(({ file, text }) => file.startsWith(start) && text.trim() !== '')
      .sort((a, b) => compare(rank(a), rank(b)))[0];
  const bad = plainest('bad-', (example) => badRank(example, id));
  return {
    bad,
    ok: plainest('ok-', (example) => okRank(example, bad)),
    testedIn: files.includes('tested-in.txt') ? readFileSync(join(folder, 'tested-in.txt'), 'utf8').trim() : undefined,
    fixes: ['safe', 'unsafe'].filter((each) => own.some(({ fix }) => fix === each)),
    alwaysFixes: own.length > 0 && own.every(({ fix }) => fix !== undefined),
  };
}

/** @param {string} folder @param {string} file @returns {Example} */
function readExample(folder, file) {
  const read = (/** @type {string} */ name) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n') : undefined;
  const stem = file.replace(/\.[a-z]+$/, '');
  return {
    file,
    text: read(file)?.replace(/^\uFEFF/, '') ?? '',
    day: read(`${stem}.now`)?.trim(),
    cloud: read(`${stem}.cloud`)?.trim(),
    calls: read(`${stem}.calls.txt`)?.trim(),
    beside: besideOf(folder, file).map((name) => ({ name, text: read(name) ?? '' })),
    said: (read(`${file}.expected`) ?? '').split('\n').flatMap(readSaid),
  };
}

/** @param {string} folder @param {string} file */
function besideOf(folder, file) {
  const stem = file.replace(/\.[a-z]+$/, '');
  const known = [file, `${file}.expected`, `${stem}.now`, `${stem}.cloud`, `${stem}.calls.txt`];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${stem}.`) && !known.includes(name))
    .sort();
}

/** @param {string} line @returns {readonly Said[]} */
function readSaid(line) {
  const [, rule = '', at = '', column = '', message = '', fix] =
    /^([a-z-]+)@(\d+):(\d+) (.*?)(?: \[fix (safe|unsafe): .*\])?$/.exec(line) ?? [];
  return rule === '' ? [] : [{ rule, line: Number(at), column: Number(column), message, fix }];
}

/** @typedef {readonly (number | string)[]} Rank the lowest is shown */

/** @param {Example} example @returns {number} 0 for a manifest of the usual spelling */
function oddness({ file, text, cloud, day }) {
  const isManifest = file.endsWith('.json') && text.trimStart().startsWith('{');
  const isUsual = /"(?:displayName|signInAudience|requiredResourceAccess|authorization)"/.test(text);
  return (isManifest && isUsual ? 0 : 1) + ((cloud ?? day) === undefined ? 0 : 1);
}

/** The plain manifest, without other findings; then the shorter one. @param {Example} example @param {string} id @returns {Rank} */
function badRank(example, id) {
  const others = example.said.filter(({ rule }) => rule !== id).length;
  return [oddness(example), others, example.text.split('\n').length, example.file];
}

/** The plain manifest in which all is decided, that differs least from the wrong one. @param {Example} example @param {Example | undefined} bad @returns {Rank} */
function okRank(example, bad) {
  const undecided = example.said.some(({ rule }) => rule === 'undecided') ? 1 : 0;
  const lines = linesOf(example);
  const others = bad === undefined ? new Set() : linesOf(bad);
  const apart = [...lines].filter((line) => !others.has(line)).length;
  const missing = [...others].filter((line) => !lines.has(line)).length;
  return [oddness(example), undecided, apart + missing, example.said.length, example.file];
}

/** @param {Example} example */
function linesOf({ text, calls = '' }) {
  return new Set(`${text}\n${calls}`.split('\n').map((line) => line.trim().replace(/,$/, '')));
}

/** @param {Rank} a @param {Rank} b */
function compare(a, b) {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? value;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
