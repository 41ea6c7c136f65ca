// The printed set, held against a second reading of the data, against greedy sets, and against every possible set.
import { describe, expect, test } from 'vitest';
import { openLeast } from '../../src/least/least.js';
import type { Scheme } from '../../src/least/path-table.js';
import { openCatalog } from '../catalog/open.js';
import { bits, isMet, type ListedCall, listedCalls, liveNames } from './own-reading.js';
import { randomOf, sampleOf } from './random.js';

const { catalog } = openCatalog();
const all = listedCalls();
const schemes = ['work', 'personal', 'application'] as const;
const sizes = [
  { count: 1, runs: 60 },
  { count: 30, runs: 25 },
  { count: 200, runs: 8 },
  { count: 3000, runs: 1 },
];

function isAnswerable(call: ListedCall, scheme: Scheme, live: ReadonlySet<string>): boolean {
  if (scheme === 'application' && /^me(?:$|\/)/.test(call.path)) return false;
  return call.openers(bits[scheme]).some(({ name }) => live.has(name));
}

/** As someone would write it: arguments have values. */
function asked({ method, path }: ListedCall) {
  const url = path
    .replaceAll('*', '{id}')
    .replace(/\(([\w,]+)\)/g, (_, keys) => `(${String(keys).replace(/\w+/g, "$&='x'")})`);
  return { method, url: `/${url}` };
}

describe.each(schemes)('%s', (scheme) => {
  const least = openLeast(catalog, scheme);
  const live = liveNames(bits[scheme]);

  test.each(sizes)('no answerable call of $count is left out', ({ count, runs }) => {
    for (let seed = 0; seed < runs; seed += 1) {
      const calls = sampleOf(all, count, randomOf(seed * 7919 + count));
      const answer = least.cover(calls.map(asked));
      const set = answer.permissions.map(({ name }) => name.toLowerCase());
      const safer = answer.alternative?.map(({ name }) => name.toLowerCase());
      expect(answer.isProven).toBe(true);
      for (const [index, call] of calls.entries()) {
        const what = `seed ${seed}: ${call.method} ${call.path}`;
        const status = answer.calls[index]?.status;
        expect(status === 'covered', what).toBe(isAnswerable(call, scheme, live));
        if (status !== 'covered') continue;
        expect(isMet(call, set, bits[scheme]), what).toBe(true);
        if (safer !== undefined) expect(isMet(call, safer, bits[scheme]), `${what}, the alternative`).toBe(true);
      }
      for (const name of set) expect(live.has(name), name).toBe(true);
    }
  });

  test.each(sizes)('no greedy set for $count calls weighs less', ({ count, runs }) => {
    for (let seed = 0; seed < runs; seed += 1) {
      const calls = sampleOf(all, count, randomOf(seed * 104_729 + count));
      const { permissions } = least.cover(calls.map(asked));
      const weigh = (set: readonly (typeof permissions)[number][]) =>
        set.reduce((sum, each) => sum + least.weights.cost(each), 0);
      const needs = least.cover(calls.map(asked)).calls.flatMap((each) => {
        const own = each.status === 'covered' ? least.needs(each.known) : undefined;
        return own === undefined ? [] : [own];
      });
      const mayTake = new Set(needs.flatMap(({ pick, companion }) => (companion ? [pick, companion] : [pick])));
      const rows = needs.flatMap((each) => each.rows.map((row) => row.filter((one) => mayTake.has(one))));
      expect(weigh(permissions)).toBeLessThanOrEqual(weigh([...mayTake]));
      expect(weigh(permissions)).toBeLessThanOrEqual(weigh(greedySet(rows, () => 1)));
      expect(weigh(permissions)).toBeLessThanOrEqual(weigh(greedySet(rows, least.weights.cost)));
    }
  });

  test('the order of the calls, and calls given twice, change nothing', () => {
    const calls = sampleOf(all, 120, randomOf(5)).map(asked);
    const names = (list: typeof calls) => least.cover(list).permissions.map(({ name }) => name);
    const once = names(calls);
    expect(names([...calls].reverse())).toEqual(once);
    expect(names([...calls, ...sampleOf(calls, 60, randomOf(6))])).toEqual(once);
    expect(names([...sampleOf(calls, 120, randomOf(8))])).toEqual(once);
  });

  test('the set of one call is its pick, with what that needs besides', () => {
    for (const call of sampleOf(all, 1500, randomOf(11))) {
      const { calls, permissions } = least.cover([asked(call)]);
      const [answer] = calls;
      if (answer?.status !== 'covered') continue;
      const needs = least.needs(answer.known);
      const wanted = [needs?.pick.name, needs?.companion?.name].filter((name) => name !== undefined).sort();
      expect(permissions.map(({ name }) => name).sort(), `${call.method} ${call.path}`).toEqual(wanted);
    }
  });
});

/** Takes what costs least for each row that it adds, until every row is met. */
function greedySet<T>(rows: readonly (readonly T[])[], costOf: (choice: T) => number): readonly T[] {
  const taken: T[] = [];
  let open = rows;
  while (open.length > 0) {
    const adds = new Map<T, number>();
    for (const row of open) for (const choice of new Set(row)) adds.set(choice, (adds.get(choice) ?? 0) + 1);
    const [best] = [...adds].sort(([a, aRows], [b, bRows]) => costOf(a) / aRows - costOf(b) / bRows);
    if (best === undefined) throw new Error('a row without a choice');
    taken.push(best[0]);
    open = open.filter((row) => !row.includes(best[0]));
  }
  return taken;
}
