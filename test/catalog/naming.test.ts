import { expect, test } from 'vitest';
import { apiOf, graphId, openCatalog } from './open.js';

const { catalog } = openCatalog();
const graph = apiOf(catalog, graphId);

function namingOf(text: string) {
  const [name = '', kind] = text.split(':');
  const found = catalog.permissionsByName(graph, name).find((each) => kind === undefined || each.kind === kind);
  if (found === undefined) throw new Error(`no permission ${text}`);
  return catalog.naming(found);
}

test('a name is taken apart, its operation in words', () => {
  expect(namingOf('Policy.Read.ConditionalAccess:application')).toEqual({
    resource: 'Policy',
    operation: 'Read',
    operationMeaning: 'read',
    constraint: 'ConditionalAccess',
    reach: 'one area, named ConditionalAccess, in the whole tenant',
  });
  expect(namingOf('User.Read')).toMatchObject({ resource: 'User', operation: 'Read', constraint: undefined });
});

test.each([
  ['a user has a profile', 'User.Read', "the signed-in user's own profile, within that user's own rights"],
  [
    'a resource without a word',
    'TeamTemplates.Read',
    "what the signed-in user's own rights reach; the name says no more",
  ],
  ['an action', 'Mail.Send:delegated', "in the signed-in user's name, within that user's own rights"],
  ['everything, as a user', 'User.Read.All:delegated', "every user that the signed-in user's own rights reach"],
  ['everything, as an application', 'User.Read.All:application', 'the whole tenant: every user'],
  [
    'an application without a constraint',
    'Mail.ReadWrite:application',
    'the whole tenant, though its name has no .All: every mailbox',
  ],
  ['its own', 'Application.ReadWrite.OwnedBy', 'only what the application itself owns or created'],
  ['its folder', 'Files.ReadWrite.AppFolder:application', "only the application's own folder"],
  [
    'chosen things, as the operation',
    'Sites.Selected:application',
    'nothing until single things are granted to the application, one by one',
  ],
  [
    'chosen things, as the constraint',
    'Files.SelectedOperations.Selected:application',
    'nothing until single things are granted to the application, one by one',
  ],
  [
    'what others share',
    'Calendars.Read.Shared',
    "the signed-in user's own calendars and what others share of theirs, within that user's own rights",
  ],
  ['a team', 'ChannelSettings.Read.Group', 'the one team that it is installed in'],
  [
    'an exception to the pattern',
    'Files.Read.Selected',
    'single files that the signed-in user hands to the application',
  ],
  ['what no source explains', 'Content.Process.User:application', undefined],
])('reach: %s', (_what, name, reach) => {
  expect(namingOf(name)?.reach).toBe(reach);
});

test('an OpenID scope has no parts', () => {
  expect(namingOf('openid')).toEqual({
    resource: undefined,
    operation: undefined,
    operationMeaning: undefined,
    constraint: undefined,
    reach: 'who signs in, and no data',
  });
});

test('every listed name of Microsoft Graph has an operation in words, and all but three a reach', () => {
  const listed = catalog.permissionsOf(graph).filter(({ state }) => state === 'live' || state === 'disabled');
  const unclear = listed.filter((each) => catalog.naming(each)?.reach === undefined).map(({ name }) => name);
  expect([...new Set(unclear)]).toEqual([
    'Content.Process.User',
    'OnlineMeetingAiInsight.Read.Chat',
    'ProtectionScopes.Compute.User',
  ]);
  for (const each of listed) {
    const naming = catalog.naming(each);
    expect(naming?.operationMeaning !== undefined || naming?.operation === undefined, each.name).toBe(true);
    expect(naming?.reach ?? '', each.name).not.toMatch(/[{}]/);
    const says = /signed-in user|no data|no user/.test(naming?.reach ?? 'signed-in user') || each.name === 'openid';
    if (each.kind === 'delegated') expect(says, each.name).toBe(true);
  }
});

test('other APIs follow no pattern', () => {
  const sharePoint = apiOf(catalog, 'Office 365 SharePoint Online');
  expect(catalog.permissionsOf(sharePoint).every((each) => catalog.naming(each) === undefined)).toBe(true);
});
