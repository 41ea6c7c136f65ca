// Makes permlint/pulumi: src/pulumi/permissions.generated.ts, the names as types, and dist/pulumi, one CommonJS package
// with its types. Pulumi programs are CommonJS or ESM, under every module resolution of TypeScript; CommonJS is what all
// of them can load, and types of an ESM package are an error to some.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const texts = ['graph.tsv', 'other-apis.tsv', 'retirements.json'];

/** @typedef {import('../src/catalog/types.js').Api} Api */
/** @typedef {import('../src/catalog/types.js').Catalog} Catalog */
/** @typedef {import('../src/catalog/types.js').Permission} Permission */

/** Builds the types and the package; throws where a source is not as it is expected. */
export async function buildPulumiHelpers() {
  const folder = `${root}dist/pulumi`;
  mkdirSync(folder, { recursive: true });
  const permissions = permissionsModule(await loadOffered());
  writeFileSync(`${root}src/pulumi/permissions.generated.ts`, permissions);
  writeFileSync(`${folder}/permissions.generated.d.ts`, permissions);
  writeFileSync(`${folder}/index.d.ts`, declarations());
  writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n');
  const parts = Object.fromEntries(texts.map((name) => [name, readFileSync(`${root}data/${name}`, 'utf8')]));
  writeFileSync(`${folder}/catalog.js`, `"use strict";\nexports.parts = ${JSON.stringify(parts)};\n`);
  await bundle(folder);
}

/**
 * What the helpers offer of each API, found by their own code.
 * @returns {Promise<(readonly [Api, readonly Permission[]])[]>}
 */
async function loadOffered() {
  const outfile = `${root}node_modules/.cache/permlint/offered.mjs`;
  const contents = "export * from './catalog/catalog.js';\nexport * from './pulumi/offered.js';\n";
  await build({ stdin: { contents, resolveDir: `${root}src` }, bundle: true, format: 'esm', outfile });
  const { createCatalog, offeredBy } = await import(`${outfile}?${Date.now()}`);
  /** @type {Catalog} */
  const catalog = createCatalog((/** @type {string} */ part) => readFileSync(`${root}data/${part}`, 'utf8'));
  return catalog.apis().map((api) => [api, offeredBy(catalog, api)]);
}

/** @param {(readonly [Api, readonly Permission[]])[]} offered */
function permissionsModule(offered) {
  const apis = offered
    .filter(([, permissions]) => permissions.length > 0)
    .map(([{ name }, permissions]) => {
      const [delegated, application] = [unionOf(permissions, 'delegated'), unionOf(permissions, 'application')];
      return `  ${JSON.stringify(name)}: {\n    delegated: ${delegated};\n    application: ${application};\n  };\n`;
    });
  return [
    '// Made by scripts/build-pulumi-types.mjs of data/; not checked in.\n',
    '/** The permissions that can be granted, by the display name of their API. */\n',
    `export interface Permissions {\n${apis.join('')}}\n`,
  ].join('');
}

/** @param {readonly Permission[]} permissions @param {Permission['kind']} kind */
function unionOf(permissions, kind) {
  const names = permissions.filter((each) => each.kind === kind).map(({ name }) => JSON.stringify(name));
  return names.join(' | ') || 'never';
}

/** The declarations of src/pulumi.ts, as seen from dist/pulumi. */
function declarations() {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true };
  const source = readFileSync(`${root}src/pulumi.ts`, 'utf8');
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(source, { compilerOptions, fileName: 'pulumi.ts' });
  const imports = outputText.match(/^import .*$/gm) ?? [];
  if (diagnostics.length > 0 || imports.length !== 1 || !imports[0]?.includes("'./pulumi/permissions.generated.js'")) {
    const faults = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    throw new Error(`the types of src/pulumi.ts must stand alone:\n${[...faults, ...imports].join('\n')}`);
  }
  return outputText.replace("'./pulumi/", "'./");
}

/**
 * The code and the texts are files of their own beside an entry of a few lines: `import` of CommonJS looks through the
 * entry for names, which takes it 25 ms for the code and 5 ms for the texts.
 * @param {string} folder
 */
async function bundle(folder) {
  /** @type {import('esbuild').Plugin} */
  const textsOutside = {
    name: 'texts-outside',
    setup({ onResolve }) {
      onResolve({ filter: /\/parts\.generated\.js$/ }, () => ({ path: './catalog.js', external: true }));
    },
  };
  await build({
    entryPoints: [`${root}src/pulumi.ts`],
    outfile: `${folder}/helpers.js`,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    plugins: [textsOutside],
    logLevel: 'warning',
  });
  const names = Object.keys(createRequire(import.meta.url)(`${folder}/helpers.js`));
  const lines = names.map((name) => `exports.${name} = helpers.${name};\n`);
  writeFileSync(`${folder}/index.js`, `'use strict';\nconst helpers = require('./helpers.js');\n${lines.join('')}`);
}
