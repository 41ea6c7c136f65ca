import { describe, expect, test } from 'vitest';
import { type Document, keyAt, lineRanges, pointerText, valueAt } from '../../src/model/place.js';

function documentOf(text: string | undefined, origin = { offset: 0, line: 1 }): Document {
  return {
    name: 'x',
    text,
    origin,
    spell: (pointer) => pointer,
    locate: (spots) => spots.map(({ range }) => range),
  };
}

describe('pointerText', () => {
  test.each([
    [[], ''],
    [['a', 0, 'b'], '/a/0/b'],
    [['a/b', 'c~d', '~1'], '/a~1b/c~0d/~01'],
    [[''], '/'],
  ])('%j is %j', (pointer, text) => {
    expect(pointerText(pointer)).toBe(text);
  });
});

describe('lineRanges', () => {
  const range = (start: number, end: number) => ({ ...valueAt(documentOf(''), []), range: { start, end } });

  test('counts lines and columns from 1, and keeps the order of the places', () => {
    const document = documentOf('ab\ncd\r\n\nef');
    expect(lineRanges(document, [range(8, 10), range(0, 2), range(4, 8)])).toEqual([
      { line: 4, column: 1, endLine: 4, endColumn: 3 },
      { line: 1, column: 1, endLine: 1, endColumn: 3 },
      { line: 2, column: 2, endLine: 4, endColumn: 1 },
    ]);
  });

  test('begins at the origin of a document that is one of several', () => {
    expect(lineRanges(documentOf('a\nb\ncd', { offset: 4, line: 3 }), [range(5, 6)])).toEqual([
      { line: 3, column: 2, endLine: 3, endColumn: 3 },
    ]);
  });

  test('has no lines for an object that was handed in, nor for a place that is not there', () => {
    expect(lineRanges(documentOf(undefined), [range(0, 1)])).toEqual([undefined]);
    expect(lineRanges(documentOf('x'), [keyAt(documentOf('x'), ['a'])])).toEqual([undefined]);
  });
});
