import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { forChecking, patternsBelow, patternsIn, withoutBounds } from './patterns.js';

/**
 * The patterns of `diagnose` meet whatever people paste. recheck (a tool made for this) proves by automata that each takes
 * time in proportion to the text. Its other way, trying texts out, is not used: that takes a repetition of up to 200 for
 * one without an end. Patterns that it can say nothing of fail like those that it finds wanting. No pattern is excepted.
 */
let check: (source: string, flags: string) => string;

beforeAll(async () => {
  vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure');
  const { checkSync } = await import('recheck');
  check = (source, flags) => {
    const found = checkSync(source, flags.replace(/[dgsvy]/g, ''), {
      checker: 'automaton',
      timeout: 60_000,
      maxRepeatCount: 1_000_000,
      maxNFASize: 1_000_000,
    });
    if (found.status === 'safe') return 'safe';
    return found.status === 'vulnerable' ? `vulnerable: ${found.complexity.summary}` : `unknown: ${found.error.kind}`;
  };
});

/** Also of a pattern with repetitions in repetitions, whose bounds alone do not keep it short. */
function verdict(source: string, flags: string): string {
  const own = check(forChecking({ source, flags }), flags);
  const endless = withoutBounds(source);
  if (own !== 'safe' || endless === undefined) return own;
  const found = check(endless, flags);
  return /exponential|unknown/.test(found) ? `with repetitions in repetitions: ${found}` : 'safe';
}

describe('the check itself', () => {
  test.each([
    ['(a+)+$', 'exponential'],
    ['foo.*bar', 'polynomial'],
    ['a*a*b', 'polynomial'],
    ['foo.{0,5000}bar', 'polynomial'],
    ['eyJ[\\w-]{8,}\\.', 'polynomial'],
    ['(?:a{0,50}){0,50}b', 'exponential'],
    ['(?:[a-z]{1,30}\\s?){1,30}!', 'exponential'],
  ])('%s is found', (source, kind) => {
    expect(verdict(source, '')).toContain(kind);
  });

  test.each([
    '(?<![\\w-])eyJ[\\w-]{8,}\\.',
    'x(?=y)(?<!z)',
    'foo.{0,200}bar',
    '\\bAADSTS(\\d{4,8})\\b',
    '(?:ab){0,9}',
    '[a{9}](b{2}c)',
  ])('%s passes', (source) => {
    expect(verdict(source, 'i')).toBe('safe');
  });

  test('patterns are found wherever they stand, and computed ones by place', () => {
    const text = [
      "const a = /x+/gi; const b = new RegExp('y+', 'i');",
      'const c = new RegExp(`z` + a.source);',
      'const part = `(?:k|$' +
        '{longest})`; const longest = 2_000; const d = new RegExp(`m{0,$' +
        '{longest}}$' +
        '{part}`);',
      "'t'.match('w+'); 't'.replace(/v/, `$`);",
      '`$' + '{/u/.test("")}`; RegExp(`q$' + '{b}`); "t".search(`p$' + '{c}`);',
    ].join('\n');
    const { patterns, computed } = patternsIn('x.ts', text);
    expect(patterns.map(({ source, flags, at }) => [source, flags, at])).toEqual([
      ['x+', 'gi', 'x.ts:1'],
      ['y+', 'i', 'x.ts:1'],
      ['m{0,2000}(?:k|2000)', '', 'x.ts:3'],
      ['w+', '', 'x.ts:4'],
      ['v', '', 'x.ts:4'],
      ['u', '', 'x.ts:5'],
    ]);
    expect(computed).toEqual(['x.ts:2', 'x.ts:5', 'x.ts:5']);
  });
});

test('every pattern of src/diagnose takes time in proportion to the text', { timeout: 300_000 }, () => {
  const { patterns } = patternsBelow('src/diagnose');
  expect(patterns.length).toBeGreaterThan(20);
  const wanting = patterns.flatMap(({ at, source, flags }) => {
    const found = verdict(source, flags);
    return found === 'safe' ? [] : [`${at} /${source}/${flags}: ${found}`];
  });
  expect(wanting).toEqual([]);
});

test('patterns are computed in one place only: where those of signatures.tsv are made', () => {
  const { computed } = patternsBelow('src/diagnose');
  expect(computed.map((at) => at.replace(/:\d+$/, ''))).toEqual(['src/diagnose/signatures.ts']);
});

test('every pattern of signatures.tsv takes time in proportion to the text', { timeout: 300_000 }, () => {
  const text = readFileSync(new URL('../../data/signatures.tsv', import.meta.url), 'utf8');
  const patterns = text
    .trimEnd()
    .split('\n')
    .flatMap((line) => line.split('\t').slice(7, 10));
  const distinct = [...new Set(patterns)].filter((source) => source !== '');
  expect(distinct.length).toBeGreaterThan(100);
  const wanting = distinct.flatMap((source) => {
    const found = verdict(source, 'i');
    return found === 'safe' ? [] : [`${source}: ${found}`];
  });
  expect(wanting).toEqual([]);
});
