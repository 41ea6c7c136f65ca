import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../../src/diagnose/causes/index.js';
import type { Refusal } from '../../../src/diagnose/evidence/refusal.js';
import { fromCall } from '../../../src/diagnose/witnesses/from-call.js';
import { appToken, causesOf, context, refusalOf, saidBy, textOf, tokenWith, userToken } from './refusals.js';

type Given = Partial<Refusal>;
/** What the case is, the call, what is known of its refusal, the first cause, and what must be said. */
type Case = readonly [name: string, call: string, given: Given, first: CauseId, said: RegExp];

const denied = { status: 403, codes: ['Authorization_RequestDenied'] } as const;
const forbidden = { status: 403, codes: ['Forbidden'] } as const;
const user = 'users/11111111-2222-4333-8444-666666666666';

const lacking: readonly Case[] = [
  [
    'delegated, none opens it',
    'GET /users',
    { ...denied, token: userToken('User.Read openid profile email') },
    'missing-permission',
    /"The token has no permission that opens GET \/users"/,
  ],
  [
    'the least comes first',
    'GET /users',
    { ...denied, token: userToken('User.Read') },
    'missing-permission',
    /needs the delegated permission User\.ReadBasic\.All, or User\.Read\.All/,
  ],
  [
    'what the token has is named',
    'GET /users',
    { ...denied, token: appToken('Mail.Read Sites.Read.All') },
    'missing-permission',
    /The token has the application permissions Mail\.Read and Sites\.Read\.All, and none of that opens the call/,
  ],
  [
    'application, none opens it: the id and the kind to request',
    'GET /users',
    { status: 403, token: appToken('Mail.Read') },
    'missing-permission',
    /--api-permissions 97235f07-e226-4f63-ace3-39588e11d3a1=Role/,
  ],
  [
    'delegated: the id and the kind to request',
    'GET /groups',
    { status: 403, token: userToken('User.Read') },
    'missing-permission',
    /--api-permissions [0-9a-f-]{36}=Scope/,
  ],
  [
    'a managed identity is assigned its permissions',
    'GET /users',
    { status: 403, token: appToken('Mail.Read', { isManagedIdentity: true }) },
    'missing-permission',
    /to the managed identity: it has no registration/,
  ],
  [
    'a managed identity waits for its token',
    'GET /users',
    { status: 403, token: appToken('Mail.Read', { isManagedIdentity: true }) },
    'missing-permission',
    /24 hours/,
  ],
  [
    'a write where the token only reads',
    'PATCH /groups/11111111-2222-4333-8444-666666666666',
    { ...denied, token: appToken('Group.Read.All') },
    'missing-permission',
    /Group\.ReadWrite\.All/,
  ],
  [
    'a whole URL and beta',
    'GET https://graph.microsoft.com/beta/users?$top=5',
    { ...denied, token: appToken('Mail.Read') },
    'missing-permission',
    /opens GET \/users"/,
  ],
  [
    'a national cloud',
    'GET https://graph.microsoft.us/v1.0/users',
    { ...denied, token: appToken('Mail.Read', { audiences: ['https://graph.microsoft.us'] }) },
    'missing-permission',
    /opens GET \/users"/,
  ],
  [
    'nothing is known of the answer',
    'GET /users',
    { token: appToken('Mail.Read') },
    'missing-permission',
    /opens GET \/users"/,
  ],
  [
    'two permissions that work together are both named',
    'POST /identityGovernance/lifecycleWorkflows/workflows',
    { status: 403, token: appToken('Mail.Read') },
    'missing-permission',
    /LifecycleWorkflows/,
  ],
  [
    'a call of a team, which a resource-specific permission opens, too',
    'GET /teams/1/channels',
    { ...forbidden, token: appToken('User.Read.All') },
    'missing-permission',
    /rsc-not-installed.*ChannelSettings\.Read\.Group/s,
  ],
  [
    'ids of another cloud may differ',
    'GET https://graph.microsoft.us/v1.0/users',
    { ...denied, token: appToken('Mail.Read') },
    'missing-permission',
    /their ids may differ/,
  ],
  [
    'a takeover is warned of',
    'POST /roleManagement/directory/roleAssignments',
    { status: 403, token: appToken('User.Read.All') },
    'missing-permission',
    /can take over the tenant/,
  ],
  [
    'a token without any permission',
    'GET /users',
    { ...denied, token: tokenWith({}) },
    'no-permissions-in-token',
    /neither scopes \(scp\) nor roles/,
  ],
  [
    'an application without any role',
    'GET /users',
    { status: 403, token: appToken('') },
    'no-permissions-in-token',
    /GET \/users needs the application permission/,
  ],
  [
    'User.Read reads the signed-in user alone',
    `GET /${user}`,
    { ...denied, token: userToken('User.Read') },
    'missing-permission',
    /opens GET \/users\/\{id\} for the signed-in user only/,
  ],
  [
    'User.ReadWrite changes the signed-in user alone',
    `PATCH /${user}`,
    { ...denied, token: userToken('User.ReadWrite') },
    'missing-permission',
    /for other users it takes User\.ReadWrite\.All/,
  ],
  [
    'signInActivity needs more',
    'GET /users?$select=displayName,signInActivity',
    { ...denied, token: appToken('User.Read.All') },
    'missing-permission',
    /signInActivity needs AuditLog\.Read\.All/,
  ],
  [
    'a workload that answers 401',
    'GET /deviceManagement/managedDevices',
    { status: 401, codes: ['Unauthorized'], token: appToken('User.Read.All') },
    'missing-permission',
    /DeviceManagementManagedDevices\.Read\.All/,
  ],
  [
    'the query may hold what nobody should see',
    'GET /users?access_token=abcdefgh',
    { ...denied, token: appToken('Mail.Read') },
    'missing-permission',
    /^(?!.*abcdefgh)/s,
  ],
];

const kinds: readonly Case[] = [
  [
    '/me with an application token',
    'GET /me/messages',
    { status: 400, codes: ['BadRequest'], token: appToken('Mail.Read') },
    'me-with-app-token',
    /Call GET \/users\/\{id\}\/messages/,
  ],
  [
    '/me with an application token, 403',
    'GET /me',
    { status: 403, token: appToken('User.Read.All') },
    'me-with-app-token',
    /needs a signed-in user/,
  ],
  [
    '/me where there is another way for applications',
    'POST /me/onlineMeetings',
    { status: 403, token: appToken('OnlineMeetings.ReadWrite.All') },
    'me-with-app-token',
    /application access policy/,
  ],
  [
    '/me where no path is known',
    'GET /me/whatever',
    { status: 400, token: appToken('User.Read.All') },
    'me-with-app-token',
    /Call GET \/users\/\{id\}\/whatever/,
  ],
  [
    'resetPassword without a user',
    `POST /${user}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
    { ...denied, token: appToken('UserAuthenticationMethod.ReadWrite.All') },
    'password-reset-app-only',
    /PATCH \/users\/\{id\} with passwordProfile.*cc117bb9-00cf-4eb8-b580-ea2a878fe8f7=Role/s,
  ],
  [
    'resetPassword on password methods without a user, and the role for administrators',
    `POST /${user}/authentication/passwordMethods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
    { ...denied, token: appToken('User.Read.All') },
    'password-reset-app-only',
    /Privileged Authentication Administrator/,
  ],
  [
    'changePassword without a user',
    'POST /me/changePassword',
    { status: 403, token: appToken('User.ReadWrite.All') },
    'password-reset-app-only',
    /needs a signed-in user/,
  ],
  [
    'changePassword of another user, without a user',
    `POST /${user}/changePassword`,
    { status: 403, token: appToken('User.ReadWrite.All') },
    'password-reset-app-only',
    /User-PasswordProfile\.ReadWrite\.All/,
  ],
  [
    'PATCH passwordProfile by an application, where the answer speaks of it',
    `PATCH /${user}`,
    { ...denied, messages: ['Insufficient privileges to set the password.'], token: appToken('User.ReadWrite.All') },
    'password-reset-app-only',
    /needs User-PasswordProfile\.ReadWrite\.All, which the token lacks/,
  ],
  [
    'PATCH passwordProfile with the permission: the role is missing',
    `PATCH /${user}`,
    {
      ...denied,
      messages: ['Insufficient privileges to set the password.'],
      token: appToken('User.ReadWrite.All User-PasswordProfile.ReadWrite.All'),
    },
    'password-reset-app-only',
    /of administrators it takes a directory role/,
  ],
  [
    'resetPassword by a user with the permission: the role is too low',
    `POST /${user}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
    { ...denied, token: userToken('UserAuthenticationMethod.ReadWrite.All') },
    'password-reset-rights',
    /a role that reaches the target/,
  ],
  [
    'resetPassword by a user without the permission',
    `POST /${user}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`,
    { ...denied, token: userToken('User.Read.All') },
    'missing-permission',
    /UserAuthenticationMethod\.ReadWrite\.All/,
  ],
  [
    'a chat message without a user',
    'POST /chats/19:abc/messages',
    { ...forbidden, token: appToken('Chat.Read.All') },
    'token-type-mismatch',
    /ChatMessage\.Send is delegated only/,
  ],
  [
    'findMeetingTimes without a user',
    `POST /${user}/findMeetingTimes`,
    { status: 403, token: appToken('Calendars.Read') },
    'token-type-mismatch',
    /getSchedule/,
  ],
  [
    'group events without a user',
    'GET /groups/1/events',
    { status: 403, token: appToken('Group.Read.All') },
    'token-type-mismatch',
    /No application permission opens GET \/groups\/1\/events/,
  ],
  [
    'application only, with a user',
    'GET /communications/callRecords/1',
    { ...forbidden, token: userToken('User.Read.All') },
    'token-type-mismatch',
    /Only an application permission opens .*45bbb07e-7321-4fd7-a8f6-3ff27e6a81c8=Role/s,
  ],
  [
    'a site permission with a user',
    'POST /sites/root/permissions',
    { status: 403, token: userToken('Sites.FullControl.All') },
    'token-type-mismatch',
    /Sites\.FullControl\.All/,
  ],
  [
    'a personal account where only work accounts can',
    'GET /users',
    { status: 403, token: userToken('User.Read', { isPersonal: true }) },
    'personal-account-unsupported',
    /for personal accounts/,
  ],
  [
    'a personal account that lacks a permission',
    'GET /me/messages',
    { status: 403, token: userToken('User.Read', { isPersonal: true }) },
    'missing-permission',
    /permlint least --personal/,
  ],
];

const opened: readonly Case[] = [
  [
    "the signed-in user's rights",
    'GET /users',
    { ...denied, token: userToken('User.Read.All') },
    'user-lacks-access',
    /only what the user may do/,
  ],
  [
    'the user has no directory role',
    'GET /applications',
    {
      ...denied,
      token: userToken('Application.Read.All', { directoryRoles: ['b79fbf4d-3ef9-4689-8143-76b194e85509'] }),
    },
    'user-lacks-access',
    /names no directory role/,
  ],
  [
    'a guest',
    'GET /users',
    { ...denied, token: userToken('User.Read.All', { isGuest: true }) },
    'guest-limits',
    /guest/,
  ],
  [
    'a protected target',
    `DELETE /${user}`,
    { ...denied, token: appToken('User.ReadWrite.All') },
    'protected-target',
    /administrators/,
  ],
  [
    'the mailbox of another user',
    `GET /${user}/messages`,
    { status: 403, codes: ['ErrorAccessDenied'], token: userToken('Mail.Read') },
    'shared-mailbox-scope',
    /Mail\.Read\.Shared/,
  ],
  [
    'an application in a mailbox',
    `GET /${user}/messages`,
    { status: 403, codes: ['ErrorAccessDenied'], token: appToken('Mail.Read') },
    'exchange-application-access-policy',
    /application access policy/,
  ],
  [
    'Sites.Selected without a grant',
    'GET /sites/1/lists',
    { status: 403, codes: ['accessDenied'], token: appToken('Sites.Selected') },
    'selected-not-granted',
    /given a role on/,
  ],
  [
    'Sites.Selected, not found',
    'GET /sites/1/lists',
    { status: 404, codes: ['itemNotFound'], token: appToken('Sites.Selected') },
    'selected-not-granted',
    /Sites\.Selected alone/,
  ],
  [
    'OwnedBy on what it does not own',
    'PATCH /applications/1',
    { ...denied, token: appToken('Application.ReadWrite.OwnedBy') },
    'not-owner',
    /what the application itself owns/,
  ],
  [
    'a site with a user',
    'GET /sites/1/lists',
    { status: 403, codes: ['accessDenied'], token: userToken('Sites.Read.All') },
    'spo-access-denied',
    /shared with them/,
  ],
  [
    'an online meeting by an application',
    `POST /${user}/onlineMeetings`,
    { ...forbidden, token: appToken('OnlineMeetings.ReadWrite.All') },
    'teams-application-access-policy',
    /application access policy of Teams/,
  ],
  [
    'a team that the user is no member of',
    'GET /teams/1/channels',
    { ...forbidden, token: userToken('Channel.ReadBasic.All') },
    'teams-membership',
    /members of/,
  ],
  [
    'Intune with a user',
    'GET /deviceManagement/managedDevices',
    { ...forbidden, token: userToken('DeviceManagementManagedDevices.Read.All') },
    'intune-permission',
    /scope tags/,
  ],
  [
    'Intune by an application: the licence',
    'GET /deviceManagement/managedDevices',
    { ...forbidden, token: appToken('DeviceManagementManagedDevices.Read.All') },
    'licence-missing',
    /licence/,
  ],
  [
    'sign-in logs with a user',
    'GET /auditLogs/signIns',
    { status: 403, codes: ['UnknownError'], token: userToken('AuditLog.Read.All') },
    'audit-permission',
    /Reports Reader/,
  ],
  [
    'authentication methods of an administrator',
    `GET /${user}/authentication/methods`,
    { status: 403, codes: ['accessDenied'], token: userToken('UserAuthenticationMethod.Read.All') },
    'auth-methods-role',
    /Privileged Authentication Administrator/,
  ],
  [
    'Conditional Access policies with a user',
    'GET /identity/conditionalAccess/policies',
    { status: 403, codes: ['AccessDenied'], token: userToken('Policy.Read.All') },
    'policy-permission',
    /Conditional Access Administrator/,
  ],
  [
    'role assignments with a user',
    'GET /roleManagement/directory/roleAssignments',
    { status: 403, codes: ['UnknownError'], token: userToken('RoleManagement.Read.Directory') },
    'pim-permission',
    /directory role of the user/,
  ],
  [
    'risky users with a user',
    'GET /identityProtection/riskyUsers',
    { ...forbidden, token: userToken('IdentityRiskyUser.Read.All') },
    'risk-permission',
    /Security Reader/,
  ],
  [
    'members that come back without names',
    'GET /groups/1/members',
    { status: 200, token: appToken('GroupMember.Read.All') },
    'inaccessible-members',
    /users, devices, service principals .* come back with type and id alone/,
  ],
  [
    'memberships that come back without names',
    `GET /${user}/memberOf`,
    { status: 200, token: appToken('User.Read.All') },
    'inaccessible-members',
    /98830695-27a2-44f7-8c18-0c3ebc9698f6/,
  ],
  [
    'owners that come back without names',
    'GET /groups/1/owners',
    { status: 200, token: appToken('Group.Read.All') },
    'inaccessible-members',
    /users/,
  ],
  [
    'a nested group refuses the whole list',
    'GET /groups/1/transitiveMembers',
    { ...denied, token: appToken('GroupMember.Read.All') },
    'nested-group',
    /service principals/,
  ],
  [
    'service principals that could be read before',
    'GET /groups/1/members',
    { ...denied, token: userToken('GroupMember.Read.All User.Read.All Device.Read.All') },
    'nested-group',
    /could be read without it before, take Application\.Read\.All now/,
  ],
  [
    'every type can be read: the membership is hidden',
    'GET /groups/1/members',
    { ...denied, token: appToken('Directory.Read.All') },
    'hidden-membership',
    /Member\.Read\.Hidden/,
  ],
];

const untold: readonly Case[] = [
  ['nothing is known of the token', 'GET /users', { status: 403 }, 'missing-permission', /the application permission/],
  [
    'an opaque token is no known one',
    'GET /users',
    { status: 403, token: { shape: 'opaque', fault: undefined, claims: undefined } },
    'missing-permission',
    /Compare the token's scp or roles/,
  ],
  ['Intune', 'GET /deviceManagement/managedDevices', { status: 403 }, 'missing-permission', /intune-permission/],
  [
    'members without a token',
    'GET /groups/1/members',
    { status: 200 },
    'inaccessible-members',
    /service principals take Application\.Read\.All/,
  ],
  [
    'a grant on a site',
    'POST /sites/1/permissions',
    { status: 403, codes: ['accessDenied'] },
    'selected-grant-rights',
    /takes its full control/,
  ],
  ['an unknown call', 'GET /user', { ...denied }, 'missing-permission', /known ones: .*\/users?/],
  ['an unknown call without a likeness', 'GET /zzz/yyy', { status: 403 }, 'missing-permission', /which has gaps/],
];

describe('fromCall', () => {
  it.each([...lacking, ...kinds, ...opened, ...untold])('%s', (_name, call, given, first, said) => {
    const hints = saidBy(fromCall, refusalOf(call, given));
    expect(hints[0]?.cause).toBe(first);
    expect(textOf(hints)).toMatch(said);
  });

  it('says of what Directory may mean by a refusal which permissions open the call, and no more', () => {
    const hint = saidBy(fromCall, refusalOf('GET /users', denied)).find(
      ({ cause }) => cause === 'missing-permission-or-role',
    );
    expect(hint).toMatchObject({ weight: 0 });
    expect(hint?.evidence).toMatch(
      /^GET \/users needs the delegated permission User\.ReadBasic\.All, or .*application permission/,
    );
    expect(causesOf([fromCall], refusalOf('GET /users', denied)).map(({ id }) => id)).not.toContain(
      'missing-permission-or-role',
    );
  });

  it('says nothing of grants where the token opens the call, or only reads them', () => {
    const refused = { status: 403, codes: ['accessDenied'] };
    const causes = (call: string, more = {}) =>
      saidBy(fromCall, refusalOf(call, { ...refused, ...more })).map(({ cause }) => cause);
    expect(causes('GET /sites/1/permissions')).not.toContain('selected-grant-rights');
    expect(causes('POST /sites/1/permissions', { token: appToken('Sites.FullControl.All') })).not.toContain(
      'selected-grant-rights',
    );
    expect(causes('POST /sites/1/permissions', { token: appToken('Sites.Selected') })).toContain(
      'selected-grant-rights',
    );
  });

  it('is sure where the token is read and lacks every permission', () => {
    const [cause] = causesOf([fromCall], refusalOf('GET /users', { ...denied, token: userToken('User.Read') }));
    expect(cause).toMatchObject({ id: 'missing-permission', confidence: 'certain' });
    expect(cause?.steps.flatMap(({ commands = [] }) => commands.map(({ tool }) => tool))).toEqual(
      expect.arrayContaining(['azure-cli', 'graph-powershell', 'permlint']),
    );
  });

  it('is less sure where the token has permissions that the catalog does not know', () => {
    const [hint] = saidBy(
      fromCall,
      refusalOf('GET /users', { ...denied, token: userToken('User.Read Brand.New.All') }),
    );
    expect(hint?.weight).toBeLessThan(90);
    expect(textOf([...(hint === undefined ? [] : [hint])])).toMatch(/User\.ReadBasic\.All/);
    const all = saidBy(fromCall, refusalOf('GET /users', { ...denied, token: userToken('Brand.New.All') }));
    expect(textOf(all)).toMatch(/Not all of these are in permlint's catalog/);
  });

  it.each([
    ['the particular cause comes before the general one', userToken('User.Read'), 'missing-permission'],
    ['also where the user is what lacks', userToken('User.Read.All'), 'user-lacks-access'],
  ] as const)('%s', (_name, token, first) => {
    const general = () => [{ cause: 'missing-permission-or-role', weight: 70, evidence: 'It says so.' }] as const;
    const causes = causesOf([general, fromCall], refusalOf('GET /users', { ...denied, token }));
    expect(causes[0]?.id).toBe(first);
  });

  it.each<readonly [string, string | undefined, Given]>([
    ['no call', undefined, { status: 403 }],
    ['another host', 'GET https://management.azure.com/subscriptions', { status: 403 }],
    ['a batch', 'POST /$batch', { status: 403, token: userToken('User.Read') }],
    [
      'a token for another API',
      'GET /users',
      { ...denied, token: appToken('X', { audiences: ['https://graph.windows.net'] }) },
    ],
    ['an id token', 'GET /users', { status: 401, token: tokenWith({ isIdToken: true }) }],
    ['no token at all', 'GET /users', { status: 401, token: { shape: 'none', fault: undefined, claims: undefined } }],
    [
      'a token that is not taken',
      'GET /users',
      { status: 401, codes: ['InvalidAuthenticationToken'], token: userToken('User.Read') },
    ],
    ['an AADSTS code: no call was made', 'GET /users', { status: 403, aadsts: [65001], token: userToken('User.Read') }],
    ['throttling', 'GET /users', { status: 429, codes: ['TooManyRequests'], token: userToken('User.Read') }],
    ['a fault of the service', 'GET /users', { status: 503, token: userToken('User.Read') }],
    ['a call that went well', 'GET /users', { status: 200, token: userToken('User.Read') }],
  ])('says nothing that speaks for a cause: %s', (_name, call, given) => {
    expect(saidBy(fromCall, refusalOf(call, given)).filter(({ weight }) => weight > 0)).toEqual([]);
  });

  it('reads v1.0 and beta alike', () => {
    const given = { ...denied, token: userToken('User.Read') };
    const [first, second] = ['v1.0', 'beta'].map((version) =>
      saidBy(fromCall, refusalOf(`GET https://graph.microsoft.com/${version}/groups`, given)),
    );
    expect(first).toEqual(second);
    expect(first).not.toEqual([]);
  });

  it('takes any call and token without a fault', () => {
    const urls = fc.oneof(
      fc.string(),
      fc.webPath(),
      fc.constantFrom(
        '/users',
        '/me',
        '/groups/1/members',
        '/users/1/messages',
        '/teams/1/channels',
        '/$batch',
        '/users(1)',
      ),
    );
    const methods = fc.oneof(fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'), fc.string());
    const names = fc.oneof(fc.constantFrom('User.Read', 'User.Read.All', 'Sites.Selected', 'Mail.Read'), fc.string());
    const statuses = fc.constantFrom(undefined, 200, 400, 401, 403, 404, 429, 500);
    fc.assert(
      fc.property(
        methods,
        urls,
        fc.array(names),
        fc.boolean(),
        fc.boolean(),
        statuses,
        (method, url, all, isApp, isPersonal, status) => {
          const token = isApp ? appToken('', { roles: all }) : userToken('', { scopes: all, isPersonal });
          const hints = fromCall({ ...refusalOf(undefined, { status, token }), call: { method, url } }, context);
          expect(hints.every(({ weight, evidence }) => weight <= 100 && evidence.length > 0)).toBe(true);
        },
      ),
    );
  });

  it('puts nothing of the input into a command', () => {
    const call = 'GET /users/x"; rm -rf $HOME; "/messages';
    const hints = saidBy(fromCall, refusalOf(call, { ...denied, token: appToken('User.Read.All') }));
    const commands = hints.flatMap(({ steps = [] }) => steps.flatMap(({ commands = [] }) => commands));
    expect(commands.length).toBeGreaterThan(0);
    expect(JSON.stringify(commands)).not.toContain('rm -rf');
  });
});
