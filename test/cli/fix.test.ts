import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
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
import { rewriteFile } from '../../src/cli/write-file.js';
import { clean, environment, folderWith, permlint, program, registration, untidy, wrong } from './run.js';

const isRoot = process.getuid?.() === 0;
const tidy = registration('Scope');

describe('--fix', () => {
  test('writes what can be fixed, reports what is left, and says what it did', () => {
    const cwd = folderWith({ 'a.json': untidy, 'b/c.json': registration('Scope', 'Scope', 'Role'), 'ok.json': clean });
    const { code, out, err } = permlint(['--fix', '-f', 'concise', '.'], { cwd });
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(tidy);
    expect(readFileSync(join(cwd, 'b/c.json'), 'utf8')).toBe(registration('Scope', 'Role'));
    expect(readFileSync(join(cwd, 'ok.json'), 'utf8')).toBe(clean);
    expect(err).toContain('permlint: fixed 2 findings in 2 files (duplicate-permission 2)\n');
    expect(err).toContain('permlint: --fix=unsafe would fix up to 1 more');
    expect(out).not.toContain('duplicate-permission');
    expect(out).toContain('type-mismatch');
    expect(code, 'what is left fails the run').toBe(1);
    const again = permlint(['--fix=unsafe', '-f', 'concise', '.'], { cwd });
    // With the right type it is the same request once more, which goes in the same step.
    expect(again.err).toContain('permlint: fixed 2 findings in 1 file (duplicate-permission 1, type-mismatch 1)');
    expect(readFileSync(join(cwd, 'b/c.json'), 'utf8')).toBe(tidy);
    expect(again.code).toBe(0);
    expect(readdirSync(cwd).sort(), 'no file is left over').toEqual(['a.json', 'b', 'ok.json']);
    expect(permlint(['--fix=unsafe', '.'], { cwd }).err).toContain('permlint: nothing was fixed');
  });

  test('a file where nothing is to be fixed is not written', () => {
    const cwd = folderWith({ 'a.json': clean });
    const before = statSync(join(cwd, 'a.json'), { bigint: true });
    permlint(['--fix=unsafe', 'a.json'], { cwd });
    const after = statSync(join(cwd, 'a.json'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-8 with two of them', (text) => Buffer.from(`\ufeff\ufeff${text}`)],
    ['UTF-16, little end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['carriage returns', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['tabs', (text) => Buffer.from(text.replaceAll('  ', '\t'))],
    ['a final newline', (text) => Buffer.from(`${text}\n`)],
    ['final white space', (text) => Buffer.from(`\n\n ${text} \n\n\t`)],
    ['other letters', (text) => Buffer.from(text.replace('Portal', 'Pörtäl 🚪 \\u202e'))],
  ])('keeps %s', (_what, encode) => {
    const cwd = folderWith({ 'a.json': encode(untidy) });
    expect(permlint(['--fix', 'a.json'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.json')).toString('hex')).toBe(encode(tidy).toString('hex'));
  });

  test('keeps comments and trailing commas, and takes what belongs to the removed entry', () => {
    const text = untidy
      .replace('{\n', '{ // the portal\n  /* by hand */\n')
      .replace(/"type": "Scope"\n {8}\}(?!,)/, (end) => `${end}, // twice`);
    expect(text).toContain('}, // twice');
    const cwd = folderWith({ 'a.json': text });
    expect(permlint(['--fix', 'a.json'], { cwd }).code).toBe(0);
    const fixed = readFileSync(join(cwd, 'a.json'), 'utf8');
    expect(fixed).toContain('{ // the portal\n  /* by hand */\n');
    expect(fixed).not.toContain('twice');
    expect(fixed.length).toBeLessThan(text.length);
  });

  test('keeps the mode, the owner, and the link that leads to a file', () => {
    const cwd = folderWith({ 'real/a.json': untidy });
    const real = join(cwd, 'real/a.json');
    chmodSync(real, 0o640);
    if (isRoot) chownSync(real, 65534, 65533);
    symlinkSync('real/a.json', join(cwd, 'link.json'));
    expect(permlint(['--fix', 'link.json'], { cwd }).code).toBe(0);
    expect(readFileSync(real, 'utf8')).toBe(tidy);
    expect(lstatSync(join(cwd, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(cwd, 'link.json'))).toBe('real/a.json');
    const { mode, uid, gid } = statSync(real);
    expect(mode & 0o7777).toBe(0o640);
    if (isRoot) expect([uid, gid]).toEqual([65534, 65533]);
  });

  test('a name of 255 bytes, and names that terminals, shells and patches trip over', () => {
    const names = [
      `${'ä'.repeat(125)}.json`,
      'a b.json',
      'q\'"\\.json',
      'n\nl\u001b[31m.json',
      '-x.json',
      '#%20,:.json',
    ];
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, untidy])));
    const { code, err } = permlint(['--fix', '.'], { cwd });
    expect(code).toBe(0);
    expect(err).not.toContain('\u001b');
    for (const name of names) expect(readFileSync(join(cwd, name), 'utf8'), name).toBe(tidy);
    expect(readdirSync(cwd)).toHaveLength(names.length);
  });

  test('NDJSON keeps its lines', () => {
    const line = JSON.stringify(JSON.parse(untidy));
    const cwd = folderWith({ 'a.ndjson': `${line}\r\n\r\n${JSON.stringify(JSON.parse(clean))}\r\n${line}` });
    expect(permlint(['--fix', 'a.ndjson'], { cwd }).code).toBe(0);
    const fixed = JSON.stringify(JSON.parse(tidy));
    expect(readFileSync(join(cwd, 'a.ndjson'), 'utf8')).toBe(`${fixed}\r\n\r\n${fixed}\r\n${fixed}`);
  });

  test('standard input is refused before anything is written', () => {
    const cwd = folderWith({ 'a.json': untidy });
    const { code, out, err } = permlint(['--fix', 'a.json', '-'], { cwd, input: untidy });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('standard input cannot be fixed');
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(untidy);
  });

  test('what cannot be written is told, and the other files go on', () => {
    const cwd = folderWith({ 'a.json': untidy, 'b.json': untidy, 'shut/c.json': untidy });
    chmodSync(join(cwd, 'a.json'), 0o444);
    if (isRoot) for (const path of ['', 'a.json', 'b.json']) chownSync(join(cwd, path), 65534, 65534);
    chmodSync(join(cwd, 'shut'), 0o555);
    chmodSync(join(cwd, 'shut/c.json'), 0o666);
    const { code, out, err } = permlint(['--fix', '-f', 'concise', '.'], { cwd, ...(isRoot && { uid: 65534 }) });
    chmodSync(join(cwd, 'shut'), 0o755);
    expect(code).toBe(2);
    expect(err).toContain('a.json: was not fixed: it is read-only\n');
    expect(err).toContain('shut/c.json: was not fixed: its folder takes no new file, permission denied\n');
    expect(err).toContain('fixed 1 finding in 1 file');
    expect(out, 'the report shows what is in the files').toMatch(/^a\.json:.*duplicate-permission/m);
    expect(out).toMatch(/^shut\/c\.json:.*duplicate-permission/m);
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe(tidy);
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(['a.json', 'b.json', 'shut', 'shut/c.json']);
  });

  test.skipIf(process.platform === 'win32')('a full disk leaves the old file and no other', () => {
    const cwd = folderWith({ 'a.json': untidy });
    // A limit on the size of files stands in for the disk.
    const shell = `ulimit -f 0; exec "$0" "$@" 2>&1 | cat`;
    const out = execFileSync('sh', ['-c', shell, process.execPath, program, '--fix', 'a.json'], {
      cwd,
      env: environment,
    });
    expect(out.toString()).toContain('a.json: was not fixed: the file would be too large\n');
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(untidy);
    expect(readdirSync(cwd)).toEqual(['a.json']);
  });

  test('what a killed run left of a file goes when that is fixed; what others may be using stays', () => {
    const dead = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
    const left = { [`.a.json.permlint-${dead}.tmp`]: 'half', [`.b.json.permlint-${dead}.tmp`]: 'half' };
    const used = { [`.a.json.permlint-${process.pid}.tmp`]: 'at work', '.a.json.permlint-x.tmp': 'not ours' };
    const cwd = folderWith({ 'a.json': untidy, ...left, ...used });
    expect(permlint(['--fix', '.'], { cwd }).code).toBe(0);
    const kept = ['a.json', `.b.json.permlint-${dead}.tmp`, ...Object.keys(used)];
    expect(readdirSync(cwd).sort()).toEqual(kept.sort());
  });
});

describe('a file that changed since it was read', () => {
  test.each<[string, (path: string) => void]>([
    ['in its text', (path) => writeFileSync(path, untidy.replace('Portal', 'Other'))],
    [
      'to a folder',
      (path) => {
        execFileSync('rm', [path]);
        mkdirSync(path);
      },
    ],
    ['and is gone', (path) => execFileSync('rm', [path])],
    ['and is no text any more', (path) => writeFileSync(path, Buffer.from([0xc3, 0x28]))],
  ])('%s', (_what, change) => {
    const cwd = folderWith({ 'a.json': untidy });
    const path = join(cwd, 'a.json');
    change(path);
    const before = readdirSync(cwd);
    expect(rewriteFile(path, untidy, tidy)).toMatch(/^(?:it has changed|it is)/);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('is taken when only its encoding differs: the text was read', () => {
    const cwd = folderWith({ 'a.json': `\ufeff${untidy}` });
    expect(rewriteFile(join(cwd, 'a.json'), untidy, tidy)).toBeUndefined();
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(`\ufeff${tidy}`);
  });
});

describe('--diff', () => {
  const files = {
    'a.json': untidy,
    'sub dir/ü.json': `${untidy}\n`,
    'crlf.json': `\ufeff${untidy.replaceAll('\n', '\r\n')}`,
    'min.json': JSON.stringify(JSON.parse(untidy)),
    'q"\\.json': `${untidy}\n`,
    'ok.json': clean,
  };

  test.each<[string, string[]]>([
    ['git apply', ['git', 'apply', '-']],
    ['patch -p1', ['patch', '-p1', '--quiet']],
  ])('%s makes what --fix makes, to the byte', (_name, [command = '', ...args]) => {
    const cwd = folderWith(files);
    const shown = permlint(['--diff', '.'], { cwd });
    for (const [name, text] of Object.entries(files)) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    expect(shown.err).toContain('would fix 5 findings in 5 files (duplicate-permission 5)');
    const fixed = folderWith(files);
    permlint(['--fix', '.'], { cwd: fixed });
    execFileSync(command, args, {
      cwd,
      input: shown.out,
      env: { ...environment, GIT_CEILING_DIRECTORIES: join(cwd, '..') },
    });
    for (const name of Object.keys(files)) {
      expect(readFileSync(join(cwd, name), 'utf8'), name).toBe(readFileSync(join(fixed, name), 'utf8'));
    }
  });

  test('is the report: nothing else is on standard output, and the exit code is that of the files as they are', () => {
    const cwd = folderWith({ 'a.json': untidy, 'b.json': wrong });
    const { code, out } = permlint(['--diff', '-f', 'json', '.'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/a\.json\n\+\+\+ b\/a\.json\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(out).not.toContain('b.json');
    const unsafe = permlint(['--fix=unsafe', '--diff', 'b.json'], { cwd });
    expect(unsafe.out).toContain('-          "type": "Role"\n+          "type": "Scope"\n');
    expect(unsafe.code).toBe(1);
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe(wrong);
    expect(permlint(['--diff', 'a.json'], { cwd }).code).toBe(0);
  });

  test('of standard input names the file that was given', () => {
    const { out, code } = permlint(['--diff', '-', '--stdin-filename', 'x/a.json'], { input: untidy });
    expect(out).toMatch(/^--- a\/x\/a\.json\n\+\+\+ b\/x\/a\.json\n/);
    expect(code).toBe(0);
  });

  test('never shows a secret, and says that such a diff cannot be applied', () => {
    const secret = 'q7~hunter2hunter2';
    const tall = untidy.replace(
      '"requiredResourceAccess"',
      `"passwordCredentials": [{ "secretText": "${secret}" }],\n  "requiredResourceAccess"`,
    );
    const cwd = folderWith({
      'tall.json': tall.replace('{\n          "id"', `{ "clientSecret": "${secret}",\n          "id"`),
      'min.json': JSON.stringify(JSON.parse(tall)),
    });
    const { out, err } = permlint(['--diff', '.'], { cwd });
    expect(out).toContain('b/min.json');
    expect(out).toContain('b/tall.json');
    expect(out + err).not.toContain(secret);
    expect(err).toContain('and 1 more file cannot be applied: a secret stands in its lines, and is masked');
  });

  test('says which diffs no tool can apply', () => {
    const cwd = folderWith({
      'here/x.json': clean,
      'a.json': untidy,
      'u16.json': Buffer.from(`\ufeff${untidy}`, 'utf16le'),
    });
    expect(permlint(['--diff', 'u16.json'], { cwd }).err).toContain('the file is UTF-16');
    const { out, err } = permlint(['--diff', '../a.json'], { cwd: join(cwd, 'here') });
    expect(out).toContain('--- a/../a.json');
    expect(err).toContain('outside of the working directory');
  });

  test('of a link is that of its target', () => {
    const cwd = folderWith({ 'real.json': untidy });
    symlinkSync('real.json', join(cwd, 'link.json'));
    expect(permlint(['--diff', 'link.json'], { cwd }).out).toContain('--- a/real.json');
  });

  test('keeps the bytes for a pipe, and shows nothing dangerous in a log', () => {
    const hostile = untidy.replace('"Scope"', '"Scope" /*\n::error::x\n\u001b[31mred \u202e\u009b */');
    const cwd = folderWith({ 'a.json': hostile });
    const piped = permlint(['--diff', '.'], { cwd }).out;
    expect(piped).toContain(' ::error::x\n \u001b[31mred \u202e\u009b');
    const logged = permlint(['--diff', '.'], { cwd, env: { GITHUB_ACTIONS: 'true' } }).out;
    expect(logged).not.toMatch(/[\u001b\u202e\u009b]/);
    expect(logged).toContain('\\u001b[31mred \\u202e\\u009b');
    expect(logged).not.toMatch(/^\s*::/m);
  });
});

test('the report says which findings can be fixed', () => {
  const cwd = folderWith({ 'a.json': registration('Scope', 'Scope', 'Role') });
  const { out } = permlint(['a.json'], { cwd });
  expect(out).toMatch(/fixable: --fix$/m);
  expect(out).not.toMatch(/\u001b/);
});
