import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { examplesOf } from '../../scripts/docs/examples.mjs';
import { codeBlock, escapeMarkdown } from '../../scripts/docs/markdown.mjs';
import { rulePage } from '../../scripts/docs/rule-page.mjs';
import { pageFolder, rulePages } from '../../scripts/docs.mjs';
import { defineRule } from '../../src/rules/define-rule.js';
import { rules } from '../../src/rules/index.js';
import { permlint } from '../cli/run.js';

const pages = await rulePages();

describe('docs/rules', () => {
  test('has a page for every rule, the list, and nothing else', () => {
    const files = [...rules.map(({ id }) => `${id}.md`), 'README.md'].sort();
    expect(readdirSync(pageFolder).sort(), 'npm run docs writes the pages').toEqual(files);
  });

  test.each([...pages])('%s is what npm run docs writes', (file, text) => {
    expect(readFileSync(join(pageFolder, file), 'utf8'), 'npm run docs writes the pages').toBe(text);
  });

  test('lists every rule with its severity', () => {
    const list = pages.get('README.md') ?? '';
    for (const { id, severity } of rules) expect(list).toContain(`| [\`${id}\`](${id}.md) | ${severity} |`);
  });

  test('shows an example of every rule that has inputs', () => {
    for (const { id } of rules) {
      const hasInputs =
        existsSync(`test/rules/${id}`) && readdirSync(`test/rules/${id}`).some((file) => /^bad-/.test(file));
      expect(/^\[bad-.*\.json\).*\n\n(?:.*\n)*?permlint says:\n\n- line/m.test(pages.get(`${id}.md`) ?? ''), id).toBe(
        hasInputs,
      );
    }
  });

  test('says what permlint explain says', () => {
    const plain = (text: string) => text.replace(/\\(?=[\W_])/g, '').replace(/\s+/g, ' ');
    for (const { id, title, why, remedy, severity, sources, options = {} } of rules) {
      const page = plain(pages.get(`${id}.md`) ?? '');
      const told = plain(permlint(['explain', id], { env: { COLUMNS: '1000' } }).out);
      for (const text of [
        title,
        why,
        remedy,
        severity,
        ...sources.flatMap(({ title: t, where, seen }) => [t, where, seen]),
      ]) {
        expect(page, id).toContain(plain(text));
        expect(told, id).toContain(plain(text));
      }
      for (const [name, { allowed, effect }] of Object.entries(options)) {
        for (const text of [name, allowed, effect]) {
          expect(page, id).toContain(text);
          expect(told, id).toContain(text);
        }
      }
    }
  });
});

describe('the page of a rule', () => {
  const rule = defineRule({
    id: 'sample-rule',
    title: 'A * B _c_ <d>',
    category: 'shape',
    severity: 'low',
    why: 'Because [x](y) | `z`.',
    remedy: '# Write $1 and $2.',
    sources: [{ title: 'T', where: 'W', seen: '2026' }],
  });

  function folderOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'permlint-docs-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return folder;
  }
  const pageWith = (files: Readonly<Record<string, string>>) => rulePage(rule, examplesOf(folderOf(files), rule.id));

  test('is there before the rule has inputs', () => {
    const page = rulePage(rule, examplesOf('/does/not/exist', rule.id));
    expect(page).toContain('| low | [shape](README.md#shape) | by hand |');
    expect(page).not.toContain('## An example');
  });

  test('keeps text from becoming Markdown', () => {
    const page = pageWith({});
    expect(page).toContain('**A \\* B \\_c\\_ \\<d\\>**');
    expect(page).toContain('Because \\[x\\](y) \\| \\`z\\`.');
    expect(page).toContain('\\# Write \\$1 and \\$2.');
  });

  test('shows the plainest input, what is said of it, and how it is fixed', () => {
    const plain = '{ "displayName": "Portal" }';
    const page = pageWith({
      'bad-array.json': '[]',
      'bad-array.json.expected': 'sample-rule@1:1 Short.\n',
      'bad-plain.json': plain,
      'bad-plain.json.expected':
        'other-rule@1:2 Else.\nsample-rule@1:3 Wrong [here]. [fix safe: remove /displayName]\nsample-rule@1:4 More.\n',
      'bad-plain.calls.txt': 'GET /me',
      'bad-plain.permlint.yaml': 'failOn: low',
      'ok-plain.json': '{ "displayName": "Good" }',
    });
    expect(page).toContain(`\`\`\`json\n${plain}\n\`\`\``);
    expect(page).toContain('```text\nGET /me\n```');
    expect(page).toContain('```yaml\nfailOn: low\n```');
    expect(page).toContain('- line 1, column 3: Wrong \\[here\\]. *(`--fix` does it)*\n- line 1, column 4: More.\n');
    expect(page).toContain('[`other-rule`](other-rule.md)');
    expect(page).toContain('| `--fix`, for some findings |');
    expect(page).toContain('permlint finds nothing here.');
    expect(page).not.toContain('Short.');
  });

  test('links to an input that is too long to show', () => {
    const page = pageWith({
      'bad-long.json': `{\n${'\n'.repeat(80)}}`,
      'bad-long.json.expected': 'sample-rule@1:1 No.\n',
    });
    expect(page).toContain('[bad-long.json](../../test/rules/sample-rule/bad-long.json)\n\npermlint says:');
    expect(page).not.toContain('```json');
  });
});

describe('Markdown', () => {
  test('a block of code ends where its fence does, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('`', '```', '````', '\n', 'a')).map((parts) => parts.join('')),
        (text) => {
          const lines = codeBlock('text', text).split('\n');
          const fence = lines.at(-1) ?? '';
          expect(lines[0]).toBe(`${fence}text`);
          expect(lines.slice(1, -1).some((line) => line.startsWith(fence))).toBe(false);
        },
      ),
    );
  });

  test('escaped text has no mark of its own left and stays on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'*_`[]<>|~$\\#-+1. \n&amp;aé') }), (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toContain('\n');
        expect(escaped.replace(/\\[\W_]/g, 'x')).not.toMatch(/[*`[\]<>|~$\\]|^\s*(?:#{1,6}|[-+]|\d+[.)])\s/);
        const back = escaped.replace(/\\([\W_])/g, '$1').replace(/&amp;/g, '&');
        expect(back).toBe(text.replace(/&amp;/g, '&').replace(/\s*\r?\n\s*/g, ' '));
      }),
    );
  });
});
