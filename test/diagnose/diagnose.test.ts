import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnoseEvidence, diagnoseRefusals } from '../../src/diagnose/diagnose.js';
import type { Evidence } from '../../src/diagnose/evidence/evidence.js';
import type { Refusal } from '../../src/diagnose/evidence/refusal.js';
import { pathForCommands, shownCall } from '../../src/diagnose/shown-call.js';
import { guesses } from '../../src/diagnose/witnesses/guesses.js';
import { context, graphAnswer, refusal } from './open.js';
import { delegated, delegatedClaims, jwt, seconds } from './tokens.js';
import { tokenWith } from './witnesses/refusals.js';

const diagnose = (evidence: Evidence) => diagnoseEvidence(evidence, context);
const named = (evidence: Evidence) => diagnose(evidence).causes.map(({ id, confidence }) => `${id} ${confidence}`);

test('an AADSTS code alone is enough', () => {
  const { causes, refusals, notes } = diagnose({ text: 'AADSTS65001' });
  expect(causes.map(({ id, confidence }) => [id, confidence])).toEqual([['consent-missing', 'certain']]);
  expect(refusals.map((each) => each.causes)).toEqual([['consent-missing']]);
  expect(notes).toEqual([]);
});

test('nothing usable: no causes', () => {
  expect(diagnose({}).causes).toEqual([]);
  expect(diagnose({ text: ' \n' }).causes).toEqual([]);
});

describe('texts that nothing is known of', () => {
  const texts = [
    'hello',
    'Access is denied.',
    'permission denied (publickey)',
    'Permission is hereby granted, free of charge, to any person obtaining a copy of this software',
    '<html><head><title>403 Forbidden</title></head><body>nginx</body></html>',
    '> GET /shoes HTTP/1.1\n> User-Agent: curl/8\n\n< HTTP/1.1 404 Not Found',
    'npm error 404 Not Found - GET https://packages.example/x',
    'AccessDenied: User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject',
    'Traceback (most recent call last):\nKeyError: 1',
    'The members of the group had guests at a premium party in another cloud; own policy, hidden risk',
    '{"error":{"code":403,"message":"The caller does not have permission","status":"PERMISSION_DENIED"}}',
  ];

  test.each(texts)('%j: three guesses, and it is said', (text) => {
    const { causes, notes } = diagnose({ text });
    expect(causes.map(({ confidence }) => confidence)).toEqual(['guess', 'guess', 'guess']);
    expect(notes).toContain('Nothing that permlint knows reads like this: what follows are guesses.');
  });

  test('a status alone is a guess, by its most common causes', () => {
    expect(named({ status: 403 })).toEqual([
      'missing-permission guess',
      'user-lacks-access guess',
      'licence-missing guess',
    ]);
    expect(named({ status: 401 })).toEqual(['token-expired guess', 'wrong-audience guess', 'token-missing guess']);
  });

  test('status 429 has one meaning', () => {
    expect(named({ status: 429 })).toEqual(['throttled likely']);
  });

  test('an unknown AADSTS number says where to look it up', () => {
    const { causes } = diagnose({ text: 'AADSTS999999: something new' });
    expect(causes).toHaveLength(3);
    expect(causes[0]?.evidence.join()).toContain('https://login.microsoftonline.com/error?code=999999');
  });
});

describe('guesses', () => {
  const first = (each: Refusal) => guesses(each).map(({ cause }) => cause);

  test.each([
    ['/v1.0/users/1/onlineMeetings', 'teams-application-access-policy'],
    ['/v1.0/teams/1/channels', 'teams-missing-permission'],
    ['/beta/deviceManagement/managedDevices', 'intune-permission'],
    ['/v1.0/auditLogs/signIns', 'audit-permission'],
    ['/v1.0/identityProtection/riskyUsers', 'risk-permission'],
    ['/v1.0/roleManagement/directory/roleAssignments', 'pim-permission'],
    ['/v1.0/users/1/authentication/methods', 'auth-methods-role'],
    ['/v1.0/policies/x', 'policy-permission'],
    ['/v1.0/security/alerts_v2', 'missing-app-roles'],
    ['/v1.0/me/messages', 'exchange-access-denied'],
    ['/v1.0/sites/root', 'spo-access-denied'],
    ['/v1.0/groups/1/members', 'nested-group'],
    ['/v1.0/users', 'missing-permission'],
  ])('403 at %s: %s', (path, cause) => {
    expect(first(graphAnswer(403, '', '', path))[0]).toBe(cause);
  });

  test('at the token endpoint they are of the sign-in', () => {
    const call = { method: 'POST', url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token' };
    expect(first(refusal({ status: 401, call }))[0]).toBe('bad-secret');
    expect(first(refusal({ status: 400, call }))[0]).toBe('invalid-scope');
    expect(first(refusal({ status: 400, call, codes: ['invalid_grant'] }))[0]).toBe('session-expired');
  });

  test('three of them, each a guess, whatever the status', () => {
    for (let status = 100; status < 700; status += 1) {
      if (status === 429) continue;
      const own = guesses(refusal({ status }));
      expect([status, new Set(own.map(({ cause }) => cause)).size]).toEqual([status, 3]);
      expect(own.every(({ weight }) => weight > 0 && weight < 30)).toBe(true);
    }
  });
});

describe('several refusals', () => {
  const denied = {
    ...graphAnswer(403, 'Authorization_RequestDenied', 'Insufficient privileges', '/users'),
    where: 'line 1',
  };
  const unconsented = refusal({ aadsts: [65001], where: 'line 2' });
  const strange = refusal({ status: 403, where: 'line 3', messages: ['no'] });
  const both = diagnoseRefusals([denied, unconsented, strange], [], context);

  test('each has its own causes; the list has all, the surest first', () => {
    expect(both.refusals.map(({ where, call, causes }) => [where, call, causes[0]])).toEqual([
      ['line 1', 'GET /users', 'missing-permission-or-role'],
      ['line 2', null, 'consent-missing'],
      ['line 3', null, 'missing-permission'],
    ]);
    expect(both.causes.slice(0, 2).map(({ id }) => id)).toEqual(['consent-missing', 'missing-permission-or-role']);
  });

  test('evidence says where it was seen, and notes which are guesses', () => {
    expect(both.causes[0]?.evidence).toEqual([
      'Line 2: AADSTS65001: Nobody has consented to this API for this application and this user.',
    ]);
    expect(both.notes).toEqual(['1 of 3 refusals reads like nothing that permlint knows, for example line 3.']);
  });

  test('the ids that a refused request for a token names are filled in', () => {
    const error_description =
      "AADSTS65001: The user or administrator has not consented to use the application with ID '0f1e2d3c-4b5a-4697-8877-665544332211' named 'Portal'.";
    const consent = JSON.stringify(diagnose({ body: JSON.stringify({ error: 'invalid_grant', error_description }) }));
    expect(consent).toContain('admin-consent --id 0f1e2d3c-4b5a-4697-8877-665544332211');
    const blocked = 'AADSTS53003: Access has been blocked. Correlation ID: 6c1f0d52-8b7e-4a33-b1a7-2f9c0e5d7a11';
    const log = JSON.stringify(
      diagnose({ body: JSON.stringify({ error: 'access_denied', error_description: blocked }) }),
    );
    expect(log).toContain("correlationId eq '6c1f0d52-8b7e-4a33-b1a7-2f9c0e5d7a11'");
  });

  test('placeholders are filled in where the refusals agree, and only with what is one', () => {
    const appId = '11111111-2222-3333-4444-555555555555';
    const of = (id: string) => refusal({ aadsts: [65001], token: tokenWith({ appId: id, tenant: undefined }) });
    const text = (...ids: readonly string[]) => JSON.stringify(diagnoseRefusals(ids.map(of), [], context).causes);
    expect(text('$(rm -rf /)')).not.toContain('$(rm');
    expect(text(appId).includes(appId)).toBe(text('no guid').includes('<app-id>'));
    expect(text(appId, '11111111-2222-3333-4444-666666666666')).not.toContain(appId);
  });
});

describe('calls that are shown', () => {
  test.each([
    ['https://graph.microsoft.com/v1.0/users?$filter=x#y', 'GET https://graph.microsoft.com/v1.0/users'],
    ['https://user:secret@graph.microsoft.com/v1.0/me', 'GET https://graph.microsoft.com/v1.0/me'],
    [`/me/messages/${'A'.repeat(120)}=/attachments`, 'GET /me/messages/{id}/attachments'],
    ['/me\u001b[31m\n/x', 'GET /me[31m/x'],
    ['/users/ann@contoso.com/messages', 'GET /users/{id}/messages'],
    ['/users/ann_contoso.com#EXT#@fabrikam.com/events', 'GET /users/{id}/events'],
    ["/users('ann%40contoso.com')/events", "GET /users('{id}')/events"],
    ['/drives/kzn8QRk0hHS4rJrRpNiLxCCXt1ImnkKg/items', 'GET /drives/{id}/items'],
    ['/x/abc8Q~kD93jfPqLzXvBn0wEr7TyUiOp1AsDfGh2J', 'GET /x/{id}'],
    [
      "/reports/getOffice365GroupsActivityDetail(period='D7')",
      "GET /reports/getOffice365GroupsActivityDetail(period='D7')",
    ],
  ])('%j', (url, shown) => {
    expect(shownCall({ method: 'GET', url })).toBe(shown);
  });

  test.each(['/users/$(rm -rf)', '/users/`x`', "/users/'a'", '/users/a;b', '/users/a b|c'])(
    '%j stays out of commands',
    (url) => {
      expect(pathForCommands({ method: 'GET', url })).toBeUndefined();
    },
  );

  test('a plain path goes into commands, the address of a person does not', () => {
    expect(pathForCommands({ method: 'GET', url: '/v1.0/users/a@b.example/messages?$top=1' })).toBe(
      '/v1.0/users/{id}/messages',
    );
    expect(pathForCommands({ method: 'GET', url: '/users/a%40b.example' })).toBe('/users/{id}');
    expect(pathForCommands({ method: 'GET', url: 'users(a@b.example)' })).toBeUndefined();
    expect(pathForCommands({ method: 'GET', url: 'a@b.example/x' })).toBe('{id}/x');
    expect(pathForCommands({ method: 'GET', url: '/v1.0/users/{id}' })).toBe('/v1.0/users/{id}');
  });
});

test('any evidence: no throw, an order, and as many summaries as refusals', () => {
  const text = fc.oneof(fc.string({ maxLength: 300 }), fc.json());
  const some = fc.record(
    { text, status: fc.integer(), body: text, headers: fc.array(text), call: text, token: text },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, (evidence) => {
      const { causes, refusals } = diagnose(evidence);
      expect(causes.length > 0).toBe(refusals.length > 0);
      expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
    }),
  );
});

describe('secrets that stand where codes, ids and names do', () => {
  const secret = 'a61b0415e885a244154ce49b6f2ac935';

  test.each([
    { text: JSON.stringify({ error: { code: secret, message: 'No.' } }) },
    { text: `device_code=${secret}` },
    { text: `authorization_code: ${secret} 403 Forbidden` },
    { text: `error=access_denied&error_description=no&suberror=${secret}` },
    { text: JSON.stringify({ responses: [{ id: secret, status: 403, body: { error: { code: 'Forbidden' } } }] }) },
    { status: 403, call: `GET /users/${secret}/messages` },
    { status: 403, call: `GET https://graph.microsoft.com/v1.0/drives/${secret}/items` },
  ])('%j', (evidence) => {
    const { causes, refusals, notes } = diagnose(evidence);
    expect(causes.length).toBeGreaterThan(0);
    expect(JSON.stringify({ causes, refusals, notes })).not.toContain(secret.slice(0, 20));
  });
});

test.each(['__proto__', 'constructor', 'toString'])('%j is a name like any other', (name) => {
  const token = jwt({ ...delegatedClaims, wids: [name], appid: name, appidacr: name, ver: name });
  const text = JSON.stringify({ error: { code: name, message: name }, status: name, [name]: name });
  const answer = diagnose({ status: 403, call: `GET /${name}`, token, text });
  expect(answer.refusals.map(({ status }) => status)).toEqual([403]);
  expect(JSON.stringify(answer)).not.toContain('native code');
  expect(diagnose({ text }).refusals.map(({ status }) => status)).toEqual([null]);
});

test('an empty token that a call was made with is a missing one', () => {
  expect(named({ status: 401, token: '' })[0]).toBe('token-missing certain');
});

test('when a call of an HTTP archive was made is known without a Date header', () => {
  const entry = {
    startedDateTime: '2026-11-20T11:00:00.000Z',
    request: {
      method: 'GET',
      url: 'https://graph.microsoft.com/v1.0/me',
      headers: [{ name: 'Authorization', value: `Bearer ${delegated({ exp: seconds(-1_800) })}` }],
    },
    response: { status: 401, headers: [], content: { text: '' } },
  };
  expect(named({ text: JSON.stringify({ log: { entries: [entry] } }) }).join()).not.toContain('token-expired');
});
