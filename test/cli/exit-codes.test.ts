import { expect, test } from 'vitest';
import { clean, folderWith, permlint, untidy, wrong } from './run.js';

const broken = '{"requiredResourceAccess": [';

test.each([
  ['clean', clean, [], 0],
  ['a high finding', wrong, [], 1],
  ['a low finding is below the default', untidy, [], 0],
  ['a low finding with a lower threshold', untidy, ['--fail-on', 'low'], 1],
  ['a high finding with a higher threshold', wrong, ['--fail-on=critical'], 0],
  ['nothing fails', wrong, ['--fail-on', 'never'], 0],
  ['findings are forgiven', wrong, ['--exit-zero'], 0],
  ['a text that does not parse', broken, [], 2],
  ['a text that does not parse is not forgiven', broken, ['--exit-zero'], 2],
  ['a named file of another kind', '{"a": 1}', [], 2],
  ['a named file of another kind, passed over', '{"a": 1}', ['--skip-others'], 0],
  ['an empty file', '', [], 2],
])('%s', (_name, text, args, code) => {
  expect(permlint([...args, 'a.json'], { cwd: folderWith({ 'a.json': text }) }).code).toBe(code);
});

test('the format never changes the code', () => {
  const cwd = folderWith({ 'a.json': wrong });
  for (const format of ['pretty', 'concise', 'json']) expect(permlint(['a.json', '-f', format], { cwd }).code).toBe(1);
});

test('nothing to lint is an error, unless that is allowed', () => {
  const cwd = folderWith({ 'a.json': '{"a": 1}', 'b.json': '[]' });
  const ran = permlint(['.'], { cwd });
  expect(ran).toEqual({ code: 2, out: '', err: 'permlint: no app registration found (looked at 2 files)\n' });
  expect(permlint(['.', '--allow-empty'], { cwd }).code).toBe(0);
  expect(permlint(['*.xyz'], { cwd }).err).toContain('*.xyz: no file matches it');
  expect(permlint(['*.xyz'], { cwd }).code).toBe(2);
});

test('one bad file hides no findings of the others', () => {
  const cwd = folderWith({ 'a.json': broken, 'b.json': wrong });
  const ran = permlint(['missing.json', '.', '-f', 'concise'], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.out).toMatch(/^a\.json:1:\d+: high parse-error: .*\nb\.json:\d+:\d+: high type-mismatch: /);
  expect(ran.err).toContain('permlint: missing.json: no such file or folder\n');
});

test('what was skipped stands in the report', () => {
  const cwd = folderWith({ 'a.json': clean });
  const report = JSON.parse(permlint(['a.json', 'b.json', '-f', 'json'], { cwd }).out);
  expect(report.skipped).toEqual([{ file: 'b.json', reason: 'no such file or folder' }]);
  expect(report.summary).toMatchObject({ files: 1, applications: 1 });
});
