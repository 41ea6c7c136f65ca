import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankComments } from '../../src/input/json-comments.js';
import { createJsonEditor } from '../../src/input/json-edits.js';
import { isRecord } from '../../src/input/source.js';
import type { Edit, Pointer, TextChange } from '../../src/model/place.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** How a random document is written. Its own lines, its gaps and its comments are drawn from a stream of numbers. */
interface Layout {
  readonly newline: string;
  readonly unit: string;
  readonly isTall: boolean;
  readonly comments: boolean;
  readonly trailing: boolean;
  readonly draws: readonly number[];
}

const layouts = fc.record<Layout>({
  newline: fc.constantFrom('\n', '\r\n'),
  unit: fc.constantFrom('\t', '  ', '    '),
  isTall: fc.boolean(),
  comments: fc.boolean(),
  trailing: fc.boolean(),
  draws: fc.array(fc.nat(99), { minLength: 8, maxLength: 40 }),
});

const keys = fc.constantFrom('a', 'b', 'c', 'id', 'type', 'list', 'x,y', '//', '{"');
const { tree } = fc.letrec<{ tree: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('', 'x', '/* no */', 'a, b]', '"q"')),
  tree: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

function writer(layout: Layout): (value: Json) => string {
  let next = 0;
  const draw = (): number => layout.draws[next++ % layout.draws.length] ?? 0;
  const gap = (indent: string): string => {
    const { newline: nl, comments, isTall } = layout;
    const pick = comments ? draw() : 99;
    if (pick < 8) return ` // one, two]${nl}${indent}`;
    if (pick < 14) return `${nl}${indent}/* above, { */${nl}${indent}`;
    if (pick < 20) return `${nl}${nl}${indent}// apart${nl}${nl}${indent}`;
    if (pick < 25) return ' /* beside } */ ';
    if (pick < 30) return ` /* two${nl}lines */ `;
    const odd = draw();
    if (odd < 6) return `${nl}${nl}${indent}`;
    if (odd < 12) return '';
    if (odd < 18) return ` ${nl}${indent}`;
    return isTall ? nl + indent : '';
  };
  const write = (value: Json, indent: string): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const inner = indent + layout.unit;
    const isList = Array.isArray(value);
    const parts = isList
      ? value.map((item) => write(item, inner))
      : Object.entries(value).map(
          ([key, item]) => `${JSON.stringify(key)}:${draw() < 50 ? ' ' : ''}${write(item, inner)}`,
        );
    let text = isList ? '[' : '{';
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      text += gap(inner) + part;
      if (layout.comments && draw() < 8) text += ' /* before comma */';
      if (!isLast || (layout.trailing && draw() < 60)) text += ',';
    }
    return text + gap(indent) + (isList ? ']' : '}');
  };
  return (value) => gap('') + write(value, '') + gap('');
}

interface Planned {
  readonly edits: readonly Edit[];
  readonly expected: Json;
}

const replacements: readonly Json[] = [2, 'new', { id: 'x', type: 'Role' }, [], { list: [{ id: 'y' }] }];

/** Edits at random places that are apart from each other, and what they make of the value. */
function planEdits(value: Json, draws: readonly number[]): Planned {
  let next = 0;
  const draw = (): number => draws[next++ % draws.length] ?? 0;
  const edits: Edit[] = [];
  const visit = (each: Json, pointer: Pointer): Json => {
    if (typeof each !== 'object' || each === null) return each;
    const kept: [string | number, Json][] = [];
    for (const [key, item] of Object.entries(each)) {
      const part = Array.isArray(each) ? Number(key) : key;
      const choice = draw();
      const own = [...pointer, part];
      const instead = replacements[draw() % replacements.length] ?? null;
      if (choice < 25) edits.push({ op: 'remove', pointer: own });
      else if (choice < 40) {
        edits.push({ op: 'replace', pointer: own, value: instead });
        kept.push([part, instead]);
      } else kept.push([part, visit(item, own)]);
    }
    const added = draw() < 25 ? [replacements[draw() % replacements.length] ?? null] : [];
    if (draw() < 5) added.push('again');
    for (const item of Array.isArray(each) ? added : added.slice(0, 1)) {
      edits.push({ op: 'add', pointer: [...pointer, Array.isArray(each) ? '-' : 'new key'], value: item });
      kept.push(['new key', item]);
    }
    return Array.isArray(each) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
  };
  const expected = visit(value, []);
  return { edits, expected };
}

function applied(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: instead } of changes) {
    expect(start, 'changes are in order and apart').toBeGreaterThanOrEqual(at);
    result += text.slice(at, start) + instead;
    at = end;
  }
  return result + text.slice(at);
}

const parse = (text: string): unknown => JSON.parse(blankComments(text));
const container = tree.filter((value) => typeof value === 'object' && value !== null);
const draws = fc.array(fc.nat(99), { minLength: 5, maxLength: 60 });

test('any edits of any text give the edited value, and stay within what they are about', () => {
  fc.assert(
    fc.property(container, layouts, draws, (value, layout, numbers) => {
      const text = writer(layout)(value);
      expect(parse(text)).toEqual(value);
      const { edits, expected } = planEdits(value, numbers);
      const changes = createJsonEditor(text, blankComments(text), 0)(edits);
      if (changes === undefined) throw new Error('not made');
      const result = applied(text, changes);
      expect(parse(result)).toEqual(expected);
      // An order of keys that JSON.parse keeps is part of the result.
      if (!isRecord(expected)) return;
      expect(Object.keys(Object(parse(result))).filter((key) => key !== 'new key')).toEqual(
        Object.keys(expected).filter((key) => key !== 'new key'),
      );
    }),
    { numRuns: 3_000 },
  );
});

test('a text without comments keeps its style: its trailing commas, its line breaks and its indentation', () => {
  fc.assert(
    fc.property(container, layouts, draws, (value, layout, numbers) => {
      const text = writer({ ...layout, comments: false, trailing: false })(value);
      const changes = createJsonEditor(text, text, 0)(planEdits(value, numbers).edits) ?? [];
      const result = applied(text, changes);
      // Strict JSON stays strict: no trailing comma and no double one came in.
      JSON.parse(result);
      if (layout.newline === '\r\n') expect(result.replaceAll('\r\n', '')).not.toContain('\n');
      else expect(result).not.toContain('\r');
      if (!layout.isTall && !text.includes('\n')) expect(result).not.toContain('\n');
    }),
    { numRuns: 1_500 },
  );
});

test('a pretty text stays exactly what JSON.stringify writes', () => {
  const indents = fc.constantFrom('\t', '  ', '    ');
  fc.assert(
    fc.property(container, indents, draws, (value, indent, numbers) => {
      const text = JSON.stringify(value, null, indent);
      const { edits, expected } = planEdits(value, numbers);
      const removals = edits.filter(({ op }) => op !== 'add').length === edits.length;
      const changes = createJsonEditor(text, text, 0)(edits) ?? [];
      if (removals && text.includes('\n') && !/\n\s*"?[^\n]*(?:\[\]|\{\})/.test(text)) {
        expect(applied(text, changes)).toBe(JSON.stringify(expected, null, indent));
      } else expect(JSON.parse(applied(text, changes))).toEqual(expected);
    }),
    { numRuns: 1_500 },
  );
});
