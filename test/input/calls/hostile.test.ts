import { describe, expect, test } from 'vitest';
import { outlineCalls } from './outline.js';

const deep = 1_000_000;
const megabyte = 1_048_576;
const lists = `${'['.repeat(deep)}${']'.repeat(deep)}`;
const objects = `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`;
const long = 8 * megabyte;
const lines = 300_000;

/** All that a text says, cut: a failed comparison must not print megabytes. */
function told(text: string): string[] {
  return outlineCalls(text).map((line) => line.slice(0, 120));
}

describe('a million levels', () => {
  test.each([
    ['lists', lists, /^1:2 Expected a call here/],
    ['objects', objects, /^1:1 This is no call/],
    ['lists that never end', '['.repeat(deep), /The text ends too early/],
    ['in a property', `{"method":"GET","url":"/x","body":${lists}}`, /^1 GET \/x$/],
    [
      'below a batch',
      `{"method":"POST","url":"/$batch","body":{"requests":[${lists}]}}`,
      /^1:1 Request 1 of this \$batch is a list/,
    ],
    ['on a line', `{"method":"GET","url":"/x"}\n${lists}`, /^1 GET \/x$/],
    [
      'messages in messages',
      `{"x":1}\n${'{"records":['.repeat(deep / 2)}${']}'.repeat(deep / 2)}`,
      /^1:1 This is no call/,
    ],
    [
      'lists in lists of results',
      `${'{"results":['.repeat(deep / 2)}${']}'.repeat(deep / 2)}`,
      /^1:13 This is no call/,
    ],
    ['as the address', `{"method":"GET","url":${lists}}`, /its url is a list/],
    ['brackets in a text', `GET /x${'('.repeat(deep)}`, /^1:1 This text holds no calls|^1:1 This line is too long/],
  ])('of %s', (_name, text, line) => {
    expect(told(text)[0]).toMatch(line);
  });
});

describe('fifty megabytes', () => {
  test.each([
    [
      'one word',
      'a'.repeat(long),
      [
        '1:1 This text holds no calls: expected a call a line, such as "GET /users", or NDJSON, JSON or CSV of calls, an HTTP arc',
      ],
    ],
    [
      'one line after a call',
      `GET /a\nGET /${'a'.repeat(long)}`,
      ['1 GET /a', expect.stringMatching(/^2:1 This line is too long/)],
    ],
    ['white space', ' '.repeat(long), [expect.stringMatching(/holds no calls/)]],
    [
      'white space in a line',
      `GET /a\nGET${' '.repeat(long)}/b`,
      ['1 GET /a', expect.stringMatching(/^2:1 This line is too long/)],
    ],
    ['commas in a table', `RequestMethod,RequestUri\nGET,/a${','.repeat(long)}`, ['2 GET /a']],
    [
      'an unclosed quote',
      `RequestMethod,RequestUri\nGET,"${'a""\n'.repeat(long / 4)}`,
      [expect.stringMatching(/^2:5 The quote that opens here/)],
    ],
    ['quoted cells on one line', `RequestMethod,RequestUri\nGET,/a${',"b"'.repeat(long / 4)}`, ['2 GET /a']],
    [
      'an address',
      `[{"method":"GET","url":"/${'a'.repeat(long)}"}]`,
      [`1:2 This call has no address: its url is too long (${long + 1} characters).`],
    ],
    ['a list on one line', `[${'{"method":"GET","url":"/a"},'.repeat(long / 28)}"GET /b"]`, ['1 GET /a', '1 GET /b']],
    ['lines', '{"method":"GET","url":"/a"}\n'.repeat(lines), ['1 GET /a']],
    ['rows', `RequestMethod,RequestUri\n${'GET,/a\n'.repeat(lines)}`, ['2 GET /a']],
    ['calls', 'GET /a\n'.repeat(lines), ['1 GET /a']],
    ['comments that touch', `[${'/**/'.repeat(long / 4)}"GET /a"]`, ['1 GET /a']],
    ['comments', `// ${'x'.repeat(long)}\n["GET /a"]`, ['2 GET /a']],
    ['host', `GET /a\nGET https://${'a.'.repeat(10_000)}com/`, ['1 GET /a', '1 x not an address of Microsoft Graph']],
  ])('of %s', (_name, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('many dependencies', () => {
  test('are found in one scan, in whatever order the object has them', () => {
    const number = 20_000;
    const dependency =
      '{"apiDeploymentBaseUrl":"https://graph.microsoft.com/v1.0/","requests":[{"method":"GET","uriTemplate":"/a"}]}';
    const all = Array.from({ length: number }, (_, at) => `"${number - at}":${dependency}`).join(',\n');
    expect(told(`{"apiDependencies":{${all}}}`)).toEqual(['1 GET https://graph.microsoft.com/v1.0/a']);
  });
});

describe('odd characters', () => {
  test.each([
    ['NUL in an address', 'GET /a\u0000b\nGET /c', ['1:5 The address holds a control character.', '2 GET /c']],
    ['NUL as the method', 'GET /c\n\u0000 /a', ['1 GET /c', expect.stringMatching(/^2:1 This is no HTTP method\./)]],
    ['NUL alone', '\u0000'.repeat(100), [expect.stringMatching(/holds no calls/)]],
    ['an escape sequence', '[{"method":"\\u001b[31mGET","url":"/a"}]', [expect.not.stringContaining('\u001b')]],
    ['a lone surrogate', 'GET /a\ud800b', ['1 GET /a\ud800b']],
    ['a lone surrogate in JSON', '["GET /a\\udfff"]', ['1 GET /a\udfff']],
    ['a host of odd characters', 'GET https://exa\u202emple.com/a', ['1 x not an address of Microsoft Graph']],
    ['line separators', 'GET /a\u2028GET /b', [expect.stringMatching(/^1:8 There is text after the address/)]],
    ['old line ends', 'GET /a\rGET /b', [expect.stringMatching(/^1:8 There is text after the address/)]],
    [
      'names of prototypes',
      'RequestMethod,RequestUri,__proto__,kind\nGET,/a,x,constructor',
      [expect.stringMatching(/^2:1 The kind of this call/)],
    ],
  ])('%s', (_name, text, lines) => {
    expect(outlineCalls(text)).toEqual(lines);
  });
});
