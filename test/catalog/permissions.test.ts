import { describe, expect, test } from 'vitest';
import type { Permission } from '../../src/catalog/types.js';
import { apiOf, graphId, openCatalog } from './open.js';

const { catalog } = openCatalog();
const graph = apiOf(catalog, graphId);
const exchange = apiOf(catalog, '00000002-0000-0ff1-ce00-000000000000');
const text = ({ api, kind, name, state }: Permission) => `${api.name}: ${name} ${kind} ${state}`;
const listed = ({ state }: Permission) => state === 'live' || state === 'disabled';

describe('counts', () => {
  const all = catalog.permissionsOf(graph);
  const count = (test: (permission: Permission) => boolean) => all.filter(test).length;

  test('Microsoft Graph has what the live service lists', () => {
    expect(all).toHaveLength(2306);
    expect(count((each) => listed(each) && !each.resourceSpecific && each.kind === 'application')).toBe(716);
    expect(count((each) => listed(each) && !each.resourceSpecific && each.kind === 'delegated')).toBe(807);
    expect(count((each) => each.state === 'live' && each.resourceSpecific)).toBe(53);
    expect(count((each) => each.state === 'disabled')).toBe(4);
    expect(count((each) => each.consent === 'admin' && listed(each))).toBe(654);
    expect(count((each) => each.consent === 'user' && listed(each))).toBe(153);
  });

  test('17 permissions are retired, the other gone ids were drafts', () => {
    expect(count((each) => each.state === 'retired')).toBe(8 + 9);
    expect(count((each) => each.state === 'draft')).toBe(212 - 17);
    expect(count((each) => each.state === 'hidden')).toBe(247 + 264 + 7);
  });

  test('52 live delegated permissions are documented for personal accounts, and the OpenID scopes are with them', () => {
    const personal = all.filter((each) => each.personal === true && listed(each)).map(({ name }) => name);
    expect(personal).toHaveLength(52 + 4);
    expect(personal).toEqual(expect.arrayContaining(['openid', 'profile', 'email', 'offline_access', 'User.Read']));
  });

  test('283 other APIs with all their permissions', () => {
    const others = catalog.apis().slice(1);
    expect(others).toHaveLength(279 + 4);
    const whole = others.filter(({ complete }) => complete).flatMap((api) => catalog.permissionsOf(api));
    expect(whole.filter(({ kind }) => kind === 'application')).toHaveLength(543);
    expect(whole.filter(({ kind }) => kind === 'delegated')).toHaveLength(1316);
    const partial = others.filter(({ complete }) => !complete);
    expect(partial.map(({ appId }) => appId.slice(0, 8)).sort()).toEqual([
      '688413c8',
      '6bf85cfa',
      '6ec511af',
      'a5ede409',
    ]);
    expect(partial.flatMap((api) => catalog.permissionsOf(api))).toHaveLength(4 + 3);
  });
});

describe('keys', () => {
  test('every permission is unique by API, kind and id, and is found by each of its lookups', () => {
    const keys = new Set<string>();
    for (const api of catalog.apis()) {
      for (const permission of catalog.permissionsOf(api)) {
        const { kind, id, name } = permission;
        keys.add(`${api.appId} ${kind} ${id}`);
        expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(catalog.permission({ api: api.appId, kind, id })).toBe(permission);
        expect(catalog.permissionsByName(api, name)).toContain(permission);
      }
    }
    expect(keys.size).toBe(2306 + 547 + 1319);
  });

  test('one id stands for both kinds of User.Export.All', () => {
    const found = catalog.permissionsIn(graph, '405a51b5-8d8d-430b-9842-8be4b0e9f324');
    expect(found.map(text)).toEqual([
      'Microsoft Graph: User.Export.All application live',
      'Microsoft Graph: User.Export.All delegated live',
    ]);
  });

  test('one id stands for different permissions of two APIs', () => {
    const id = 'ef54d2bf-783f-4e0f-bca1-3210c0444d99';
    expect(catalog.permissionsById(id).map(text)).toEqual([
      'Microsoft Graph: Calendars.ReadWrite application live',
      'Office 365 Exchange Online: Calendars.ReadWrite.All application live',
    ]);
    expect(catalog.permissionsIn(exchange, id).map(({ name }) => name)).toEqual(['Calendars.ReadWrite.All']);
  });

  test('letter case of ids and names is free, what comes back is canonical', () => {
    const id = 'E1FE6DD8-BA31-4D61-89E7-88639DA4683D';
    const [userRead] = catalog.permissionsById(id);
    expect(userRead).toMatchObject({ id: id.toLowerCase(), name: 'User.Read', consent: 'user', personal: true });
    expect(catalog.permission({ api: graphId.toUpperCase(), kind: 'delegated', id })).toBe(userRead);
    expect(catalog.permissionsByName(graph, 'calls.joingroupcallasguest.all')[0]?.name).toBe(
      'Calls.JoinGroupCallAsGuest.All',
    );
  });

  test.each([
    '',
    'User.Read',
    '{e1fe6dd8-ba31-4d61-89e7-88639da4683d}',
    '\t',
    'l--',
    '11111111-1111-1111-1111-111111111111',
    graphId,
  ])('nothing has the id %j', (id) => {
    expect(catalog.permissionsById(id)).toEqual([]);
    expect(catalog.permissionsIn(graph, id)).toEqual([]);
  });

  test('an API of no catalog has no permissions', () => {
    const own = { appId: '11111111-1111-1111-1111-111111111111', name: 'Own', complete: true };
    expect(catalog.api(own.appId)).toBeUndefined();
    expect(catalog.permissionsOf(own)).toEqual([]);
    expect(catalog.permissionsByName(own, 'User.Read')).toEqual([]);
    expect(catalog.permission({ api: 'Own', kind: 'delegated', id: own.appId })).toBeUndefined();
  });
});

describe('names', () => {
  test('an alias finds the permission under its present name', () => {
    expect(catalog.permissionsByName(graph, 'cloudapp-disc.read.all').map(text)).toEqual([
      'Microsoft Graph: CloudApp-Discovery.Read.All application live',
      'Microsoft Graph: CloudApp-Discovery.Read.All delegated live',
    ]);
  });

  test.each([
    ['Office 365 Exchange Online', 'User.ReadBasic.All'],
    ['PowerApps-Advisor', 'Analysis.All'],
  ])('in %s %s stands twice', (api, name) => {
    expect(catalog.permissions({ api, kind: 'delegated', name })).toHaveLength(2);
  });

  test('one name is empty', () => {
    const api = apiOf(catalog, 'MicrosoftAzureActiveAuthn');
    const [nameless] = catalog.permissionsByName(api, '');
    expect(nameless?.id).toBe('dec87c92-ac0e-4452-8b78-d484bb3a504c');
    expect(catalog.permissionsNamed('')).toEqual([nameless]);
    expect(catalog.permissionsByName(graph, '')).toEqual([]);
  });

  test('live permissions come first, also where a hidden one has the same name', () => {
    for (const name of ['EntraBackup.Read.All', 'AgentIdUser.ReadWrite.All', 'Directory.Write.Restricted']) {
      const states = catalog.permissionsByName(graph, name).map(({ state }) => state);
      const order = ['live', 'disabled', 'hidden', 'retired', 'draft'];
      expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      expect(states.length).toBeGreaterThan(1);
    }
  });

  test('a name over all APIs gives listed permissions, Microsoft Graph first', () => {
    const found = catalog.permissionsNamed('mail.read');
    expect(found.slice(0, 2).map(({ api }) => api.name)).toEqual(['Microsoft Graph', 'Microsoft Graph']);
    expect(found.map(text)).toContain('Office 365 Exchange Online: Mail.Read application live');
    expect(found.every(listed)).toBe(true);
  });

  test.each(['Mail.Rea', 'Mail.Read\n', '\tMail.Read', 'lap', 'a', '@', '1', '#permlint', graphId, 'Mail.Read\tx'])(
    'nothing is called %j',
    (name) => {
      expect(catalog.permissionsByName(graph, name)).toEqual([]);
      expect(catalog.permissionsNamed(name)).toEqual([]);
    },
  );
});

describe('APIs', () => {
  test.each([
    ['Microsoft Graph', graphId],
    ['MICROSOFTGRAPH', graphId],
    ['https://graph.microsoft.com', graphId],
    ['Office 365 Exchange Online', exchange.appId],
    ['exchange online', exchange.appId],
    ['AAD Graph', '00000002-0000-0000-c000-000000000000'],
    ['Windows 365', '0af06dc6-e4b5-4f28-818e-e78e62d137a5'],
    ['Windows365AppId', '0af06dc6-e4b5-4f28-818e-e78e62d137a5'],
    ['Azure Data Explorer', '2746ea77-4702-4b45-80ca-3c97e680e8b7'],
  ])('%s is %s', (name, appId) => {
    expect(catalog.api(name)?.appId).toBe(appId);
  });

  test('Microsoft Graph first, then by name', () => {
    const [first, ...others] = catalog.apis().map(({ name }) => name.toLowerCase());
    expect(first).toBe('microsoft graph');
    expect(others).toEqual([...others].sort());
  });
});
