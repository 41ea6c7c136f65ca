import { expect, test } from 'vitest';
import { lintText } from '../src/lint.js';
import { registration } from './cli/run.js';
import { settingOn } from './rules/lint-fixture.js';

const line = (...types: string[]): string => JSON.stringify(JSON.parse(registration(...types)));

test('a long export gives every finding at its line, and only the applications that have one', () => {
  const lines = Array.from({ length: 2_500 }, (_, index) => line(index % 1_000 === 7 ? 'Role' : 'Scope'));
  const linted = lintText('export.ndjson', lines.join('\n'), 'named', settingOn());
  expect(linted.applicationCount).toBe(2_500);
  expect(linted.findings.map(({ rule, at }) => [rule, at.document.origin.line])).toEqual([
    ['type-mismatch', 8],
    ['type-mismatch', 1_008],
    ['type-mismatch', 2_008],
  ]);
  expect(linted.applications).toEqual(linted.findings.map(({ application }) => application));
  const whole = lintText('export.ndjson', lines.join('\n'), 'named', { ...settingOn(), keepsAll: true });
  expect(whole.applications).toHaveLength(2_500);
});
