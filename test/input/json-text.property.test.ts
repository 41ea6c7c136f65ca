import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankComments } from '../../src/input/json-comments.js';
import { findDuplicateKeys, mayHoldDuplicates } from '../../src/input/json-duplicates.js';
import { findJsonFault } from '../../src/input/json-fault.js';
import { locateInJson } from '../../src/input/json-places.js';
import { type OffsetRange, type Pointer, pointerText, type Spot } from '../../src/model/place.js';

/** A JSON value whose objects may hold a key twice. */
type Tree =
  | { readonly kind: 'leaf'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Tree])[] };

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'id', '0', '__proto__', 'a"b', '\\', '//', '/*', ',}'),
  fc.string({ maxLength: 3 }),
);
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('//', '/* */', ',]', '":', '\\"'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf.map((value): Tree => ({ kind: 'leaf', value })),
    fc.array(tie('tree'), { maxLength: 4 }).map((items): Tree => ({ kind: 'list', items })),
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((entries): Tree => ({ kind: 'object', entries })),
  ),
}));

/** White space between tokens, with comments or without. */
const spaces = ['', '', ' ', '\n', '\r\n', '\t'];
const gaps = [...spaces, '/* "x" // */', '// "}\n', '/**/'];

interface Rendered {
  readonly text: string;
  readonly spots: readonly (Spot & { readonly range: OffsetRange })[];
}

/** Writes a tree with gaps of a list, chosen by `pick`; notes where every value and key stands. */
function render(root: Tree, fillers: readonly string[], pick: () => number, comma: boolean): Rendered {
  let text = '';
  const spots: (Spot & { readonly range: OffsetRange })[] = [];
  const gap = () => {
    text += fillers[pick() % fillers.length];
  };
  const closed = (end: string, count: number) => {
    if (comma && count > 0 && pick() % 2 === 0) {
      text += ',';
      gap();
    }
    text += end;
  };
  const note = (pointer: Pointer, part: Spot['part'], start: number) =>
    spots.push({ pointer, part, range: { start, end: text.length } });
  const write = (value: Tree, pointer: Pointer): void => {
    const start = text.length;
    if (value.kind === 'leaf') text += JSON.stringify(value.value);
    else {
      const parts: readonly (readonly [string | number, Tree])[] =
        value.kind === 'list' ? value.items.map((item, index) => [index, item]) : value.entries;
      text += value.kind === 'list' ? '[' : '{';
      gap();
      parts.forEach(([part, below], index) => {
        if (index > 0) text += ',';
        gap();
        if (value.kind === 'object') {
          const keyStart = text.length;
          text += JSON.stringify(part);
          note([...pointer, part], 'key', keyStart);
          gap();
          text += ':';
          gap();
        }
        write(below, [...pointer, part]);
        gap();
      });
      closed(value.kind === 'list' ? ']' : '}', parts.length);
    }
    note(pointer, 'value', start);
  };
  gap();
  write(root, []);
  gap();
  return { text, spots };
}

const pickers = fc.array(fc.nat(100), { minLength: 7, maxLength: 31 }).map((numbers) => () => {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
});

/** The value that a pointer leads to in what `JSON.parse` makes of a text. */
function follow(root: unknown, pointer: Pointer): unknown {
  return pointer.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined,
    root,
  );
}

describe('locateInJson', () => {
  test('gives exactly the source of a value or key; of a key that stands twice, the last', () => {
    fc.assert(
      fc.property(tree, pickers, fc.boolean(), (root, picker, commented) => {
        const { text, spots } = render(root, commented ? gaps : spaces, picker(), commented);
        const json = blankComments(text);
        const parsed: unknown = JSON.parse(json);
        const wanted = spots.map(({ pointer, part }) => ({ pointer, part }));
        const ranges = locateInJson(json, 0, wanted);
        for (const [index, { pointer, part }] of wanted.entries()) {
          // The key was lost to a list of the same name, and an index has no key of its own.
          if (part === 'key' && Array.isArray(follow(parsed, pointer.slice(0, -1)))) continue;
          const value = follow(parsed, pointer);
          const range = ranges[index];
          if (value === undefined) {
            expect(range).toBeUndefined();
            continue;
          }
          const source = text.slice(range?.start, range?.end);
          if (part === 'key') expect(JSON.parse(source)).toBe(pointer.at(-1));
          else expect(JSON.parse(blankComments(source))).toEqual(value);
          const last = spots.findLast(
            (spot) => spot.part === part && pointerText(spot.pointer) === pointerText(pointer),
          );
          if (!hasDuplicates(root)) expect(range).toEqual(last?.range);
        }
        expect(locateInJson(json, 0, [{ pointer: ['nowhere', 0], part: 'value' }])).toEqual([undefined]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('blankComments', () => {
  test('keeps length and lines of any text, and changes nothing the second time', () => {
    const piece = fc.oneof(
      fc.constantFrom('/', '*', '//', '/*', '*/', '"', '\\', ',', '[', ']', '{', '}', '\n', '\r\n', ' ', '1'),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const blank = blankComments(text);
        expect(blank.length).toBe(text.length);
        expect(blank.replace(/[^\r\n]/g, '.')).toBe(text.replace(/[^\r\n]/g, '.'));
        expect(blankComments(blank)).toBe(blank);
      }),
      { numRuns: 2_000 },
    );
  });

  test('changes nothing in JSON, and gives back the value that was commented', () => {
    fc.assert(
      fc.property(tree, pickers, (root, picker) => {
        const plain = render(root, spaces, picker(), false).text;
        expect(blankComments(plain)).toBe(plain);
        const { text } = render(root, gaps, picker(), true);
        expect(JSON.parse(blankComments(text))).toEqual(JSON.parse(plain));
      }),
    );
  });
});

/** The pointers of repeated keys, in the order of the text. */
function naiveDuplicates(root: Tree, pointer: Pointer = []): string[] {
  if (root.kind === 'leaf') return [];
  if (root.kind === 'list') return root.items.flatMap((item, index) => naiveDuplicates(item, [...pointer, index]));
  return root.entries.flatMap(([key_, value], index) => {
    const own = root.entries.slice(0, index).some(([before]) => before === key_)
      ? [pointerText([...pointer, key_])]
      : [];
    return [...own, ...naiveDuplicates(value, [...pointer, key_])];
  });
}

function hasDuplicates(root: Tree): boolean {
  return naiveDuplicates(root).length > 0;
}

describe('findDuplicateKeys', () => {
  test('agrees with a plain walk, and the count before it never hides one', () => {
    fc.assert(
      fc.property(tree, pickers, (root, picker) => {
        const { text, spots } = render(root, spaces, picker(), false);
        const found = findDuplicateKeys(text, 0);
        expect(found.map(({ pointer }) => pointerText(pointer))).toEqual(naiveDuplicates(root));
        for (const { range } of found)
          expect(spots.some((spot) => spot.range.start === range.start && spot.part === 'key')).toBe(true);
        if (found.length > 0) expect(mayHoldDuplicates(text, JSON.parse(text))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('findJsonFault', () => {
  test('finds a place within any text that does not parse', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      "'",
      '1',
      '-',
      'tru',
      'true',
      '\n',
      ' ',
      '\\',
      '/',
      '/*',
      '\u0000',
      '\ufeff',
      '\u00a0',
      '“',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const json = blankComments(pieces.join(''));
        try {
          JSON.parse(json);
          return;
        } catch {
          const { range, message } = findJsonFault(json, 0, json.length);
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(json.length);
          expect(message).toMatch(/^\S.*\.$/s);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
