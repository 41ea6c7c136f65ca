import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/input/terraform/hcl-evaluate.js';
import { fileBody } from '../../../../src/input/terraform/hcl-syntax.js';
import type { Value } from '../../../../src/input/terraform/hcl-values.js';
import { openModule } from '../../../../src/input/terraform/module-values.js';
import { openGrammar } from '../../../../src/input/terraform/syntax-tree.js';

const parseSyntax = await openGrammar();

function plain(value: Value): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  if (value.kind === 'object') return Object.fromEntries([...value.entries].map(([key, each]) => [key, plain(each)]));
  return undefined;
}

/** What this reader makes of the one attribute of a file. */
function ours(text: string): unknown {
  const source = { name: 'main.tf', text };
  const body = fileBody(source, parseSyntax(text));
  const expression = body.attributes.get('x')?.expression;
  return expression && plain(evaluate(expression, openModule([body], []).scopeOf(source)));
}

/** What hcl2json makes of it. */
async function theirs(text: string): Promise<unknown> {
  return (await parse('main.tf', text)).x;
}

/** A text with escapes as HCL spells them. */
function quoted(text: string): string {
  const escaped = [...text].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '"' || letter === '\\') return `\\${letter}`;
    if (letter === '\n') return '\\n';
    return code < 32 ? `\\u${code.toString(16).padStart(4, '0')}` : letter;
  });
  return `"${escaped.join('').replaceAll('${', '$${').replaceAll('%{', '%%{')}"`;
}

/** Marks of templates stay doubled in what hcl2json gives: it writes templates, not texts. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[$%](?:$|\{)/.test(text)),
  fc.constantFrom(
    'User.Read',
    'e1fe6dd8-ba31-4d61-89e7-88639da4683d',

    '"',
    '\\',
    'a\tb',
    '100% $5',
    '',
  ),
);

const { literal } = fc.letrec<{ literal: string; list: string; object: string }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    texts.map(quoted),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
    fc.constantFrom('true', 'false', '0.5', '-2.25'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .tuple(fc.array(tie('literal'), { maxLength: 4 }), fc.constantFrom(', ', ',', ',\n  ', ', # c\n', ' , /* c */ '))
    .map(([items, by]) => `[${items.join(by)}]`),
  object: fc
    .tuple(
      fc.dictionary(
        fc.constantFrom('a', 'b_c', 'd-e', 'display_name'),
        fc.tuple(tie('literal'), fc.constantFrom(' = ', ' : ', '=')),
      ),
      fc.constantFrom(', ', '\n', ',\n'),
    )
    .map(
      ([entries, by]) =>
        `{${Object.entries(entries)
          .map(([key, [value, is]]) => `"${key}"${is}${value}`)
          .join(by)}}`,
    ),
}));

test('every literal is what hcl2json reads', async () => {
  await fc.assert(
    fc.asyncProperty(literal, async (written) => {
      const text = `x = ${written}\n`;
      expect(ours(text)).toEqual(await theirs(text));
    }),
    { numRuns: 400 },
  );
});

const line = fc.constantFrom(
  'a',
  '  b',
  '    c d',
  '',
  '\te',
  'é "q" \\n',
  '$${x} %%{y}',
  '  ',
  '${"in"} x',
  '  ${"in"}',
);

test('every heredoc is what hcl2json reads, where its parts are literal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (lines, isIndented) => {
      const plainLines = lines.filter((each) => !/\$\{"in"|\$\$|%%/.test(each));
      const text = `x = <<${isIndented ? '-' : ''}EOT\n${plainLines.map((each) => `${each}\n`).join('')}EOT\n`;
      expect(ours(text)).toEqual(await theirs(text));
    }),
    { numRuns: 200 },
  );
});

test('interpolations of literals are filled in, in heredocs as well', () => {
  expect(ours('x = <<-EOT\n    ${"in"} x\n      $${y}\n  EOT\n')).toBe('in x\n  ${y}\n');
});
