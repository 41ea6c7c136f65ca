import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CauseId, causes, isCauseId } from '../../src/diagnose/causes/index.js';
import type { Hint } from '../../src/diagnose/hint.js';
import { causeOf, merged, rank } from '../../src/diagnose/rank.js';

const hint = (cause: CauseId, weight: number, more: Partial<Hint> = {}): Hint => ({
  cause,
  weight,
  evidence: `${cause} ${weight}`,
  ...more,
});
const named = (hints: readonly Hint[]) => rank(hints).map(({ id, confidence }) => `${id} ${confidence}`);

describe('hints of one refusal', () => {
  test.each([
    [90, 'certain'],
    [89, 'likely'],
    [60, 'likely'],
    [59, 'possible'],
    [30, 'possible'],
    [29, 'guess'],
    [1, 'guess'],
  ])('weight %s is %s', (weight, confidence) => {
    expect(named([hint('token-expired', weight)])).toEqual([`token-expired ${confidence}`]);
  });

  test('hints of one cause are joined; many weak ones prove nothing', () => {
    const many = Array.from({ length: 50 }, () => hint('token-expired', 58));
    expect(named(many)).toEqual(['token-expired possible']);
    expect(rank(many)[0]?.weight).toBeGreaterThan(58);
  });

  test('what speaks against a cause takes its surety, and may take it away', () => {
    expect(named([hint('token-expired', 95), hint('token-expired', -40)])).toEqual(['token-expired possible']);
    expect(named([hint('token-expired', 95), hint('token-expired', -95)])).toEqual([]);
    expect(named([hint('token-expired', -10)])).toEqual([]);
  });

  test('a cause that is proven or likely hides guesses; one that is possible does not', () => {
    const guess = hint('throttled', 20);
    expect(named([guess, hint('token-expired', 95), hint('pkce', 40)])).toEqual([
      'token-expired certain',
      'pkce possible',
    ]);
    expect(named([guess, hint('token-expired', 65)])).toEqual(['token-expired likely']);
    expect(named([guess, hint('token-expired', 40)])).toEqual(['token-expired possible', 'throttled guess']);
  });

  test('of guesses alone three stay, of others six', () => {
    const ids = Object.keys(causes).filter(isCauseId).slice(0, 10);
    expect(rank(ids.map((id) => hint(id, 10)))).toHaveLength(3);
    expect(rank(ids.map((id) => hint(id, 50)))).toHaveLength(6);
  });

  test('the same weight keeps the order in which causes were named', () => {
    expect(named([hint('pkce', 50), hint('loop', 50), hint('authority', 50)])).toEqual([
      'pkce possible',
      'loop possible',
      'authority possible',
    ]);
  });
});

describe('several refusals', () => {
  test('one list, by confidence, then by the refusal that comes first', () => {
    const first = rank([hint('pkce', 65), hint('loop', 50)]);
    const second = rank([hint('loop', 95)]);
    const third = rank([hint('authority', 70), hint('pkce', 62, { evidence: 'again' })]);
    const list = merged([first, second, third]);
    expect(list.map(({ id, confidence }) => `${id} ${confidence}`)).toEqual([
      'loop certain',
      'pkce likely',
      'authority likely',
    ]);
    expect(list[1]?.hints.map(({ evidence }) => evidence)).toEqual(['pkce 65', 'again']);
  });

  test('the first cause of every refusal stays', () => {
    const ids = Object.keys(causes).filter(isCauseId).slice(0, 12);
    expect(merged(ids.map((id) => rank([hint(id, 70)]))).map(({ id }) => id)).toEqual(ids);
  });

  test('a refusal without causes changes nothing', () => {
    const own = rank([hint('pkce', 65)]);
    expect(merged([[], own, []])).toEqual(own);
    expect(merged([])).toEqual([]);
  });

  test('a thousand times the same is said few times', () => {
    const all = Array.from({ length: 1_000 }, (_, place) => rank([hint('pkce', 65, { evidence: `${place}` })]));
    expect(merged(all)[0]?.hints.length).toBeLessThanOrEqual(40);
  });
});

describe('what people read', () => {
  const cause = (hints: readonly Hint[], known = {}) => {
    const [first] = rank(hints);
    return first === undefined ? undefined : causeOf(first, known);
  };

  test('evidence once each, the strongest first; the title and the steps of hints before those of the cause', () => {
    const read = cause([
      hint('token-expired', 20, { evidence: 'weak' }),
      hint('token-expired', 95, {
        evidence: 'strong',
        title: 'Expired an hour ago',
        steps: [{ text: 'Wait' }],
        checks: ['?'],
      }),
      hint('token-expired', 20, { evidence: 'weak' }),
    ]);
    expect(read).toMatchObject({ title: 'Expired an hour ago', evidence: ['strong', 'weak'] });
    expect(read?.steps[0]).toEqual({ text: 'Wait', commands: [] });
    expect(read?.steps.slice(1).map(({ text }) => text)).toEqual(
      causes['token-expired'].steps.filter(({ only }) => only === undefined).map(({ text }) => text),
    );
    expect(read?.checks[0]).toBe('?');
  });

  test('steps of a hint that speaks against the cause are not taken', () => {
    const read = cause([hint('token-expired', 95), hint('token-expired', -5, { steps: [{ text: 'Not this' }] })]);
    expect(JSON.stringify(read)).not.toContain('Not this');
  });

  test('what is known is filled in', () => {
    const steps = [
      { text: 'Ask <app-id>', commands: [{ tool: 'azure-cli' as const, text: 'az ad app show --id <app-id> <path>' }] },
    ];
    const read = cause([hint('token-expired', 95, { steps })], { 'app-id': 'A' });
    expect(read?.steps[0]).toEqual({
      text: 'Ask A',
      commands: [{ tool: 'azure-cli', text: 'az ad app show --id A <path>' }],
    });
  });
});

test('any hints: ordered by confidence, no cause twice, never more than six', () => {
  const ids = Object.keys(causes).filter(isCauseId);
  const any = fc.record({
    cause: fc.constantFrom(...ids),
    weight: fc.integer({ min: -100, max: 100 }),
    evidence: fc.string(),
  });
  const order = ['certain', 'likely', 'possible', 'guess'];
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (hints) => {
      const found = rank(hints);
      expect(found.length).toBeLessThanOrEqual(6);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const places = found.map(({ confidence }) => order.indexOf(confidence));
      expect(places).toEqual([...places].sort());
    }),
  );
});
