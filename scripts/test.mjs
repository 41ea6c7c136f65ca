// Everything that a change must pass: build (with import directions), lint, types, tests. Ends with the counts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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
const testsRan = run([
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
passed += counts.passed;
failed += counts.failed;
if (!testsRan && counts.failed === 0) failed += 1;
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
