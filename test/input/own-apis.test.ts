import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOwnApis } from '../../src/input/own-apis.js';

const appId = '11111111-2222-4333-8444-555555555555';
const [one, two, three] = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-0000-0000-000000000000`);
const scopes = [
  { id: one, value: 'Orders.Read', type: 'User', isEnabled: true, adminConsentDescription: 'secret plans' },
  { id: two, value: 'Orders.Write', type: 'Admin', isEnabled: false },
];
const appRoles = [
  { id: three, value: 'Orders.Read.All', allowedMemberTypes: ['Application'], isEnabled: true },
  { id: two, value: 'Approver', allowedMemberTypes: ['User'], isEnabled: true },
];
const orders = {
  appId,
  name: 'Orders API',
  permissions: [
    { id: three, name: 'Orders.Read.All', kind: 'application', isEnabled: true },
    { id: one, name: 'Orders.Read', kind: 'delegated', isEnabled: true, consent: 'user' },
    { id: two, name: 'Orders.Write', kind: 'delegated', isEnabled: false, consent: 'admin' },
  ],
};

const servicePrincipal = {
  '@odata.type': '#microsoft.graph.servicePrincipal',
  appId,
  displayName: 'Orders API',
  appRoles,
  oauth2PermissionScopes: scopes,
};
const layouts: Readonly<Record<string, unknown>> = {
  'a service principal': servicePrincipal,
  'a list': [servicePrincipal],
  'a page': { '@odata.context': 'x', value: [servicePrincipal] },
  'a service principal of the beta': {
    ...servicePrincipal,
    oauth2PermissionScopes: undefined,
    publishedPermissionScopes: scopes,
  },
  'a registration': {
    id: one,
    appId,
    displayName: 'Orders API',
    api: { oauth2PermissionScopes: scopes },
    appRoles,
    requiredResourceAccess: [],
  },
  'an older manifest': {
    appId,
    name: 'Orders API',
    oauth2Permissions: scopes,
    appRoles,
    accessTokenAcceptedVersion: 2,
  },
};

test.each(Object.entries(layouts))('%s is read', (_, value) => {
  expect(readOwnApis(JSON.stringify(value))).toEqual({ apis: [orders] });
  expect(readOwnApis(`\u{feff}${JSON.stringify(value, null, 2).replaceAll('\n', '\r\n')}`)).toEqual({ apis: [orders] });
});

test('NDJSON has an API a line', () => {
  const line = JSON.stringify(servicePrincipal);
  expect(readOwnApis(`${line}\n\n${line}\n`)).toEqual({ apis: [orders, orders] });
  expect(readOwnApis(`${line}\n{"appId"\n`)).toEqual({ fault: 'is not JSON' });
});

test('roles for users are no permissions, and what has no id is passed over', () => {
  const roles = [{ value: 'a' }, { id: 'b' }, null, 5, { id: one }];
  expect(readOwnApis(JSON.stringify({ appId, appRoles: roles }))).toEqual({
    apis: [{ appId, name: appId, permissions: [{ id: one, name: '', kind: 'application', isEnabled: true }] }],
  });
});

test('what is no API is told in words', () => {
  const fault = (value: unknown) => readOwnApis(typeof value === 'string' ? value : JSON.stringify(value));
  expect(fault('{')).toEqual({ fault: 'is not JSON' });
  expect(fault('')).toEqual({ fault: 'is not JSON' });
  expect(fault([])).toEqual({ fault: 'holds no API' });
  expect(fault([1])).toEqual({ fault: 'holds no API: an object with appId, appRoles and oauth2PermissionScopes' });
  expect(fault({ appRoles: [] })).toEqual({
    fault: 'holds an API without an appId, which is how registrations ask for it',
  });
  expect(fault({ appId: 'x', appRoles: [] })).toEqual({
    fault: 'holds an API without an appId, which is how registrations ask for it',
  });
  expect(fault({ appId })).toEqual({
    fault: `says nothing of the permissions of "${appId}": appRoles and oauth2PermissionScopes`,
  });
});

test('no JSON makes it throw', () => {
  const key = fc.constantFrom(
    'appId',
    'appRoles',
    'oauth2PermissionScopes',
    'api',
    'value',
    'id',
    'displayName',
    'allowedMemberTypes',
    '__proto__',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, 1, '', appId, 'a'),
      fc.array(tie('value')),
      fc.dictionary(key, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => ['apis', 'fault'].includes(Object.keys(readOwnApis(JSON.stringify(any)))[0] ?? '')),
  );
});
