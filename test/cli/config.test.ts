import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asking, findings, graph, mailRead, ordersId } from './config-runs.js';
import { clean, folderWith, permlint, untidy, wrong } from './run.js';

const filesOf = (cwd: string, ...args: readonly string[]) => findings(cwd, args).map(({ file }) => file);
const quiet = 'rules: { type-mismatch: off }\n';

test('the nearest config up to the root of the repository counts, and only that one', () => {
  const root = folderWith({
    'permlint.yaml': quiet,
    'repo/.git/HEAD': '',
    'repo/permlint.yaml': 'failOn: high\n',
    'repo/apps/permlint.yaml': quiet,
    'repo/apps/x/a.json': wrong,
    'repo/other/a.json': wrong,
    'bare/.git/HEAD': '',
    'bare/a.json': wrong,
  });
  const code = (folder: string, ...args: readonly string[]) => permlint(args, { cwd: join(root, folder) }).code;
  expect(code('repo/apps/x')).toBe(0);
  expect(code('repo/other')).toBe(1);
  expect(code('repo', 'apps')).toBe(1);
  expect(code('bare')).toBe(1);
});

test('outside of a repository only the working directory is looked at', () => {
  const root = folderWith({ 'permlint.yaml': quiet, 'a.json': wrong, 'sub/a.json': wrong });
  expect(permlint([], { cwd: root }).code).toBe(0);
  expect(permlint([], { cwd: join(root, 'sub') }).code).toBe(1);
});

test('a flag names it, else the environment, else it is looked for; --no-config takes none', () => {
  const cwd = folderWith({
    'permlint.yaml': 'failOn: never\n',
    'low.yaml': 'failOn: low\n',
    'off.yaml': quiet,
    'a.json': untidy,
    'b.json': wrong,
  });
  const run = (args: readonly string[], variable?: string) =>
    permlint(args, { cwd, env: variable === undefined ? {} : { PERMLINT_CONFIG: variable } }).code;
  expect(run(['b.json'])).toBe(0);
  expect(run(['a.json'], 'low.yaml')).toBe(1);
  expect(run(['-c', 'off.yaml', 'b.json'], 'low.yaml')).toBe(0);
  expect(run(['--no-config', 'b.json'], 'off.yaml')).toBe(1);
  expect(run(['b.json'], '')).toBe(0);
  expect(permlint(['-c', 'none.yaml'], { cwd }).err).toBe(
    'permlint: the config none.yaml does not exist\nIt is named by --config.\n',
  );
  expect(permlint([], { cwd, env: { PERMLINT_CONFIG: 'none.yaml' } }).err).toContain('It is named by PERMLINT_CONFIG.');
});

test('a config with the other ending is not passed over in silence', () => {
  const cwd = folderWith({ 'permlint.yml': quiet, 'a.json': wrong });
  expect(permlint([], { cwd })).toEqual({
    code: 2,
    out: '',
    err: 'permlint: permlint.yml is not read: a config is called permlint.yaml\nRename it, or name it: --config permlint.yml. Without a config: --no-config.\n',
  });
  expect([permlint(['-c', 'permlint.yml'], { cwd }).code, permlint(['--no-config'], { cwd }).code]).toEqual([0, 1]);
});

test('flag, environment, config and default decide in this order what fails', () => {
  const cwd = folderWith({ 'permlint.yaml': 'failOn: low\n', 'a.json': untidy });
  const code = (args: readonly string[], failOn?: string) =>
    permlint(args, { cwd, env: failOn === undefined ? {} : { PERMLINT_FAIL_ON: failOn } }).code;
  expect([code(['--no-config']), code([]), code([], 'never'), code(['--fail-on', 'low'], 'never')]).toEqual([
    0, 1, 0, 1,
  ]);
  expect(permlint([], { cwd, env: { PERMLINT_FAIL_ON: 'hihg' } }).err).toContain('PERMLINT_FAIL_ON is "hihg"');
  expect(permlint([], { cwd, env: { PERMLINT_FORMAT: 'json' } }).out).toMatch(/^\{/);
  expect(permlint(['-f', 'concise'], { cwd, env: { PERMLINT_FORMAT: 'json' } }).out).not.toMatch(/^\{/);
});

test('extends takes paths from its own file on and packages from node_modules; the nearer wins', () => {
  const cwd = folderWith({
    'repo/.git/HEAD': '',
    'repo/permlint.yaml': 'extends: [conf/base.yaml, "@contoso/permlint", shared/strict.yaml]\n',
    'repo/conf/base.yaml': 'extends: ./more.yaml\nfailOn: low\n',
    'repo/conf/more.yaml': 'failOn: never\nrules: { type-mismatch: info }\n',
    'repo/node_modules/@contoso/permlint/permlint.yaml': 'permissions: { deny: ["Mail.*"] }\n',
    'node_modules/shared/strict.yaml': 'rules: { type-mismatch: critical }\n',
    'repo/a.json': asking(graph, [mailRead, 'Scope'], [mailRead, 'Role']),
  });
  const found = findings(join(cwd, 'repo'));
  expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(
    expect.arrayContaining(['denied-permission high', 'type-mismatch critical']),
  );
});

test('what extends cannot take is told, all at once', () => {
  const cwd = folderWith({
    'a.json': clean,
    'permlint.yaml': 'extends:\n  - https://example.com/x.yaml\n  - none.yaml\n  - ./sub\n  - b.yaml\n',
    'b.yaml': 'extends: permlint.yaml\nfailOn: x\n',
    'sub/x': '',
  });
  const { code, out, err } = permlint([], { cwd });
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    'permlint: cannot read config permlint.yaml:2:5\n  https://example.com/x.yaml: addresses are not read; put the config into a package.\n' +
      'permlint: cannot read config permlint.yaml:3:5\n  none.yaml: there is no such file, and no such package in node_modules.\n' +
      'permlint: cannot read config permlint.yaml:4:5\n  ./sub: there is no such file.\n' +
      'permlint: cannot read config b.yaml:2:9\n  failOn is "x"; expected info, low, medium, high, critical or never.\n',
  );
  const circle = folderWith({
    'a.json': clean,
    'permlint.yaml': 'extends: b.yaml\n',
    'b.yaml': 'extends: ./link.yaml\n',
  });
  symlinkSync('permlint.yaml', join(circle, 'link.yaml'));
  expect(permlint([], { cwd: circle }).err).toBe(
    'permlint: cannot read config b.yaml:1:10\n  this config extends itself.\n',
  );
});

test('include and ignore decide over what is met; a named file is linted unless --force-exclude says so', () => {
  const cwd = folderWith({
    'permlint.yaml': 'include: [/apps/**/*.json, /One.json]\nignore: [samples/, "*.draft.json"]\n',
    'One.json': wrong,
    'two.json': wrong,
    'apps/a.json': wrong,
    'apps/a.draft.json': wrong,
    'apps/samples/s.json': wrong,
    'apps/x/Samples/b.json': wrong,
  });
  const kept = ['One.json', 'apps/a.json', 'apps/x/Samples/b.json'];
  expect(filesOf(cwd)).toEqual(kept);
  expect(filesOf(cwd, '**/*.json').toSorted()).toEqual(kept);
  expect(filesOf(cwd, 'apps')).toEqual(kept.slice(1));
  expect(filesOf(cwd, 'apps/samples/s.json', 'two.json')).toEqual(['apps/samples/s.json', 'two.json']);
  expect(filesOf(cwd, '--force-exclude', 'apps/samples/s.json', 'two.json', 'One.json')).toEqual(['One.json']);
  expect(filesOf(cwd, '--no-ignore')).toHaveLength(6);
  expect(permlint(['--force-exclude', 'two.json'], { cwd }).code).toBe(2);
});

test('an empty include looks at nothing', () => {
  const cwd = folderWith({ 'permlint.yaml': 'include: []\n', 'a.json': wrong });
  expect(permlint([], { cwd }).err).toContain('no app registration found');
});

test('rules are switched off, weighed and set, for all and for single applications; --rule wins', () => {
  const own = (more: string) =>
    folderWith({
      'permlint.yaml': more,
      'a.json': wrong,
      'apps/b.json': wrong.replace('Portal', 'Sync'),
      'c.json': wrong.replace('"displayName"', `"appId": "${ordersId}",\n"displayName"`),
    });
  const levels = (text: string, ...args: readonly string[]) =>
    Object.fromEntries(findings(own(text), args).map(({ file, severity }) => [file, severity]));
  expect(levels('')).toEqual({ 'a.json': 'high', 'apps/b.json': 'high', 'c.json': 'high' });
  expect(levels('rules: { type-mismatch: low }\napps: [{ name: "sy*", rules: { type-mismatch: off } }]')).toEqual({
    'a.json': 'low',
    'c.json': 'low',
  });
  expect(
    levels(
      `apps: [{ appId: ${ordersId}, rules: { type-mismatch: { severity: critical } } }, { file: apps, rules: { type-mismatch: info } }]`,
    ),
  ).toEqual({ 'a.json': 'high', 'apps/b.json': 'info', 'c.json': 'critical' });
  expect(
    levels(
      'apps: [{ file: "**/*.json", rules: { type-mismatch: off } }, { name: Portal, rules: { type-mismatch: medium } }]',
    ),
  ).toEqual({ 'a.json': 'medium', 'c.json': 'medium' });
  expect(levels('rules: { type-mismatch: off }', '--rule', 'type-mismatch=low')).toEqual({
    'a.json': 'low',
    'apps/b.json': 'low',
    'c.json': 'low',
  });
  const refused = (rule: string) => permlint(['--rule', rule], { cwd: own('') }).err;
  expect(refused('type-mismach=off')).toBe(
    'permlint: --rule: no rule is called "type-mismach"\nDid you mean type-mismatch?\n',
  );
  expect(refused('type-mismatch')).toContain(
    '--rule is "type-mismatch"; expected type-mismatch=off, or a severity in place of off',
  );
  expect(refused('type-mismatch=hihg')).toContain('--rule type-mismatch is "hihg"');
  expect(refused('parse-error=off')).toContain('rules.parse-error is "off"');
});

test('nothing raw of a config reaches the terminal', () => {
  const cwd = folderWith({
    'a.json': clean,
    'permlint.yaml':
      '"\\e]8;;http://x\\a": 1\nfailOn: "\\e[31m\\u202e"\nextends: "\\e[2J"\nrules: { "::error::x\\r\\n": off }\n"##vso[x]": 1\n',
  });
  const { err } = permlint([], { cwd });
  expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(err).not.toMatch(/^::|##vso\[/m);
  expect(err.match(/cannot read config/g)).toHaveLength(4);
});

test('bytes that are no text, a folder and a file that cannot be read are told', () => {
  const run = (text: Buffer) => permlint([], { cwd: folderWith({ 'a.json': clean, 'permlint.yaml': text }) });
  expect(run(Buffer.from([0x66, 0xff, 0xfe])).err).toContain(
    'cannot read config permlint.yaml: is neither UTF-8 nor UTF-16',
  );
  expect(run(Buffer.from([0, 1, 2])).code).toBe(2);
  expect(run(Buffer.from('\u{feff}failOn: never\n', 'utf16le')).code).toBe(0);
  const folder = folderWith({ 'a.json': clean, 'permlint.yaml/x': '' });
  expect(permlint([], { cwd: folder }).err).toBe('permlint: cannot read config permlint.yaml: is a folder\n');
  expect(run(Buffer.from('['.repeat(200_000))).err).toContain('this is nested more than 100 levels deep.');
});
