import { describe, expect, test } from 'vitest';
import type { Permission } from '../../src/catalog/types.js';
import { type ApplicationUsage, applicationUsage } from '../../src/least/application-usage.js';
import type { UsedCall } from '../../src/least/call-usage.js';
import type { PermissionKind } from '../../src/model/application.js';
import { isSignIn } from '../../src/rules/sign-in-permissions.js';
import { catalog } from '../rules/lint-fixture.js';
import { bits, isMet, listedCalls, liveNames } from './own-reading.js';
import { randomOf } from './random.js';

interface TestCall extends UsedCall {
  readonly appId?: string;
}

function permission(text: string): Permission {
  const [name = '', kind] = text.split(':');
  const wanted: PermissionKind = kind === 'application' ? 'application' : 'delegated';
  const [found] = catalog.permissions({ api: 'Microsoft Graph', kind: wanted, name });
  if (found === undefined) throw new Error(`no ${wanted} permission ${name}`);
  return found;
}

function call(text: string): TestCall {
  const [method = '', url = ''] = text.split(' ');
  return { method, url };
}

function usageOf(
  names: readonly string[],
  calls: readonly TestCall[],
  more: { readonly appId?: string; readonly isPartial?: boolean } = {},
): ApplicationUsage<TestCall> | undefined {
  const application = {
    appId: more.appId,
    audience: 'AzureADMyOrg',
    permissions: names.map(permission),
    isPartial: more.isPartial === true,
  } as const;
  return applicationUsage(catalog, application, calls, isSignIn);
}

/** What is said, in one line for each thing. */
function said(usage: ApplicationUsage<TestCall> | undefined): readonly string[] {
  const kinds = usage?.kinds ?? [];
  return [
    ...(usage?.missing ?? []).map(({ call: { method, url } }) => `missing ${method} ${url}`),
    ...kinds.flatMap(({ unused }) => unused.map((each) => `unused ${each.permission.name}`)),
    ...kinds.flatMap(({ redundant }) => redundant.map((each) => `redundant ${each.permission.name}`)),
    ...kinds.flatMap(({ excessive }) =>
      excessive.map((each) => `excessive ${each.permission.name}: ${each.instead.map(({ name }) => name).join(' + ')}`),
    ),
    ...(usage?.unknown ?? []).map(({ url }) => `unknown ${url}`),
  ];
}

describe('calls against what an application requests', () => {
  test.each([
    ['fit', ['User.Read'], ['GET /me'], []],
    ['nothing requested', [], ['GET /users'], ['missing GET /users']],
    ['more than needed', ['User.ReadWrite'], ['GET /me'], ['excessive User.ReadWrite: User.Read']],
    [
      'one is enough',
      ['Mail.Read', 'Mail.ReadWrite'],
      ['GET /me/messages', 'PATCH /me/messages/{id}'],
      ['redundant Mail.Read'],
    ],
    ['chosen sites', ['Sites.Selected:application'], ['GET /sites/{id}/lists'], []],
    [
      'two ways to sign in, either will do',
      ['User.Read', 'User.ReadBasic.All:application'],
      ['GET /me', 'GET /users'],
      [],
    ],
    ['a permission that no call of the data has', ['EWS.AccessAsUser.All'], ['GET /me'], ['missing GET /me']],
    ['an unknown call', ['User.Read', 'Files.Read'], ['GET /me', 'GET /me/drive/new'], ['unknown /me/drive/new']],
    [
      'an unknown call elsewhere',
      ['User.Read', 'Files.Read'],
      ['GET /me', 'GET /planner/new'],
      ['unused Files.Read', 'unknown /planner/new'],
    ],
    ['/me without a user', ['User.Read.All:application'], ['GET /me'], ['missing GET /me', 'unused User.Read.All']],
  ])('%s', (_case, names, calls, expected) => {
    expect(said(usageOf(names, calls.map(call)))).toEqual(expected);
  });

  test('of another application are left out', () => {
    const calls = [
      { ...call('GET /me'), appId: 'a' },
      { ...call('POST /me/sendMail'), appId: 'b' },
    ];
    expect(said(usageOf(['User.Read'], calls, { appId: 'a' }))).toEqual([]);
    expect(usageOf(['User.Read'], calls, { appId: 'c' })).toBeUndefined();
    expect(usageOf(['User.Read'], calls)).toBeUndefined();
  });

  test('of a kind need a permission of that kind', () => {
    const calls: readonly TestCall[] = [{ ...call('GET /users'), kind: 'application' }];
    expect(said(usageOf(['User.ReadBasic.All'], calls))).toEqual(['missing GET /users', 'unused User.ReadBasic.All']);
  });

  test('that personal accounts can never make are told as such, and miss no permission', () => {
    const application = {
      appId: undefined,
      audience: 'PersonalMicrosoftAccount',
      permissions: [permission('User.Read')],
      isPartial: false,
    } as const;
    const usage = applicationUsage(catalog, application, [call('GET /me'), call('GET /organization')], isSignIn);
    expect(said(usage)).toEqual([]);
    expect(usage?.workOnly.map(({ url }) => url)).toEqual(['/organization']);
  });

  test('that need two permissions are open with both', () => {
    const names = ['Application.ReadWrite.OwnedBy:application', 'Policy.Read.All:application'];
    const calls = [call('GET /applications/{id}/tokenLifetimePolicies')];
    expect(said(usageOf(names, calls))).toEqual([]);
    expect(said(usageOf(names.slice(0, 1), calls))).toEqual([
      'missing GET /applications/{id}/tokenLifetimePolicies',
      'unused Application.ReadWrite.OwnedBy',
    ]);
  });

  test.each([
    ['shared mail', ['Mail.Read.Shared'], 'GET /users/{id}/messages'],
    ['the app folder', ['Files.ReadWrite.AppFolder'], 'GET /me/drive/items/{id}/content'],
    ['lists that were chosen', ['Lists.SelectedOperations.Selected:application'], 'GET /sites/{id}/lists/{id}/items'],
    ['people beside oneself', ['User.Read', 'User.ReadBasic.All'], 'GET /users/{id}'],
    [
      'names of members',
      ['GroupMember.Read.All:application', 'User.ReadBasic.All:application'],
      'GET /groups/{id}/members',
    ],
    ['more than basic properties', ['User.Read.All:application'], 'GET /users?$select=department'],
    [
      'reading what is written',
      ['Policy.Read.All:application', 'Policy.ReadWrite.ConditionalAccess:application'],
      'PATCH /identity/conditionalAccess/policies/{id}',
    ],
    ['a subscription to anything', ['Mail.Read:application', 'Calendars.Read:application'], 'POST /subscriptions'],
  ])('raise nothing for %s', (_case, names, text) => {
    expect(said(usageOf(names, [call(text)])).filter((line) => !line.startsWith('unknown'))).toEqual([]);
  });

  test('of the directory are open to whoever acts as the user', () => {
    const expected = ['excessive Directory.AccessAsUser.All: Device.Read.All'];
    expect(said(usageOf(['Directory.AccessAsUser.All'], [call('GET /devices')]))).toEqual(expected);
  });

  test('miss nothing where some of what is requested is not known', () => {
    expect(said(usageOf([], [call('GET /users')], { isPartial: true }))).toEqual([]);
  });
});

/** A path of the data as a call: keys and arguments get values. */
function urlOf(path: string): string {
  const withKeys = path.replaceAll('*', '{id}');
  return `/${withKeys.replace(/\(([\w,]+)\)/g, (_all, keys: string) => `(${keys.replace(/\w+/g, '$&={$&}')})`)}`;
}

describe('following the advice', () => {
  const calls = listedCalls().filter(({ path }) => !path.startsWith('search/') && !path.startsWith('me/'));
  const names = [...liveNames(bits.application)].filter((name) => !name.includes('selected'));
  const pick = <T>(next: () => number, from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];

  test.each([1, 2, 3, 4])('never closes a call that was open (seed %i)', (seed) => {
    const next = randomOf(seed);
    for (let round = 0; round < 100; round += 1) {
      const own = Array.from({ length: 12 }, () => pick(next, calls)).filter((each) => each !== undefined);
      const openers = own.flatMap((each) => pick(next, each.openers(bits.application))?.name ?? []);
      const requested = [...new Set([...openers, pick(next, names) ?? ''])].filter((name) => names.includes(name));
      const asked = own.map(({ method, path }) => ({ method, url: urlOf(path) }));
      const usage = usageOf(
        requested.map((name) => `${name}:application`),
        asked,
      );
      const { unused = [], redundant = [], excessive = [] } = usage?.kinds[0] ?? {};
      const gone = new Set([...unused, ...redundant, ...excessive].map((each) => each.permission.name.toLowerCase()));
      const added = excessive.flatMap((each) => each.added.map(({ name }) => name.toLowerCase()));
      const after = [...requested.filter((name) => !gone.has(name)), ...added];
      const closed = own.filter(
        (each) => isMet(each, requested, bits.application) && !isMet(each, after, bits.application),
      );
      expect(
        closed.map(({ method, path }) => `${method} ${path}`),
        requested.join(' '),
      ).toEqual([]);
    }
  });
});
