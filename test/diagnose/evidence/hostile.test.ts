import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/diagnose/evidence/read-evidence.js';
import { bodies, http, logs, short, token } from './wrappings.js';

const size = 10 * 1024 * 1024;
const filled = (text: string): string => text.repeat(Math.ceil(size / text.length));
const words = filled('lorem ipsum dolor sit amet 12345\n');

/** Texts that take a reader with a flaw for minutes; each must be answered, and most say that something was left out. */
const long: readonly (readonly [string, string])[] = [
  ['open lists', filled('[')],
  ['open objects', filled('{"error":')],
  ['objects that are none', filled('{"a":{')],
  ['quotes', filled('"')],
  ['backslashes', filled('\\"')],
  ['AADSTS codes', filled('AADSTS65001 ')],
  ['lines of AADSTS codes', filled('AADSTS65001\n')],
  ['beginnings of tokens', filled('-eyJ-eyJabcdefgh.')],
  ['statuses', filled(' 403 Forbidden status ')],
  ['challenges', `WWW-Authenticate: ${filled('Bearer a="b", ')}`],
  ['percent signs', `https://a/?error=invalid_grant&error_description=${filled('%41')}`],
  ['calls', filled('GET https://graph.microsoft.com/v1.0/users 403\n')],
  ['elements', filled('<m:code>')],
  ['calls of Python', filled('MainError(code=')],
  ['messages in messages', filled('{"code":"A","message":"{\\"error\\":{')],
];

describe('ten megabytes', () => {
  it.each(long)('of %s are answered in short', (_name, text) => {
    const { refusals, notes } = readEvidence({ text });
    expect(refusals.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify([refusals, notes]).length).toBeLessThan(100_000);
  });

  it('hide no error at their end', () => {
    const { refusals } = readEvidence({
      text: `${words}\n{"error":{"code":"Authorization_RequestDenied","message":"No."}}`,
    });
    expect(refusals).toMatchObject([{ codes: ['Authorization_RequestDenied'], messages: ['No.'] }]);
  });

  it('hide no error at the end of one line', () => {
    expect(readEvidence({ text: `${'x'.repeat(size)} AADSTS65001: no` }).refusals).toMatchObject([{ aadsts: [65001] }]);
    expect(readEvidence({ text: `${'\n'.repeat(size)}AADSTS65001: no` }).refusals).toMatchObject([{ aadsts: [65001] }]);
  });

  it('with many errors give fifty, and say how many are left', () => {
    const text = Array.from({ length: 80 }, (_, index) => `AADSTS${50_000 + index}: no`).join('\n');
    const { refusals, notes } = readEvidence({ text });
    expect(refusals).toHaveLength(50);
    expect(refusals[49]?.where).toBe('line 50');
    expect(notes).toEqual(['There are 30 more refusals of other kinds; the first 50 are looked at.']);
  });

  it('say that a text was not examined whole', () => {
    expect(readEvidence({ text: filled('AADSTS65001\n') }).notes).toEqual([
      'The text is very long: only the beginning of what may tell of refusals was examined.',
    ]);
  });
});

describe('any text', () => {
  const wrapped = [...bodies, ...http, ...logs, ...short].map(({ text }) => text);
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '{',
      '}',
      '"',
      "'",
      '\\',
      '\\"',
      '\n',
      'AADSTS65001',
      'error',
      ':',
      '=',
      '(',
      token,
      '403',
      'Code: ',
      ...wrapped,
    ),
  );

  it('is read without a fault, and shows no signature', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const read = readEvidence({ text: pieces.join('') });
        expect(JSON.stringify(read)).not.toMatch(/bmV2ZXIt/);
      }),
      { numRuns: 400 },
    );
  });

  it('is read when it is cut anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wrapped), fc.double({ min: 0, max: 1, noNaN: true }), (text, part) => {
        const read = readEvidence({ text: text.slice(0, Math.floor(text.length * part)) });
        expect(JSON.stringify(read)).not.toMatch(/never-to-be-shown|bmV2ZXIt/);
      }),
      { numRuns: 600 },
    );
  });

  it('is read in every place of evidence', () => {
    fc.assert(
      fc.property(piece, piece, piece, (body, call, header) => {
        const { refusals } = readEvidence({ body, call, headers: [header], token: header });
        expect(refusals.length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 200 },
    );
  });
});
