// A tenant's export of a million applications, and one with as many service principals and grants beside them: applications
// per second and peak memory, beside plain parsing of the same lines. Then every report format. Asserts nothing.
// node bench/exports.mjs [APPLICATIONS]
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeExport } from '../scripts/make-export.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/cli/main.cjs');
const formats = ['pretty', 'concise', 'json', 'github', 'gitlab', 'checkstyle', 'sarif', 'junit', 'markdown'];
const faulty = 0.05;

/** Prints both tables. @param {number} count of applications */
export function benchExports(count = 1_000_000) {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-bench-exports-'));
  try {
    console.log(
      `\n| ${count} applications, 1 in 20 faulty | MB | parsing: per second | permlint: per second | peak MB of parsing | of permlint |`,
    );
    console.log('|---|---|---|---|---|---|');
    const alone = make(folder, 'alone', count, false);
    row('applications alone', count, alone);
    rmSync(join(folder, 'alone'), { recursive: true });
    row('with service principals and grants in files beside', count, make(folder, 'joined', count, true));
    rmSync(join(folder, 'joined'), { recursive: true });
    const few = make(folder, 'few', 20_000, false);
    console.log('\n| 20000 applications, report | peak MB | seconds |\n|---|---|---|');
    for (const format of formats) {
      const { seconds, peak } = run([
        '--require',
        join(root, 'bench/peak.cjs'),
        cli,
        '--exit-zero',
        '-f',
        format,
        ...few,
      ]);
      console.log(`| ${format} | ${peak} | ${seconds.toFixed(1)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} name @param {number} count @param {boolean} hasGrants */
function make(folder, name, count, hasGrants) {
  mkdirSync(join(folder, name));
  /** @type {{ file: string, descriptor: number }[]} */
  const opened = [];
  writeExport(count, faulty, hasGrants, (kind) => {
    const file = join(folder, name, `${kind}.ndjson`);
    const descriptor = openSync(file, 'w');
    opened.push({ file, descriptor });
    return descriptor;
  });
  for (const { descriptor } of opened) closeSync(descriptor);
  return opened.map(({ file }) => file);
}

/** @param {string} what @param {number} count @param {string[]} files */
function row(what, count, files) {
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const base = run([join(root, 'bench/parse-lines.cjs'), ...files]);
  const own = run(['--require', join(root, 'bench/peak.cjs'), cli, '--exit-zero', '-f', 'concise', ...files]);
  const perSecond = (/** @type {number} */ seconds) => Math.round(count / seconds);
  const speeds = `${perSecond(base.seconds)} | ${perSecond(own.seconds)}`;
  console.log(`| ${what} | ${size.toFixed(0)} | ${speeds} | ${base.peak} | ${own.peak} |`);
}

/** @param {string[]} args */
function run(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const text = stderr.toString();
  const [, peak] = /peak (\d+)/.exec(text) ?? [];
  if (status !== 0 || peak === undefined) throw new Error(`${args.join(' ')} ended with ${status}: ${text}`);
  return { seconds, peak: Math.round(Number(peak) / 1024) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) benchExports(Number(process.argv[2] ?? 1_000_000));
