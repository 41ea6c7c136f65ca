import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clean, folderWith, permlint, wrong } from './run.js';

test.each([
  [['--fromat', 'json'], 'permlint: unknown option --fromat\nDid you mean --format?\n'],
  [
    ['--format', 'jsn'],
    'permlint: --format is "jsn"; expected pretty, concise, json, sarif, github, gitlab, junit, checkstyle or markdown\nDid you mean json?\n',
  ],
  [['-f'], 'permlint: -f needs a value: pretty, concise, json, sarif, github, gitlab, junit, checkstyle or markdown\n'],
  [
    ['--format', '--quiet'],
    'permlint: --format needs a value: pretty, concise, json, sarif, github, gitlab, junit, checkstyle or markdown\n',
  ],
  [['-f', 'json', '--format=json'], 'permlint: --format is given twice\n'],
  [['--quiet=yes'], 'permlint: --quiet takes no value\n'],
  [['--as', 'az', 'x.json'], 'permlint: --as is no option of the command lint\nIt belongs to resolve, least.\n'],
  [['rules', '--exit-zero'], 'permlint: --exit-zero is no option of the command rules\nIt belongs to lint.\n'],
  [['explian'], 'permlint: explian: no such file or folder. Did you mean the command explain?\n'],
  [['lint', 'Mail.Read'], 'permlint: Mail.Read: no such file or folder. Did you mean permlint explain Mail.Read?\n'],
  [['AADSTS65001'], 'permlint: AADSTS65001: no such file or folder. Did you mean permlint explain AADSTS65001?\n'],
  [
    ['Office 365 SharePoint Online'],
    'permlint: Office 365 SharePoint Online: no such file or folder. Did you mean permlint explain "Office 365 SharePoint Online"?\n',
  ],
  [['type-mismatch'], /Did you mean permlint explain type-mismatch\?/],
  [['explain'], /takes one rule, permission, id, API or error code/],
  [['--x\u001b[31m'], /^permlint: unknown option --x\\u001b\[31m\n$/],
])('%j is refused in one or two lines', (args, message) => {
  const { code, out, err } = permlint(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  if (typeof message === 'string') expect(err).toBe(message);
  else expect(err).toMatch(message);
});

test('both spellings of a value, options before the command, -- before a path', () => {
  const cwd = folderWith({ '--quiet': clean, rules: wrong, 'a.json': clean });
  expect(permlint(['--format=concise', 'lint', 'a.json'], { cwd }).code).toBe(0);
  expect(permlint(['-f', 'concise', '--', '--quiet'], { cwd }).code).toBe(0);
  expect(permlint(['./rules'], { cwd }).code).toBe(1);
  expect(permlint(['lint', 'rules'], { cwd }).code).toBe(1);
  expect(permlint(['-f', 'json', 'rules'], { cwd }).out).toMatch(/^\{\n {2}"version": 1,\n/);
});

test('the help is a page of 80 columns, that of a command its own options, and both are documented', () => {
  const { code, out, err } = permlint(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(permlint(['help'])).toEqual({ code: 0, out, err: '' });
  const pages = ['explain', 'resolve', 'least', 'diagnose', 'baseline', 'waive', 'data', 'fetch'].map(
    (command) => permlint([command, '-h']).out,
  );
  expect([out, ...pages].join('\n')).toBe(readFileSync(new URL('../../docs/help.txt', import.meta.url), 'utf8'));
  expect(
    [out, ...pages]
      .join('\n')
      .split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([]);
  expect(permlint(['help', 'explain'])).toEqual({ code: 0, out: pages[0], err: '' });
  expect(pages[5]).toContain('--expires <day>');
  expect(out).not.toContain('--permanent');
});

test('the version is a bare number', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  for (const word of ['--version', 'version']) {
    expect(permlint([word])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  }
});

test('the day of the run can be fixed, and must be a day', () => {
  const cwd = folderWith({ 'a.json': clean });
  const run = (day: string) => permlint(['a.json'], { cwd, env: { PERMLINT_NOW: day } });
  for (const day of ['soon', '2026-02-30', '20261120']) expect(run(day).code).toBe(2);
  expect(run('2030-01-01')).toMatchObject({ code: 0, err: expect.stringContaining('days old') });
  expect(run('2026-11-20T10:00:00Z')).toMatchObject({ code: 0, err: '' });
});

test('colour comes only when it is asked for, and never alone', () => {
  const cwd = folderWith({ 'a.json': wrong });
  const run = (args: string[], env = {}) => permlint(['a.json', ...args], { cwd, env }).out;
  expect(run([])).not.toContain('\u001b');
  expect(run(['--color', 'always'], { NO_COLOR: '1' })).toContain('\u001b[31mhigh\u001b[39m');
  expect(run([], { FORCE_COLOR: '1' })).toContain('\u001b[31m');
  expect(run(['--no-color'], { FORCE_COLOR: '1' })).toBe(run([]));
});
