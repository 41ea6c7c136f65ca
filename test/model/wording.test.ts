import { expect, test } from 'vitest';
import { shownExpression } from '../../src/model/wording.js';

test.each([
  ['lines', 'concat(\n  a,\n  b)', 'concat( a, b)'],
  ['a user in an address', '"https://user:pw@host/{x}?code=abc"', '"https://…@host/{x}?…"'],
  ['the same in single quotes', "'https://user:pw@host/{x}'", "'https://…@host/{x}'"],
  ['what is named like a secret', "{ clientSecret: 'hunter2' }", '{ clientSecret: …'],
])('an expression is shown on one line and without secrets: %s', (_name, raw, shown) => {
  expect(shownExpression(raw)).toMatch(shown);
  expect(shownExpression(raw)).not.toMatch(/pw|hunter2|abc|\n/);
});

test('a long expression is cut', () => {
  expect(shownExpression('x'.repeat(100_000))).toBe(`${'x'.repeat(159)}…`);
});
