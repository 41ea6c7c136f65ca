import { describe, expect, test } from 'vitest';
import { blankComments } from '../../src/input/json-comments.js';
import { createJsonEditor } from '../../src/input/json-edits.js';
import { readText } from '../../src/input/read.js';
import type { Edit, Pointer, TextChange } from '../../src/model/place.js';

function apply(text: string, changes: readonly TextChange[]): string {
  return changes.reduceRight(
    (now, { start, end, text: instead }) => now.slice(0, start) + instead + now.slice(end),
    text,
  );
}

function edited(text: string, ...edits: Edit[]): string | undefined {
  const changes = createJsonEditor(text, blankComments(text), 0)(edits);
  return changes && apply(text, changes);
}

const remove = (...pointer: Pointer): Edit => ({ op: 'remove', pointer });
const add = (value: unknown, ...pointer: Pointer): Edit => ({ op: 'add', pointer, value });
const replace = (value: unknown, ...pointer: Pointer): Edit => ({ op: 'replace', pointer, value });
const lines = (...all: string[]): string => all.join('\n');

describe('removing', () => {
  test.each<[string, string, Edit[], string]>([
    ['the first of one line', '[1, 2, 3]', [remove(0)], '[2, 3]'],
    ['one in the middle of one line', '[ 1, 2, 3 ]', [remove(1)], '[ 1, 3 ]'],
    ['the last of one line', '[ 1, 2, 3 ]', [remove(2)], '[ 1, 2 ]'],
    ['the last before a trailing comma', '[1, 2, 3,]', [remove(2)], '[1, 2,]'],
    ['all of one line', '{ "a": [ 1, 2 ] }', [remove('a', 0), remove('a', 1)], '{ "a": [] }'],
    ['a key', '{"a":1,"b":{"c":2}}', [remove('a')], '{"b":{"c":2}}'],
    ['a comment beside it in one line', '[1, /* two */ 2, 3]', [remove(1)], '[1, 3]'],
    ['nothing of the next one’s comment', '[1, 2, /* three */ 3]', [remove(1)], '[1, /* three */ 3]'],
    ['a line', lines('[', '  1,', '  2,', '  3', ']'), [remove(1)], lines('[', '  1,', '  3', ']')],
    ['the last line', lines('[', '  1,', '  2', ']'), [remove(1)], lines('[', '  1', ']')],
    ['the last line, trailing comma', lines('[', '  1,', '  2,', ']'), [remove(1)], lines('[', '  1,', ']')],
    ['every line', lines('[', '  1,', '  2', ']'), [remove(0), remove(1)], '[]'],
    [
      'the empty line with it',
      lines('[', '  1,', '', '  2,', '', '  3', ']'),
      [remove(1)],
      lines('[', '  1,', '', '  3', ']'),
    ],
    ['the empty line before a bracket', lines('[', '  1,', '', '  2', ']'), [remove(1)], lines('[', '  1', ']')],
    ['the last before a bracket in its line', lines('[', '  1,', '  2 ]'), [remove(1)], lines('[', '  1 ]')],
    ['never the bracket’s own line', lines('[ // one', '  1 ]'), [remove(0)], lines('[ // one', '  ]')],
    [
      'the comment in its line and the ones directly above',
      lines('[', '  1, // one', '  // for two', '  /* more */', '  2, // two', '  3 // three', ']'),
      [remove(1)],
      lines('[', '  1, // one', '  3 // three', ']'),
    ],
    [
      'no comment that stands apart',
      lines('[ // list', '  // all', '', '  1,', '', '  // tail', '', '  2', '  // end', ']'),
      [remove(1)],
      lines('[ // list', '  // all', '', '  1', '', '  // tail', '', '  // end', ']'),
    ],
    ['the first of two in a line', lines('[', '  1, 2,', '  3', ']'), [remove(0)], lines('[', '  2,', '  3', ']')],
    ['the second of two in a line', lines('[', '  1, 2,', '  3', ']'), [remove(1)], lines('[', '  1,', '  3', ']')],
    ['objects that share lines', '[{\n  "a": 1\n}, {\n  "b": 2\n}]', [remove(0)], '[{\n  "b": 2\n}]'],
    ['the last of objects that share lines', '[{\n  "a": 1\n}, {\n  "b": 2\n}]', [remove(1)], '[{\n  "a": 1\n}]'],
  ])('%s', (_what, text, edits, expected) => {
    expect(edited(text, ...edits)).toBe(expected);
    expect(edited(text.replaceAll('\n', '\r\n'), ...edits)).toBe(expected.replaceAll('\n', '\r\n'));
  });
});

describe('adding', () => {
  test.each<[string, string, Edit[], string]>([
    ['to one line', '[1, 2]', [add(3, '-')], '[1, 2, 3]'],
    ['to a minified list', '[{"a":1}]', [add({ b: 2, c: 3 }, '-')], '[{"a":1},{"b":2,"c":3}]'],
    ['after a trailing comma', '[1, 2,]', [add(3, '-')], '[1, 2, 3,]'],
    ['to an empty list', '{"a":[]}', [add({ b: 2 }, 'a', '-')], '{"a":[{"b":2}]}'],
    ['to an empty object', '{}', [add(2, 'b')], '{"b": 2}'],
    ['a key', '{"a":1}', [add({ b: true }, 'c')], '{"a":1,"c":{"b":true}}'],
    ['a key that is there', '{"a":1}', [add(2, 'a')], '{"a":2}'],
    [
      'like the one above',
      lines('[', '\t{ "a": 1, "b":2 }', ']'),
      [add({ c: 3, d: 4 }, '-')],
      lines('[', '\t{ "a": 1, "b":2 },', '\t{ "c": 3, "d": 4 }', ']'),
    ],
    [
      'behind a comment',
      lines('[', '  1 // one', '  // end', ']'),
      [add(2, '-')],
      lines('[', '  1, // one', '  2', '  // end', ']'),
    ],
    ['behind comma and comment', lines('[', '  1, // one', ']'), [add(2, '-')], lines('[', '  1, // one', '  2,', ']')],
    [
      'over several lines',
      lines('{', '    "a": [', '        {', '            "b": 1', '        }', '    ]', '}'),
      [add({ c: [{ d: 2 }] }, 'a', '-')],
      lines(
        '{',
        '    "a": [',
        '        {',
        '            "b": 1',
        '        },',
        '        {',
        '            "c": [',
        '                {',
        '                    "d": 2',
        '                }',
        '            ]',
        '        }',
        '    ]',
        '}',
      ),
    ],
    [
      'to an empty list of several lines',
      lines('{', '\t"a": []', '}'),
      [add({ b: 1 }, 'a', '-')],
      lines('{', '\t"a": [', '\t\t{', '\t\t\t"b": 1', '\t\t}', '\t]', '}'),
    ],
    ['to a list with a comment only', lines('[', '  // none', ']'), [add(1, '-')], lines('[', '  // none', '  1', ']')],
    [
      'in place of the last',
      lines('[', '  { "a": 1 }', ']'),
      [add({ b: 2 }, '-'), remove(0)],
      lines('[', '  { "b": 2 }', ']'),
    ],
    ['and removing before', '[1, 2, 3]', [remove(0), add(4, '-')], '[2, 3, 4]'],
    ['and removing the last', '[1, 2, 3,]', [remove(2), add(4, '-'), add(5, '-')], '[1, 2, 4, 5,]'],
    ['beside objects that share lines', '[{\n  "a": 1\n}]', [add({ b: 2 }, '-')], '[{\n  "a": 1\n}, {\n  "b": 2\n}]'],
  ])('%s', (_what, text, edits, expected) => {
    expect(edited(text, ...edits)).toBe(expected);
    expect(edited(text.replaceAll('\n', '\r\n'), ...edits)).toBe(expected.replaceAll('\n', '\r\n'));
  });
});

describe('what cannot be done', () => {
  test.each<[string, string, Edit]>([
    ['a place that is not there', '[1]', remove(1)],
    ['a key that is not there', '{"a":1}', replace(1, 'b')],
    ['below a value', '{"a":1}', add(1, 'a', 'b')],
    ['a key that stands twice: the first would count again', '{"a":1,"a":2}', remove('a')],
    ['between the items of a list', '[1]', add(2, 0)],
    ['the whole document', '[1]', replace([], ...[])],
  ])('%s', (_what, text, edit) => {
    expect(edited(text, edit)).toBeUndefined();
  });

  test('an edit within what another one removes', () => {
    expect(edited('{"a":{"b":1},"c":2}', remove('a'), replace(2, 'a', 'b'))).toBeUndefined();
  });
});

test('of a key that stands twice the value that counts is replaced', () => {
  expect(edited('{"a":1,"a":2}', replace(3, 'a'))).toBe('{"a":1,"a":3}');
});

test('keys are found however they are written: escapes, and the letter case of the document', () => {
  expect(edited('{"\\u0061":1}', replace(3, 'a'))).toBe('{"\\u0061":3}');
  const text = '{"RequiredResourceAccess":[{"ResourceAppId":"x","ResourceAccess":[]}]}';
  const [item] = [...readText('x.json', text, 'named')].flatMap((each) => (each.kind === 'application' ? [each] : []));
  const document = item?.application.at.document;
  const changes = document?.change?.([remove('requiredResourceAccess', 0, 'resourceAccess')]) ?? [];
  expect(apply(text, changes)).toBe('{"RequiredResourceAccess":[{"ResourceAppId":"x"}]}');
});

test('changes of a line of NDJSON are offsets of the whole text', () => {
  const line = '{"displayName":"x","requiredResourceAccess":[1]}';
  const text = `${line}\n\n${line}\n`;
  const applications = [...readText('x.ndjson', text, 'named')].flatMap((each) =>
    each.kind === 'application' ? [each.application] : [],
  );
  const [, second] = applications.map(({ at }) => at.document.change?.([remove('requiredResourceAccess', 0)]) ?? []);
  expect(apply(text, second ?? [])).toBe(`${line}\n\n{"displayName":"x","requiredResourceAccess":[]}\n`);
});

test('a value of a text that does not parse is not changed', () => {
  const [item] = [...readText('x.json', '{"requiredResourceAccess":[1', 'named')];
  if (item?.kind !== 'problem') throw new Error('no problem');
  expect(item.problem.at.document.change?.([remove('requiredResourceAccess', 0)])).toBeUndefined();
});
