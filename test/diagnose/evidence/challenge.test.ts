import { describe, expect, it } from 'vitest';
import { challengesOf } from '../../../src/diagnose/evidence/challenge.js';
import { decodedClaims } from '../../../src/diagnose/evidence/claims.js';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const base64 = Buffer.from(claims).toString('base64');

describe('challengesOf', () => {
  it('reads a challenge with commas and escapes in its quotes', () => {
    const [challenge, ...others] = challengesOf(
      'Bearer realm="", error="invalid_token", error_description="It \\"ended\\", really"',
    );
    expect(others).toEqual([]);
    expect(challenge).toEqual({
      scheme: 'bearer',
      parameters: { realm: '', error: 'invalid_token', error_description: 'It "ended", really' },
      claims: undefined,
    });
  });

  it('reads several challenges of one header', () => {
    const found = challengesOf(
      'Negotiate, Basic realm="a", Bearer authorization_uri="https://login.microsoftonline.com/common", error=invalid_token',
    );
    expect(found.map(({ scheme }) => scheme)).toEqual(['negotiate', 'basic', 'bearer']);
    expect(found[1]?.parameters).toEqual({ realm: 'a' });
    expect(found[2]?.parameters).toEqual({
      authorization_uri: 'https://login.microsoftonline.com/common',
      error: 'invalid_token',
    });
  });

  it('reads parameters that no comma parts, as Azure writes them', () => {
    const [challenge] = challengesOf(
      'Bearer authorization_uri="https://login.windows.net/t" resource="https://vault.azure.net"',
    );
    expect(challenge?.parameters).toEqual({
      authorization_uri: 'https://login.windows.net/t',
      resource: 'https://vault.azure.net',
    });
  });

  it('passes over a comma after the scheme', () => {
    expect(challengesOf('Bearer, error="invalid_token"')).toEqual([
      { scheme: 'bearer', parameters: { error: 'invalid_token' }, claims: undefined },
    ]);
  });

  it.each([
    ['base64', base64],
    ['base64url without padding', Buffer.from(claims).toString('base64url')],
    ['percent signs', encodeURIComponent(claims)],
    ['percent signs over base64', encodeURIComponent(base64)],
    ['plain JSON with escaped quotes', claims.replaceAll('"', '\\"')],
  ])('decodes claims from %s', (_form, written) => {
    const [challenge] = challengesOf(`Bearer error="insufficient_claims", claims="${written}"`);
    expect(challenge?.claims).toBe(claims);
  });

  it('reads a header whose quotes a log escaped', () => {
    const [challenge] = challengesOf(`Bearer error=\\"insufficient_claims\\", claims=\\"${base64}\\"`);
    expect(challenge?.parameters.error).toBe('insufficient_claims');
    expect(challenge?.claims).toBe(claims);
  });

  it('gives no claims where they are cut off', () => {
    const [challenge] = challengesOf(`Bearer error="insufficient_claims", claims="${base64.slice(0, 30)}`);
    expect(challenge?.parameters.error).toBe('insufficient_claims');
    expect(challenge?.claims).toBeUndefined();
  });
});

describe('decodedClaims', () => {
  it.each(['', 'none', '%', '[1]', 'e30', '"{}"'])('takes %j for what it is', (text) => {
    expect(decodedClaims(text)).toBe(text === 'e30' ? '{}' : undefined);
  });
});
