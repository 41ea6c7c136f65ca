// Permission files of Microsoft365DSC, EntraExporter and CIPP: what each asks for, and where.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/input/read.js';
import { placeText } from '../outline.js';
import { itemsOf, told } from '../pulumi/lint.js';

const graph = '00000003-0000-0000-c000-000000000000';

/** One line for each request: `application: api permission kind line:column`. */
function requests(name: string, text: string): readonly string[] {
  return itemsOf(name, text).flatMap((item) => {
    if (item.kind !== 'application') return [item.kind === 'passed-over' ? item.reason : item.kind];
    const { name: own, requests: all } = item.application;
    const application = own?.known === true ? own.value : undefined;
    return all.map(({ api, permission, kind }) => {
      const words = [api, permission, kind].map((fact) => (fact.known ? fact.value : '?'));
      return `${application}: ${words.join(' ')} ${placeText(permission.at)}`;
    });
  });
}

describe('settings.json of a Microsoft365DSC resource', () => {
  const settings = (permissions: object) =>
    JSON.stringify({ resourceName: 'AADContoso', description: 'Configures something.', permissions }, null, 1);
  const named = (...names: string[]) => names.map((name) => ({ name }));

  test('asks for what reading takes, and for what writing takes', () => {
    const text = settings({
      graph: {
        delegated: { read: named('User.Read.All'), update: named('NotSupported') },
        application: { read: named('User.Read.All'), update: named('User.ReadWrite.All') },
      },
      sharepoint: { application: { read: [], update: named('Sites.FullControl.All') } },
      exchange: { requiredroles: ['Mail Recipients'], requiredrolegroups: 'Organization Management' },
    });
    expect(requests('settings.json', text)).toEqual([
      `AADContoso (read): ${graph} User.Read.All delegated 9:15`,
      `AADContoso (read): ${graph} User.Read.All application 21:15`,
      `AADContoso (update): ${graph} User.ReadWrite.All application 26:15`,
      'AADContoso (update): 00000003-0000-0ff1-ce00-000000000000 Sites.FullControl.All application 36:15',
    ]);
  });
  test('names are right, and misspelt ones told', () => {
    const text = settings({ graph: { application: { read: named('User.Read.All', 'Grup.Read.All'), update: [] } } });
    const lines = told('settings.json', text).filter((line) => line.includes(' unknown-permission '));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d+:\d+ unknown-permission .*Did you mean Group\.Read\.All/);
  });
  test('one that needs nothing is passed over', () => {
    const text = settings({ graph: { delegated: { read: [], update: [] } }, exchange: {} });
    expect(requests('settings.json', text)).toEqual(['is a Microsoft365DSC resource that needs no permission']);
  });
});

describe('a permission set of CIPP', () => {
  const set = {
    TemplateId: 'one',
    TemplateName: 'Reporting',
    Permissions: {
      [graph]: {
        applicationPermissions: [
          { id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8', value: 'RoleManagement.ReadWrite.Directory' },
        ],
        delegatedPermissions: [{ id: 'User.Read', value: 'User.Read' }],
      },
    },
  };
  const expected = [
    `Reporting: ${graph} 9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8 application`,
    `Reporting: ${graph} User.Read delegated`,
  ];
  test.each([
    ['alone', set, ['8:12', '14:12']],
    ['in a list, as the API gives it', [set], ['9:13', '15:13']],
  ])('%s', (_, value, places) => {
    const text = JSON.stringify(value, null, 1);
    expect(requests('set.json', text)).toEqual(expected.map((line, index) => `${line} ${places[index]}`));
  });
  test('is looked at in a folder, too', () => {
    const [item] = readText('set.json', JSON.stringify(set), 'met');
    expect(item?.kind).toBe('program');
  });
  test('is told by ids and names alike', () => {
    const lines = told('set.json', JSON.stringify(set, null, 1)).map((line) => line.split(' ')[1]);
    expect(lines.sort()).toEqual(['admin-consent', 'tenant-takeover']);
  });
});

describe('the other files of CIPP', () => {
  const additional = JSON.stringify([{ resourceAppId: graph, resourceAccess: [{ id: 'User.Read', type: 'Scope' }] }]);
  test('AdditionalPermissions.json has names in a list of the service', () => {
    expect(told('Config/AdditionalPermissions.json', additional)).toEqual([]);
    expect(told('permissions.json', additional).join()).toContain('invalid-manifest');
  });
  test.each([
    ['names for ids', [{ description: 'x', displayName: 'X', id: 'one', origin: 'Delegated', value: 'User.Read' }]],
    ['what to warn of', [{ api: 'Microsoft Graph', id: 'one', name: 'User.Read', type: 'Delegated', risk: 'Low' }]],
  ])('a table of %s asks for nothing', (_, value) => {
    expect(requests('table.json', JSON.stringify(value))).toEqual([
      'is a list of permissions that exist, and asks for none',
    ]);
  });
});

test('an application of EntraExporter is that of Microsoft Graph', () => {
  const application = {
    id: '0f1e2d3c-4b5a-4968-8776-655443322110',
    appId: '6a2f0b1c-3d4e-4f5a-8b6c-7d8e9f0a1b2c',
    displayName: 'Portal',
    signInAudience: 'AzureADMyOrg',
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [] },
    requiredResourceAccess: [
      { resourceAppId: graph, resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Role' }] },
    ],
    'owners@odata.context': 'https://graph.microsoft.com/beta/$metadata#directoryObjects',
  };
  expect(told('Applications/one/one.json', JSON.stringify(application)).join()).toContain('type-mismatch');
});

test('any JSON in these shapes is read without an error', () => {
  const any = fc.jsonValue({ maxDepth: 3 });
  const kinds = fc.record({ read: any, update: any });
  const section = fc.oneof(any, fc.record({ delegated: fc.oneof(any, kinds), application: kinds }));
  const settings = fc.record({
    resourceName: fc.string(),
    permissions: fc.record({ graph: section, sharepoint: section }),
  });
  const lists = fc.record({ applicationPermissions: any, delegatedPermissions: any });
  const set = fc.record({ TemplateName: any, AppId: any, Permissions: fc.dictionary(fc.string(), lists) });
  fc.assert(
    fc.property(fc.oneof(settings, set, fc.array(fc.oneof(set, any))), (value) => {
      told('any.json', JSON.stringify(value));
    }),
    { numRuns: 300 },
  );
});
