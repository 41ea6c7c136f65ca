import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeToken } from '../../../src/diagnose/token/describe-token.js';
import { readToken } from '../../../src/diagnose/token/read-token.js';
import { catalog } from '../../rules/lint-fixture.js';
import {
  application,
  client,
  delegated,
  jwe,
  jwt,
  now,
  personalTenant,
  seconds,
  signature,
  tenant,
} from '../tokens.js';

const rows = (token: string) => describeToken(readToken(token), { catalog, now });
const row = (token: string, label: string) => rows(token).find(([name]) => name === label)?.[1];

test('a token of a user, claim by claim', () => {
  expect(rows(delegated())).toEqual([
    ['token', 'a JWT of version 1.0'],
    ['for', 'Microsoft Graph (https://graph.microsoft.com)'],
    ['kind', 'delegated: the application acts for a signed-in user'],
    ['client', `${client}; it proved itself with a secret`],
    ['tenant', tenant],
    ['issuer', `https://sts.windows.net/${tenant}/`],
    ['permissions', 'delegated (scp): User.Read, Mail.Read'],
    ['valid', 'from 2026-11-20 11:30 UTC until 2026-11-20 12:30 UTC: 30 minutes are left'],
    ['account', 'a work or school account'],
    ['sign-in', 'methods (amr): pwd, mfa'],
    ['claims challenges', 'the client does not say that it handles them (no cp1 in xms_cc)'],
  ]);
});

test('nobody is named', () => expect(JSON.stringify(rows(delegated({ name: 'Ann' })))).not.toMatch(/ann/i));

describe('other tokens', () => {
  test.each<[string, string, string, string]>([
    ['application', application(), 'kind', 'application: the application itself, without a user'],
    ['application', application(), 'permissions', 'application (roles): User.Read.All'],
    ['managed identity', application({ xms_mirid: 'x' }), 'kind', 'application: a managed identity, without a user'],
    ['personal', delegated({ tid: personalTenant }), 'tenant', 'that of personal Microsoft accounts'],
    ['personal', delegated({ tid: personalTenant }), 'account', 'a personal Microsoft account'],
    ['guest', delegated({ acct: 1 }), 'account', 'a guest of the tenant'],
    [
      'public client',
      delegated({ appid: '14d82eec-204b-4c2f-b7e8-296a70dab67e', appidacr: '0' }),
      'client',
      '14d82eec-204b-4c2f-b7e8-296a70dab67e (Microsoft Graph PowerShell); a public client, which proves nothing',
    ],
    [
      'two audiences',
      delegated({ aud: ['https://vault.azure.net', 'api://x'] }),
      'for',
      'Azure Key Vault (https://vault.azure.net), the API api://x: 2 audiences, while Microsoft Entra ID names one',
    ],
    [
      'another issuer',
      delegated({ iss: 'https://issuer.example/' }),
      'issuer',
      'https://issuer.example/ (not Microsoft Entra ID)',
    ],
    [
      'a role',
      delegated({ wids: ['62e90394-69f5-4237-9190-012177145e10', 'b79fbf4d-3ef9-4689-8143-76b194e85509'] }),
      'directory roles',
      'Global Administrator',
    ],
    ['none granted', application({ roles: [] }), 'permissions', 'none: neither scp nor roles names one'],
    [
      'expired',
      delegated({ exp: seconds(-7_200) }),
      'valid',
      'from 2026-11-20 11:30 UTC until 2026-11-20 10:00 UTC: it ended 2 hours ago',
    ],
    [
      'later',
      delegated({ nbf: seconds(7_200), exp: seconds(9_000) }),
      'valid',
      'from 2026-11-20 14:00 UTC until 2026-11-20 14:30 UTC: it begins in 2 hours',
    ],
    ['cp1', delegated({ xms_cc: ['cp1'] }), 'claims challenges', 'the client handles them (xms_cc holds cp1)'],
    ['encrypted', jwe(), 'token', 'encrypted (JWE): only the API that it is for can read it'],
    ['cut', delegated().slice(0, 300), 'token', 'a JWT that is cut off or changed: its claims cannot be read'],
    ['cut', delegated().slice(0, 300), 'problem', 'it is cut off within its claims'],
    [
      'cut later',
      delegated().slice(0, -343),
      'token',
      'a JWT of version 1.0, cut off or changed; its claims can be read',
    ],
    ['no JWT', 'abc', 'token', 'opaque: no JWT, so nothing can be read from it'],
    ['none', '', 'token', 'none: nothing is there'],
    [
      'id token',
      jwt({ aud: client, name: 'Ann', nonce: 'n' }),
      'token',
      'an id token: it proves a sign-in and opens no API',
    ],
    ['id token', jwt({ aud: client, name: 'Ann', nonce: 'n' }), 'permissions', 'none, as in every id token'],
  ])('%s: %#', (_, token, label, text) => expect(row(token, label)).toBe(text));

  test('many permissions are counted', () => {
    const roles = Array.from({ length: 60 }, (_, at) => `Some.Role.${at}`);
    expect(row(application({ roles }), 'permissions')).toMatch(/Some\.Role\.39 and 20 more$/);
  });
});

test('claims hold what they like: rows are one line each, and no secret of a claim comes out', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant(`client_secret=${signature}`),
    fc.constant(delegated()),
    fc.constant(signature),
  );
  const claims = fc.record(
    {
      aud: text,
      iss: text,
      tid: text,
      scp: text,
      roles: fc.array(text),
      appid: text,
      amr: fc.array(text),
      acrs: fc.array(text),
      wids: fc.array(text),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(claims, (payload) => {
      const shown = rows(jwt(payload)).map(([, words]) => words);
      expect(shown.join(' ')).not.toContain(signature.slice(0, 24));
      for (const words of shown) expect(words).not.toMatch(/[\r\n]/);
    }),
  );
});
