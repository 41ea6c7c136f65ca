import { describe, expect, test } from 'vitest';
import { type Choice, smallestCover } from '../../src/least/smallest-cover.js';
import { randomOf, sampleOf } from './random.js';

interface Instance {
  readonly rows: readonly (readonly number[])[];
  readonly choices: readonly Choice[];
}

/** Few choices and few different costs, so that ties are the rule. */
function instanceOf(seed: number): Instance {
  const random = randomOf(seed);
  const count = 1 + Math.floor(random() * 11);
  const costs = 1 + Math.floor(random() * 4);
  const choices = Array.from({ length: count }, (_, index) => ({
    cost: 1 + Math.floor(random() * costs) * (seed % 3 === 0 ? 1e12 : 1),
    name: `P${String((index * 7) % count).padStart(2, '0')}${index}`,
  }));
  const indexes = choices.map((_, index) => index);
  const rows = Array.from({ length: Math.floor(random() * 14) }, () =>
    sampleOf(indexes, 1 + Math.floor(random() * Math.min(count, 5)), random),
  );
  return { rows, choices };
}

const costOf = (chosen: readonly number[], { choices }: Instance) =>
  chosen.reduce((sum, index) => sum + (choices[index]?.cost ?? Number.NaN), 0);

/** The least cost of all sets that meet every row. */
function bruteForce(instance: Instance): number {
  const masks = instance.rows.map((row) => row.reduce((mask, choice) => mask | (1 << choice), 0));
  let best = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << instance.choices.length; set += 1) {
    if (!masks.every((mask) => (mask & set) !== 0)) continue;
    const chosen = instance.choices.flatMap((_, index) => ((set >> index) & 1 ? [index] : []));
    best = Math.min(best, costOf(chosen, instance));
  }
  return best;
}

describe('the smallest cover', () => {
  test('costs what the best of all sets costs, in 4,000 random instances', () => {
    for (let seed = 0; seed < 4000; seed += 1) {
      const instance = instanceOf(seed);
      const { chosen, isProven } = smallestCover(instance.rows, instance.choices);
      expect(isProven).toBe(true);
      expect(
        instance.rows.every((row) => row.some((choice) => chosen.includes(choice))),
        `seed ${seed}`,
      ).toBe(true);
      expect(costOf(chosen, instance), `seed ${seed}`).toBe(bruteForce(instance));
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
    }
  });

  test('is the same whatever the order of rows, and of choices within a row', () => {
    for (let seed = 0; seed < 1500; seed += 1) {
      const { rows, choices } = instanceOf(seed);
      const random = randomOf(seed + 1);
      const mixed = sampleOf(rows, rows.length, random).map((row) => sampleOf(row, row.length, random));
      expect(smallestCover([...mixed, ...mixed.slice(0, 2)], choices).chosen, `seed ${seed}`).toEqual(
        smallestCover(rows, choices).chosen,
      );
    }
  });

  test('is the same whatever the numbers of the choices', () => {
    for (let seed = 0; seed < 1500; seed += 1) {
      const { rows, choices } = instanceOf(seed);
      const order = sampleOf(
        choices.map((_, index) => index),
        choices.length,
        randomOf(seed + 2),
      );
      const renamed = order.flatMap((index) => choices[index] ?? []);
      const names = (chosen: readonly number[], of: readonly Choice[]) => chosen.map((index) => of[index]?.name).sort();
      const moved = rows.map((row) => row.map((choice) => order.indexOf(choice)));
      expect(names(smallestCover(moved, renamed).chosen, renamed), `seed ${seed}`).toEqual(
        names(smallestCover(rows, choices).chosen, choices),
      );
    }
  });

  test.each([
    ['no rows', [], [{ cost: 1, name: 'A' }], []],
    ['one choice', [[0], [0]], [{ cost: 1, name: 'A' }], [0]],
    [
      'two dear against one cheap',
      [
        [0, 2],
        [1, 2],
      ],
      [2, 2, 3].map((cost, at) => ({ cost, name: `P${at}` })),
      [2],
    ],
    [
      'a tie goes by name',
      [[0, 1]],
      [
        { cost: 1, name: 'B' },
        { cost: 1, name: 'A' },
      ],
      [1],
    ],
    [
      'a dear one that all rows need',
      [[0], [0, 1], [1, 2]],
      [9, 1, 1].map((cost, at) => ({ cost, name: `P${at}` })),
      [0, 1],
    ],
  ])('%s', (_, rows, choices, wanted) => {
    expect(smallestCover(rows, choices)).toEqual({ chosen: wanted, isProven: true });
  });

  test('a cycle that no reduction opens is searched', () => {
    const rows = Array.from({ length: 9 }, (_, at) => [at, (at + 1) % 9]);
    const choices = rows.map((_, at) => ({ cost: 1, name: `P${at}` }));
    const { chosen, isProven } = smallestCover(rows, choices);
    expect({ count: chosen.length, isProven }).toEqual({ count: 5, isProven: true });
  });
});
