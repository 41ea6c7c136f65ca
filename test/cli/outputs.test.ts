import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { editConfigFile } from '../../src/cli/save-file.js';
import { rewriteFile, writeFile } from '../../src/cli/write-file.js';
import { clean, environment, folderWith, permlint, program, untidy, wrong } from './run.js';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('a report in a file', () => {
  test('is created with its folders, or replaced: mode, owner and link stay', () => {
    const cwd = folderWith({ 'a.json': wrong, 'real/old.txt': 'a longer report of an earlier run\n'.repeat(1_000) });
    chmodSync(join(cwd, 'real/old.txt'), 0o640);
    if (isRoot) chownSync(join(cwd, 'real/old.txt'), nobody, nobody);
    symlinkSync('real/old.txt', join(cwd, 'link.txt'));
    symlinkSync('new/yet.txt', join(cwd, 'dangling.txt'));
    const outputs = ['concise=link.txt', 'json=x/y/z.json', 'sarif=dangling.txt'].flatMap((each) => ['-o', each]);
    expect(permlint(['a.json', ...outputs], { cwd }).code).toBe(1);
    expect(readFileSync(join(cwd, 'real/old.txt'), 'utf8')).toMatch(/^a\.json:\d+:\d+: high type-mismatch: .*\n$/);
    expect(readlinkSync(join(cwd, 'link.txt'))).toBe('real/old.txt');
    const { mode, uid } = statSync(join(cwd, 'real/old.txt'));
    expect(mode & 0o7777).toBe(0o640);
    if (isRoot) expect(uid).toBe(nobody);
    expect(JSON.parse(readFileSync(join(cwd, 'x/y/z.json'), 'utf8')).findings).toHaveLength(1);
    expect(lstatSync(join(cwd, 'dangling.txt')).isSymbolicLink(), 'what a link points to is made').toBe(true);
    expect(JSON.parse(readFileSync(join(cwd, 'new/yet.txt'), 'utf8')).runs).toHaveLength(1);
    expect(namesIn(cwd).filter((name) => name.includes('permlint-'))).toEqual([]);
  });

  test('goes to a device or a descriptor', () => {
    const cwd = folderWith({ 'a.json': wrong });
    expect(permlint(['a.json', '-q', '-o', 'json=/dev/null'], { cwd }).code).toBe(1);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    const { out } = permlint(['a.json', '-f', 'concise', '-o', 'concise=/dev/stdout'], { cwd });
    expect(out.match(/type-mismatch/g)).toHaveLength(2);
  });

  const refused: readonly (readonly [why: string, file: string, said: string])[] = [
    ['the folder is a file', 'a.json/x.txt', 'a.json/x.txt cannot be written: no such file or folder'],
    ['it is a folder', 'folder', 'folder cannot be written: it is a folder'],
    ['the device is full', '/dev/full', '/dev/full cannot be written: no space left on the device'],
    ['it is read-only', 'shut.txt', 'shut.txt cannot be written: it is read-only'],
    ['links lead in a circle', 'round.txt', 'round.txt cannot be written: the symbolic link points in a circle'],
    ['the name is too long', 'x'.repeat(256), 'cannot be written: the name is too long'],
  ];
  test.each(refused)('%s: exit code 2, told in true words, and the other report is there', (_why, file, said) => {
    const cwd = folderWith({ 'a.json': wrong, 'shut.txt': 'old' });
    mkdirSync(join(cwd, 'folder'));
    chmodSync(join(cwd, 'shut.txt'), 0o444);
    symlinkSync('round.txt', join(cwd, 'round.txt'));
    const before = namesIn(cwd);
    const { code, out, err } = permlint(['a.json', '-f', 'concise', '-o', `json=${file}`], { cwd });
    expect(err).toContain(said);
    expect(code).toBe(2);
    expect(out).toContain('type-mismatch');
    expect(namesIn(cwd)).toEqual(before);
    expect(readFileSync(join(cwd, 'shut.txt'), 'utf8')).toBe('old');
  });

  test('a file of somebody else that has the name of our temporary file stays', () => {
    const cwd = folderWith({ 'a.txt': 'old' });
    const foreign = `.a.txt.permlint-${process.ppid}.tmp`;
    writeFileSync(join(cwd, foreign), 'at work');
    expect(writeFile(join(cwd, 'a.txt'), 'new')).toBeUndefined();
    expect(readFileSync(join(cwd, foreign), 'utf8')).toBe('at work');
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toBe('new');
  });

  test('a folder is listed once in a run, however many of its files are written', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await ended(dead);
    const left = (name: string) => `.${name}.permlint-${dead.pid}.tmp`;
    const cwd = folderWith({ 'a.json': untidy, 'b.json': untidy, [left('a.json')]: 'half' });
    expect(rewriteFile(join(cwd, 'a.json'), untidy, clean)).toBeUndefined();
    expect(existsSync(join(cwd, left('a.json')))).toBe(false);
    writeFileSync(join(cwd, left('b.json')), 'half');
    expect(rewriteFile(join(cwd, 'b.json'), untidy, clean)).toBeUndefined();
    expect(existsSync(join(cwd, left('b.json'))), 'the next run removes it').toBe(true);
  });
});

describe('a report that would be written over what the run reads is refused, and nothing is written', () => {
  const config = "extends: [./team.yaml]\nbaseline: known.json\ncatalogs: ['own.json']\n";
  const own = JSON.stringify({ appId: '11111111-1111-4111-8111-111111111111', name: 'Own', delegated: {} });
  const files = {
    'apps/a.json': untidy,
    'apps/a.calls.txt': 'GET /me\n',
    'permlint.yaml': config.replace(/catalogs.*\n/, ''),
    'team.yaml': 'failOn: low\n',
    'known.json': '',
    'own.json': own,
  };

  const cases: readonly (readonly [file: string, said: string])[] = [
    ['apps/a.json', 'it is linted in this run'],
    ['apps/../apps/a.json', 'it is linted in this run'],
    ['link.json', 'it is linted in this run'],
    ['hard.json', 'it is linted in this run'],
    ['way/a.json', 'it is linted in this run'],
    ['permlint.yaml', 'the config is read from it'],
    ['team.yaml', 'the config is read from it'],
    ['known.json', 'it is the baseline'],
    ['apps/a.calls.txt', 'calls are read from it'],
  ];
  test.each(cases)('%s: %s', (file, said) => {
    const cwd = folderWith(files);
    permlint(['baseline', 'apps', '--no-config', '--baseline', 'known.json'], { cwd });
    symlinkSync('apps/a.json', join(cwd, 'link.json'));
    linkSync(join(cwd, 'apps/a.json'), join(cwd, 'hard.json'));
    symlinkSync('apps', join(cwd, 'way'));
    writeFileSync(join(cwd, 'known.json'), '{"version":1,"findings":[]}\n');
    const texts = () =>
      namesIn(cwd).map((name) => (statSync(join(cwd, name)).isFile() ? readFileSync(join(cwd, name), 'utf8') : name));
    const before = texts();
    for (const operand of ['apps', 'apps/a.json']) {
      const { code, out, err } = permlint(['--fix', operand, '-o', `json=${file}`], { cwd });
      expect(err).toContain(`permlint: --output json cannot be written to `);
      expect(err).toContain(`: ${said}\n`);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(texts()).toEqual(before);
    }
  });

  test('and so are two reports in one file', () => {
    const cwd = folderWith({ 'a.json': untidy, 'new/x.txt': '' });
    symlinkSync('new', join(cwd, 'way'));
    for (const second of ['one.txt', './b/../one.txt', 'way/../one.txt']) {
      const { code, err } = permlint(['--fix', 'a.json', '-o', 'json=one.txt', '-o', `sarif=${second}`], { cwd });
      expect(code).toBe(2);
      expect(err).toContain('one.txt: --output json is written there, too');
    }
    const linked = permlint(['--fix', 'a.json', '-o', 'json=way/deep/o', '-o', 'sarif=new/deep/o'], { cwd });
    expect(linked.code).toBe(2);
    expect(existsSync(join(cwd, 'one.txt'))).toBe(false);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(untidy);
  });

  test('but a report of an earlier run that is met in the folder is written anew, whatever its format', () => {
    const cwd = folderWith({ 'a.json': wrong });
    for (const format of ['json', 'sarif', 'gitlab', 'junit', 'markdown', 'concise', 'checkstyle', 'github']) {
      for (let run = 0; run < 2; run += 1) {
        const { code, err } = permlint(['.', '-q', '-o', `${format}=${format}.json`], { cwd });
        expect({ code, err }, format).toEqual({ code: 1, err: '' });
      }
    }
  });
});

describe('a config that is edited', () => {
  const waiver = (app: string): string[] => [
    'waive',
    'tenant-takeover',
    ...['--app', app, '--reason', 'reviewed by the board', '--expires', '2027-01-01'],
  ];

  test.each([
    ['that is there', { 'permlint.yaml': '# ours\n' }],
    ['that is not', {}],
  ])('%s, by five at once: each is in it, or says that it is not', async (_what, config) => {
    const cwd = folderWith({ 'a.json': clean, ...config });
    const apps = ['one', 'two', 'three', 'four', 'five'];
    const runs = await Promise.all(
      apps.map((app) => ended(spawn(process.execPath, [program, ...waiver(app)], { cwd, env: environment }))),
    );
    const text = readFileSync(join(cwd, 'permlint.yaml'), 'utf8');
    for (const [index, { code, err }] of runs.entries()) {
      expect(text.includes(`app: ${apps[index]}\n`), err).toBe(code === 0);
      if (code !== 0) expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('was not changed: ') });
    }
    expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    expect(namesIn(cwd)).toEqual(['a.json', 'permlint.yaml']);
  });

  test('is refused where it changed since it was read', () => {
    const cwd = folderWith({ 'permlint.yaml': '# ours\n' });
    const path = join(cwd, 'permlint.yaml');
    const edit = (): { readonly text: string } => {
      writeFileSync(path, '# of an editor\n');
      return { text: '# of permlint\n' };
    };
    expect(() => editConfigFile(path, edit)).toThrow('was not changed: it has changed since it was read');
    expect(readFileSync(path, 'utf8')).toBe('# of an editor\n');
    const other = join(cwd, 'new.yaml');
    const begin = (): { readonly text: string } => {
      writeFileSync(other, '# of an editor\n');
      return { text: '# of permlint\n' };
    };
    expect(() => editConfigFile(other, begin)).toThrow('was not changed: it has changed since it was read');
    expect(namesIn(cwd)).toEqual(['new.yaml', 'permlint.yaml']);
  });

  test('waits for another permlint, and not for one that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    const cwd = folderWith({ 'permlint.yaml': '# ours\n' });
    const lock = join(cwd, `.permlint.yaml.permlint-${child.pid}.lock`);
    writeFileSync(lock, '');
    const path = join(cwd, 'permlint.yaml');
    expect(() => editConfigFile(path, () => ({ text: '# new\n' }))).toThrow('another permlint is writing it');
    expect(readFileSync(path, 'utf8')).toBe('# ours\n');
    child.kill('SIGKILL');
    await ended(child);
    editConfigFile(path, () => ({ text: '# new\n' }));
    expect(readFileSync(path, 'utf8')).toBe('# new\n');
    expect(namesIn(cwd)).toEqual(['permlint.yaml']);
  });

  test.skipIf(!isRoot)(
    'is written where its folder takes no file only by a word about the folder, tried as root',
    () => {
      const cwd = folderWith({ 'permlint.yaml': '# ours\n', 'a.json': clean });
      chownSync(join(cwd, 'permlint.yaml'), nobody, nobody);
      chmodSync(cwd, 0o755);
      const { code, err } = permlint(waiver('one'), { cwd, uid: nobody });
      expect(code).toBe(2);
      expect(err).toContain('permlint.yaml was not changed: its folder takes no new file, permission denied');
      expect(readFileSync(join(cwd, 'permlint.yaml'), 'utf8')).toBe('# ours\n');
    },
  );
});

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = '';
  child.stderr?.on('data', (data: Buffer) => {
    err += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, err }));
  });
}
