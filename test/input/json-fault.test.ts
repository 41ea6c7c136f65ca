import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outline, placeText, problemLine, problemsOf } from './outline.js';

const manifest = readFileSync(new URL('formats/graph-manifest.json', import.meta.url), 'utf8').trimEnd();
const commented = `/* head */ ${manifest} // end`;

describe('the place and the cause of what is no JSON', () => {
  test.each([
    ['empty', '', '1:1-1:1', 'There is nothing to read here: no value, only white space or comments.'],
    ['white space', ' \n\t', '2:2-2:2', 'There is nothing to read here: no value, only white space or comments.'],
    ['only a comment', '// x', '1:5-1:5', 'There is nothing to read here: no value, only white space or comments.'],
    ['missing comma', '{ "a": 1\n "b": 2 }', '2:2-2:3', 'A comma is missing before this.'],
    ['missing comma between objects', '[{}\n{}]', '2:1-2:2', 'A comma is missing before this.'],
    ['missing colon', '{ "a" 1 }', '1:7-1:8', 'A colon is missing after the key.'],
    ['key alone', '{ "a" }', '1:7-1:8', 'A colon and a value are missing before this }.'],
    ['missing value', '{ "a": }', '1:8-1:9', 'A value is missing before this }.'],
    [
      'missing value before a comma',
      '{ "a": , "b": 1 }',
      '1:8-1:9',
      'There is a comma too many: a value is expected here.',
    ],
    ['two commas', '[1,,2]', '1:4-1:5', 'There is a comma too many: a value is expected here.'],
    ['comma first', '{, "a": 1}', '1:2-1:3', 'There is a comma too many: a key is expected here.'],
    ['two colons', '{"a":: 1}', '1:6-1:7', 'There is a colon, and a value is expected here.'],
    ['colon in a list', '["a": 1]', '1:5-1:6', 'There is a colon where a comma or the end of the list is expected.'],
    [
      'missing quote at the end',
      '{\n "a": "x,\n "b": 2 }',
      '2:7-2:10',
      'The text that starts here has no closing quote.',
    ],
    ['missing quote at the start', '{ "a": x" }', '1:8-1:9', 'This is no JSON value; text needs double quotes.'],
    ['single quotes', "{ 'a': 1 }", '1:3-1:4', 'JSON writes text in double quotes, not in single ones.'],
    ['typographic quotes', '{ “a”: 1 }', '1:3-1:4', 'JSON writes text in straight double quotes ("), not in “.'],
    ['unquoted key', '{ a: 1 }', '1:3-1:4', 'A key in double quotes is expected here.'],
    ['bad escape', '{ "a": "C:\\Users" }', '1:11-1:13', 'JSON knows no such escape; write \\\\ for a backslash.'],
    ['bad unicode escape', '{ "a": "\\u12x4" }', '1:9-1:11', 'JSON knows no such escape; write \\\\ for a backslash.'],
    [
      'good escapes before a bad one',
      '["\\\\\\n\\u0041\\q"]',
      '1:13-1:15',
      'JSON knows no such escape; write \\\\ for a backslash.',
    ],
    ['tab in a text', '["a\tb"]', '1:4-1:5', 'There is a control character here (U+0009); write it as \\t.'],
    [
      'NUL in a text',
      '["a\u0000b"]',
      '1:4-1:5',
      'There is a control character here (U+0000); write it as \\u0000, or delete it.',
    ],
    ['NUL between values', '[1,\u00002]', '1:4-1:5', 'There is a control character here (U+0000). Delete it.'],
    [
      'no-break space',
      '[\u00a01]',
      '1:2-1:3',
      'There is an invisible character here (U+00A0) that JSON does not take. Delete it.',
    ],
    [
      'second byte order mark',
      '\ufeff\ufeff[1]',
      '1:1-1:2',
      'There is an invisible character here (U+FEFF) that JSON does not take. Delete it.',
    ],
    ['trailing text', '{"a": 1} x', '1:10-1:11', 'There is text after the end of the JSON value.'],
    ['two documents on one line', '{"a": 1} {"b": 2}', '1:10-1:11', 'There is text after the end of the JSON value.'],
    ['closing bracket too many', '{"a": 1}}', '1:9-1:10', 'This } closes nothing.'],
    ['closing bracket first', '}', '1:1-1:2', 'This } closes nothing.'],
    ['mismatched bracket', '{"a": [1, 2}', '1:12-1:13', 'This } does not fit: the [ before it needs ] first.'],
    ['unfinished comment', '{"a": 1, /* x }', '1:10-1:12', 'This comment has no end: */ is missing.'],
    ['hash comment', '{ # x\n}', '1:3-1:4', 'A comment begins with // or /* here; JSON knows no #.'],
    ['NaN', '[NaN]', '1:2-1:5', 'JSON has no NaN: write a number, or null.'],
    ['-Infinity', '[-Infinity]', '1:2-1:11', 'JSON has no -Infinity: write a number, or null.'],
    ['undefined', '[undefined]', '1:2-1:11', 'JSON has no undefined: write null, or leave the property out.'],
    ['True', '[True]', '1:2-1:6', 'JSON writes true in small letters.'],
    ['01', '[01]', '1:2-1:4', 'This is not a number as JSON writes it: it must not begin with a zero.'],
    ['+1', '[+1]', '1:2-1:4', 'This is not a number as JSON writes it: leave the plus sign out.'],
    ['.5', '[.5]', '1:2-1:4', 'This is not a number as JSON writes it: a digit must stand on both sides of the point.'],
    ['1.', '[1.]', '1:2-1:4', 'This is not a number as JSON writes it: a digit must stand on both sides of the point.'],
    [
      'a GUID without quotes',
      '[00000003-0000-0000-c000-000000000000]',
      '1:2-1:38',
      'An id is text: it needs double quotes.',
    ],
    ['a word', '[Scope]', '1:2-1:7', 'This is no JSON value; text needs double quotes.'],
    ['ends inside a text', '{"a": "x', '1:9-1:9', 'The text ends inside a string: its closing quote is missing.'],
    [
      'ends at an escaped quote',
      '{"a": "x\\"',
      '1:11-1:11',
      'The text ends inside a string: its closing quote is missing.',
    ],
    [
      'ends inside an escape',
      '{"a": "x\\u00',
      '1:13-1:13',
      'The text ends inside a string: its closing quote is missing.',
    ],
    ['ends inside a word', '{"a": tru', '1:10-1:10', 'The text ends inside a value.'],
    ['ends inside a number', '{"a": -', '1:8-1:8', 'The text ends inside a value.'],
    ['ends with open brackets', '{"a": [1', '1:9-1:9', 'The text ends too early: 2 brackets are still open.'],
  ])('%s', (_name, text, span, message) => {
    expect(problemsOf(text).map(problemLine)).toEqual([
      `unreadable ${span} ${message} Nothing in this text could be checked.`,
    ]);
  });
});

describe('a text that ends early is a fault at its end, wherever it ends', () => {
  test.each([
    ['a manifest', manifest],
    ['a minified manifest', JSON.stringify(JSON.parse(manifest))],
  ])('%s', (_name, whole) => {
    for (let end = 0; end < whole.length; end += 1) {
      const text = whole.slice(0, end);
      const [problem, ...others] = problemsOf(text);
      expect(others).toEqual([]);
      expect(problem?.at.range).toEqual({ start: end, end });
    }
  });

  test('an unfinished comment is told where it starts', () => {
    for (let end = 1; end < commented.length; end += 1) {
      for (const { kind, at } of problemsOf(commented.slice(0, end))) {
        expect(kind).toBe('unreadable');
        const start = at.range?.start ?? -1;
        expect(start === end || (start === 0 && end < 10)).toBe(true);
      }
    }
  });
});

describe('a text met in a folder that does not parse', () => {
  test.each([
    ['is passed over when it does not look like a registration', '{ "resourceAccess": ', ['passed over: is not JSON']],
    ['is passed over when nothing in it can be one', '{ "a": ', ['passed over: holds no app registration']],
    ['is passed over when only escapes could make it one', '{ "\\u0061": ', ['passed over: is not JSON']],
    ['is passed over when its lines hold none', '{"a":"\\u0061"}\n{"a":\n', ['passed over: holds no app registration']],
  ])('%s', (_name, text, lines) => {
    expect(outline(text, 'met')).toEqual(lines);
  });

  test.each(['requiredResourceAccess', 'RequiredResourcesAccess', 'resourceAppId', 'signInAudience'])(
    'is told when it holds %s',
    (word) => {
      const [problem] = problemsOf(`{ "${word}": `, 'met');
      expect(problem && placeText(problem.at)).toBe(`1:${word.length + 7}`);
    },
  );
});

describe('a value on every line', () => {
  const app = '{"signInAudience":"AzureADMyOrg"}';

  test.each<[string, string, string[]]>([
    [
      'a broken line is told, the others are read',
      `${app}\n{"a":}\n${app}`,
      [
        'application',
        'unreadable 2:6-2:7 A value is missing before this }. Nothing in this line could be checked.',
        'application',
      ],
    ],
    [
      'a line that ends early is told at its end',
      `${app}\n{"a":[\r\n${app}`,
      [
        'application',
        'unreadable 2:8-2:8 The text ends too early: 2 brackets are still open. Nothing in this line could be checked.',
        'application',
      ],
    ],
    [
      'a text that ends early too',
      `${app}\n{"a":"b\n${app}`,
      [
        'application',
        'unreadable 2:8-2:8 The text ends inside a string: its closing quote is missing. Nothing in this line could be checked.',
        'application',
      ],
    ],
    [
      'a comment is no value',
      `${app}\n// x\n${app}`,
      [
        'application',
        'unreadable 2:1-2:3 A comment cannot stand here: this text holds a JSON value on every line. Nothing in this line could be checked.',
        'application',
      ],
    ],
    ['blank lines and other values are passed over', `${app}\n\n5\n"x"\n{}\n`, ['application']],
    ['none holds a registration', '{}\n{}', ['passed over: holds no app registration']],
  ])('%s', (_name, text, lines) => {
    const told = outline(text).filter((line) => /^(application|unreadable|passed)/.test(line));
    expect(told.map((line) => line.replace(/^application .*/, 'application'))).toEqual(lines);
  });

  test('a first line that is no whole value makes it one broken document', () => {
    expect(problemsOf(`{"a":\n${app}\n${app}`)).toHaveLength(1);
  });
});
