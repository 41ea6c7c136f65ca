import { expect, test } from 'vitest';
import { clean, folderWith, permlint, registration } from './run.js';

test('permlint config tells each value with its origin', () => {
  const cwd = folderWith({
    'permlint.yaml': `extends: base.yaml\nfailOn: low\nignore: [samples]\nrules:\n  type-mismatch: low\napps:\n  - name: Por*\n    flows: [user]\n    rules: { type-mismatch: off }\nwaivers:\n  - { rule: type-mismatch, app: Portal, reason: reviewed in May, permanent: true }\n  - { rule: type-mismatch, app: Other, reason: reviewed in May, permanent: true }\n`,
    'base.yaml': 'cloud: usgov\nrules: { unknown-api: off }\npermissions:\n  deny: [Mail.Read]\n',
    'a.json': clean,
    'samples/b.json': clean,
  });
  const sections = (
    args: readonly string[],
    env = {},
  ): readonly {
    readonly title: string;
    readonly applied: readonly { readonly name: string; readonly value: string; readonly origin: string }[];
  }[] => JSON.parse(permlint(['config', '-f', 'json', ...args], { cwd, env }).out).sections;
  const lines = (args: readonly string[], at: number, env = {}) =>
    sections(args, env)[at]?.applied.map(({ name, value, origin }) => `${name} | ${value} | ${origin}`);
  expect(lines([], 0)).toEqual([
    'config | permlint.yaml | found',
    'failOn | low | permlint.yaml:2',
    'cloud | usgov | base.yaml:1',
    'baseline | none | default',
    'include | every JSON, Terraform, Bicep and YAML file | default',
    'ignore | samples | permlint.yaml:3',
    'catalogs | none | default',
    'rules | unknown-api: off | base.yaml:2',
    'rules | type-mismatch: low | permlint.yaml:5',
    'permissions.allow | everything | default',
    'permissions.deny | Mail.Read | base.yaml:4',
    'apps | Por* | permlint.yaml:7',
    'waivers | type-mismatch of Portal, for good | permlint.yaml:11',
    'waivers | type-mismatch of Other, for good | permlint.yaml:12',
  ]);
  expect(sections([])[0]?.title).toBe('permlint.yaml, which extends base.yaml');
  expect(lines(['a.json'], 1)).toEqual([
    'looked at | yes | default',
    'apps | Por* | permlint.yaml:7',
    'rules | unknown-api: off | base.yaml:2',
    'rules | type-mismatch: off | permlint.yaml:9',
    'permissions.deny | Mail.Read | base.yaml:4',
    'flows | user | permlint.yaml:8',
    'waivers | type-mismatch of Portal, for good | permlint.yaml:11',
  ]);
  expect(lines(['samples/b.json'], 1)?.[0]).toBe('looked at | only when named | include and ignore');
  expect(lines([], 0, { PERMLINT_FAIL_ON: 'never', PERMLINT_BASELINE: 'b.json' })).toEqual(
    expect.arrayContaining(['failOn | never | PERMLINT_FAIL_ON', 'baseline | b.json | PERMLINT_BASELINE']),
  );
  expect(lines(['-c', 'base.yaml'], 0)?.[0]).toBe('config | base.yaml | --config');
  expect(lines([], 0, { PERMLINT_CONFIG: 'base.yaml' })?.[0]).toBe('config | base.yaml | PERMLINT_CONFIG');
  expect(sections(['--no-config'])[0]?.title).toBe('no config');
  expect(permlint(['config', 'a.json'], { cwd }).out).toMatch(
    /^permlint\.yaml, which extends base\.yaml\n {2}config {5}permlint\.yaml +found\n/,
  );
  for (const [operands, message] of [
    [['none.json'], 'none.json: no such file or folder'],
    [['permlint.yaml'], 'permlint.yaml holds no app registration'],
    [['a', 'b'], 'config takes one file at most'],
  ] as const) {
    const run = permlint(['config', ...operands], { cwd });
    expect([run.code, run.out, run.err]).toEqual([2, '', `permlint: ${message}\n`]);
  }
});

test('a hostile name stays inert in permlint config', () => {
  const cwd = folderWith({
    'permlint.yaml': 'ignore: ["\\e[31m\\n::error::x"]\n',
    'a.json': registration('Scope').replace('Portal', '\\u001b[2J\\n::error::x\\u202e'),
  });
  const { code, out } = permlint(['config', 'a.json'], { cwd });
  expect(code).toBe(0);
  expect(out).not.toMatch(/[\u001b\u202e]|^::/m);
});

test('a list that a config empties is shown with the line that does', () => {
  const cwd = folderWith({
    'permlint.yaml': 'extends: base.yaml\nignore: []\npermissions:\n  deny: []\napps: []\n',
    'base.yaml': 'ignore: [a]\npermissions: { deny: [Mail.Read] }\napps: [{ name: a }]\n',
  });
  const { out } = permlint(['config'], { cwd });
  expect(out).toMatch(/^ {2}ignore +none +permlint\.yaml:2$/m);
  expect(out).toMatch(/^ {2}permissions\.deny +none +permlint\.yaml:4$/m);
  expect(out).toMatch(/^ {2}permissions\.allow +everything +default$/m);
  expect(out).toMatch(/^ {2}apps +none +permlint\.yaml:5$/m);
  expect(out).toMatch(/^ {2}waivers +none +default$/m);
});
