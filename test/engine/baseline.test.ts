import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KnownFinding, openBaseline } from '../../src/engine/baseline.js';

const finding = (fingerprint: string, file = 'a.json'): KnownFinding => ({ fingerprint, rule: 'r', file });
const noneGone = () => false;

test('an entry stands for one finding in its own file', () => {
  const use = openBaseline([finding('1'), finding('1'), finding('2')], noneGone);
  expect([finding('1'), finding('1'), finding('1'), finding('3')].map(use.holds)).toEqual([true, true, false, false]);
  expect(use.holds(finding('2', 'b.json'))).toBe(false);
});

test('where its file is gone, it stands for a finding in another: that was renamed', () => {
  const use = openBaseline([finding('1', 'old.json'), finding('1', 'a.json')], (file) => file === 'old.json');
  expect(use.holds(finding('1', 'a.json'))).toBe(true);
  expect(use.holds(finding('1', 'new.json'))).toBe(true);
  expect(use.holds(finding('1', 'third.json'))).toBe(false);
  use.see('a.json');
  use.see('new.json');
  expect(use.fixed(true)).toEqual([]);
  expect(use.kept(true)).toEqual([finding('1', 'new.json'), finding('1', 'a.json')]);
});

test('a rename that entries followed is told once, with their number', () => {
  const entries = [finding('1', 'old.json'), finding('2', 'old.json'), finding('3', 'a.json')];
  const use = openBaseline(entries, (file) => file === 'old.json');
  for (const fingerprint of ['1', '2']) use.holds(finding(fingerprint, 'new.json'));
  use.holds(finding('3', 'a.json'));
  expect(use.moved()).toEqual([{ from: 'old.json', to: 'new.json', count: 2 }]);
});

test('what is gone is fixed: of files that were seen, and in a whole run of files that are gone', () => {
  const entries = [finding('1', 'a.json'), finding('2', 'b.json'), finding('3', 'gone.json')];
  const use = openBaseline(entries, (file) => file === 'gone.json');
  use.see('a.json');
  expect(use.fixed(false)).toEqual([entries[0]]);
  expect(use.fixed(true)).toEqual([entries[0], entries[2]]);
  expect(use.kept(true)).toEqual([entries[1]]);
});

test('entries of a file that could not be checked stay', () => {
  const use = openBaseline([finding('1')], noneGone);
  use.see('a.json');
  use.doubt('a.json');
  expect([use.fixed(true), use.kept(true)]).toEqual([[], [finding('1')]]);
});

test('each entry is kept or fixed, never both, and holds as many findings as there are entries at most', () => {
  const some = fc.record({
    fingerprint: fc.constantFrom('1', '2'),
    rule: fc.constant('r'),
    file: fc.constantFrom('a', 'b', 'gone'),
  });
  fc.assert(
    fc.property(
      fc.array(some),
      fc.array(some),
      fc.subarray(['a', 'b', 'gone']),
      fc.boolean(),
      (entries, findings, seen, isWhole) => {
        const use = openBaseline(entries, (file) => file === 'gone');
        seen.forEach(use.see);
        const held = findings.filter(use.holds).length;
        const [kept, fixed] = [use.kept(isWhole).length, use.fixed(isWhole).length];
        expect(kept + fixed).toBe(entries.length);
        expect(kept).toBeGreaterThanOrEqual(held);
      },
    ),
  );
});

test('a hundred thousand files with the same finding take no longer than others', () => {
  const entries = Array.from({ length: 100_000 }, (_, index) => finding('1', `${index}.json`));
  const use = openBaseline(entries, noneGone);
  expect(entries.every(use.holds)).toBe(true);
  expect(use.holds(finding('1', 'new.json'))).toBe(false);
});
