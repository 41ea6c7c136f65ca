// How long the smallest set for many calls takes, and how it compares with the union of the calls' own picks and with
// greedy sets. Calls are random ones of the data. `node bench/least.mjs`, or as a part of `npm run bench`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importSource } from '../scripts/import-source.mjs';
import { generator } from './manifests.mjs';
import { median } from './timings.mjs';

/**
 * @typedef {import('../src/least/least.js').Least} Least
 * @typedef {import('../src/least/live-permissions.js').LivePermission} Live
 * @typedef {import('../src/least/path-table.js').Scheme} Scheme
 * @typedef {{ method: string, url: string }} Call
 * @typedef {{ members: number, tierZero: number, reach: number }} Size
 */

const self = fileURLToPath(import.meta.url);
const runsOf = new Map([
  [5, 60],
  [30, 40],
  [200, 30],
  [1000, 12],
]);
/** @type {readonly Scheme[]} */
const schemes = ['application', 'work', 'personal'];
const budget = { count: 200, ms: 15 };

const { createCatalog } = await importSource('src/catalog/catalog.ts');
/** @type {{ openLeast: (catalog: unknown, scheme: Scheme) => Least }} */
const { openLeast } = await importSource('src/least/least.ts');

/** Reads the data anew, as a fresh process does. */
const openCatalog = () =>
  createCatalog((/** @type {string} */ part) => readFileSync(new URL(`../data/${part}`, import.meta.url), 'latin1'));

/** Every call that some permission of the scheme opens. @param {Least} least @param {Scheme} scheme @returns {Call[]} */
function callsOf({ data }, scheme) {
  return data.table.paths.flatMap(({ path, group }) => {
    if (scheme === 'application' && /^me(?:$|\/)/.test(path)) return [];
    const methods = [...group].filter(([, list]) => data.openers({ list }, scheme).length > 0);
    const keys = (/** @type {string} */ list) => list.replace(/\w+/g, "$&='x'");
    const url = `/${path.replaceAll('*', '{id}').replace(/\(([\w,]+)\)/g, (_, list) => `(${keys(list)})`)}`;
    return methods.map(([method]) => ({ method, url }));
  });
}

/** @param {readonly Call[]} calls @param {number} count @param {() => number} random @returns {Call[]} */
function sampleOf(calls, count, random) {
  const picked = new Set();
  while (picked.size < Math.min(count, calls.length)) picked.add(calls[Math.floor(random() * calls.length)]);
  return [...picked];
}

/** @param {() => void} action */
function timed(action) {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** @param {readonly number[]} values */
function highOf(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
}

/** @param {Least} least @param {readonly Live[]} set @returns {Size} */
function sizeOf({ weights, data }, set) {
  const tierZero = set.filter(data.isTierZero).length;
  // What is left of the cost below one permission of tier 0: reach in thousands, and one for each member.
  const reach = set.reduce((sum, live) => sum + Math.floor((weights.cost(live) % 1e12) / 1e3), 0);
  return { members: set.length, tierZero, reach };
}

/** The other ways to answer: every pick, and greedy sets over the same candidates. @param {Least} least @param {readonly Call[]} calls */
function othersOf(least, calls) {
  const needs = least.cover(calls).calls.flatMap((each) => {
    const own = each.status === 'covered' ? least.needs(each.known) : undefined;
    return own === undefined ? [] : [own];
  });
  const union = new Set(needs.flatMap(({ pick, companion }) => (companion === undefined ? [pick] : [pick, companion])));
  const rows = needs.flatMap((each) => each.rows.map((row) => row.filter((live) => union.has(live))));
  return {
    union: sizeOf(least, [...union]),
    byCount: sizeOf(
      least,
      greedy(rows, () => 1),
    ),
    byCost: sizeOf(least, greedy(rows, least.weights.cost)),
  };
}

/** @param {readonly (readonly Live[])[]} rows @param {(live: Live) => number} costOf @returns {Live[]} */
function greedy(rows, costOf) {
  const taken = [];
  let open = rows;
  while (open.length > 0) {
    const adds = new Map();
    for (const row of open) for (const live of row) adds.set(live, (adds.get(live) ?? 0) + 1);
    const [best] = [...adds].sort((a, b) => costOf(a[0]) / a[1] - costOf(b[0]) / b[1]);
    taken.push(best?.[0]);
    open = open.filter((row) => !row.includes(best?.[0]));
  }
  return taken;
}

/** @param {readonly number[]} values @param {number} [digits] */
function mean(values, digits = 1) {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(digits);
}

/** One line of the table. @param {Scheme} scheme @param {number} count @param {number} runs */
function line(scheme, count, runs) {
  const catalog = openCatalog();
  const least = openLeast(catalog, scheme);
  const calls = callsOf(least, scheme);
  const random = generator(count);
  /** @type {number[]} */
  const times = [];
  /** @type {Record<string, Size>[]} */
  const sizes = [];
  for (let run = 0; run < runs; run += 1) {
    const own = sampleOf(calls, count, random);
    // A catalog that has answered nothing yet: its caches are empty, as in a fresh process.
    const fresh = openLeast(openCatalog(), scheme);
    times.push(timed(() => fresh.cover(own)));
    sizes.push({ own: sizeOf(least, least.cover(own).permissions), ...othersOf(least, own) });
  }
  const members = ['own', 'union', 'byCount', 'byCost'].map((key) =>
    mean(sizes.map((each) => sizeIn(each, key).members)),
  );
  const beyond = ['union', 'byCount', 'byCost'].map((key) => {
    const worse = sizes.filter((each) => isWorse(sizeIn(each, key), sizeIn(each, 'own'))).length;
    const ratio = mean(
      sizes.map((each) => sizeIn(each, key).reach / sizeIn(each, 'own').reach),
      2,
    );
    return `${ratio} x, ${worse} of ${runs}`;
  });
  const limit = count === budget.count ? `${budget.ms} ms` : '';
  return `| ${scheme}, ${count} calls | ${median(times).toFixed(1)} | ${highOf(times).toFixed(1)} | ${limit} | ${members.join(' | ')} | ${beyond.join(' | ')} |`;
}

/** @param {Record<string, Size>} sizes @param {string} key @returns {Size} */
function sizeIn(sizes, key) {
  return sizes[key] ?? { members: 0, tierZero: 0, reach: 0 };
}

/** @param {Size} size @param {Size} own */
function isWorse(size, own) {
  return size.tierZero > own.tierZero || (size.tierZero === own.tierZero && size.reach > own.reach);
}

/** Milliseconds in a process that has done nothing yet: to read the data, then to answer. @param {Scheme} scheme @param {number} count */
function once(scheme, count) {
  const calls = sampleOf(callsOf(openLeast(openCatalog(), 'work'), 'work'), count, generator(1));
  return JSON.stringify({ calls, scheme });
}

/** @param {string} asked what `once` gave */
function answerOnce(asked) {
  const { calls, scheme } = JSON.parse(asked);
  /** @type {Least | undefined} */
  let least;
  const load = timed(() => {
    least = openLeast(openCatalog(), scheme);
  });
  const answer = timed(() => least?.cover(calls));
  console.log(JSON.stringify({ load, answer }));
}

/** @param {Scheme} scheme @param {number} count */
function coldLine(scheme, count) {
  const asked = once(scheme, count);
  const runs = Array.from({ length: 15 }, () => {
    const { stdout, status } = spawnSync(process.execPath, [self, '--once', asked], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`a run of its own ended with ${status}`);
    return JSON.parse(stdout);
  });
  const [loads, answers] = [runs.map(({ load }) => load), runs.map(({ answer }) => answer)];
  return `| ${scheme}, ${count} calls | ${median(loads).toFixed(1)} | ${highOf(loads).toFixed(1)} | ${median(answers).toFixed(1)} | ${highOf(answers).toFixed(1)} |`;
}

/** Prints both tables. */
export function benchLeast() {
  console.log(
    '\n| smallest set (data read, code warm, nothing cached) | ms, median | p95 | budget | members | all picks | greedy by count | by cost | reach of all picks, worse in | of greedy by count | by cost |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const scheme of schemes) for (const [count, runs] of runsOf) console.log(line(scheme, count, runs));
  console.log('\n| in a process of its own (code cold) | load ms, median | p95 | answer ms, median | p95 |');
  console.log('|---|---|---|---|---|');
  for (const scheme of schemes.slice(0, 2)) for (const count of [5, 200]) console.log(coldLine(scheme, count));
}

const [, started = '', mark, asked] = process.argv;
if (mark === '--once' && asked !== undefined) answerOnce(asked);
else if (started.endsWith('least.mjs')) benchLeast();
