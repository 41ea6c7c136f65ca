// Writes docs/rules/: a page for each rule and their list, out of the rules and their test inputs: `npm run docs`.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesOf } from './docs/examples.mjs';
import { indexPage } from './docs/rule-index.mjs';
import { rulePage } from './docs/rule-page.mjs';
import { importSource } from './import-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages stand. */
export const pageFolder = join(root, 'docs', 'rules');

/**
 * The text of every page, by its file name.
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
export async function rulePages() {
  /** @type {{ rules: readonly import('../src/rules/define-rule.js').Rule[] }} */
  const { rules } = await importSource('src/rules/index.ts');
  const shown = rules.map((rule) => ({ rule, examples: examplesOf(join(root, 'test', 'rules', rule.id), rule.id) }));
  return new Map([
    ['README.md', indexPage(shown)],
    ...shown.map(({ rule, examples }) => /** @type {const} */ ([`${rule.id}.md`, rulePage(rule, examples)])),
  ]);
}

/** Writes all pages and removes those of rules that are gone. */
async function writePages() {
  const pages = await rulePages();
  mkdirSync(pageFolder, { recursive: true });
  for (const file of readdirSync(pageFolder)) if (!pages.has(file)) rmSync(join(pageFolder, file));
  for (const [file, text] of pages) writeFileSync(join(pageFolder, file), text);
  console.log(`docs/rules: ${pages.size} pages`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writePages();
