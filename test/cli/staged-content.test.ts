import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, isolated, places, repositoryWith, stage, staged, write } from './repository.js';
import { clean, environment, folderWith, permlint, registration, wrong } from './run.js';

describe('names', () => {
  const names = [
    'with space.json',
    'línea-名前-😀.json',
    'quo"te\'s.json',
    'line\nbreak.json',
    'tab\tand\u001b[31m.json',
    '-f.json',
    ':(top)x.json',
    'back\\slash.json',
    'x[1]*.json',
    '::error::x.json',
  ];

  test.each(names)('%j is read and shown without harm', (name) => {
    const root = repositoryWith({ 'z.json': clean });
    stage(root, { [`sub/${name}`]: wrong });
    const { code, out, err } = staged(root);
    expect(code).toBe(1);
    expect(out.split('\n')).toHaveLength(2);
    expect(out).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}]/u);
    expect(err).not.toContain('\u001b');
    expect(JSON.parse(permlint(['--staged', '-f', 'json'], { cwd: root, env: isolated }).out)).toMatchObject({
      findings: [{ file: `sub/${name}` }],
    });
    expect(staged(join(root, 'sub'), ['--', `./${name}`]).code).toBe(1);
  });

  test('that are no UTF-8 do not stop the run', () => {
    const root = repositoryWith();
    const id = spawnSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: wrong }).stdout.toString().trim();
    const info = Buffer.concat([Buffer.from(`100644 ${id}\t`), Buffer.from([0xff, 0xfe]), Buffer.from('.json\0')]);
    spawnSync('git', ['update-index', '-z', '--index-info'], { cwd: root, input: info });
    expect(staged(root)).toMatchObject({ code: 1, out: expect.stringContaining('type-mismatch') });
  });
});

describe('bytes', () => {
  const marked = `\u{FEFF}${wrong}`;

  test.each([
    ['UTF-8 with a mark', Buffer.from(marked)],
    ['UTF-16', Buffer.from(marked, 'utf16le')],
    ['UTF-16, most significant first', Buffer.from(marked, 'utf16le').swap16()],
  ])('%s are decoded as those of files are', (_, bytes) => {
    const root = repositoryWith();
    stage(root, { 'a.json': bytes });
    expect(staged(root).out).toBe(permlint(['-f', 'concise', 'a.json'], { cwd: root }).out);
    expect(staged(root).out).toContain('type-mismatch');
  });

  test('that are no text are a finding, as in a file', () => {
    const root = repositoryWith();
    stage(root, { 'a.json': Buffer.concat([Buffer.from(wrong), Buffer.from([0xff])]) });
    expect(staged(root)).toMatchObject({ code: 2, out: expect.stringContaining('parse-error') });
    expect(staged(root).out).toBe(permlint(['-f', 'concise', 'a.json'], { cwd: root }).out);
  });

  test('are those of the commit where git converts line ends, text and content', () => {
    const root = repositoryWith({
      '.gitattributes': '*.json text eol=crlf\nu.json working-tree-encoding=UTF-16\nf.json filter=flip diff=flip\n',
      'z.json': clean,
    });
    git(root, 'config', 'filter.flip.clean', 'sed \'s/"Scope"/"Role"/\'');
    git(root, 'config', 'filter.flip.smudge', 'sed \'s/"Role"/"Scope"/\'');
    git(root, 'config', 'diff.flip.textconv', 'false');
    stage(root, {
      'crlf.json': wrong.replaceAll('\n', '\r\n'),
      'u.json': Buffer.from(`\u{FEFF}${wrong}`, 'utf16le'),
      'f.json': clean,
    });
    expect(places(staged(root))).toEqual(['crlf.json', 'f.json', 'u.json']);
  });

  test('of many files come from few processes of git', () => {
    const root = repositoryWith();
    const many = Array.from({ length: 3000 }, (_, at) => [
      `m/${at}.json`,
      `${at % 100 === 0 ? wrong : clean}${' '.repeat(at)}`,
    ]);
    for (const [name = '', text = ''] of many) write(root, name, text);
    git(root, 'add', '-A');
    const bin = folderWith({ git: '#!/bin/sh\necho "$@" >>"$GIT_CALLS"\nPATH=$REAL_PATH exec git "$@"\n', calls: '' });
    chmodSync(join(bin, 'git'), 0o755);
    const ran = staged(root, ['-q'], {
      PATH: `${bin}:${environment.PATH}`,
      REAL_PATH: environment.PATH,
      GIT_CALLS: join(bin, 'calls'),
    });
    expect(places(ran)).toHaveLength(30);
    const { stdout } = spawnSync('cat', [join(bin, 'calls')], { encoding: 'utf8' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^(?:-c \S+ )+/, '').split(' ')[0]),
    ).toEqual(['rev-parse', 'diff', 'ls-files', 'cat-file', 'cat-file']);
  });

  test('of more than one reading may hold are all linted', () => {
    const root = repositoryWith();
    const space = ' '.repeat(20_000_000);
    stage(root, { 'a.json': wrong + space, 'b.json': `${wrong + space} `, 'c.json': wrong });
    expect(places(staged(root))).toEqual(['a.json', 'b.json', 'c.json']);
  });
});

describe('calls beside a manifest', () => {
  const calls = 'GET /me\n';
  const unused = registration('Scope').replace(
    'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    '570282fd-fa5c-430d-a7fd-fc8dc98a9dca',
  );

  test('are those of the index, staged now or before', () => {
    const root = repositoryWith({ 'apps/a.calls.txt': calls, 'z.json': clean });
    stage(root, { 'apps/a.json': unused, 'apps/b.json': unused });
    const ran = () => staged(root, ['--fail-on', 'info']).out;
    expect(ran()).toContain('apps/a.json:');
    expect(ran()).toContain(' unused-permission: ');
    expect(ran().match(/apps\/b\.json.*unused-permission/)).toBeNull();
    write(root, 'apps/b.calls.txt', calls);
    expect(ran().match(/apps\/b\.json.*unused-permission/)).toBeNull();
    git(root, 'add', 'apps/b.calls.txt');
    write(root, 'apps/b.calls.txt', 'nonsense');
    expect(ran().match(/apps\/b\.json.*unused-permission/)).not.toBeNull();
    git(root, 'rm', '-q', '--cached', 'apps/a.calls.txt');
    expect(ran().match(/apps\/a\.json.*unused-permission/)).toBeNull();
  });

  test('are no manifest, and their faults are told with their name', () => {
    const root = repositoryWith();
    stage(root, { 'a.json': clean, 'a.calls.txt': 'FETCH me\n', 'a.calls.ndjson': '{"method":"GET","path":"/me"}\n' });
    const ran = staged(root);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/^permlint: a\.calls\.txt: /m);
  });
});

test('a value of a Terraform variable is staged: the module that it is for is linted', () => {
  const request = 'resource_access {\n id = var.id\n type = "Scope"\n}';
  const text = `variable "id" { default = "e1fe6dd8-ba31-4d61-89e7-88639da4683d" }
resource "azuread_application" "x" {
  display_name = "X"
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    ${request}
  }
}
`;
  const root = repositoryWith({ 'infra/main.tf': text });
  stage(root, { 'infra/terraform.tfvars': 'id = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"\n' });
  const { code, out } = staged(root);
  expect(out).toContain('type-mismatch');
  expect(out.startsWith('infra/main.tf')).toBe(true);
  expect(code).toBe(1);
});
