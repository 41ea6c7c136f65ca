// The exam of the matcher: error texts in the shapes that people meet, written anew, each with its expected first cause.
import { describe, expect, test } from 'vitest';
import { diagnoseEvidence } from '../../src/diagnose/diagnose.js';
import { openCatalog } from '../catalog/open.js';
import { type ErrorText, errorTexts, knownMisses, unknownTexts } from './error-texts.js';

const { catalog } = openCatalog();
const now = new Date('2026-11-20T12:00:00Z');

const causesOf = ({ text, status, call, headers }: Partial<ErrorText>) =>
  diagnoseEvidence(
    {
      ...(text !== undefined && { text }),
      ...(status !== undefined && { status }),
      ...(call !== undefined && { call }),
      ...(headers !== undefined && { headers }),
    },
    { catalog, now, registrations: [] },
  ).causes;

interface Result {
  readonly name: string;
  readonly first: string;
  readonly isFirst: boolean;
  readonly isAmongThree: boolean;
}

function resultOf(entry: ErrorText): Result {
  const ids = causesOf(entry).map(({ id }) => id);
  const right = [entry.cause, ...(entry.also ?? [])];
  const [first = 'none'] = ids;
  return {
    name: entry.name,
    first,
    isFirst: right.some((id) => id === first),
    isAmongThree: ids.slice(0, 3).some((id) => right.includes(id)),
  };
}

describe.each(['error-texts.yaml', 'error-texts.unseen.yaml'] as const)('%s', (file) => {
  const results = errorTexts(file).map(resultOf);
  const share = (test: (result: Result) => boolean): number => results.filter(test).length / results.length;

  test('95 of 100 have the expected cause first', () => {
    expect(share(({ isFirst }) => isFirst)).toBeGreaterThanOrEqual(0.95);
  });

  test('99 of 100 have it among the first three', () => {
    expect(share(({ isAmongThree }) => isAmongThree)).toBeGreaterThanOrEqual(0.99);
  });

  test('every miss is listed with why, and nothing else is', () => {
    const listed = Object.entries(knownMisses()).map(([name, { first }]) => [name, first]);
    const own = new Set(results.map(({ name }) => name));
    const missed = results.filter(({ isFirst }) => !isFirst).map(({ name, first }) => [name, first]);
    expect(missed).toEqual(listed.filter(([name = '']) => own.has(name)));
  });

  test('a cause that is found is never called a guess', () => {
    const guessed = errorTexts(file).filter((entry) => {
      const [first] = causesOf(entry);
      return first?.confidence === 'guess' && first.id === entry.cause;
    });
    expect(guessed.map(({ name }) => name)).toEqual([]);
  });
});

test.each(unknownTexts())('$name: nothing reads like it, and three guesses are named as guesses', ({ text }) => {
  const causes = causesOf({ text });
  expect(causes.map(({ confidence }) => confidence)).toEqual(['guess', 'guess', 'guess']);
});
