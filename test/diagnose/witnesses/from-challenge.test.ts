import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Challenge } from '../../../src/diagnose/evidence/challenge.js';
import { fromChallenge } from '../../../src/diagnose/witnesses/from-challenge.js';
import { application, delegated, seconds, signature, tenant } from '../tokens.js';
import { causes, hintFor, hints } from './witness.js';

const policy = '3c2b1a09-8d7e-4f65-9432-10fedcba9876';

function challenge(claims: unknown, parameters: Readonly<Record<string, string>> = {}): Challenge {
  const text = claims === undefined ? undefined : typeof claims === 'string' ? claims : JSON.stringify(claims);
  const raw = text === undefined ? {} : { claims: Buffer.from(text).toString('base64') };
  return { scheme: 'bearer', parameters: { error: 'insufficient_claims', ...raw, ...parameters }, claims: text };
}

const nbf = (value: unknown) => ({ access_token: { nbf: { essential: true, value } } });

describe('what a challenge asks for', () => {
  test('a later token: revoked', () => {
    const given = { status: 401, challenges: [challenge(nbf(String(seconds(-600))))] };
    const hint = hintFor(fromChallenge, given, 'claims-challenge-cae');
    expect(hint.weight).toBeGreaterThanOrEqual(90);
    expect(hint.evidence).toBe(
      `The challenge asks for a token that was issued after 2026-11-20 11:50 UTC (nbf): earlier ones were revoked. Decoded, it says {"access_token":{"nbf":{"essential":true,"value":"${seconds(-600)}"}}}.`,
    );
    const before = hints(fromChallenge, { ...given, token: delegated() }).map(({ evidence }) => evidence);
    expect(before).toContain('The token was issued at 2026-11-20 11:30 UTC, before that.');
    expect(before).toContain('The client has not declared that it handles claims challenges (no cp1 in xms_cc).');
    const after = hints(fromChallenge, { ...given, token: delegated({ iat: seconds(-60), xms_cc: ['cp1'] }) });
    expect(after.map(({ evidence }) => evidence).slice(1)).toEqual([
      'The token was issued at 2026-11-20 11:59 UTC, after that, so it is not the one that was refused.',
    ]);
  });

  test.each<[string, unknown, RegExp]>([
    [
      'an authentication context',
      { access_token: { acrs: { essential: true, value: 'c1' } } },
      /asks for the authentication context c1 \(acrs\)\./,
    ],
    [
      'policies',
      { access_token: { capolids: { essential: true, values: [policy] } } },
      new RegExp(`the Conditional Access policy ${policy} ask`),
    ],
    ['a fresh sign-in', { id_token: { auth_time: { essential: true } } }, /a fresh sign-in/],
    ['more than a password', { access_token: { amr: { values: ['mfa'] } } }, /a sign-in by mfa \(amr\)/],
    ['the address of the sign-in', { access_token: { xms_rp_ipaddr: { value: '192.0.2.7' } } }, /192\.0\.2\.7/],
    ['a capability', { access_token: { xms_cc: { values: ['cp1'] } } }, /declares cp1/],
    ['something else', { access_token: { x: { value: 'y' }, z: null } }, /asks for x with y; z\./],
    ['nothing', {}, /asks for a token with other claims/],
  ])('%s', (_, claims, evidence) => {
    const hint = hintFor(fromChallenge, { status: 401, challenges: [challenge(claims)] }, 'claims-challenge');
    expect(hint.evidence).toMatch(evidence);
    expect(hint.weight).toBeGreaterThanOrEqual(90);
  });

  test('what the token lacks is said', () => {
    const asks = { access_token: { acrs: { value: 'c1' }, amr: { values: ['mfa'] } } };
    const given = { status: 401, challenges: [challenge(asks)], token: delegated({ amr: ['pwd'], acrs: ['c2'] }) };
    const said = hints(fromChallenge, given).map(({ evidence }) => evidence);
    expect(said).toContain('The token does not have the authentication context c1 (acrs).');
    expect(said).toContain('The token shows no multifactor authentication (amr).');
  });

  test('with 403 it is the older form', () => {
    expect(causes(fromChallenge, { status: 403, challenges: [challenge({ access_token: {} })] }).for).toEqual([
      'claims-challenge-403',
    ]);
  });

  test('how to pass it on', () => {
    const steps = JSON.stringify(
      hintFor(fromChallenge, { status: 401, challenges: [challenge({})] }, 'claims-challenge').steps,
    );
    for (const word of ['WithClaims', 'MSAL.js', 'claims_challenge', 'ClaimsRequest', 'cp1', 'WWW-Authenticate'])
      expect(steps).toContain(word);
    const declared = hintFor(
      fromChallenge,
      { status: 401, challenges: [challenge({})], token: delegated({ xms_cc: ['cp1'] }) },
      'claims-challenge',
    );
    expect(JSON.stringify(declared.steps)).not.toContain('clientCapabilities');
    const daemon = hintFor(
      fromChallenge,
      { status: 401, challenges: [challenge({})], token: application() },
      'claims-challenge',
    );
    expect(JSON.stringify(daemon.steps)).not.toContain('with the user');
  });

  test('claims that cannot be read are named as such', () => {
    const cut: Challenge = {
      scheme: 'bearer',
      parameters: { error: 'insufficient_claims', claims: 'eyJhY2Nlc3N' },
      claims: undefined,
    };
    expect(hintFor(fromChallenge, { status: 401, challenges: [cut] }, 'claims-challenge').evidence).toContain(
      'cannot be decoded',
    );
    expect(
      hintFor(fromChallenge, { challenges: [challenge('{"access_token":{"nb')] }, 'claims-challenge').evidence,
    ).toContain('cannot be decoded');
    expect(
      hintFor(fromChallenge, { status: 401, challenges: [challenge(undefined)] }, 'claims-challenge').evidence,
    ).toContain('names no claims');
    const huge = hintFor(
      fromChallenge,
      { challenges: [challenge({ access_token: { x: { value: 'word '.repeat(500_000) } } })] },
      'claims-challenge',
    );
    expect(huge.evidence.length).toBeLessThan(700);
  });
});

describe('other challenges', () => {
  const bearer = (parameters: Readonly<Record<string, string>>): Challenge => ({
    scheme: 'bearer',
    parameters,
    claims: undefined,
  });
  test.each([
    ['The token expired at 11/20/2026', 'token-expired'],
    ['The audience is invalid', 'wrong-audience'],
    ['The signature is invalid', 'token-signature'],
    ['The issuer https://x is invalid', 'wrong-issuer'],
    ['The token is not yet valid', 'token-not-yet-valid'],
    ['JWT is not well formed', 'token-malformed'],
  ])('invalid_token: %s', (error_description, cause) => {
    const given = { status: 401, challenges: [bearer({ error: 'invalid_token', error_description })] };
    expect(causes(fromChallenge, given).for).toEqual([cause]);
    expect(hints(fromChallenge, given)[0]?.evidence).toContain(`"${error_description}"`);
  });

  test('insufficient_scope', () => {
    const hint = hintFor(
      fromChallenge,
      { challenges: [bearer({ error: 'insufficient_scope', scope: 'Orders.Read' })] },
      'missing-permission',
    );
    expect(hint.evidence).toContain('asks for "Orders.Read"');
  });

  test('names another tenant than the token', () => {
    const other = '99999999-8888-4777-8666-555555555555';
    const at = (id: string) =>
      bearer({ authorization_uri: `https://login.microsoftonline.com/${id}/oauth2/authorize` });
    expect(hintFor(fromChallenge, { challenges: [at(other)], token: delegated() }, 'wrong-tenant').evidence).toContain(
      `${other}; the token is one of the tenant ${tenant}`,
    );
    expect(causes(fromChallenge, { challenges: [bearer({ realm: other })], token: delegated() }).for).toEqual([
      'wrong-tenant',
    ]);
    expect(causes(fromChallenge, { challenges: [at(tenant)], token: delegated() })).toEqual({
      for: [],
      against: ['wrong-tenant'],
    });
    expect(hints(fromChallenge, { challenges: [at('common')], token: delegated() })).toEqual([]);
    expect(hints(fromChallenge, { challenges: [at(other)] })).toEqual([]);
    expect(hints(fromChallenge, { challenges: [bearer({ realm: '' })], status: 401 })).toEqual([]);
  });
});

test('claims of the token endpoint', () => {
  const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: [policy] } } });
  const hint = hintFor(fromChallenge, { status: 400, claims, aadsts: [50076] }, 'conditional-access-at-token');
  expect(hint.evidence).toContain(`The token endpoint asks for what the Conditional Access policy ${policy}`);
  expect(JSON.stringify(hint.steps)).toContain('MsalUiRequiredException');
  expect(hintFor(fromChallenge, { claims: '{"access' }, 'conditional-access-at-token').evidence).toContain(
    'cannot be read',
  );
});

test('any challenge: no throw, and no secret comes out', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant(signature),
    fc.constant(`code=${signature}`),
    fc.constant(delegated()),
  );
  const parameters = fc.dictionary(
    fc.constantFrom('error', 'error_description', 'claims', 'realm', 'authorization_uri', 'scope', '__proto__'),
    text,
  );
  const error = fc.constantFrom('insufficient_claims', 'invalid_token', 'insufficient_scope', 'x');
  const claims = fc.oneof(
    fc.constant(undefined),
    text,
    fc.json(),
    fc.record({ access_token: fc.jsonValue() }).map((each) => JSON.stringify(each)),
  );
  fc.assert(
    fc.property(parameters, error, claims, fc.constantFrom(undefined, 401, 403), (given, kind, asked, status) => {
      const challenges = [{ scheme: 'bearer', parameters: { ...given, error: kind }, claims: asked }];
      const found = hints(fromChallenge, {
        challenges,
        ...(status !== undefined && { status }),
        ...(asked !== undefined && { claims: asked }),
      });
      expect(JSON.stringify(found)).not.toContain(signature.slice(0, 24));
    }),
  );
});
