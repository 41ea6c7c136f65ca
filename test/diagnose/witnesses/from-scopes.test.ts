import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../../src/diagnose/causes/index.js';
import type { Refusal } from '../../../src/diagnose/evidence/refusal.js';
import { fromScopes } from '../../../src/diagnose/witnesses/from-scopes.js';
import { namedInAnswer, scopeOf } from '../../../src/diagnose/witnesses/scopes/read-scopes.js';
import { catalog, ids, refusalOf, saidBy, textOf } from './refusals.js';

type Case = readonly [name: string, given: Partial<Refusal>, first: CauseId, said: RegExp];

const graph = '00000003-0000-0000-c000-000000000000';
const asksFor = (scope: string, resource = graph): Partial<Refusal> => ({
  aadsts: [650053],
  codes: ['invalid_client'],
  messages: [
    `AADSTS650053: The application 'portal' asked for scope '${scope}' that doesn't exist on the resource '${resource}'. Contact the app vendor. Trace ID: 1`,
  ],
});
const isNotValid = (scope: string): Partial<Refusal> => ({
  aadsts: [70011],
  codes: ['invalid_scope'],
  messages: [
    `AADSTS70011: The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  ],
});

const cases: readonly Case[] = [
  ['a misspelt scope', asksFor('User.Reed.All'), 'unknown-scope', /the nearest (?:is|are) User\.Read\.All/],
  ['dots left out', asksFor('mailread'), 'unknown-scope', /Mail\.Read/],
  ['an application permission', asksFor('CallRecords.Read.All'), 'unknown-scope', /application permission only/],
  ['a claim, no scope', asksFor('groups'), 'unknown-scope', /Take it out of the scopes/],
  ["a scope of an API of one's own", asksFor('access_as_user'), 'unknown-scope', /api:\/\/<api-app-id>\/<scope>/],
  ['a scope of SharePoint', asksFor('AllSites.Read'), 'unknown-scope', /Office 365 SharePoint Online|SharePoint/],
  ['a scope of many APIs', asksFor('user_impersonation'), 'unknown-scope', /\d+ other APIs have one of that name/],
  [
    'a retired scope',
    asksFor('AgentApplication.Create'),
    'unknown-scope',
    /application permission|can no longer be asked for/,
  ],
  [
    'a scope of another API than Microsoft Graph',
    asksFor('user_impersonatoin', '797f4846-ba00-4fd7-ba43-dac1f8f63013'),
    'unknown-scope',
    /Azure Resource Manager has no scope .*user_impersonation/s,
  ],
  [
    'the answer as it stands in a URL',
    {
      aadsts: [650053],
      messages: [
        'error=invalid_client&error_description=AADSTS650053%3a+The+application+%27portal%27+asked+for+scope+%27User.Reed.All%27+that+doesn%27t+exist+on+the+resource+%2700000003-0000-0000-c000-000000000000%27.',
      ],
    },
    'unknown-scope',
    /User\.Read\.All/,
  ],
  [
    'the older code',
    {
      aadsts: [65005],
      messages: ["AADSTS65005: The application 'portal' asked for scope 'Mail.Reed' that doesn't exist."],
    },
    'unknown-scope',
    /Mail\.Read/,
  ],
  ['not valid: misspelt', isNotValid('https://graph.microsoft.com/User.Raed'), 'invalid-scope', /User\.Read/],
  ['not valid: application only', isNotValid('Calls.Initiate.All'), 'invalid-scope', /no scope of a user/],
  [
    'not valid: an API alone',
    { ...isNotValid('x'), messages: [], asked: ['https://graph.microsoft.com'] },
    'invalid-scope',
    /https:\/\/graph\.microsoft\.com\/\.default/,
  ],
  [
    '.default with single scopes',
    { ...isNotValid('x'), messages: [], asked: ['https://graph.microsoft.com/.default User.Read openid'] },
    'invalid-scope',
    /\.default stands alone/,
  ],
  [
    'two APIs in one request',
    { aadsts: [28000], asked: ['https://graph.microsoft.com/User.Read', 'https://vault.azure.net/user_impersonation'] },
    'multiple-resources',
    /Microsoft Graph and Azure Key Vault/,
  ],
  [
    'two APIs, by what the answer names',
    isNotValid('User.Read https://outlook.office.com/Mail.Read'),
    'multiple-resources',
    /a token is for one API/,
  ],
  [
    'client credentials with an API alone',
    { aadsts: [1002012], asked: ['https://graph.microsoft.com/'] },
    'client-credentials-scope',
    /\.default/,
  ],
  [
    'no consent: an administrator has to',
    { aadsts: [65001], asked: ['https://graph.microsoft.com/User.Read.All openid profile'] },
    'admin-consent-required',
    /Users cannot consent to User\.Read\.All/,
  ],
  [
    'no consent: users may',
    { aadsts: [65001], asked: ['User.Read', 'offline_access'] },
    'consent-missing',
    /Users may consent to User\.Read/,
  ],
  [
    'no consent: Microsoft-managed policies refuse it',
    { aadsts: [65001], asked: ['Mail.Read'] },
    'admin-consent-required',
    /Where Microsoft manages the consent of users/,
  ],
  [
    'an administrator is asked for',
    { aadsts: [90094], asked: ['Directory.Read.All'] },
    'admin-consent-required',
    /adminconsent\?client_id=<app-id>/,
  ],
  [
    'no consent, and the scope does not exist',
    { aadsts: [65001], asked: ['User.Reed'] },
    'unknown-scope',
    /User\.Read/,
  ],
  [
    'an API that the tenant lacks, by URI',
    {
      aadsts: [500011],
      messages: [
        'AADSTS500011: The resource principal named https://vault.azure.net was not found in the tenant named contoso.',
      ],
    },
    'resource-not-found',
    /Azure Key Vault.*az ad sp create --id/s,
  ],
  [
    'a host that is misspelt',
    {
      aadsts: [500011],
      messages: [
        'AADSTS500011: The resource principal named https://graph.microsft.com was not found in the tenant named x.',
      ],
    },
    'resource-not-found',
    /Microsoft Graph is https:\/\/graph\.microsoft\.com/,
  ],
  [
    "an API of one's own",
    {
      aadsts: [500011],
      messages: [`AADSTS500011: The resource principal named api://${ids.app} was not found in the tenant named x.`],
    },
    'resource-not-found',
    /identifierUris/,
  ],
  [
    'Azure AD Graph is retired',
    {
      aadsts: [500011],
      messages: [
        'AADSTS500011: The resource principal named https://graph.windows.net was not found in the tenant named x.',
      ],
    },
    'resource-not-found',
    /aad-graph-retired/,
  ],
  [
    'an API that the tenant has not subscribed to, by id',
    {
      aadsts: [650052],
      messages: [
        "AADSTS650052: The app is trying to access a service '00000002-0000-0ff1-ce00-000000000000'(Office 365 Exchange Online) that your organization 'x' lacks a service principal for.",
      ],
    },
    'resource-not-subscribed',
    /New-MgServicePrincipal -AppId 00000002-0000-0ff1-ce00-000000000000/,
  ],
  [
    'an API that the tenant has not subscribed to, in escaped quotes',
    {
      aadsts: [650052],
      messages: [
        'AADSTS650052: The app needs access to a service (\\"https://management.azure.com\\") that your organization \\"x\\" has not subscribed to or enabled.',
      ],
    },
    'resource-not-subscribed',
    /Azure Resource Manager/,
  ],
];

describe('fromScopes', () => {
  it.each(cases)('%s', (_name, given, first, said) => {
    const hints = saidBy(fromScopes, refusalOf(undefined, given));
    expect(hints[0]?.cause).toBe(first);
    expect(textOf(hints)).toMatch(said);
  });

  it.each<readonly [string, Partial<Refusal>]>([
    ['no AADSTS code and no request', { messages: ["asked for scope 'User.Reed' that doesn't exist"] }],
    ['scopes that exist', { asked: ['openid profile User.Read https://graph.microsoft.com/Mail.Read'] }],
    ['.default alone', { aadsts: [65001], asked: ['https://graph.microsoft.com/.default'] }],
    ["scopes of an API of one's own", { aadsts: [65001], asked: [`api://${ids.app}/access_as_user`] }],
  ])('says nothing: %s', (_name, given) => {
    expect(saidBy(fromScopes, refusalOf(undefined, given))).toEqual([]);
  });

  it.each([
    ['User.Read', undefined, 'Microsoft Graph', 'User.Read'],
    ['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com', 'Microsoft Graph', 'User.Read'],
    ['https://graph.microsoft.com//.default', 'https://graph.microsoft.com', 'Microsoft Graph', '.default'],
    ['https://graph.microsoft.us/.default', 'https://graph.microsoft.us', 'Microsoft Graph', '.default'],
    [
      'https://contoso.sharepoint.com/.default',
      'https://contoso.sharepoint.com',
      'Office 365 SharePoint Online',
      '.default',
    ],
    [`${graph}/User.Read`, graph, 'Microsoft Graph', 'User.Read'],
    ['https://vault.azure.net', 'https://vault.azure.net', 'Azure Key Vault', undefined],
    ['api://contoso.com/portal/access', 'api://contoso.com/portal', undefined, 'access'],
  ])('takes %s apart', (raw, resource, api, name) => {
    const scope = scopeOf(catalog, raw);
    expect({ ...scope, api: scope.api?.name }).toEqual({ raw, resource, api, name });
  });

  it('reads what the answer names', () => {
    const messages = [
      `AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${ids.app}(portal). Resource value from request: https://management.core.windows.net/. Resource app ID: 797f4846-ba00-4fd7-ba43-dac1f8f63013. List of valid resources from app registration: ${graph}.`,
    ];
    expect(namedInAnswer(catalog, { messages, aadsts: [650057] })).toMatchObject({
      resource: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
      client: ids.app,
    });
  });

  it('takes any text without a fault', () => {
    const numbers = [650053, 70011, 65001, 500011, 650052, 28000, 1002012, 90094];
    const words = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('.default', 'User.Read', 'api://', '://', '%', '%27'),
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 5 }),
        fc.array(words, { maxLength: 3 }),
        fc.subarray(numbers),
        (asked, messages, aadsts) => {
          const whole = messages.map((message) => `AADSTS650053: asked for scope '${message}' that doesn't exist`);
          const hints = fromScopes(refusalOf(undefined, { asked, messages: [...messages, ...whole], aadsts }), {
            catalog,
            now: new Date(0),
          });
          expect(hints.every(({ evidence }) => evidence.length > 0)).toBe(true);
        },
      ),
    );
  });

  it('hides what may be a token', () => {
    const secret = `eyJ${'Ab1-_'.repeat(30)}`;
    const given = {
      aadsts: [70011],
      codes: ['invalid_scope'],
      asked: [secret, `https://graph.microsoft.com/${secret}`, `https://x.example/${secret}/.default`],
    };
    expect(textOf(saidBy(fromScopes, refusalOf(undefined, given)))).not.toContain(secret.slice(0, 45));
  });
});
