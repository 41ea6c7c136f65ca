import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readToken } from '../../../src/diagnose/token/read-token.js';
import {
  application,
  applicationClaims,
  client,
  delegated,
  delegatedClaims,
  graph,
  jwe,
  jwt,
  now,
  personalTenant,
  seconds,
  signature,
  tenant,
} from '../tokens.js';

describe('a token whose claims can be read', () => {
  test('of version 1.0 and a user', () => {
    const { shape, fault, claims } = readToken(delegated());
    expect({ shape, fault }).toEqual({ shape: 'readable', fault: undefined });
    expect(claims).toEqual({
      audiences: [graph],
      issuer: `https://sts.windows.net/${tenant}/`,
      tenant,
      version: '1.0',
      kind: 'delegated',
      scopes: ['User.Read', 'Mail.Read'],
      roles: [],
      directoryRoles: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
      appId: client,
      issued: now.getTime() - 1_800_000,
      notBefore: now.getTime() - 1_800_000,
      expires: now.getTime() + 1_800_000,
      isPersonal: false,
      isGuest: false,
      isIdToken: false,
      isManagedIdentity: false,
      handlesChallenges: false,
      methods: ['pwd', 'mfa'],
      contexts: [],
      hasDevice: false,
      credential: 'secret',
      accountNames: ['11111111-2222-4333-8444-555555555555', 'ann@contoso.com'],
    });
  });

  const read = (claims: Readonly<Record<string, unknown>>) => readToken(jwt(claims)).claims;

  test('of other kinds', () => {
    expect(readToken(application()).claims).toMatchObject({
      kind: 'application',
      roles: ['User.Read.All'],
      scopes: [],
    });
    const { appid: _appid, appidacr: _appidacr, ...rest } = delegatedClaims;
    const second = { ...rest, azp: client.toUpperCase(), azpacr: '2', ver: '2.0', idtyp: undefined };
    expect(read(second)).toMatchObject({ appId: client, version: '2.0', credential: 'certificate', kind: 'delegated' });
    const identity = { ...applicationClaims, xms_mirid: '/subscriptions/x', idtyp: undefined };
    expect(read(identity)).toMatchObject({ isManagedIdentity: true, kind: 'application' });
    expect(read({ aud: 'x', tid: personalTenant })).toMatchObject({ isPersonal: true });
    expect(read({ aud: 'x', iss: `https://login.microsoftonline.com/${personalTenant}/v2.0` })?.isPersonal).toBe(true);
    expect(read({ aud: ['a', 'b', 7, ''], scp: ['One', 'Two'] })).toMatchObject({
      audiences: ['a', 'b'],
      scopes: ['One', 'Two'],
      kind: 'delegated',
    });
    expect(read({ aud: 'a', acct: 1 })?.isGuest).toBe(true);
    expect(read({ aud: 'a', acct: '1' })?.isGuest).toBe(true);
    expect(read({ xms_cc: ['CP1'], acrs: ['c1'], deviceid: 'd' })).toMatchObject({
      handlesChallenges: true,
      contexts: ['c1'],
      hasDevice: true,
    });
    expect(read({})?.kind).toBeUndefined();
    // A user who has app roles of an API.
    expect(read({ scp: 'a', roles: ['b'] })?.kind).toBe('delegated');
  });

  test('an id token is told from an access token', () => {
    const idToken = {
      aud: client,
      iss: 'https://login.microsoftonline.com/x/v2.0',
      name: 'Ann',
      ver: '2.0',
      nonce: 'n',
    };
    expect(read(idToken)?.isIdToken).toBe(true);
    expect(read({ ...idToken, nonce: undefined })?.isIdToken).toBe(true);
    expect(read({ ...idToken, scp: 'User.Read' })?.isIdToken).toBe(false);
    expect(read({ ...idToken, azp: client })?.isIdToken).toBe(false);
    expect(read({ aud: graph, name: 'Ann' })?.isIdToken).toBe(false);
    expect(read(delegatedClaims)?.isIdToken).toBe(false);
  });

  test.each<[Readonly<Record<string, unknown>>, number | undefined]>([
    [{ exp: seconds(0) }, now.getTime()],
    [{ exp: String(seconds(0)) }, now.getTime()],
    [{ exp: seconds(0) + 0.5 }, now.getTime() + 500],
    [{ exp: 'tomorrow' }, undefined],
    [{ exp: -1 }, undefined],
    [{ exp: 1e300 }, undefined],
    [{ exp: null }, undefined],
    [{ exp: [1] }, undefined],
    [{ exp: true }, undefined],
    [{}, undefined],
  ])('the time %j', (claims, expected) => expect(read(claims)?.expires).toBe(expected));

  test('a number beyond all numbers, and keys of prototypes', () => {
    const part = (text: string): string => Buffer.from(text).toString('base64url');
    const token = `${part('{"alg":"RS256"}')}.${part('{"exp":1e400,"__proto__":{"tid":"x"},"constructor":{"tid":"y"},"aud":"a"}')}.${signature}`;
    expect(readToken(token).claims).toMatchObject({ expires: undefined, tenant: undefined, audiences: ['a'] });
    expect(
      readToken(jwt({ scp: 7, roles: 'One', wids: {}, aud: { a: 1 }, iss: [], ver: 2, amr: 'pwd' })).claims,
    ).toMatchObject({
      scopes: [],
      roles: ['One'],
      directoryRoles: [],
      audiences: [],
      issuer: undefined,
      version: undefined,
      methods: ['pwd'],
    });
  });

  test('text beyond ASCII, and a megabyte', () => {
    expect(read({ aud: 'api://größe/日本語' })?.audiences).toEqual(['api://größe/日本語']);
    const groups = Array.from({ length: 25_000 }, (_, at) => `group-${at}-${'x'.repeat(30)}`);
    const roles = groups.slice(0, 1_000);
    expect(read({ aud: 'a', roles: groups })?.roles).toEqual(roles);
  });
});

describe('what stands around a token', () => {
  const token = delegated();
  const wrapped = `${token.slice(0, 76)}\r\n${token.slice(76, 400)}\n  ${token.slice(400)}\n`;
  test.each<[string, string, string | undefined]>([
    ['Bearer', `Bearer ${token}`, undefined],
    ['bearer and lines', `\n bearer   ${token}\n`, undefined],
    ['a header', `Authorization: Bearer ${token}`, undefined],
    ['two of them', `Bearer Bearer ${token}`, '"Bearer" stands before it more than once'],
    ['quotes', `"${token}"`, 'quotes stand around it'],
    ['quotes after Bearer', `Bearer '${token}'`, 'quotes stand around it'],
    ['escaped quotes', `\\"${token}\\"`, 'quotes stand around it'],
    ['typographic quotes', `\u201c${token}\u201d`, 'quotes stand around it'],
    ['a comma', `${token},`, 'a comma or semicolon stands at its end'],
    ['quotes and a comma', `"${token}",`, 'quotes stand around it; a comma or semicolon stands at its end'],
    ['percent signs', `Bearer%20${token.replaceAll('.', '%2E')}`, 'it is percent-encoded'],
    ['line breaks', wrapped, 'line breaks or spaces stand inside'],
    ['escaped line breaks', wrapped.replace(/\s+/g, '\\n'), 'line breaks or spaces stand inside'],
    ['a sentence', `the token is ${token} as you see`, 'other text stands around it'],
    [
      'a token response',
      `{"token_type":"Bearer","id_token":"eyJhbGciOiJub25lIn0.e30.","access_token":"${token}"}`,
      'other text stands around it',
    ],
    ['a member', `"access_token": "${token}"`, 'quotes stand around it'],
  ])('%s', (_, text, fault) => {
    const facts = readToken(text);
    expect(facts).toMatchObject({ shape: 'readable', fault });
    expect(facts.claims).toEqual(readToken(token).claims);
  });
});

describe('a token that is not whole', () => {
  const token = delegated();
  const [header = '', payload = ''] = token.split('.');
  test.each<[string, string, RegExp, boolean]>([
    ['in its header', header.slice(0, 20), /only the beginning of its first part/, false],
    ['after its header', header, /it has one part, the header/, false],
    ['in its claims', `${header}.${payload.slice(0, 100)}`, /cut off within its claims/, false],
    ['after its claims', `${header}.${payload}`, /it has two parts; the signature is cut off/, true],
    ['after the second dot', `${header}.${payload}.`, /the signature, is empty/, true],
    ['by three dots', `${token.slice(0, 60)}...`, /three dots stand in it/, false],
    ['by an ellipsis after the claims', `${header}.${payload}.abc\u2026`, /three dots stand in it/, true],
    [
      'in the middle',
      `${header}.${payload.slice(0, 50)}*${payload.slice(51)}.${signature}`,
      /the claims, cannot be read/,
      false,
    ],
    ['with a fourth part', `${token}.more`, /four parts where a token has three/, true],
    ['at its beginning', `eyJ0eXAiOiJKV1Qi*${token.slice(17)}`, /its first part cannot be read/, true],
  ])('%s', (_, text, fault, hasClaims) => {
    const facts = readToken(text);
    expect(facts.shape).toBe('cut');
    expect(facts.fault).toMatch(fault);
    expect(facts.claims !== undefined).toBe(hasClaims);
  });

  test('anywhere: it never passes for a whole one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: token.length - 1 }), (length) => {
        const { shape, fault } = readToken(token.slice(0, length));
        expect(shape === 'cut' || fault !== undefined).toBe(true);
      }),
    );
  });

  test('without a signature on purpose', () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    expect(readToken(unsigned)).toMatchObject({ shape: 'cut', fault: 'it says that it has no signature (alg none)' });
  });
});

describe('a text that is no JWT', () => {
  const random = 'kq3TtXcVb1nM0pZrYw8Ld5fGhJ2sA4eU6iO7'.repeat(8);
  test.each<[string, string, string | undefined]>([
    ['', 'none', undefined],
    ['  \n', 'none', undefined],
    ['Bearer', 'none', undefined],
    ['Bearer ', 'none', undefined],
    ['""', 'none', undefined],
    ['undefined', 'none', 'word'],
    ['Bearer null', 'none', 'word'],
    ['Bearer [object Object]', 'none', 'word'],
    ['Bearer {{access_token}}', 'none', 'placeholder'],
    ['<token>', 'none', 'placeholder'],
    [`$${'{TOKEN}'}`, 'none', 'placeholder'],
    ['$ACCESS_TOKEN', 'none', 'placeholder'],
    ['%TOKEN%', 'none', 'placeholder'],
    ['Bearer YOUR_ACCESS_TOKEN', 'none', 'placeholder'],
    ['***', 'opaque', 'masked'],
    ['Bearer [REDACTED]', 'opaque', 'masked'],
    [`EwB4A8l6BAAU${random}`, 'opaque', 'personal'],
    [`0.AXoA${random}`, 'opaque', 'grant'],
    [`1.AVkA${random}.AgAB${random}`, 'opaque', 'grant'],
    [`M.C507_BL2.-C${random}`, 'opaque', 'grant'],
    [`M.R3_BAY.0-${random}`, 'opaque', 'grant'],
    [`AQABAAIAAAAm${random}`, 'opaque', 'grant'],
    [`abc8Q~${random.slice(0, 34)}`, 'opaque', 'secret'],
    [`PHNhbWw6QXNzZXJ0aW9u${random}`, 'opaque', 'saml'],
    [tenant, 'opaque', 'id'],
    [random, 'opaque', undefined],
    ['a.b.c', 'opaque', undefined],
    ['...', 'opaque', 'masked'],
    [jwe(), 'encrypted', undefined],
    [`Bearer ${jwe()}`, 'encrypted', undefined],
    [jwe().slice(0, -20), 'cut', undefined],
  ])('%# is told by its form', (text, shape, form) => {
    const facts = readToken(text);
    expect({ shape: facts.shape, form: facts.form }).toEqual({ shape, form });
    expect(facts.claims).toBeUndefined();
    expect(facts.fault ?? '').not.toContain(random.slice(0, 12));
  });
});

test('reads any text, and keeps nothing of it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `eyJ${text}`),
      ),
      (text) => {
        const { shape } = readToken(text);
        expect(['readable', 'encrypted', 'opaque', 'cut', 'none']).toContain(shape);
      },
    ),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (payload, more) => {
      const facts = readToken(`${jwt(payload)}${more}`);
      expect(JSON.stringify(facts)).not.toContain(signature.slice(0, 16));
    }),
  );
  const long = ['a', 'eyJ', '.', 'eyJ.', ' ', '"', 'eyJhbGciOiJSUzI1NiJ9.'].map((each) =>
    each.repeat(3_000_000 / each.length),
  );
  for (const text of long) expect(readToken(text).claims?.audiences ?? []).toEqual([]);
});
