import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../../src/diagnose/causes/index.js';
import type { Refusal } from '../../../src/diagnose/evidence/refusal.js';
import { fromCall } from '../../../src/diagnose/witnesses/from-call.js';
import { fromRegistration } from '../../../src/diagnose/witnesses/from-registration.js';
import { appToken, causesOf, context, ids, refusalOf, saidBy, textOf, tokenWith, userToken } from './refusals.js';
import { access, manifest, withRegistration } from './registrations.js';

const role = (name: string) => access('Role', name);
const scope = (name: string) => access('Scope', name);
const denied = { status: 403, codes: ['Authorization_RequestDenied'] } as const;

type Case = readonly [name: string, value: unknown, given: Partial<Refusal>, first: CauseId, said: RegExp];

/** With the witness of calls beside it, as in a diagnosis: GET /users was refused. */
const joined: readonly Case[] = [
  [
    'not requested',
    manifest([scope('User.Read')]),
    { ...denied, token: userToken('User.Read') },
    'missing-permission',
    /The registration requests no permission that opens GET \/users/,
  ],
  [
    'not requested: what to add',
    manifest([scope('User.Read')]),
    { ...denied, token: userToken('User.Read') },
    'missing-permission',
    /b340eb25-3456-403f-be2f-af7a0d370277=Scope/,
  ],
  [
    'requested, not consented to',
    manifest([scope('User.Read'), scope('User.Read.All')]),
    { ...denied, token: userToken('User.Read') },
    'not-consented',
    /az ad app permission admin-consent --id <app-id>/,
  ],
  [
    'requested, not consented to: application',
    manifest([role('User.Read.All')]),
    { ...denied, token: appToken('') },
    'not-consented',
    /The registration requests the application permission User\.Read\.All/,
  ],
  [
    'requested, not consented to: no permission in the token',
    manifest([role('User.Read.All')]),
    { ...denied, token: tokenWith({}) },
    'not-consented',
    /may not be consented to/,
  ],
  [
    'the address to consent at, and how to read grants',
    manifest([role('User.Read.All')]),
    { ...denied, token: appToken('Mail.Read') },
    'not-consented',
    /adminconsent\?client_id=<app-id>.*Get-MgServicePrincipalAppRoleAssignment/s,
  ],
  [
    'an older token is possible, too',
    manifest([role('User.Read.All')]),
    { ...denied, token: appToken('Mail.Read', { issued: Date.UTC(2026, 7, 20, 11) }) },
    'not-consented',
    /It was issued at 2026-08-20 11:00 UTC/,
  ],
  [
    "requested for users, and the token is an application's",
    manifest([scope('User.Read.All')]),
    { ...denied, token: appToken('Mail.Read') },
    'token-type-mismatch',
    /df021288-bdef-4463-88db-98f22de89214=Role/,
  ],
  [
    "requested for applications, and the token is a user's",
    manifest([role('User.Read.All'), scope('User.Read')]),
    { ...denied, token: userToken('User.Read') },
    'token-type-mismatch',
    /User\.Read\.All is requested as an application permission, and the token is a user's/,
  ],
  [
    'no token: not requested',
    manifest([scope('User.Read')]),
    denied,
    'missing-permission',
    /The registration requests User\.Read, and none of that opens the call/,
  ],
  [
    'no token: nothing requested',
    manifest([]),
    denied,
    'missing-permission',
    /The registration requests no permission\./,
  ],
  ['no token: requested', manifest([role('User.Read.All')]), denied, 'not-consented', /so it may not be consented to/],
  [
    'what lint finds is named',
    manifest([role('User.Read.All'), { id: scope('Mail.Read').id, type: 'Role' }]),
    { ...denied, token: appToken('') },
    'not-consented',
    /Lint says type-mismatch: Mail\.Read/,
  ],
];

const graph = '00000003-0000-0000-c000-000000000000';
const invalidResource = (app: string = ids.app) =>
  `AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${app}(portal). Resource value from request: https://management.core.windows.net/. Resource app ID: 797f4846-ba00-4fd7-ba43-dac1f8f63013. List of valid resources from app registration: ${graph}.`;
const redirect = (uri: string) =>
  `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${ids.app}'.`;
const portal = 'https://portal.contoso.example/signin-oidc';

/** The witness alone: a token was refused. */
const signIn: readonly Case[] = [
  [
    'the asked API is not requested',
    manifest([scope('User.Read')]),
    { aadsts: [650057], messages: [invalidResource()] },
    'resource-not-declared',
    /requests nothing of Azure Resource Manager.*requests permissions of Microsoft Graph/s,
  ],
  [
    'the asked API is requested: another registration',
    manifest([], {
      requiredResourceAccess: [
        {
          resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
          resourceAccess: [{ id: '41094075-9dad-400e-a0bd-54e686782033', type: 'Scope' }],
        },
      ],
    }),
    { aadsts: [650057], messages: [invalidResource()] },
    'resource-not-declared',
    /Azure Resource Manager among them/,
  ],
  [
    'nothing is requested',
    manifest([]),
    { aadsts: [650056] },
    'resource-not-declared',
    /requests no permission of any API/,
  ],
  [
    'an entry that names no permission',
    manifest([{ id: '11111111-1111-4111-8111-111111111111', type: 'Scope' }]),
    { aadsts: [650056] },
    'resource-not-declared',
    /Lint says unknown-permission/,
  ],
  [
    'a permission of another API',
    manifest([{ id: '41094075-9dad-400e-a0bd-54e686782033', type: 'Scope' }]),
    { aadsts: [65001] },
    'consent-missing',
    /Lint says wrong-api/,
  ],
  [
    'a permission of the other kind',
    manifest([{ id: role('User.Read.All').id, type: 'Scope' }]),
    { aadsts: [650053] },
    'unknown-scope',
    /Lint says type-mismatch.*permlint <manifest>/s,
  ],
  [
    'a retired API',
    manifest([], {
      requiredResourceAccess: [
        {
          resourceAppId: '00000002-0000-0000-c000-000000000000',
          resourceAccess: [{ id: '311a71cc-e848-46a1-bdf8-97ff7156d8e6', type: 'Scope' }],
        },
      ],
    }),
    { aadsts: [500011] },
    'resource-not-found',
    /Lint says retired-api/,
  ],
  [
    'an application permission for personal accounts',
    manifest([role('User.Read.All')], {
      signInAudience: 'PersonalMicrosoftAccount',
      api: { requestedAccessTokenVersion: 2 },
    }),
    { aadsts: [65001] },
    'consent-missing',
    /Lint says personal-app-role/,
  ],
  [
    'no consent: the scope is not requested',
    manifest([scope('User.Read')]),
    { aadsts: [65001], asked: ['User.Read Mail.Read'] },
    'consent-missing',
    /does not request \\"Mail\.Read\\"/,
  ],
  [
    'no consent: every scope is requested',
    manifest([scope('User.Read')]),
    { aadsts: [65001], asked: ['https://graph.microsoft.com/User.Read openid'] },
    'consent-missing',
    /every scope that is asked for/,
  ],
  [
    'no consent with .default',
    manifest([scope('User.Read')]),
    { aadsts: [65001], asked: ['https://graph.microsoft.com/.default'] },
    'consent-missing',
    /With \.default, the registration asks for User\.Read/,
  ],
  ['one tenant at /common', manifest([scope('User.Read')]), { aadsts: [50194] }, 'audience-mismatch', /AzureADMyOrg/],
  [
    'one tenant in another',
    manifest([scope('User.Read')]),
    { aadsts: [700016] },
    'client-not-found',
    /no other tenant/,
  ],
  [
    'work accounts only at /consumers',
    manifest([scope('User.Read')], { signInAudience: 'AzureADMultipleOrgs' }),
    { aadsts: [9002332] },
    'audience-mismatch',
    /does not sign in at \/consumers/,
  ],
  [
    'personal accounts only at a tenant',
    manifest([scope('User.Read')], {
      signInAudience: 'PersonalMicrosoftAccount',
      api: { requestedAccessTokenVersion: 2 },
    }),
    { aadsts: [9002346] },
    'audience-mismatch',
    /at \/consumers alone/,
  ],
  ['a user of another tenant', manifest([scope('User.Read')]), { aadsts: [50020] }, 'user-not-in-tenant', /guests/],
  [
    'the token version',
    manifest([scope('User.Read')], {
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      api: { requestedAccessTokenVersion: 1 },
    }),
    { aadsts: [90027] },
    'token-version',
    /access token version is 1/,
  ],
  [
    'a redirect URI that is not registered',
    manifest([scope('User.Read')], { web: { redirectUris: [portal] } }),
    { aadsts: [50011], messages: [redirect('https://portal.contoso.example/callback')] },
    'redirect-uri',
    /asks for \\"https:\/\/portal\.contoso\.example\/callback\\"\. The registration has \\"https:\/\/portal/,
  ],
  [
    'a redirect URI with a slash too many',
    manifest([scope('User.Read')], { web: { redirectUris: [portal] } }),
    { aadsts: [50011], messages: [redirect(`${portal}/`)] },
    'redirect-uri',
    /letter case, the closing slash or http alone/,
  ],
  [
    'no redirect URI',
    manifest([scope('User.Read')], { web: { redirectUris: [] } }),
    { aadsts: [500113] },
    'redirect-uri',
    /has no redirect URI/,
  ],
  [
    'a page whose redirect URI is of the platform web',
    manifest([scope('User.Read')], { web: { redirectUris: [portal] } }),
    { aadsts: [9002326] },
    'redirect-uri',
    /takes the platform spa/,
  ],
  [
    'no secret, and no public client',
    manifest([scope('User.Read')], { isFallbackPublicClient: false }),
    { aadsts: [7000218] },
    'client-credential-missing',
    /does not allow public client flows/,
  ],
  [
    'a secret of a public client',
    manifest([scope('User.Read')], { isFallbackPublicClient: true }),
    { aadsts: [700025] },
    'public-client-credential',
    /send no secret/,
  ],
];

describe('fromRegistration', () => {
  it.each(joined)('GET /users, %s', (_name, value, given, first, said) => {
    const own = withRegistration(value);
    const causes = causesOf([fromCall, fromRegistration], refusalOf('GET /users', given), own);
    expect(causes[0]?.id).toBe(first);
    expect(JSON.stringify(causes)).toMatch(said);
  });

  it.each(signIn)('%s', (_name, value, given, first, said) => {
    const hints = saidBy(fromRegistration, refusalOf(undefined, given), withRegistration(value));
    expect(hints[0]?.cause).toBe(first);
    expect(textOf(hints)).toMatch(said);
  });

  it('says of an audience either that it explains a code or that it does not', () => {
    const own = withRegistration(manifest([scope('User.Read')]));
    const text = textOf(saidBy(fromRegistration, refusalOf(undefined, { aadsts: [700016] }), own));
    expect(text).toMatch(/no other tenant/);
    expect(text).not.toMatch(/does not explain/);
  });

  it('comes before what the call alone says, and keeps its steps', () => {
    const own = withRegistration(manifest([scope('User.Read')]));
    const [first] = causesOf(
      [fromCall, fromRegistration],
      refusalOf('GET /users', { ...denied, token: userToken('User.Read') }),
      own,
    );
    expect(first).toMatchObject({ id: 'missing-permission', confidence: 'certain' });
    expect(first?.evidence.join(' ')).toMatch(/The token has the delegated permission User\.Read/);
    expect(first?.steps.length).toBeGreaterThan(2);
  });

  it('says that a grant is there and the token is older', () => {
    const own = withRegistration(manifest([role('User.Read.All')]));
    const { application, findings } = own.registration ?? {};
    if (application === undefined || findings === undefined) throw new Error('no registration');
    const [request] = application.requests;
    if (request === undefined) throw new Error('no request');
    const grant = {
      ...request,
      names: 'ids-required',
      forAllPrincipals: { known: true, value: false, at: request.at },
    } as const;
    const granted = { ...context, registration: { application: { ...application, grants: [grant] }, findings } };
    const refusal = refusalOf('GET /users', { ...denied, token: appToken('Mail.Read') });
    const [first] = causesOf([fromCall, fromRegistration], refusal, granted);
    expect(first?.id).toBe('stale-token');
    expect(first?.evidence[0]).toMatch(/was granted the application permission User\.Read\.All/);
  });

  it('is surer where the grants at hand lack it', () => {
    const own = withRegistration(manifest([role('User.Read.All'), role('Mail.Read')]));
    const { application, findings } = own.registration ?? {};
    const request = application?.requests[1];
    if (application === undefined || findings === undefined || request === undefined)
      throw new Error('no registration');
    const grant = {
      ...request,
      names: 'ids-required',
      forAllPrincipals: { known: true, value: false, at: request.at },
    } as const;
    const granted = { ...context, registration: { application: { ...application, grants: [grant] }, findings } };
    const refusal = refusalOf('GET /users', { ...denied, token: appToken('Mail.Read') });
    expect(saidBy(fromRegistration, refusal, granted)[0]).toMatchObject({ cause: 'not-consented', weight: 92 });
  });

  it.each([
    ['the token', { ...denied, token: userToken('User.Read', { appId: '22222222-2222-4333-8444-555555555555' }) }],
    ['the answer', { aadsts: [650057], messages: [invalidResource('22222222-2222-4333-8444-555555555555')] }],
  ] satisfies [string, Partial<Refusal>][])(
    'leaves a registration aside that is of another application by %s',
    (_name, given) => {
      const hints = saidBy(
        fromRegistration,
        refusalOf('GET /users', given),
        withRegistration(manifest([scope('User.Read')])),
      );
      expect(hints.every(({ weight }) => weight === 0)).toBe(true);
      expect(textOf(hints)).toMatch(/left aside/);
    },
  );

  it.each<readonly [string, Partial<Refusal>]>([
    ['there is no registration', { ...denied, token: userToken('User.Read') }],
  ])('says nothing where %s', (_name, given) => {
    expect(fromRegistration(refusalOf('GET /users', given), context)).toEqual([]);
  });

  it('says nothing of a token that has the permission', () => {
    const own = withRegistration(manifest([scope('User.Read.All')]));
    const refusal = refusalOf('GET /users', { ...denied, token: userToken('User.Read.All') });
    expect(fromRegistration(refusal, own)).toEqual([]);
  });
});
