import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, isolated, places, repositoryWith, stage, staged, write } from './repository.js';
import { clean, folderWith, permlint, registration, wrong } from './run.js';

describe('what is staged', () => {
  test('is linted, not what lies in the working tree', () => {
    const root = repositoryWith({ 'a.json': clean, 'b.json': clean });
    stage(root, { 'a.json': wrong });
    write(root, 'a.json', clean);
    write(root, 'b.json', wrong);
    expect(staged(root)).toMatchObject({ code: 1, out: expect.stringMatching(/^a\.json:10:19: high type-mismatch: /) });
    expect(places(staged(root))).toEqual(['a.json']);
    git(root, 'add', 'a.json');
    expect(staged(root)).toMatchObject({ code: 0, out: '' });
  });

  test('may be gone from the working tree', () => {
    const root = repositoryWith({ 'a.json': clean });
    stage(root, { 'sub/b.json': wrong });
    rmSync(join(root, 'sub'), { recursive: true });
    expect(places(staged(root))).toEqual(['sub/b.json']);
  });

  test('is everything in a repository without a commit', () => {
    const root = repositoryWith();
    stage(root, { 'x/a.json': wrong, 'b.json': clean });
    expect(places(staged(root))).toEqual(['x/a.json']);
  });

  test('has longer ids in a repository of SHA-256', () => {
    const root = folderWith({});
    git(root, 'init', '-q', '--object-format=sha256');
    stage(root, { 'a.json': wrong });
    expect(places(staged(root))).toEqual(['a.json']);
  });

  test('is nothing: exit 0 with a word on standard error', () => {
    const root = repositoryWith({ 'a.json': wrong });
    write(root, 'a.json', `${wrong}\n`);
    const ran = permlint(['--staged'], { cwd: root, env: isolated });
    expect(ran).toEqual({ code: 0, out: '', err: 'permlint: nothing to lint is staged\n' });
    expect(permlint(['--staged', '-q'], { cwd: root, env: isolated })).toEqual({ code: 0, out: '', err: '' });
    expect(JSON.parse(permlint(['--staged', '-f', 'json'], { cwd: root, env: isolated }).out)).toMatchObject({
      findings: [],
    });
  });

  test('holds no registration: exit 0', () => {
    const root = repositoryWith({ 'a.json': wrong });
    stage(root, { 'package.json': '{"name":"x"}', 'notes.md': wrong });
    const { code, out, err } = permlint(['--staged'], { cwd: root, env: isolated });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe('permlint: looked at what is staged: 0 app registrations in 1 file\n');
  });

  test('a rename is linted under the new name, with or without a change', () => {
    const root = repositoryWith({ 'a.json': wrong, 'b.json': wrong });
    mkdirSync(join(root, 'to'));
    git(root, 'mv', 'a.json', 'to/c.json');
    git(root, '-c', 'diff.renames=copies', 'mv', 'b.json', 'd.json');
    stage(root, { 'd.json': `${wrong}\n` });
    expect(places(staged(root))).toEqual(['d.json', 'to/c.json']);
  });

  test('a delete is nothing to lint, and its name is no mistake', () => {
    const root = repositoryWith({ 'apps/a.json': wrong, 'b.json': clean });
    git(root, 'rm', '-q', '-r', 'apps');
    for (const operand of ['apps', 'apps/a.json', '.']) {
      expect(staged(root, [operand])).toMatchObject({ code: 0, out: '' });
    }
  });

  test('links and submodules are passed over, and a file that was a link is not', () => {
    const inner = repositoryWith({ 'm.json': wrong });
    const root = repositoryWith({ 'a.json': wrong });
    symlinkSync('a.json', join(root, 'link.json'));
    symlinkSync('a.json', join(root, 'was.json'));
    git(root, 'add', 'was.json');
    git(root, 'commit', '-qm', 'a link');
    rmSync(join(root, 'was.json'));
    stage(root, { 'was.json': wrong });
    git(root, 'add', 'link.json');
    git(root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'sub.json');
    expect(places(staged(root))).toEqual(['was.json']);
  });

  test('what is only marked to be added, or in conflict, is not staged', () => {
    const root = repositoryWith({ 'a.json': clean });
    write(root, 'n.json', wrong);
    git(root, 'add', '-N', 'n.json');
    expect(staged(root)).toMatchObject({ code: 0, out: '' });
    git(root, 'rm', '-q', '--cached', 'n.json');
    git(root, 'checkout', '-q', '-b', 'other');
    stage(root, { 'a.json': wrong });
    git(root, 'commit', '-qm', 'wrong');
    git(root, 'checkout', '-q', 'main');
    stage(root, { 'a.json': registration('Scope', 'Role') });
    git(root, 'commit', '-qm', 'both');
    expect(() => git(root, 'merge', '-q', 'other')).toThrow();
    expect(staged(root)).toMatchObject({ code: 0, out: '' });
  });
});

describe('which files', () => {
  const files = { 'apps/a.json': wrong, 'apps/deep/b.json': wrong, 'c.json': wrong, 'apps/d.txt': wrong };

  test.each([
    [['apps'], ['apps/a.json', 'apps/deep/b.json']],
    [['apps/'], ['apps/a.json', 'apps/deep/b.json']],
    [
      ['./apps/deep', 'c.json'],
      ['apps/deep/b.json', 'c.json'],
    ],
    [['**/b.*'], ['apps/deep/b.json']],
    [['apps/*'], ['apps/a.json', 'apps/d.txt']],
    [['./*.{json,txt}'], ['c.json']],
    [['apps/d.txt'], ['apps/d.txt']],
    [['!c.json'], []],
    [[], ['apps/a.json', 'apps/deep/b.json', 'c.json']],
  ])('operands %j give %j', (operands, expected) => {
    const root = repositoryWith({ 'z.json': clean });
    stage(root, files);
    expect(places(staged(root, ['--', ...operands]))).toEqual(expected);
  });

  test('in a folder it is the whole repository, named as seen from there', () => {
    const root = repositoryWith({ 'z.json': clean });
    stage(root, files);
    const cwd = join(root, 'apps');
    expect(places(staged(cwd))).toEqual(['../c.json', 'a.json', 'deep/b.json']);
    expect(places(staged(cwd, ['.']))).toEqual(['a.json', 'deep/b.json']);
    expect(places(staged(cwd, ['../*.json']))).toEqual(['../c.json']);
    expect(places(staged(join(cwd, 'deep'), ['../a.json']))).toEqual(['../a.json']);
    expect(places(staged(cwd, [root]))).toHaveLength(3);
    expect(places(staged(cwd, [join(root, 'apps/**/b.json')]))).toEqual(['deep/b.json']);
  });

  test('an operand that is nothing is a mistake, and one that is not staged is none', () => {
    const root = repositoryWith({ 'z.json': wrong });
    stage(root, files);
    expect(staged(root, ['aps'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('aps: no such file or folder'),
    });
    expect(staged(root, ['z.json'])).toMatchObject({ code: 0, out: '' });
    expect(staged(root, ['-'])).toMatchObject({ code: 2, err: expect.stringContaining('nothing to read from -') });
  });

  test('a named file that is no registration is an error, unless others may be passed over', () => {
    const root = repositoryWith();
    stage(root, { 'package.json': '{"name":"x"}' });
    expect(staged(root, ['package.json']).code).toBe(2);
    expect(staged(root, ['package.json', '--skip-others']).code).toBe(0);
  });

  test('ignore files hold, though git tracks what they leave out; so does node_modules', () => {
    const root = repositoryWith({ '.gitignore': '/out/\n', 'sub/.permlintignore': 'no.json\n', 'z.json': clean });
    stage(root, {
      'out/a.json': wrong,
      'sub/no.json': wrong,
      'sub/yes.json': wrong,
      'node_modules/m/x.json': wrong,
      'k.json': wrong,
    });
    expect(places(staged(root))).toEqual(['k.json', 'sub/yes.json']);
    expect(places(staged(root, ['--no-ignore']))).toEqual(['k.json', 'out/a.json', 'sub/no.json', 'sub/yes.json']);
    expect(places(staged(root, ['out/a.json', '**/no.json']))).toEqual(['out/a.json']);
  });
});

describe('what stands in the way', () => {
  test('no repository', () => {
    const cwd = folderWith({ 'a.json': wrong });
    expect(staged(cwd)).toEqual({
      code: 2,
      out: '',
      err:
        'permlint: --staged reads what git has staged, and git says: fatal: not a git repository (or any of the parent directories): .git\n' +
        'Run it in the working tree of a git repository, or leave out --staged to lint the files on the disk.\n',
    });
  });

  test('a repository without a working tree', () => {
    const cwd = folderWith({});
    git(cwd, 'init', '-q', '--bare');
    expect(staged(cwd)).toMatchObject({ code: 2, err: expect.stringContaining('must be run in a work tree') });
  });

  test.skipIf(process.getuid?.() !== 0)('a repository of another user, tried as root only', () => {
    const root = repositoryWith({ 'a.json': clean });
    chmodSync(root, 0o755);
    const ran = permlint(['--staged'], { cwd: root, env: isolated, uid: 65_534 });
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringMatching(/dubious ownership[\s\S]*\nIf you trust its owner, /),
    });
  });

  test('a broken index, in the words of git', () => {
    const root = repositoryWith({ 'a.json': clean });
    write(root, '.git/index', 'nonsense');
    expect(staged(root)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/git says: .*index/) });
  });

  test('no git', () => {
    const root = repositoryWith();
    expect(staged(root, [], { PATH: '/nonexistent' })).toEqual({
      code: 2,
      out: '',
      err: 'permlint: --staged needs git, which is not on PATH\nInstall git, or leave out --staged to lint the files on the disk.\n',
    });
  });

  test('--fix', () => {
    const root = repositoryWith({ 'a.json': clean });
    for (const fix of ['--fix', '--fix=unsafe']) {
      expect(staged(root, [fix])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('Run permlint --fix without --staged, then git add what it changed.'),
      });
    }
  });

  test('an object that is gone', () => {
    const root = repositoryWith();
    stage(root, { 'a.json': wrong });
    renameSync(join(root, '.git/objects'), join(root, '.git/gone'));
    mkdirSync(join(root, '.git/objects'));
    expect(staged(root)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('git does not have the object'),
    });
  });

  test('nothing of what the user set for git diff', () => {
    const root = repositoryWith({ 'sub/a.json': clean, 'b.json': clean });
    const settings = {
      'diff.relative': 'true',
      'color.ui': 'always',
      'diff.noprefix': 'true',
      'diff.external': 'false',
    };
    for (const [key, value] of Object.entries(settings)) git(root, 'config', key, value);
    stage(root, { 'sub/a.json': wrong, 'b.json': wrong });
    expect(places(staged(join(root, 'sub'), [], { GIT_EXTERNAL_DIFF: 'false' }))).toEqual(['../b.json', 'a.json']);
  });
});
