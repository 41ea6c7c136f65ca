// What permlint/pulumi costs a small Pulumi program: type-checked by tsc and by ts-node as Pulumi runs programs, with
// the helpers and with the same ids written out, in turn. Prints the two medians and the difference; asserts nothing.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, time } from './timings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const count = 11;

if (!existsSync(join(root, 'dist/pulumi/index.js'))) {
  console.error('bench: dist/pulumi is missing; run npm run build first');
  process.exit(2);
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permlint-bench-')));
try {
  prepare();
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}; medians of ${count} pairs\n`);
  console.log('| what | without ms | with ms | difference (min, median, max) |');
  console.log('|---|---|---|---|');
  compare('tsc --noEmit', (name) => [tsc, '-p', `${name}.json`]);
  compare('tsc --noEmit --skipLibCheck false', (name) => [tsc, '-p', `${name}.json`, '--skipLibCheck', 'false']);
  compare('ts-node of Pulumi, type-checked and run', (name) => ['run.cjs', `./${name}.ts`]);
  compare('node, import only', (name) => [
    '--input-type=module',
    '-e',
    name === 'with' ? "import 'permlint/pulumi'" : '0',
  ]);
  compare('node, require only', (name) => ['-e', name === 'with' ? "require('permlint/pulumi')" : '0']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The two programs, which ask for the same, beside the SDK and this permlint. */
function prepare() {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@types'), { recursive: true });
  symlinkSync(root, join(modules, 'permlint'), 'junction');
  for (const name of ['@pulumi', '@types/node', 'typescript']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  const ids = [
    "{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }",
    "{ id: 'b633e1c5-b582-4048-a93e-9f11b44c7e96', type: 'Role' }",
  ];
  const graph = "'00000003-0000-0000-c000-000000000000'";
  writeProgram('without', '', `[{ resourceAppId: ${graph}, resourceAccesses: [${ids.join(', ')}] }]`);
  const asked = "{ 'Microsoft Graph': { delegated: ['User.Read'], application: ['Mail.Send'] } }";
  const line = "import { requiredResourceAccesses } from 'permlint/pulumi';\n";
  writeProgram('with', line, `requiredResourceAccesses(${asked})`);
  write('package.json', '{ "private": true }');
  const options = { target: 'ES2020', module: 'nodenext', moduleResolution: 'nodenext', types: ['node'] };
  const register = {
    compiler: 'typescript',
    skipProject: true,
    cache: false,
    compilerOptions: { ...options, skipLibCheck: true },
  };
  const tsNode = join(root, 'node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1');
  write(
    'run.cjs',
    `require(${JSON.stringify(tsNode)}).register(${JSON.stringify(register)});\nrequire(process.argv[2]);\n`,
  );
}

/** @param {string} name @param {string} head @param {string} value */
function writeProgram(name, head, value) {
  const mocks =
    'pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: ({ inputs }) => inputs });';
  const imports = "import * as azuread from '@pulumi/azuread';\nimport * as pulumi from '@pulumi/pulumi';\n";
  const resource = `new azuread.Application('portal', { displayName: 'Contoso Portal', requiredResourceAccesses: ${value} });`;
  write(`${name}.ts`, `${imports}${head}${mocks}\n${resource}\n`);
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  write(`${name}.json`, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
}

/** @param {string} name @param {string} text */
function write(name, text) {
  writeFileSync(join(folder, name), text);
}

/** @param {string} what @param {(name: 'with' | 'without') => string[]} command */
function compare(what, command) {
  time([process.execPath, ...command('without')], { cwd: folder });
  time([process.execPath, ...command('with')], { cwd: folder });
  const pairs = Array.from({ length: count }, () => ({
    without: time([process.execPath, ...command('without')], { cwd: folder }),
    own: time([process.execPath, ...command('with')], { cwd: folder }),
  }));
  const differences = pairs.map(({ without, own }) => own - without).sort((a, b) => a - b);
  const spread = [differences[0] ?? 0, median(differences), differences.at(-1) ?? 0];
  const columns = [median(pairs.map(({ without }) => without)), median(pairs.map(({ own }) => own))];
  const shown = columns.map((value) => value.toFixed(0)).join(' | ');
  console.log(`| ${what} | ${shown} | ${spread.map((value) => value.toFixed(0)).join(', ')} |`);
}
