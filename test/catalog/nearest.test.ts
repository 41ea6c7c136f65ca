import { describe, expect, test } from 'vitest';
import { editDistance, nearestOf } from '../../src/model/spelling.js';
import { apiOf, graphId, openCatalog } from './open.js';

const { catalog } = openCatalog();
const graph = apiOf(catalog, graphId);

describe('nearest permissions', () => {
  test.each([
    ['User.Read.Al', undefined, 'User.Read.All'],
    ['Mail.Reed', undefined, 'Mail.Read'],
    ['UserRead', undefined, 'User.Read'],
    ['user_read_all', undefined, 'User.Read.All'],
    ['Read.User', undefined, 'User.Read'],
    ['Calendar.Read', undefined, 'Calendars.Read'],
    ['Mail.Read.All', 'application', 'Mail.Read'],
    ['Tasks.Read', 'application', 'Tasks.Read.All'],
    ['Directory.ReadAll', undefined, 'Directory.Read.All'],
    ['Mail.ReadWrite.Shared', 'application', 'Mail.ReadWrite'],
    ['EduRoster.WriteWrite.All', 'application', 'EduRoster.ReadWrite.All'],
    ['Policy.Read.ConditionalAcess', undefined, 'Policy.Read.ConditionalAccess'],
    ['ChatMember.Read.Caht', undefined, 'ChatMember.Read'],
    ['ChatSettings.Read.Caht', 'application', 'ChatSettings.Read.Chat'],
  ] as const)('%s (%s) may be %s', (word, kind, name) => {
    expect(catalog.nearest(graph, word, kind, 3)[0]?.name).toBe(name);
  });

  test.each(['', 'x', 'Foo', 'Quux.Frobnicate.All', 'access_as_user', 'Some.Random.Permission'])(
    'nothing is like %j',
    (word) => {
      expect(catalog.nearest(graph, word, undefined, 3)).toEqual([]);
    },
  );

  test('distinct names, live, of the kind that is asked for, no more than the limit', () => {
    const found = catalog.nearest(graph, 'User.ReadBasic', 'delegated', 2);
    expect(found.length).toBeLessThanOrEqual(2);
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
    expect(
      found.every(({ kind, state, resourceSpecific }) => kind === 'delegated' && state === 'live' && !resourceSpecific),
    ).toBe(true);
    expect(found[0]?.name).toBe('User.ReadBasic.All');
  });
});

test.each([
  ['Microsoft Grpah', 'Microsoft Graph'],
  ['Sharepoint Onlin', 'Office 365 SharePoint Online'],
  ['Key Vault', 'Azure Key Vault'],
  ['Contoso Orders', undefined],
])('the API %s may be %s', (word, name) => {
  expect(catalog.nearestApis(word, 3)[0]?.name).toBe(name);
});

describe('spelling', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['ca', 'abc', 3],
    ['AzureADMultleOrgs', 'AzureADMultipleOrgs', 2],
    ['Read', 'read', 1],
  ])('from %j to %j it takes %i', (a, b, apart) => {
    expect(editDistance(a, b)).toBe(apart);
    expect(editDistance(b, a)).toBe(apart);
    expect(editDistance(a, b, apart)).toBe(apart);
    if (apart > 0) expect(editDistance(a, b, apart - 1)).toBe(apart);
  });

  test('the nearest words come first, letter case aside, and far ones not at all', () => {
    expect(nearestOf('AzureADMultleOrgs', ['AzureADMyOrg', 'AzureADMultipleOrgs'], 3)).toEqual(['AzureADMultipleOrgs']);
    expect(nearestOf('FAILON', ['failOn', 'include'], 3)).toEqual(['failOn']);
    expect(nearestOf('zzz', ['failOn', 'include'], 3)).toEqual([]);
    expect(nearestOf('ignor', ['ignored', 'ignore'], 3)).toEqual(['ignore']);
    expect(nearestOf('aab', ['aaa', 'aac', 'aad'], 2)).toEqual(['aaa', 'aac']);
  });
});
