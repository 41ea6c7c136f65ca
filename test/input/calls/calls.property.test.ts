import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCallLine, readCalls } from '../../../src/input/calls/read-calls.js';
import type { Call } from '../../../src/model/call.js';

const segment = fc.stringMatching(/^[A-Za-z0-9{}._~$()='-]{1,12}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'MERGE'),
  url: fc
    .tuple(fc.constantFrom('', '/v1.0', 'https://graph.microsoft.com/beta'), path)
    .map(([base, rest]) => base + rest),
  kind: fc.constantFrom('application', 'delegated', undefined),
});
type Written = { method: string; url: string; kind: 'application' | 'delegated' | undefined };
const calls = fc.uniqueArray(call, { minLength: 1, maxLength: 20, selector: (each) => JSON.stringify(each) });

const writers: readonly (readonly [string, (calls: readonly Written[]) => string])[] = [
  ['lines', (all) => all.map(({ method, url, kind }) => `${kind ?? ''} ${method}\t${url}`).join('\r\n')],
  ['a list', (all) => JSON.stringify(all, undefined, 2)],
  ['NDJSON', (all) => all.map((each) => `${JSON.stringify(each)}\n`).join('')],
  [
    'a table',
    (all) => `Kind;Method;Url\n${all.map(({ method, url, kind }) => `${kind ?? ''};"${method}";"${url}"`).join('\n')}`,
  ],
];

/** Braces before the path would be a variable of a tool, `$batch` a batch. */
const isPlain = ({ url }: Written): boolean => !/\$batch$/.test(url);

describe('what is written is read back', () => {
  test.each(writers)('%s', (_name, write) => {
    fc.assert(
      fc.property(calls, (all) => {
        const plain = all.filter(isPlain);
        fc.pre(plain.length > 0);
        const read = [...readCalls('x', write(plain))].map((item) =>
          item.kind === 'call' ? withoutSource(item.call) : item,
        );
        expect(read).toEqual(plain.map(({ kind, ...rest }) => ({ ...rest, ...(kind && { kind }) })));
      }),
    );
  });
});

function withoutSource({ source: _, ...rest }: Call): Omit<Call, 'source'> {
  return rest;
}

const piece = fc.oneof(
  fc.constantFrom(
    'GET',
    'POST',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '/users',
    '/$batch',
    '?',
    '#',
    '{',
    '}',
    '[',
    ']',
    ',',
    ';',
    ':',
    '"',
    "'",
    '`',
  ),
  fc.constantFrom(
    '"requests"',
    '"method"',
    '"url"',
    '"log"',
    '"entries"',
    '"apiDependencies"',
    '"value"',
    '"properties"',
    '\\',
    'null',
    '1',
  ),
  fc.constantFrom(
    'RequestMethod',
    'RequestUri',
    'https://',
    'graph.microsoft.com',
    'user:secret@',
    '{{x}}',
    '#EXT#',
    'application',
    '- ',
    '//',
    '/*',
    '\u0000',
    '\ud800',
    '\ufeff',
  ),
  fc.string({ maxLength: 5, unit: 'binary' }),
);
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('any text', () => {
  test('gives items with places in it, and never a user or a throw', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const items = [...readCalls('x', text)];
        expect(items.length).toBeGreaterThan(0);
        for (const item of items) {
          if (item.kind === 'problem') {
            expect(item.problem.line).toBeGreaterThanOrEqual(1);
            expect(item.problem.line).toBeLessThanOrEqual(text.split('\n').length);
            expect(item.problem.column).toBeGreaterThanOrEqual(1);
            expect(item.problem.message).toMatch(/^\S.*\.$/s);
          }
          // A message may tell how to write a control character; the character itself never gets out.
          const told = item.kind === 'call' ? '' : JSON.stringify(item);
          expect(told).not.toMatch(/secret|(?<!\\)\\u0000/);
        }
        expect([...readCalls('x', text)]).toEqual(items);
      }),
      { numRuns: 3_000 },
    );
  });

  test('is a call, or a fault in one line of words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = parseCallLine(text);
        if (read.ok) expect(read.call.url).not.toBe('');
        else expect(read.column).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('any JSON value is read without a throw', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        fc.constantFrom('', '{"log":{"entries":[', '{"requests":[', '{"apiDependencies":{"a":'),
        (json, before) => {
          const closers = {
            '': '',
            '{"log":{"entries":[': ']}}',
            '{"requests":[': ']}',
            '{"apiDependencies":{"a":': '}}',
          } as const;
          expect([...readCalls('x', before + json + closers[before])].length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
