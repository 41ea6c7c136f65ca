import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clean, environment, folderWith, permlint, program, wrong } from './run.js';

const places = (out: string): string[] => out.split('\n').flatMap((line) => line.split(':')[0] || []);
const concise = (args: readonly string[], cwd: string) => permlint(['-f', 'concise', '-q', ...args], { cwd });

describe('folders and globs', () => {
  const files = {
    'b/x.json': wrong,
    'b-c/x.JSON': wrong,
    'a.json': wrong,
    'deep/er/app.jsonc': wrong,
    'notes.md': wrong,
    'list.ndjson': `${JSON.stringify(JSON.parse(wrong))}\n`,
    'node_modules/p/m.json': wrong,
    '.git/m.json': wrong,
    '.hidden/h.json': wrong,
    'other.json': '{"name": "package"}',
  };
  const all = ['.hidden/h.json', 'a.json', 'b-c/x.JSON', 'b/x.json', 'deep/er/app.jsonc', 'list.ndjson'];

  test('a folder gives its JSON files in the order of code units', () => {
    const cwd = folderWith(files);
    expect(places(concise(['.'], cwd).out)).toEqual(all);
    expect(places(concise([], cwd).out)).toEqual(all);
    expect(places(concise(['b', 'a.json'], cwd).out)).toEqual(['b/x.json', 'a.json']);
    expect(concise(['.'], cwd).err).toBe('');
  });

  test('a glob gives files of any name, and is sorted too', () => {
    const cwd = folderWith(files);
    expect(places(concise(['**/x.*'], cwd).out)).toEqual(['b-c/x.JSON', 'b/x.json']);
    expect(places(concise(['*.{md,json}'], cwd).out)).toEqual(['a.json', 'notes.md']);
    expect(places(concise(['**/*.json'], cwd).out)).not.toContain('node_modules/p/m.json');
  });

  test('a file that is reached twice is linted once, and a name with glob signs is a name', () => {
    const cwd = folderWith({ ...files, 'x[1].json': wrong });
    expect(
      places(concise(['a.json', './a.json', '.', '*.json'], cwd).out).filter((name) => /a\.json$/.test(name)),
    ).toEqual(['a.json']);
    expect(places(concise(['x[1].json'], cwd).out)).toEqual(['x[1].json']);
  });

  test('without a path it says what it looked at', () => {
    const { err } = permlint([], { cwd: folderWith({ 'a.json': clean, 'b.json': '{}' }) });
    expect(err).toBe('permlint: looked at 1 app registration in 2 files below the working directory\n');
  });
});

describe('ignore files', () => {
  const files = {
    '.gitignore': '/out/\n*.tmp.json\n',
    'out/a.json': wrong,
    'x.tmp.json': wrong,
    'kept.json': wrong,
    'sub/.gitignore': '!x.tmp.json\n',
    'sub/.permlintignore': 'skip.json\n',
    'sub/x.tmp.json': wrong,
    'sub/skip.json': wrong,
    'sub/deeper/y.tmp.json': wrong,
  };
  const kept = ['kept.json', 'sub/x.tmp.json'];

  test('hold for folders and globs, the deepest one deciding', () => {
    const cwd = folderWith(files);
    expect(places(concise(['.'], cwd).out)).toEqual(kept);
    expect(places(concise(['**/*.json'], cwd).out)).toEqual(kept);
    expect(places(concise(['.', '--no-ignore'], cwd).out)).toHaveLength(6);
  });

  test('of folders above hold up to the root of the repository', () => {
    const root = folderWith({
      'repo/.gitignore': 'y.*\n',
      'repo/sub/y.json': wrong,
      'repo/sub/z.json': wrong,
      '.gitignore': '*',
    });
    expect(places(concise(['.'], join(root, 'repo/sub')).out)).toHaveLength(2);
    mkdirSync(join(root, 'repo/.git'));
    expect(places(concise(['.'], join(root, 'repo/sub')).out)).toEqual(['z.json']);
    expect(places(concise(['*.json'], join(root, 'repo/sub')).out)).toEqual(['z.json']);
  });

  test('do not hold for what is named outright', () => {
    const cwd = folderWith({ ...files, '.git/x': '' });
    expect(places(concise(['out/a.json', 'x.tmp.json'], cwd).out)).toEqual(['out/a.json', 'x.tmp.json']);
    expect(places(concise(['out'], cwd).out)).toEqual(['out/a.json']);
  });
});

describe('what cannot be read', () => {
  test('links: dangling, in a circle, and to a file', () => {
    const cwd = folderWith({ 'a.json': wrong, 'd/b.json': clean });
    symlinkSync('nowhere.json', join(cwd, 'dangling.json'));
    symlinkSync('circle.json', join(cwd, 'circle.json'));
    symlinkSync('a.json', join(cwd, 'link.json'));
    symlinkSync('..', join(cwd, 'd/up'));
    const ran = permlint(['dangling.json', 'circle.json', 'link.json', '-f', 'concise', '-q'], { cwd });
    expect(ran.err).toBe(
      'permlint: dangling.json: the symbolic link points to nowhere.json, which does not exist\n' +
        'permlint: circle.json: the symbolic link points in a circle\n',
    );
    expect(places(ran.out)).toEqual(['link.json']);
    expect(ran.code).toBe(2);
    // In a folder links are passed over, whatever they point to.
    expect(permlint(['.', '-q', '-f', 'concise'], { cwd })).toMatchObject({ code: 1, err: '' });
    expect(places(permlint(['.', '-q', '-f', 'concise'], { cwd }).out)).toEqual(['a.json']);
  });

  test('a folder and a file without permission', () => {
    const cwd = folderWith({ 'a.json': wrong, 'closed/b.json': wrong, 'closed.json': wrong });
    chmodSync(join(cwd, 'closed'), 0o000);
    chmodSync(join(cwd, 'closed.json'), 0o000);
    const isRoot = process.getuid?.() === 0;
    const uid = 65534;
    if (isRoot) for (const path of ['', 'closed', 'closed.json']) chownSync(join(cwd, path), uid, uid);
    const ran = permlint(['.', '-f', 'concise', '-q'], { cwd, ...(isRoot && { uid }) });
    chmodSync(join(cwd, 'closed'), 0o700);
    expect(ran.err.split('\n').sort()).toEqual([
      '',
      'permlint: closed.json: permission denied',
      'permlint: closed/: the folder was not searched: permission denied',
    ]);
    expect(ran.code).toBe(2);
    expect(places(ran.out)).toEqual(['a.json']);
  });

  test('a binary file is passed over in a folder and a finding when named', () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xe9, 0x28, 0xff, 0x00, 0x01]);
    const cwd = folderWith({ 'b.json': bytes, 'a.json': clean });
    expect(permlint(['.', '-q'], { cwd })).toEqual({ code: 0, out: '', err: '' });
    const { code, out } = concise(['b.json'], cwd);
    expect(code).toBe(2);
    expect(out).toMatch(/^b\.json: high parse-error: .*byte 0xE9 at offset 2.*UTF-8/);
  });

  test('other encodings are read with a byte order mark', () => {
    const little = Buffer.from(`\ufeff${wrong}`, 'utf16le');
    const cwd = folderWith({
      'le.json': little,
      'be.json': Buffer.from(little).swap16(),
      'utf8.json': `\ufeff${wrong}`,
      'bare.json': Buffer.from(wrong, 'utf16le'),
      'latin1.json': Buffer.from(wrong.replace('Portal', 'Büro'), 'latin1'),
    });
    const { out } = concise(['.'], cwd);
    const [be = '', le = '', utf8 = ''] = ['be', 'le', 'utf8'].map((name) =>
      out.split('\n').find((line) => line.startsWith(name)),
    );
    expect(be.replace('be', 'le')).toBe(le);
    expect(utf8.replace('utf8', 'le')).toBe(le);
    expect(out).toMatch(/^bare\.json: high parse-error: .*UTF-16 without a byte order mark/m);
    expect(out).toMatch(/^latin1\.json: high parse-error: .*0xFC/m);
  });

  test('a pipe that is named is an error, and one met in a folder is not opened', () => {
    const cwd = folderWith({ 'a.json': clean });
    if (spawnSync('mkfifo', [join(cwd, 'p.json')]).status !== 0)
      return console.warn('not run: there is no mkfifo here');
    expect(permlint(['p.json'], { cwd }).err).toBe('permlint: p.json: is not a regular file; pipe it in and name -\n');
    expect(permlint(['.'], { cwd }).code).toBe(0);
  });
});

test('a path with every sign is named as it is', () => {
  const name = 'a b#c%d,e;ü.json';
  expect(places(concise(['.'], folderWith({ [name]: wrong })).out)).toEqual([name]);
});

test('no file is read twice', () => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 60; index += 1)
    files[`f${index}/${index}.json`] = index % 10 === 0 ? wrong : `{"n": ${index}}`;
  const cwd = folderWith(files);
  const trace = join(cwd, 'trace.txt');
  const args = ['-f', '-e', 'trace=openat,open', '-o', trace, process.execPath, program, '.', 'f1', '*/*.json'];
  const ran = spawnSync('strace', args, { cwd, env: environment });
  if (ran.error !== undefined) return console.warn('not run: there is no strace here');
  const opened = spawnSync('cat', [trace]).stdout.toString();
  for (const name of Object.keys(files)) {
    const times = opened.split('\n').filter((line) => line.includes(`${name}"`)).length;
    expect([name, times]).toEqual([name, 1]);
  }
});
