import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { clean, environment, folderWith, permlint, program, wrong } from './run.js';

const many = `[${Array.from({ length: 4000 }, () => wrong).join(',')}]`;

test('standard input is read, under the name that was given', () => {
  expect(permlint(['-'], { input: clean })).toMatchObject({ code: 0, err: '' });
  const named = permlint(['-', '--stdin-filename', 'x/app.json', '-f', 'concise', '-q'], { input: wrong });
  expect(named.out).toMatch(/^x\/app\.json:\d+:\d+: high type-mismatch: /);
  expect(permlint(['-', '-f', 'concise', '-q'], { input: wrong }).out).toMatch(/^<stdin>:/);
  expect(permlint(['-', '-'], { input: clean }).out).toContain('1 application (1 file looked at)');
  expect(permlint(['-'], { input: '' }).code).toBe(2);
});

test('standard input may come slowly, in pieces', async () => {
  const child = spawn(process.execPath, [program, '-'], { env: environment });
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  for (const piece of [clean.slice(0, 10), clean.slice(10, 60), clean.slice(60)]) {
    child.stdin.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  child.stdin.end();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, out]).toEqual([0, 'No findings in 1 application (1 file looked at).\n']);
});

test('process substitution is read', () => {
  const cwd = folderWith({ 'a.json': wrong });
  const ran = spawnSync('bash', ['-c', `"${process.execPath}" "${program}" -f concise -q <(cat a.json)`], {
    cwd,
    env: environment,
  });
  if (ran.error !== undefined) return console.warn('not run: there is no bash here');
  expect(ran.stdout.toString()).toMatch(/^\/dev\/fd\/\d+:\d+:\d+: high type-mismatch/);
});

test('standard output holds the report alone, standard error the notices', () => {
  const cwd = folderWith({ 'a.json': wrong });
  const ran = permlint(['a.json', 'b.json', '-f', 'json'], { cwd });
  expect(JSON.parse(ran.out).findings).toHaveLength(1);
  expect(ran.err).toBe(
    'permlint: b.json: no such file or folder\npermlint: 1 high; looked at 1 app registration in 1 file\n',
  );
  expect(permlint(['a.json', 'b.json', '-f', 'json', '-q'], { cwd }).err).toBe(
    'permlint: b.json: no such file or folder\n',
  );
});

test('a report of more than a megabyte arrives whole, and the same twice', () => {
  const cwd = folderWith({ 'a.json': many });
  const first = permlint(['a.json', '-f', 'json'], { cwd });
  expect(first.out.length).toBeGreaterThan(1 << 20);
  expect(JSON.parse(first.out).findings).toHaveLength(4000);
  expect(first.code).toBe(1);
  expect(permlint(['a.json', '-f', 'json'], { cwd }).out).toBe(first.out);
});

test('a reader that goes away ends the run quietly, and the code stays', async () => {
  const cwd = folderWith({ 'a.json': many });
  for (const format of ['pretty', 'concise', 'json']) {
    const child = spawn(process.execPath, [program, 'a.json', '-q', '-f', format], { cwd, env: environment });
    let err = '';
    child.stderr.on('data', (text) => (err += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([format, code, err]).toEqual([format, 1, '']);
  }
});

test('closed descriptors do no harm', () => {
  const cwd = folderWith({ 'a.json': wrong });
  const ran = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" a.json <&- >&- 2>&-`], {
    cwd,
    env: environment,
  });
  expect(ran.status).toBe(1);
});
