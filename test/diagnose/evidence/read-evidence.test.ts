import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/diagnose/evidence/read-evidence.js';
import { bodies, http, logs, short, type Wrapping } from './wrappings.js';

function check({ text, told, count = 1 }: Wrapping): void {
  const { refusals } = readEvidence({ text });
  const [first] = refusals;
  const { ids = [], hasToken, challenged, ...plain } = told;
  expect(first).toMatchObject(plain);
  expect(first?.ids.map(({ name }) => name)).toEqual(expect.arrayContaining([...ids]));
  if (hasToken !== undefined) expect(first?.token !== undefined).toBe(hasToken);
  if (challenged !== undefined) expect(first?.challenges.map(({ parameters }) => parameters.error)).toEqual(challenged);
  expect(refusals).toHaveLength(count);
  expect(JSON.stringify(refusals)).not.toMatch(/never-to-be-shown|bmV2ZXIt/);
}

describe('every form that people paste', () => {
  it.each(bodies)('reads $name', check);
  it.each(http)('reads $name', check);
  it.each(logs)('reads $name', check);
  it.each(short)('reads $name', check);
});
