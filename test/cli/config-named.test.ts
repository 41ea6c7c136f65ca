import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clean, folderWith, permlint, program, wrong } from './run.js';

/** Runs in a folder with this config in which `pipe.yaml` and `pipe` are pipes that nobody writes to. */
function withPipes(config: string) {
  const cwd = folderWith({ 'permlint.yaml': config, 'a.json': clean });
  for (const name of ['pipe', 'pipe.yaml']) execFileSync('mkfifo', [join(cwd, name)]);
  return permlint(['a.json'], { cwd });
}

const onPosix = process.platform !== 'win32';
if (!onPosix) console.info('configs that name pipes and devices are skipped: Windows has none in its folders');

test.runIf(onPosix).each([
  ['extends: pipe.yaml\n', 'pipe.yaml: is not a regular file'],
  ['catalogs: [pipe]\n', 'pipe: is not a regular file'],
  ['catalogs: [/dev/zero]\n', '/dev/zero: is not a regular file'],
  ['apps: [{ name: a, calls: [{ file: pipe }] }]\n', 'pipe: is not a regular file'],
  ['baseline: pipe\n', 'cannot read the baseline pipe: is not a regular file'],
])('the config %j does not make a run wait', (config, message) => {
  const run = withPipes(config);
  expect([run.code, run.out]).toEqual([2, '']);
  expect(run.err).toContain(message);
});

test.runIf(onPosix)('a config that is found is a regular file; one that is named may be a pipe', () => {
  const cwd = folderWith({ 'a.json': wrong });
  execFileSync('mkfifo', [join(cwd, 'permlint.yaml')]);
  expect(permlint(['a.json'], { cwd })).toMatchObject({
    code: 2,
    err: 'permlint: cannot read config permlint.yaml: is not a regular file\nWithout a config: --no-config.\n',
  });
  // A shell has pipes; what node gives a child is a socket, which has no name.
  const named = folderWith({ 'a.json': wrong });
  const script = 'echo "rules: { type-mismatch: off }" | "$0" "$1" -q -c /dev/stdin a.json';
  expect(() => execFileSync('sh', ['-c', script, process.execPath, program], { cwd: named })).not.toThrow();
});

test.runIf(onPosix)('a link that leads nowhere is a config that cannot be read, not none', () => {
  const cwd = folderWith({ 'a.json': clean, 'sub/a.json': clean, '.git/HEAD': '' });
  symlinkSync('gone.yaml', join(cwd, 'permlint.yaml'));
  expect(permlint(['a.json'], { cwd })).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'cannot read config permlint.yaml: the symbolic link points to gone.yaml, which does not exist\n',
    ),
  });
  expect(permlint(['a.json'], { cwd: join(cwd, 'sub') }).err).toContain('the symbolic link points to gone.yaml');
  expect(permlint(['a.json', '--no-config'], { cwd }).code).toBe(0);
  const circle = folderWith({ 'a.json': clean });
  symlinkSync('permlint.yaml', join(circle, 'permlint.yaml'));
  expect(permlint([], { cwd: circle })).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot read config permlint.yaml: the symbolic link points in a circle\n'),
  });
});

test('what has not the name of a config is not extended, and nothing of it is told', () => {
  const secret = 'hunter2-not-for-logs';
  const cwd = folderWith({ '.env': secret, 'x.yaml': secret, 'a.json': clean, 'permlint.yaml': 'extends: .env\n' });
  const run = permlint(['a.json'], { cwd });
  expect(run.err).toContain('.env: only files that end in .yaml, .yml or .json can be extended.');
  const named = permlint(['a.json', '-c', 'x.yaml'], { cwd });
  expect(named.err).toContain('the config is a text; expected an object.');
  expect(run.err + named.err).not.toContain('hunter2');
});

test('a rule that the command line sets wins over an entry of apps', () => {
  const cwd = folderWith({
    'a.json': wrong,
    'permlint.yaml': 'apps:\n  - file: a.json\n    rules: { type-mismatch: off }\n',
  });
  expect(permlint([], { cwd }).code).toBe(0);
  expect(permlint(['--rule', 'type-mismatch=high'], { cwd }).code).toBe(1);
});
