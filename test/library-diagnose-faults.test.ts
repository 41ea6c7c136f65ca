import { describe, expect, test } from 'vitest';
import { diagnose } from '../src/index.js';

test('an app can ask why its call was refused', () => {
  expect(diagnose('AADSTS65001').causes[0]).toMatchObject({ id: 'consent-missing', confidence: 'certain' });
  expect(diagnose({ status: 429 }).causes[0]?.id).toBe('throttled');
  expect(diagnose({}).causes).toEqual([]);
});

describe('what is no evidence is told by its name', () => {
  // Callers in JavaScript: types do not hold them off.
  const call: (evidence: unknown) => unknown = Reflect.apply.bind(undefined, diagnose, undefined) as never;
  const told = (evidence: unknown) => () => call([evidence]);

  test.each([
    [null, 'evidence must be'],
    [undefined, 'evidence must be'],
    [403, 'evidence must be'],
    [['AADSTS65001'], 'evidence must be'],
    [{ status: '403' }, 'evidence.status must be a number'],
    [{ body: { error: {} } }, 'evidence.body must be a string'],
    [{ token: null }, 'evidence.token must be a string'],
    [{ headers: { 'WWW-Authenticate': 'Bearer' } }, 'evidence.headers must be a list'],
    [{ headers: [1] }, 'evidence.headers must be a list'],
  ])('%j', (evidence, message) => {
    expect(told(evidence)).toThrow(TypeError);
    expect(told(evidence)).toThrow(message);
  });

  test.each([{ status: Number.NaN }, { status: 1e99 }, { text: '\u0000' }])('%j is evidence', (evidence) => {
    expect(told(evidence)).not.toThrow();
  });
});

test('a manifest that holds no registration is told of', () => {
  expect(diagnose({ status: 403 }, { manifest: 'no manifest' }).notes.join()).toContain('holds no app registration');
});
