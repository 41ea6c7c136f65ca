import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOfTokens } from '../../../src/diagnose/evidence/token-places.js';
import { delegated } from '../tokens.js';

const token = delegated();
const broken = token.replace(/(.{76})/g, '$1\n');
const found = (text: string) => placesOfTokens(text, 10).map(({ start, end }) => text.slice(start, end));

describe('placesOfTokens', () => {
  it.each([
    ['whole', token],
    ['behind Bearer', `Bearer ${token}`],
    ['broken into lines', broken],
    ['broken and indented', broken.replaceAll('\n', '\r\n    ')],
    ['without its signature', token.split('.').slice(0, 2).join('.')],
    ['no JWT, behind Bearer', `Bearer ${'aB3-'.repeat(20)}`],
  ])('finds a token: %s', (_, text) => {
    expect(found(text)).toEqual([text]);
    expect(found(`Authorization: ${text}\nHTTP/1.1 403 Forbidden`)).toEqual([text]);
  });

  it.each(['#', ':', ')', '|', '/', '!'])('finds all lines of one that %j stands behind', (mark) => {
    expect(found(broken + mark)).toEqual([broken]);
  });

  it('finds one in the midst of a word', () => {
    expect(found(`AADSTS65001${token}`)).toEqual([token]);
  });

  it('takes no words for a token', () => {
    expect(found('Bearer realm="", eyJ eyJabc. Bearer authentication')).toEqual([]);
    expect(found('eyJhbGciOiJSUzI1NiIsImtpZCI6\nAuthorization_RequestDenied: no')).toEqual([]);
  });

  it('leaves no piece of a signature, whatever stands around the token', () => {
    const around = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('\n', '"', "'", ':', '=', 'Bearer ', '.', '-', 'x'),
    );
    fc.assert(
      fc.property(fc.array(around, { maxLength: 4 }), fc.constantFrom(token, broken), around, (before, own, behind) => {
        const text = `${before.join('')}${own}${behind}`;
        const places = placesOfTokens(text, 10);
        const left = places.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
        expect(left).not.toContain(token.slice(-30, -5));
      }),
    );
  });
});
