import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CauseId } from '../../../src/diagnose/causes/index.js';
import { fromToken } from '../../../src/diagnose/witnesses/from-token.js';
import {
  application,
  client,
  delegated,
  delegatedClaims,
  graph,
  jwe,
  jwt,
  personalTenant,
  seconds,
  signature,
  tenant,
} from '../tokens.js';
import { causes, type Given, hintFor, hints } from './witness.js';

const of = (given: Given) => causes(fromToken, given);
const first = (given: Given): CauseId | undefined => of(given).for[0];
const me = 'GET https://graph.microsoft.com/v1.0/me';
const users = 'GET https://graph.microsoft.com/v1.0/users';
const refused = { status: 401, codes: ['InvalidAuthenticationToken'] };
const denied = { status: 403, codes: ['Authorization_RequestDenied'] };
const idToken = jwt({
  aud: client,
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  tid: tenant,
  name: 'Ann',
  nonce: 'n',
  ver: '2.0',
  exp: seconds(900),
});
const opaque = 'kq3TtXcVb1nM0pZrYw8Ld5fGhJ2sA4eU6iO7'.repeat(8);
const ofPersonal = `EwB4A8l6BAAU${opaque}`;

describe('ten shapes', () => {
  const { appid: _appid, ...withoutAppId } = delegatedClaims;
  const version2 = jwt({
    ...withoutAppId,
    azp: client,
    ver: '2.0',
    iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  });
  const identity = application({ xms_mirid: `/subscriptions/${tenant}/x`, iss: `https://sts.windows.net/${tenant}/` });
  const ofAccount = delegated({ tid: personalTenant, iss: `https://login.microsoftonline.com/${personalTenant}/v2.0` });
  const severalAudiences = delegated({
    aud: ['https://orders.example', 'https://shop.example'],
    iss: 'https://issuer.example/',
  });
  const whole: readonly CauseId[] = [
    'token-expired',
    'token-malformed',
    'token-missing',
    'token-not-yet-valid',
    'wrong-audience',
  ];

  test.each<[string, string, CauseId[], CauseId | undefined]>([
    ['version 1.0', delegated(), [], undefined],
    ['version 2.0', version2, [], undefined],
    ['delegated', delegated({ scp: 'Mail.Read' }), [], undefined],
    ['application', application(), [], undefined],
    ['personal', ofAccount, [], 'personal-account-unsupported'],
    ['personal, opaque', ofPersonal, [], 'personal-account-unsupported'],
    ['managed identity', identity, [], undefined],
    ['several audiences', severalAudiences, [], 'wrong-issuer'],
    ['encrypted', jwe(), [], 'wrong-audience'],
    ['truncated', delegated().slice(0, 300), ['token-malformed'], 'token-malformed'],
    ['no JWT', opaque, [], 'token-malformed'],
    ['an id token', idToken, ['token-malformed'], 'token-malformed'],
  ])('%s: alone, and with a call', (_, token, alone, called) => {
    expect(of({ token }).for).toEqual(alone);
    expect(first({ token, call: users, ...refused })).toBe(called);
    if (called === undefined)
      expect(of({ token, call: users, ...refused }).against).toEqual(expect.arrayContaining([...whole]));
  });
});

describe('no token', () => {
  test.each(['', 'Bearer', 'undefined', 'Bearer {{token}}'])('%j', (token) => {
    expect(first({ token, call: me, ...refused })).toBe('token-missing');
    expect(hintFor(fromToken, { token, status: 401 }, 'token-missing').weight).toBeGreaterThanOrEqual(90);
    expect(of({ token, call: me, status: 403 }).for).toEqual([]);
  });

  test('a masked one says nothing', () =>
    expect(hints(fromToken, { token: 'Bearer ***', call: me, ...refused })).toEqual([]));
  test('none at all says nothing', () => expect(hints(fromToken, { call: me, ...refused })).toEqual([]));
});

describe('a token that cannot be read as it is', () => {
  test.each<[string, string, RegExp]>([
    ['cut after its claims', delegated().slice(0, -343), /two parts; the signature is cut off/],
    ['a refresh token', `0.AXoA${opaque}`, /as a refresh token or an authorization code/],
    ['a client secret', `abc8Q~${opaque.slice(0, 34)}`, /form of a client secret/],
    ['a GUID', tenant, /a GUID, so an id/],
    ['Bearer twice', `Bearer Bearer ${delegated()}`, /"Bearer" stands before it more than once/],
    ['line breaks', delegated().replace(/(.{76})/g, '$1\n'), /line breaks/],
  ])('%s', (_, token, evidence) => {
    const hint = hintFor(fromToken, { token, call: me, ...refused }, 'token-malformed');
    expect(hint.evidence).toMatch(evidence);
    expect(hint.weight).toBeGreaterThanOrEqual(60);
  });

  test('one that a log has shortened is a guess only', () => {
    const hint = hintFor(
      fromToken,
      { token: `${delegated().slice(0, 50)}...`, ...refused, call: me },
      'token-malformed',
    );
    expect(hint.weight).toBeLessThan(60);
    expect(hint.evidence).toContain('It may be whole where the call was made');
  });

  test('says nothing of a 403, which a token that can be read has got', () => {
    expect(of({ token: delegated().slice(0, 300), call: me, ...denied }).for).toEqual([]);
  });
});

describe('times', () => {
  const at = (exp: number, more: Readonly<Record<string, unknown>> = {}) => delegated({ exp: seconds(exp), ...more });

  test('expired, with when and how long ago', () => {
    const hint = hintFor(fromToken, { token: at(-6_900), ...refused }, 'token-expired');
    expect(hint).toMatchObject({
      weight: 85,
      evidence: 'The token is valid until 2026-11-20 10:05 UTC (exp), so it expired 115 minutes ago.',
    });
    expect(hintFor(fromToken, { token: at(-6_900) }, 'token-expired').weight).toBe(90);
    expect(hintFor(fromToken, { token: at(-1) }, 'token-expired').evidence).toContain('expired 1 second ago');
    expect(hintFor(fromToken, { token: at(0) }, 'token-expired').evidence).toContain('just now');
    expect(of({ token: at(1) }).for).toEqual([]);
    expect(hintFor(fromToken, { token: at(-86_400 * 40) }, 'token-expired').evidence).toContain('40 days ago');
  });

  test('held against the moment of the answer where it is known', () => {
    const ids = [{ name: 'Date', value: 'Fri, 20 Nov 2026 10:00:00 GMT' }];
    const token = at(-6_900);
    expect(of({ token, ids, call: me, ...refused }).against).toContain('token-expired');
    const later = [{ name: 'date', value: '2026-11-20T10:20:00Z' }];
    const hint = hintFor(fromToken, { token, ids: later, call: me, ...refused }, 'token-expired');
    expect(hint.evidence).toBe(
      'The token is valid until 2026-11-20 10:05 UTC (exp); the call was refused at 2026-11-20 10:20 UTC, 15 minutes later.',
    );
    // As Microsoft Graph writes it in innerError: UTC, wherever this is read.
    const zone = process.env.TZ;
    process.env.TZ = 'America/Los_Angeles';
    const unmarked = [{ name: 'date', value: '2026-11-20T10:00:00' }];
    expect(of({ token, ids: unmarked, call: me, ...refused }).against).toContain('token-expired');
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(of({ token, ids: [{ name: 'date', value: 'soon' }], call: me, ...refused }).for).toContain('token-expired');
  });

  test('what is refused with 403 had not expired', () =>
    expect(of({ token: at(-10), call: me, ...denied }).for).not.toContain('token-expired'));

  test('not valid yet', () => {
    const hint = hintFor(
      fromToken,
      { token: at(9_000, { nbf: seconds(3_600) }), call: me, ...refused },
      'token-not-yet-valid',
    );
    expect(hint.evidence).toMatch(/^The token is valid from 2026-11-20 13:00 UTC \(nbf\), which is in 60 minutes/);
    expect(of({ token: at(9_000, { nbf: seconds(-1) }) }).for).toEqual([]);
  });
});

describe('the API that a token is for', () => {
  test.each<[string, RegExp, string]>([
    ['https://graph.windows.net', /which is Azure AD Graph; the call went to Microsoft Graph/, 'Azure AD Graph'],
    ['00000002-0000-0000-c000-000000000000', /which is Azure AD Graph/, 'Azure AD Graph'],
    ['https://outlook.office365.com/', /which is Exchange Online/, 'Exchange Online'],
    ['https://outlook.office.com', /which is Exchange Online/, 'Exchange Online'],
    ['https://contoso.sharepoint.com', /which is SharePoint Online/, 'SharePoint Online'],
    ['https://management.azure.com/', /which is Azure Resource Manager/, 'Azure Resource Manager'],
    ['https://management.core.windows.net/', /which is Azure Resource Manager/, 'Azure Resource Manager'],
    ['https://vault.azure.net', /which is Azure Key Vault/, 'Azure Key Vault'],
    ['https://storage.azure.com/', /which is Azure Storage/, 'Azure Storage'],
    ['https://account.blob.core.windows.net', /which is Azure Storage/, 'Azure Storage'],
    [`api://${client}`, /none of Microsoft's/, 'an API of your own'],
    [client, /none of Microsoft's/, 'an API of your own'],
    [
      '00000012-0000-0000-c000-000000000000',
      /which is Microsoft Rights Management Services/,
      'Microsoft Rights Management Services',
    ],
  ])('%s at Microsoft Graph', (aud, evidence, name) => {
    const hint = hintFor(fromToken, { token: delegated({ aud }), call: me, ...refused }, 'wrong-audience');
    expect(hint.weight).toBeGreaterThanOrEqual(90);
    expect(hint.evidence).toMatch(evidence);
    expect(hint.title).toBe(`The token is for ${name}, not for Microsoft Graph`);
    expect(JSON.stringify(hint.steps)).toContain('https://graph.microsoft.com/.default');
  });

  test('an own API exchanges the token of a user first', () => {
    const stepsOf = (token: string) =>
      hintFor(fromToken, { token, call: me, ...refused }, 'wrong-audience').steps ?? [];
    expect(stepsOf(delegated({ aud: 'api://orders' }))[0]?.text).toContain('on behalf of the user');
    expect(stepsOf(application({ aud: 'api://orders' }))[0]?.text).not.toContain('on behalf of');
    expect(stepsOf(delegated({ aud: 'https://vault.azure.net' }))[0]?.text).not.toContain('on behalf of');
  });

  test.each([
    ['https://graph.microsoft.com', 'GET https://graph.microsoft.com/v1.0/me'],
    ['https://graph.microsoft.com/', 'GET /me'],
    ['https://graph.microsoft.com', 'GET https://canary.graph.microsoft.com/beta/me'],
    ['https://canary.graph.microsoft.com', 'GET https://graph.microsoft.com/v1.0/me'],
    ['00000003-0000-0000-c000-000000000000', 'GET https://graph.microsoft.com/v1.0/me'],
    ['https://management.core.windows.net/', 'GET https://management.azure.com/subscriptions?api-version=2022-01-01'],
    ['https://vault.azure.net', 'GET https://myvault.vault.azure.net/secrets/x'],
    ['https://storage.azure.com', 'GET https://x.blob.core.windows.net/c/b'],
    ['https://outlook.office.com', 'GET https://outlook.office365.com/api/v2.0/me'],
    ['https://contoso.sharepoint.com', 'GET https://contoso.sharepoint.com/_api/web'],
    ['00000003-0000-0ff1-ce00-000000000000', 'GET https://contoso.sharepoint.com/_api/web'],
    ['https://orders.example/api', 'GET https://orders.example/api/1'],
  ])('%s is right at %s', (aud, call) => {
    const { for: speaks, against } = of({ token: delegated({ aud }), call, ...refused });
    expect(speaks).not.toContain('wrong-audience');
    expect(against).toContain('wrong-audience');
  });

  test('a token of Microsoft Graph at another API', () => {
    const vault = hintFor(
      fromToken,
      { token: delegated(), call: 'GET https://x.vault.azure.net/secrets/a', status: 401 },
      'wrong-audience',
    );
    expect(JSON.stringify(vault.steps)).toContain('https://vault.azure.net/.default');
    const own = hintFor(
      fromToken,
      { token: delegated(), call: 'GET https://api.contoso.example/orders', status: 401 },
      'wrong-audience',
    );
    expect(own.evidence).toContain(
      'which is Microsoft Graph; the call went to api.contoso.example, which is another API',
    );
    const site = hintFor(
      fromToken,
      { token: delegated(), call: 'GET https://contoso.sharepoint.com/_api/web', status: 401 },
      'wrong-audience',
    );
    expect(JSON.stringify(site.steps)).toContain('https://contoso.sharepoint.com/.default');
    const other = delegated({ aud: 'https://contoso.sharepoint.com' });
    expect(first({ token: other, call: 'GET https://fabrikam.sharepoint.com/_api/web', status: 401 })).toBe(
      'wrong-audience',
    );
    expect(
      hintFor(
        fromToken,
        { token: other, call: 'GET https://contoso-admin.sharepoint.com/_api', status: 401 },
        'wrong-audience',
      ).weight,
    ).toBe(40);
    // An API of one's own may take whatever it is set up for.
    expect(
      of({ token: delegated({ aud: 'api://orders' }), call: 'GET https://api.contoso.example/orders', status: 401 })
        .for,
    ).not.toContain('wrong-audience');
  });

  test('each cloud has its own Microsoft Graph', () => {
    const china = 'https://microsoftgraph.chinacloudapi.cn';
    for (const [aud, host] of [
      [graph, 'graph.microsoft.us'],
      ['https://graph.microsoft.us', 'dod-graph.microsoft.us'],
      [china, 'graph.microsoft.com'],
    ]) {
      const given = { token: delegated({ aud }), call: `GET https://${host}/v1.0/me`, ...refused };
      expect(of(given).for, host).toEqual(['wrong-cloud']);
      expect(hintFor(fromToken, given, 'wrong-cloud').weight).toBeGreaterThanOrEqual(90);
    }
    const byId = (iss: string) => delegated({ aud: '00000003-0000-0000-c000-000000000000', iss });
    const ofGovernment = byId(`https://login.microsoftonline.us/${tenant}/v2.0`);
    expect(first({ token: ofGovernment, call: me, ...refused })).toBe('wrong-cloud');
    expect(of({ token: ofGovernment, call: 'GET https://dod-graph.microsoft.us/v1.0/me', ...refused }).for).toEqual([]);
    // Both clouds write this issuer.
    expect(
      of({
        token: byId(`https://sts.windows.net/${tenant}/`),
        call: 'GET https://graph.microsoft.us/v1.0/me',
        ...refused,
      }).for,
    ).toEqual([]);
    expect(
      of({
        token: delegated({ aud: 'https://graph.microsoft.us' }),
        call: 'GET https://graph.microsoft.us/v1.0/me',
        ...refused,
      }).against,
    ).toContain('wrong-cloud');
  });

  test('without a call it speaks with care', () => {
    const token = delegated({ aud: 'https://vault.azure.net' });
    expect(of({ token }).for).toEqual([]);
    expect(hintFor(fromToken, { token, status: 401 }, 'wrong-audience').weight).toBe(40);
    expect(hintFor(fromToken, { token, ...refused }, 'wrong-audience').weight).toBe(72);
    expect(
      hintFor(
        fromToken,
        { token, ...refused, messages: ['Access token validation failure. Invalid audience.'] },
        'wrong-audience',
      ).weight,
    ).toBe(88);
    expect(of({ token: delegated({ aud: 'https://graph.windows.net' }) }).for).toEqual([
      'aad-graph-retired',
      'wrong-audience',
    ]);
    expect(of({ token, call: me, status: 404 }).for).toEqual([]);
  });
});

describe('issuers', () => {
  test.each<[string, CauseId]>([
    ['https://contoso.b2clogin.com/x/v2.0/', 'wrong-issuer'],
    ['https://contoso.eu.auth0.com/', 'wrong-issuer'],
    [`00000001-0000-0000-c000-000000000000@${tenant}`, 'acs-retired'],
  ])('%s', (iss, cause) => expect(of({ token: delegated({ iss }), call: me, ...refused }).for).toContain(cause));

  test('Entra is right', () =>
    expect(of({ token: delegated(), call: me, ...refused }).against).toContain('wrong-issuer'));

  test('an own API may check for the other version', () => {
    const call = 'GET https://api.contoso.example/orders';
    expect(of({ token: delegated({ aud: 'api://orders' }), call, status: 401 }).for).toEqual(['token-version']);
    expect(of({ token: delegated({ aud: 'api://orders' }), call, status: 403 }).for).toEqual([]);
  });
});

describe('permissions', () => {
  test('none at all', () => {
    const bare = { token: application({ roles: undefined }), call: users };
    expect(hintFor(fromToken, { ...bare, ...denied }, 'no-permissions-in-token').weight).toBeGreaterThanOrEqual(80);
    expect(first({ token: delegated({ scp: 'openid profile' }), ...denied })).toBe('no-permissions-in-token');
    expect(
      hintFor(
        fromToken,
        { token: application({ roles: [], wids: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'] }), ...denied },
        'no-permissions-in-token',
      ).evidence,
    ).toContain('Global Reader');
    expect(of({ token: application({ roles: undefined, aud: 'https://management.azure.com' }) }).for).toEqual([]);
    expect(of({ token: delegated(), call: me, ...denied }).against).toContain('no-permissions-in-token');
  });

  test('chosen sites', () => {
    const token = application({ roles: ['Sites.Selected'] });
    const call = 'GET https://graph.microsoft.com/v1.0/sites/contoso.sharepoint.com:/sites/A:/drive';
    expect(first({ token, call, status: 403, codes: ['accessDenied'] })).toBe('selected-not-granted');
    expect(first({ token, call: 'GET /sites/x/lists/y/items', status: 404, codes: ['itemNotFound'] })).toBe(
      'selected-not-granted',
    );
    const wider = application({ roles: ['Sites.Selected', 'Sites.Read.All'] });
    expect(hintFor(fromToken, { token: wider, call, status: 403 }, 'selected-not-granted').weight).toBeLessThan(60);
    expect(of({ token, call: users, ...denied }).for).not.toContain('selected-not-granted');
    const lists = delegated({ scp: 'Lists.SelectedOperations.Selected User.Read' });
    expect(first({ token: lists, call: 'GET /sites/x/lists/y', status: 403 })).toBe('selected-not-granted');
  });

  test('owned applications', () => {
    const token = application({ roles: ['Application.ReadWrite.OwnedBy'] });
    expect(first({ token, call: 'PATCH /applications/1', ...denied })).toBe('not-owner');
    expect(first({ token, call: "PATCH /applications(appId='1')", ...denied })).toBe('not-owner');
    expect(of({ token, call: users, ...denied }).for).not.toContain('not-owner');
    const wider = application({ roles: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'] });
    expect(of({ token: wider, call: 'PATCH /applications/1', ...denied }).for).not.toContain('not-owner');
  });

  test('the mailbox of another user', () => {
    const call = 'GET https://graph.microsoft.com/v1.0/users/bob@contoso.com/messages?$top=1';
    const access = { status: 403, codes: ['ErrorAccessDenied'] };
    const hint = hintFor(fromToken, { token: delegated(), call, ...access }, 'shared-mailbox-scope');
    expect(hint.steps?.[0]?.text).toContain('Ask for Mail.Read.Shared as well');
    expect(of({ token: delegated({ scp: 'Mail.Read.Shared' }), call, ...access }).for).not.toContain(
      'shared-mailbox-scope',
    );
    expect(of({ token: delegated(), call: 'GET /users/Ann@Contoso.com/messages', ...access }).against).toContain(
      'shared-mailbox-scope',
    );
    expect(of({ token: delegated(), call: 'GET /users/bob@contoso.com/events', ...access }).for).not.toContain(
      'shared-mailbox-scope',
    );
    expect(of({ token: application({ roles: ['Mail.Read'] }), call, ...access }).for).not.toContain(
      'shared-mailbox-scope',
    );
  });

  test('SharePoint takes no token that a secret has got', () => {
    const call = 'GET https://contoso.sharepoint.com/_api/web';
    const aud = 'https://contoso.sharepoint.com';
    const token = application({ aud, roles: ['Sites.FullControl.All'] });
    expect(first({ token, call, status: 401 })).toBe('spo-appid-secret');
    expect(of({ token: application({ aud, appidacr: '2' }), call, status: 401 }).against).toContain('spo-appid-secret');
    expect(of({ token: delegated({ aud }), call, status: 401 }).for).not.toContain('spo-appid-secret');
    expect(of({ token: application(), call: '/sites/x', status: 401 }).for).not.toContain('spo-appid-secret');
  });
});

describe('accounts', () => {
  const personal = delegated({ tid: personalTenant });
  test('a personal one makes only the calls that are open to it', () => {
    expect(first({ token: personal, call: users, status: 403 })).toBe('personal-account-unsupported');
    expect(first({ token: ofPersonal, call: users, ...refused })).toBe('personal-account-unsupported');
    expect(of({ token: personal, call: 'GET /me/messages', status: 403 }).for).not.toContain(
      'personal-account-unsupported',
    );
    expect(of({ token: ofPersonal, call: 'GET /me/messages', status: 403 }).for).not.toContain(
      'personal-account-unsupported',
    );
    expect(of({ token: delegated(), call: users, status: 403 }).against).toContain('personal-account-unsupported');
  });

  test('a guest', () => {
    const token = delegated({ acct: 1 });
    expect(of({ token, call: users, ...denied }).for).toContain('guest-limits');
    expect(of({ token, call: users, ...refused }).for).not.toContain('guest-limits');
    expect(of({ token: delegated(), call: users, ...denied }).for).not.toContain('guest-limits');
  });

  test('a token of a managed identity is kept for long', () => {
    const token = application({ xms_mirid: 'x' });
    expect(hintFor(fromToken, { token, call: users, ...denied }, 'stale-token')).toMatchObject({ weight: 35 });
    expect(hintFor(fromToken, { token: application(), call: users, ...denied }, 'stale-token').weight).toBeLessThan(30);
  });
});

test('where the token endpoint refuses, the access token is not what was refused', () => {
  const expired = delegated({ exp: seconds(-999), aud: 'api://orders' });
  expect(hints(fromToken, { token: expired, aadsts: [65001], status: 400 })).toEqual([]);
  expect(of({ token: expired, aadsts: [500131], status: 400 }).for).toEqual(['obo-assertion']);
  expect(hintFor(fromToken, { token: idToken, aadsts: [240002] }, 'obo-assertion').evidence).toContain('an id token');
});

test('any claims, any call: no throw, nothing of the signature, and whole sentences', () => {
  const claims = fc.record(
    {
      aud: fc.oneof(fc.jsonValue(), fc.webUrl(), fc.constant(graph)),
      iss: fc.oneof(fc.jsonValue(), fc.webUrl()),
      exp: fc.oneof(fc.jsonValue(), fc.integer()),
      nbf: fc.oneof(fc.jsonValue(), fc.integer()),
      scp: fc.oneof(fc.jsonValue(), fc.string()),
      roles: fc.jsonValue(),
      tid: fc.jsonValue(),
      acct: fc.jsonValue(),
      appidacr: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const call = fc
    .tuple(fc.constantFrom('GET', 'POST'), fc.oneof(fc.webUrl(), fc.webPath(), fc.string()))
    .map(([method, url]) => `${method} ${url}`);
  fc.assert(
    fc.property(claims, call, fc.constantFrom(undefined, 400, 401, 403, 404, 500), (payload, made, status) => {
      const found = hints(fromToken, { token: jwt(payload), call: made, ...(status !== undefined && { status }) });
      expect(JSON.stringify(found)).not.toContain(signature.slice(0, 16));
      for (const { evidence } of found) expect(evidence).toMatch(/^[A-Z].*[.]$/s);
    }),
  );
});
