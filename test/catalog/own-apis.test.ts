import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.js';
import { withOwnApis } from '../../src/catalog/own-apis.js';
import type { OwnApi, OwnPermission } from '../../src/model/own-api.js';
import { apiOf, graphId, openCatalog, partText } from './open.js';

const appId = '11111111-2222-4333-8444-555555555555';
const permission = (id: string, name: string, more: Partial<OwnPermission> = {}): OwnPermission => ({
  id,
  name,
  kind: 'delegated',
  isEnabled: true,
  ...more,
});
const guid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const orders: OwnApi = {
  appId,
  name: 'Orders API',
  permissions: [
    permission(guid('b'), 'Orders.Read', { consent: 'user' }),
    permission(guid('a'), 'Orders.All', { kind: 'application', isEnabled: false }),
  ],
};
const extended = (...apis: OwnApi[]) => createCatalog(withOwnApis(partText, apis));

test('an API of a team is found by appId and name, and its permissions by id and name', () => {
  const catalog = extended(orders);
  const api = apiOf(catalog, 'orders api');
  expect(api).toMatchObject({ appId, name: 'Orders API', complete: true });
  expect(catalog.api(appId.toUpperCase())?.appId).toBe(appId);
  expect(catalog.permissionsIn(api, guid('b'))).toMatchObject([
    { name: 'Orders.Read', kind: 'delegated', state: 'live' },
  ]);
  expect(catalog.permissionsIn(api, guid('a'))).toMatchObject([
    { name: 'Orders.All', kind: 'application', state: 'disabled' },
  ]);
  expect(catalog.permissionsByName(api, 'orders.read').map(({ id }) => id)).toEqual([guid('b')]);
  expect(catalog.permissionsOf(api)).toHaveLength(2);
});

test('what is not added to stays as it was', () => {
  expect(withOwnApis(partText, [])).toBe(partText);
  const read = withOwnApis(partText, [orders]);
  expect(read('graph.tsv')).toBe(partText('graph.tsv'));
  expect(read('other-apis.tsv').startsWith(partText('other-apis.tsv'))).toBe(true);
});

test('to Microsoft Graph a permission of the tenant is added, and all others stay', () => {
  const catalog = extended({
    appId: graphId.toUpperCase(),
    name: 'Renamed',
    permissions: [permission(guid('d'), 'Zzz.New'), permission(guid('e'), 'Aaa.New')],
  });
  const { catalog: plain } = openCatalog();
  const [graph, before] = [apiOf(catalog, graphId), apiOf(plain, graphId)];
  expect(graph.name).toBe('Microsoft Graph');
  expect(catalog.permissionsByName(graph, 'Aaa.New')).toHaveLength(1);
  const names = (
    list: readonly { readonly id: string; readonly kind: string; readonly name: string; readonly state: string }[],
  ) => list.map(({ id, kind, name, state }) => `${id} ${kind} ${name} ${state}`).sort();
  const own = names(catalog.permissionsOf(graph)).filter((each) => !each.includes('.New'));
  expect(own).toEqual(names(plain.permissionsOf(before)));
  for (const name of ['User.Read', 'Mail.Read', 'Zzz.New'])
    expect(catalog.permissionsByName(graph, name).length, name).toBeGreaterThan(0);
});

test('a permission that is known stays as it is known; a hidden one that the tenant lists is live', () => {
  const { catalog: plain } = openCatalog();
  const all = plain.permissionsOf(apiOf(plain, graphId));
  const known = all.find(({ state }) => state === 'live');
  const hidden = all.find(({ state }) => state === 'hidden');
  if (known === undefined || hidden === undefined) throw new Error('the catalog holds none');
  const catalog = extended({
    appId: graphId,
    name: 'Graph',
    permissions: [
      { ...permission(known.id, 'Other.Name'), kind: known.kind },
      { ...permission(hidden.id, hidden.name), kind: hidden.kind },
    ],
  });
  const graph = apiOf(catalog, graphId);
  const found = (id: string, kind: string) => catalog.permissionsIn(graph, id).filter((each) => each.kind === kind);
  expect(found(known.id, known.kind)).toEqual(
    plain.permissionsIn(apiOf(plain, graphId), known.id).filter(({ kind }) => kind === known.kind),
  );
  expect(found(hidden.id, hidden.kind)).toMatchObject([{ state: 'live' }]);
});

test('an API that stands twice is one, and the last word on a permission counts', () => {
  const catalog = extended(
    { ...orders, permissions: [...orders.permissions, permission(guid('b'), 'Orders.Read.New')] },
    { appId, name: 'Orders', permissions: [permission(guid('c'), 'Orders.More')] },
  );
  const api = apiOf(catalog, appId);
  expect(
    catalog
      .permissionsOf(api)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Orders.All', 'Orders.More', 'Orders.Read.New']);
});

test('no name breaks the table, and each id is found', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '|', '@', '#', '*', ' ', 'a', '\u2028') }),
  );
  const own = fc.record({
    appId: fc.uuid(),
    name,
    permissions: fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        name,
        kind: fc.constantFrom('delegated' as const, 'application' as const),
        isEnabled: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(own, { selector: (each) => each.appId, maxLength: 3 }),
      fc.boolean(),
      (apis, toGraph) => {
        const used = apis.map((api, index) => (toGraph && index === 0 ? { ...api, appId: graphId } : api));
        const catalog = extended(...used);
        for (const each of used) {
          const api = apiOf(catalog, each.appId);
          for (const { id, kind, isEnabled } of each.permissions) {
            expect(catalog.permissionsIn(api, id)).toMatchObject([{ kind, state: isEnabled ? 'live' : 'disabled' }]);
          }
        }
        expect(apiOf(catalog, graphId).name).toBe('Microsoft Graph');
      },
    ),
    { numRuns: 40 },
  );
});
