// The policy pack beside an empty one, on the small engine: each is asked in turn, A B A B ...
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median, report } from './timings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('../test/engine/pack.js').Pack} Pack */

/** Prints three lines of the table. */
export async function benchPolicies() {
  const startPackProcess = await loadEngine();
  /** @param {string} folder */
  const start = (folder) => startPackProcess({ folder: `${root}${folder}` });
  await benchLoad(start);
  const [empty, own] = [await start('test/engine/empty-pack'), await start('policies')];
  try {
    await benchAnalyze('an application with 100 permissions', '25 ms', empty, own, ...largeApplication());
    const group = { type: 'azuread:index/group:Group', name: 'team', urn: 'urn:pulumi:dev::lab::group::team' };
    const inputs = { displayName: 'Team', mailEnabled: false, securityEnabled: true, owners: ['a', 'b'] };
    await benchAnalyze('a resource of no interest', '0.5 ms above the empty pack', empty, own, group, inputs);
  } finally {
    await Promise.all([empty.stop(), own.stop()]);
  }
}

/** The small engine is TypeScript, which the oldest Node that is supported cannot run. */
async function loadEngine() {
  const outfile = `${root}node_modules/.cache/permlint/bench-pack.mjs`;
  mkdirSync(`${root}node_modules/.cache/permlint`, { recursive: true });
  const entryPoints = [`${root}test/engine/pack.ts`];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' });
  /** @type {typeof import('../test/engine/pack.js')} */
  const { startPackProcess } = await import(outfile);
  return startPackProcess;
}

/** @param {(folder: string) => Promise<Pack>} start */
async function benchLoad(start) {
  /** @param {string} folder */
  const load = async (folder) => {
    const pack = await start(folder);
    await pack.stop();
    return pack.ready.info;
  };
  const timings = [];
  for (let round = 0; round <= 20; round += 1) {
    const pair = { base: await load('test/engine/empty-pack'), own: await load('policies') };
    if (round > 0) timings.push(pair);
  }
  report('policy pack, start to its list of policies (base: an empty pack)', timings, '1.10');
}

/**
 * @param {string} what @param {string} budget @param {Pack} empty @param {Pack} own
 * @param {import('../test/engine/pack.js').PolicyResource} resource @param {Parameters<Pack['analyze']>[1]} inputs
 */
async function benchAnalyze(what, budget, empty, own, resource, inputs) {
  /** @param {Pack} pack */
  const time = async (pack) => {
    const start = performance.now();
    await pack.analyze(resource, inputs);
    return performance.now() - start;
  };
  const [base, mine] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < 300; round += 1) {
    const pair = [await time(empty), await time(own)];
    if (round < 50) continue;
    base.push(pair[0] ?? 0);
    mine.push(pair[1] ?? 0);
  }
  const [emptyMs, ownMs] = [median(base), median(mine)];
  console.log(
    `| policy pack, ${what} | ${emptyMs.toFixed(2)} | ${ownMs.toFixed(2)} | +${(ownMs - emptyMs).toFixed(2)} ms | ${budget} |`,
  );
}

/** @returns {[import('../test/engine/pack.js').PolicyResource, Parameters<Pack['analyze']>[1]]} */
function largeApplication() {
  const type = 'azuread:index/application:Application';
  const rows = readFileSync(`${root}data/graph.tsv`, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  const live = rows.filter(([kind, , marks = '']) => kind === 'a' && marks.startsWith('l')).slice(0, 100);
  const resourceAccesses = live.map(([, id = '']) => ({ id, type: 'Role' }));
  const requiredResourceAccesses = [{ resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccesses }];
  return [
    { type, name: 'large', urn: `urn:pulumi:dev::lab::${type}::large` },
    { displayName: 'Large', requiredResourceAccesses },
  ];
}
