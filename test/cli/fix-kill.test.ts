import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clean, environment, folderWith, permlint, program, untidy } from './run.js';

const files = 200;
const kills = 100;
/** So many folders are worked in at a time. */
const lanes = 4;

test('kill -9 at a hundred random moments leaves each file old or new, and the next run finishes the work', async () => {
  // Large enough that a file that was written in place would be seen half written.
  const notes = `"notes": "${'x'.repeat(40_000)}",\n  "signInAudience"`;
  const [before, after] = [untidy, clean].map((text) => text.replace('"signInAudience"', notes));
  if (before === undefined || after === undefined) throw new Error('no texts');
  const names = Array.from({ length: files }, (_, index) => `${index}.json`);
  const folders = Array.from({ length: lanes }, () =>
    folderWith(Object.fromEntries(names.map((name) => [name, before]))),
  );
  const [cwd = ''] = folders;
  // How long a run writes, with as many beside it as later on.
  const [writing = 0] = await Promise.all(folders.map((folder) => endWhileWriting(60_000, folder)));
  const seen = { old: 0, new: 0 };
  await Promise.all(
    folders.map(async (folder) => {
      for (let kill = 0; kill < kills / lanes; kill += 1) {
        restore(folder, names, before);
        await endWhileWriting(Math.random() * writing, folder);
        look(folder, names, { before, after }, seen);
      }
    }),
  );
  expect(seen.old + seen.new, 'no file is lost').toBe(files * kills);
  expect(seen.new, 'some runs had begun').toBeGreaterThan(0);
  expect(seen.old, 'some runs had not ended').toBeGreaterThan(0);
  for (const name of names) writeFileSync(join(cwd, name), before);
  const { code } = permlint(['--fix', '.'], { cwd });
  expect(code).toBe(0);
  for (const name of names) expect(readFileSync(join(cwd, name), 'utf8')).toBe(after);
  expect(readdirSync(cwd).sort(), 'nothing is left over').toEqual([...names].sort());
}, 600_000);

test('Ctrl-C ends a run between two files: nothing is left over', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `${index}.json`);
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, untidy])));
  const endings = new Set<string | null>();
  for (let run = 0; run < 10; run += 1) {
    for (const name of names) writeFileSync(join(cwd, name), untidy);
    endings.add(await endAfter(100 + Math.random() * 200, 'SIGINT', cwd));
    expect(readdirSync(cwd).sort()).toEqual([...names].sort());
    for (const name of names) expect([untidy, clean]).toContain(readFileSync(join(cwd, name), 'utf8'));
  }
  expect([...endings].filter((signal) => signal !== null && signal !== 'SIGINT')).toEqual([]);
}, 120_000);

/** Makes the files old again; most are. */
function restore(folder: string, names: readonly string[], text: string): void {
  for (const name of names) {
    const path = join(folder, name);
    if (readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}

/** Counts the files that are old and that are new; any other fails the test. */
function look(
  folder: string,
  names: readonly string[],
  { before, after }: { readonly before: string; readonly after: string },
  seen: { old: number; new: number },
): void {
  for (const name of readdirSync(folder)) {
    if (/^\.\d+\.json\.permlint-\d+\.tmp$/.test(name)) continue;
    expect(names).toContain(name);
    const text = readFileSync(join(folder, name), 'utf8');
    if (text === before) seen.old += 1;
    else if (text === after) seen.new += 1;
    else throw new Error(`${name} is neither old nor new: ${text.length} characters`);
  }
}

/** Runs `--fix`, kills it some milliseconds after its first write, and gives how long it ran from there. */
function endWhileWriting(delay: number, cwd: string): Promise<number> {
  const child = spawn(process.execPath, [program, '--fix', '-q', '.'], { cwd, env: environment, stdio: 'ignore' });
  const modified = statSync(cwd).mtimeMs;
  let start: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  // A file that is made or renamed changes its folder.
  const watch = setInterval(() => {
    if (start !== undefined || statSync(cwd).mtimeMs === modified) return;
    start = performance.now();
    timer = setTimeout(() => child.kill('SIGKILL'), delay);
  }, 1);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve(start === undefined ? 0 : performance.now() - start);
    });
  });
}

/** Runs `--fix` and sends it a signal after some milliseconds; gives the signal that ended it, if one did. */
function endAfter(delay: number, signal: 'SIGKILL' | 'SIGINT', cwd: string): Promise<string | null> {
  const child = spawn(process.execPath, [program, '--fix', '-q', '.'], { cwd, env: environment, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (_code, ended) => resolve(ended));
    const timer = setTimeout(() => child.kill(signal), delay);
    child.on('exit', () => clearTimeout(timer));
  });
}
