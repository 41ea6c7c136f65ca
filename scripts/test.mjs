// Everything that a change must pass: build (with import directions), lint, types, tests. Ends with the counts.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signatureMark } from './test-signature.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}node_modules/.cache/permlint/tests.json`;
const checks = [
  { name: 'build', command: ['node', 'scripts/build.mjs'] },
  { name: 'lint', command: ['npx', '--no-install', 'biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'types', command: ['npx', '--no-install', 'tsc', '--noEmit'] },
];

let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];
for (const { name, command } of checks) {
  const ok = run(command);
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name}`);
  if (ok) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
}
mkdirSync(`${root}node_modules/.cache/permlint`, { recursive: true });
const { ok: testsRan, printsToken } = await runSearched([
  'npx',
  '--no-install',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);
const counts = readCounts();
if (printsToken) failures.push('the output of the tests holds the signature of a token');
passed += counts.passed;
failed += counts.failed;
if (printsToken || (!testsRan && counts.failed === 0)) failed += 1;
failures.push(...counts.names);
if (counts.skipped > 0) console.log(`${counts.skipped} tests were not run`);
for (const name of failures) console.log(`FAILED: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string[]} command */
function run([command = '', ...args]) {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', shell }).status === 0;
}

/**
 * Runs a command, hands its output on as it comes, and tells whether the signature of a test token was in it.
 * @param {string[]} command
 * @returns {Promise<{ ok: boolean, printsToken: boolean }>}
 */
function runSearched([command = '', ...args]) {
  // A pipe is no terminal, so colours have to be asked for where this is one.
  const colours = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
  const env = { ...process.env, ...colours };
  const shell = process.platform === 'win32';
  const child = spawn(command, args, { cwd: root, env, stdio: ['inherit', 'pipe', 'pipe'], shell });
  let printsToken = false;
  /** @param {import('node:stream').Readable} from @param {NodeJS.WriteStream} to */
  const search = (from, to) => {
    let before = '';
    from.on('data', (chunk) => {
      to.write(chunk);
      const text = before + chunk.toString('latin1');
      printsToken ||= text.includes(signatureMark);
      before = text.slice(1 - signatureMark.length);
    });
  };
  search(child.stdout, process.stdout);
  search(child.stderr, process.stderr);
  return new Promise((done) => {
    child.on('error', () => done({ ok: false, printsToken }));
    child.on('close', (code) => done({ ok: code === 0, printsToken }));
  });
}

/** @returns {{ passed: number, failed: number, skipped: number, names: string[] }} */
function readCounts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
    /** @type {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }[]} */
    const files = testResults;
    const names = files.flatMap((file) => {
      const failed = file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
      return file.status === 'failed' && failed.length === 0 ? [file.name.slice(root.length)] : failed;
    });
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, names };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, names: ['the tests left no results'] };
  }
}
