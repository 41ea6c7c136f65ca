import { describe, expect, test } from 'vitest';
import { applicationsOf, itemsOf, outline, problemLine, problemsOf } from './outline.js';

const deep = 100_000;
const lists = `${'['.repeat(deep)}${']'.repeat(deep)}`;
const objects = `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`;

describe('a hundred thousand levels', () => {
  test.each([
    ['lists alone', lists, ['passed over: holds no app registration']],
    ['objects alone', objects, ['passed over: holds no app registration']],
    ['lists in an unknown property', `{"requiredResourceAccess":[],"x":${lists}}`, ['application ids-only 1:1']],
    ['objects in an unknown property', `{"x":${objects},"requiredResourceAccess":[]}`, ['application ids-only 1:1']],
    [
      'objects and a placeholder',
      `{"x":${objects},"requiredResourceAccess":[],"displayName":"{{x}}"}`,
      ['application names-allowed 1:1', 'name <placeholder {{x}}> 1:600050'],
    ],
    [
      'lists as the requests',
      `{"requiredResourceAccess":${lists}}`,
      [
        'malformed 1:28-1:200026 requiredResourceAccess[0] is a list; the service takes an object here and refuses anything else.',
        'application ids-only 1:1',
        'request <malformed> 1:28',
      ],
    ],
  ])('%s', (_name, text, lines) => {
    const told = outline(text).filter((line) => !line.startsWith('empty'));
    expect(told.slice(0, 2)).toEqual(lines.slice(0, 2));
  });

  test('with a duplicate key at the bottom', () => {
    const text = `{"requiredResourceAccess":[],"x":${'{"a":'.repeat(deep)}{"b":1,"b":2}${'}'.repeat(deep)}}`;
    expect(problemsOf(text).map(({ at }) => at.range)).toEqual([{ start: 500_040, end: 500_043 }]);
  });

  test('that never end', () => {
    expect(problemsOf('['.repeat(deep)).map(problemLine)[0]).toMatch(
      /^unreadable 1:100001-1:100001 The text ends too early: 100000 brackets/,
    );
    expect(problemsOf('}'.repeat(deep)).map(problemLine)[0]).toMatch(/^unreadable 1:1-1:2 This } closes nothing/);
  });

  test('more than a million are not followed', () => {
    const text = '['.repeat(6_000_000);
    expect(problemsOf(text)[0]?.message).toMatch(/^Too many brackets are open here/);
  });
});

describe('thirty megabytes', () => {
  const filler = 'x'.repeat(30_000_000);
  const app = `{"signInAudience":"AzureADMyOrg","huge":"${filler}","displayName":"Big"}`;

  test('of an unknown property', () => {
    expect(applicationsOf(app)[0]?.name).toMatchObject({ value: 'Big' });
  });
  test('without a mark are passed over unparsed', () => {
    expect(outline(`{"huge":"${filler}"`, 'met')).toEqual(['passed over: holds no app registration']);
  });
  test('that end early', () => {
    expect(problemsOf(app.slice(0, -40))[0]?.at.range?.start).toBe(app.length - 40);
  });
  test('of unfinished comments', () => {
    expect(problemsOf(`{"signInAudience": ${'/* '.repeat(1_000_000)}`)[0]?.message).toMatch(/^This comment has no end/);
  });
  test('of escaped quotes and backslashes', () => {
    expect(problemsOf(`["${'\\"'.repeat(5_000_000)}`)[0]?.message).toMatch(/^The text ends inside a string/);
    expect(problemsOf(`["${'\\\\'.repeat(5_000_000)}`)[0]?.message).toMatch(/^The text ends inside a string/);
  });
  test('of trailing commas', () => {
    expect(problemsOf(`[${'1,   '.repeat(1_000_000)}],`)[0]?.message).toMatch(/^There is text after the end/);
  });
  test('of faults give a thousand, and a word about the rest', () => {
    const problems = problemsOf(`{"tags":[${'1,'.repeat(200_000)}1],"requiredResourceAccess":[]}`);
    expect(problems).toHaveLength(1_001);
    expect(problems.at(-1)?.message).toBe('The document has more faults of this kind: the first 1000 are told.');
  });
  test('of requests are read as far as they can matter', () => {
    const text = `[{"resourceAppId":"A","resourceAccess":[${'{},'.repeat(300_000)}{}]},{"resourceAppId":"B","resourceAccess":[{}]}]`;
    expect(applicationsOf(text)[0]?.requests).toHaveLength(100_000);
  });
  test('of lines', () => {
    const text = '{"signInAudience":"AzureADMyOrg"}\n'.repeat(50_000);
    expect(itemsOf(text)).toHaveLength(50_000);
  });
});

describe('keys and values that objects have of their own', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'prototype', 'length'];

  test.each(names)('%s', (name) => {
    const text = `{"requiredResourceAccess":[{"${name}":{"resourceAppId":"X"},"resourceAppId":"${name}","resourceAccess":[{"id":"${name}","type":"${name}","${name}":1}]}],"${name}":{"signInAudience":"X"},"${name}":1,"signInAudience":"${name}","Web":{"${name}":5}}`;
    const [application] = applicationsOf(text);
    expect(application?.audience).toMatchObject({ known: true, value: name });
    expect(application?.requests[0]?.permission).toMatchObject({ known: true, value: name });
    expect(application?.requests[0]?.kind).toMatchObject({ known: false, why: 'malformed' });
    expect(problemsOf(text).map(({ at }) => at.pointer.at(-1))).toEqual([name, 'Web', 'type']);
  });

  test.each(names)('an object with its own %s stands for no text', (name) => {
    const odd = `{"${name}":5}`;
    const text = `{"@odata.type":${odd},"signInAudience":"x","replyUrlsWithType":[{"url":"u","type":${odd}},{"url":"v","type":"${name}"}]}`;
    expect(outline(text).filter((line) => !line.startsWith('malformed'))).toEqual([
      'application ids-only 1:1',
      expect.stringMatching(/^audience x /),
      expect.stringMatching(/^redirect web u /),
      expect.stringMatching(/^redirect web v /),
    ]);
    expect(problemsOf(text)).toHaveLength(2);
  });

  test.each(names)('%s makes no registration of an object', (name) => {
    expect(outline(`{"${name}":{"requiredResourceAccess":[]}}`)).toEqual(['passed over: holds no app registration']);
  });
});

describe('texts of any kind come through as they are', () => {
  test.each([
    ['lone surrogate', '"\\ud800"', '\ud800'],
    ['raw lone surrogate', '"\ud800x"', '\ud800x'],
    ['NUL', '"a\\u0000b"', 'a\u0000b'],
    ['line separator', '"a\u2028b"', 'a\u2028b'],
    ['half a million letters', `"${'é'.repeat(500_000)}"`, 'é'.repeat(500_000)],
    ['GUID in upper case', '"E1FE6DD8-BA31-4D61-89E7-88639DA4683D"', 'E1FE6DD8-BA31-4D61-89E7-88639DA4683D'],
    ['GUID in braces', '"{e1fe6dd8-ba31-4d61-89e7-88639da4683d}"', '{e1fe6dd8-ba31-4d61-89e7-88639da4683d}'],
    ['GUID in parentheses', '"(e1fe6dd8-ba31-4d61-89e7-88639da4683d)"', '(e1fe6dd8-ba31-4d61-89e7-88639da4683d)'],
    ['GUID with spaces', '" e1fe6dd8-ba31-4d61-89e7-88639da4683d "', ' e1fe6dd8-ba31-4d61-89e7-88639da4683d '],
    ['GUID without dashes', '"e1fe6dd8ba314d6189e788639da4683d"', 'e1fe6dd8ba314d6189e788639da4683d'],
    ['GUID with a wrong letter', '"e1fe6dd8-ba31-4d61-89e7-88639da4683O"', 'e1fe6dd8-ba31-4d61-89e7-88639da4683O'],
    ['empty', '""', ''],
  ])('%s', (_name, json, value) => {
    const text = `[{"resourceAppId":"A","resourceAccess":[{"id":${json},"type":"Role"}]}]`;
    expect(problemsOf(text)).toEqual([]);
    expect(applicationsOf(text)[0]?.requests[0]?.permission).toMatchObject({ known: true, value });
  });
});
