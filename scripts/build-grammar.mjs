// Writes the WebAssembly files of the grammar as a module of text: neither the library nor a bundle reads files.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = {
  runtime: 'web-tree-sitter/web-tree-sitter.wasm',
  language: '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
};

/** What must be said where they are handed on: the files of dist/grammar. */
const licences = {
  'tree-sitter': 'web-tree-sitter/LICENSE',
  'tree-sitter-hcl': '@tree-sitter-grammars/tree-sitter-hcl/LICENSE',
};

/** Writes src/input/terraform/grammar.generated.ts, and the licences of what is in it to dist/grammar. */
export function buildGrammar() {
  const rows = Object.entries(files).map(
    ([name, file]) => `  ${name}: '${readFileSync(`${root}node_modules/${file}`).toString('base64')}',\n`,
  );
  const head = '// Made by scripts/build-grammar.mjs of the grammar in node_modules; not checked in.\n';
  writeFileSync(
    `${root}src/input/terraform/grammar.generated.ts`,
    `${head}\nexport const grammar = {\n${rows.join('')}} as const;\n`,
  );
  mkdirSync(`${root}dist/grammar`, { recursive: true });
  for (const [name, file] of Object.entries(licences)) {
    writeFileSync(`${root}dist/grammar/${name}.LICENSE`, readFileSync(`${root}node_modules/${file}`));
  }
}
