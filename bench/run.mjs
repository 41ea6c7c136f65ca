// Side-by-side timings of the built command line: each pair of commands runs in turn, A B A B ..., and the ratio is
// taken pair by pair, so that a drift of the machine's speed cancels out. Prints; asserts nothing.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchDiagnose } from './diagnose.mjs';
import { benchExports } from './exports.mjs';
import { benchLeast } from './least.mjs';
import { manifestText } from './manifests.mjs';
import { benchPolicies } from './policies.mjs';
import { pairs, report, time } from './timings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/cli/main.cjs');
const manifestCount = 10_000;

if (!existsSync(cli)) {
  console.error('bench: dist/cli/main.cjs is missing; run npm run build first');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'permlint-bench-'));
try {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}; medians of pairs, ratio pair by pair\n`);
  console.log('| what | base ms | permlint ms | ratio (min, median, max) | budget |');
  console.log('|---|---|---|---|---|');
  benchStart();
  benchMany('10,000 manifests, 1 in 20 with a finding', 0.05, '2.5');
  benchMany('10,000 manifests, a finding in every one', 1, '4');
  await benchPolicies();
  benchLeast();
  benchExports();
  benchDiagnose();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function benchStart() {
  const file = join(folder, 'one.json');
  writeFileSync(file, manifestText(1, false));
  const base = () => time([process.execPath, '-e', '0']);
  const own = () => time([process.execPath, cli, file]);
  report('one manifest, process start to exit (base: node -e 0)', pairs(40, base, own), '1.25');
}

/** @param {string} what @param {number} share of manifests with a finding @param {string} budget */
function benchMany(what, share, budget) {
  const many = mkdtempSync(join(folder, 'many-'));
  for (let index = 0; index < manifestCount; index += 1) {
    const isFaulty = Math.floor((index + 1) * share) > Math.floor(index * share);
    writeFileSync(join(many, `${String(index).padStart(5, '0')}.manifest.json`), manifestText(index, isFaulty));
  }
  const base = () => time([process.execPath, join(root, 'bench/parse-all.cjs'), many]);
  const own = () => time([process.execPath, cli, '--fail-on', 'never', '--format', 'concise', many]);
  report(`${what} (base: read and JSON.parse)`, pairs(7, base, own), budget);
}
