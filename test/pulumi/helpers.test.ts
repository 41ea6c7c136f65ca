import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint, rules } from '../../src/index.js';
import { apiAccess, apiClientId, appRoleId, requiredResourceAccesses } from '../../src/pulumi.js';
import { offeredRows, type Row, untyped } from './offers.js';

const offered = offeredRows();
const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const mailSend = 'b633e1c5-b582-4048-a93e-9f11b44c7e96';

/** Requests for rows, as an object in the order of the rows. */
function requestsFor(rows: readonly Row[]): unknown {
  const requests: Record<string, { delegated?: string[]; application?: string[] }> = {};
  for (const { api, kind, name } of rows) {
    requests[api] ??= {};
    requests[api][kind] = [...(requests[api][kind] ?? []), name];
  }
  return requests;
}

test('names become the ids of azuread.Application', () => {
  const requests = { 'Microsoft Graph': { delegated: ['User.Read'], application: ['Mail.Send'] } } as const;
  expect(requiredResourceAccesses(requests)).toEqual([
    {
      resourceAppId: graph,
      resourceAccesses: [
        { id: userRead, type: 'Scope' },
        { id: mailSend, type: 'Role' },
      ],
    },
  ]);
});

test('names become the ids of the resources that a registration can be split into', () => {
  expect(apiAccess('Microsoft Graph', { delegated: ['User.Read'], application: ['Mail.Send'] })).toEqual({
    apiClientId: graph,
    roleIds: [mailSend],
    scopeIds: [userRead],
  });
  expect(apiAccess('Microsoft Graph', { application: ['Mail.Send'] })).toEqual({
    apiClientId: graph,
    roleIds: [mailSend],
  });
  expect(appRoleId('Microsoft Graph', 'Mail.Send')).toBe(mailSend);
  expect(apiClientId('Microsoft Graph')).toBe(graph);
});

test('every permission of the catalog that can be granted has its id', () => {
  expect(offered.length).toBeGreaterThan(3_000);
  for (const { appId, api, kind, id, name } of offered) {
    const type = kind === 'application' ? 'Role' : 'Scope';
    const expected = [{ resourceAppId: appId, resourceAccesses: [{ id, type }] }];
    expect(untyped.requiredResourceAccesses({ [api]: { [kind]: [name] } }), `${api} ${kind} ${name}`).toEqual(expected);
    if (kind === 'application') expect(untyped.appRoleId(api, name)).toBe(id);
  }
});

test('any list of names gives each permission once, below its own API, in the order of the names', () => {
  const rows = fc.array(fc.constantFrom(...offered), { maxLength: 40 });
  fc.assert(
    fc.property(rows, (asked) => {
      const entries = untyped.requiredResourceAccesses(requestsFor(asked));
      const given = entries.flatMap(({ resourceAppId, resourceAccesses }) =>
        resourceAccesses.map(({ id, type }) => `${resourceAppId} ${type} ${id}`),
      );
      const wanted = [...new Set(asked)].map(
        ({ appId, kind, id }) => `${appId} ${kind === 'application' ? 'Role' : 'Scope'} ${id}`,
      );
      expect([...given].sort()).toEqual([...wanted].sort());
      expect(entries.map(({ resourceAppId }) => resourceAppId)).toEqual([...new Set(asked.map(({ appId }) => appId))]);
      for (const type of ['Scope', 'Role']) {
        const ofType = (list: readonly string[], appId: string) =>
          list.filter((each) => each.startsWith(`${appId} ${type} `));
        for (const { resourceAppId } of entries) {
          expect(ofType(given, resourceAppId)).toEqual(ofType(wanted, resourceAppId));
        }
      }
    }),
  );
});

test('what the helpers give is what permlint would let pass', () => {
  const byApi = new Map<string, Row[]>();
  for (const row of offered) byApi.set(row.api, [...(byApi.get(row.api) ?? []), row]);
  // How much is asked for, and when Exchange Web Services end, is not for the helpers to say.
  const mayBe = ['too-many-permissions', 'retiring-api'];
  const ids = rules.filter(({ category }) => category === 'resolve' || category === 'shape').map(({ id }) => id);
  expect(ids).toContain('unknown-permission');
  for (const [api, rows] of byApi) {
    const requiredResourceAccess = untyped
      .requiredResourceAccesses(requestsFor(rows))
      .map(({ resourceAppId, resourceAccesses }) => ({ resourceAppId, resourceAccess: resourceAccesses }));
    const { findings, passedOver } = lint({ signInAudience: 'AzureADMyOrg', requiredResourceAccess });
    const faults = findings.filter(({ rule }) => ids.includes(rule) && !mayBe.includes(rule));
    expect(passedOver, api).toBeNull();
    expect(
      faults.map(({ message }) => message),
      api,
    ).toEqual([]);
  }
});

test('names are kept once; an API that is asked for nothing is left out', () => {
  expect(
    requiredResourceAccesses({
      'Microsoft Graph': { delegated: ['User.Read', 'openid', 'User.Read'] },
      'Azure DevOps': {},
      'Power BI Service': { delegated: [], application: undefined },
      'Office 365 Exchange Online': undefined,
    }),
  ).toEqual([
    {
      resourceAppId: graph,
      resourceAccesses: [
        { id: userRead, type: 'Scope' },
        { id: '37f7f235-527c-4136-accd-4a02d197296e', type: 'Scope' },
      ],
    },
  ]);
  expect(requiredResourceAccesses({})).toEqual([]);
});

test('each call gives lists of its own, which the caller may change', () => {
  const [first] = requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['User.Read'] } });
  first?.resourceAccesses.pop();
  const [second] = requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['User.Read'] } });
  expect(second?.resourceAccesses).toEqual([{ id: userRead, type: 'Scope' }]);
});
