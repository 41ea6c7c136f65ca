import { expect, test } from 'vitest';
import { callData } from '../../src/least/openers.js';
import { callsOpenedBy } from '../../src/least/opens.js';
import type { PermissionKind } from '../../src/model/application.js';
import { apiOf, graphId, openCatalog } from '../catalog/open.js';

const { catalog } = openCatalog();

function opened(name: string, kind: PermissionKind) {
  const [permission] = catalog.permissions({ api: graphId, kind, name });
  if (permission === undefined) throw new Error(`no ${kind} permission ${name}`);
  return callsOpenedBy(catalog, permission);
}

test('User.Read opens GET /me, for every account, and is the least for it', () => {
  const call = opened('User.Read', 'delegated').find(({ method, path }) => method === 'GET' && path === '/me');
  expect(call).toEqual({
    method: 'GET',
    path: '/me',
    family: 'me',
    alsoNeeds: [],
    isLeast: true,
    accounts: { work: true, personal: true },
  });
});

test('an application opens no /me, and has no accounts', () => {
  for (const name of ['Mail.ReadWrite', 'User.ReadWrite.All', 'Files.ReadWrite.All']) {
    const calls = opened(name, 'application');
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ family, accounts }) => family === 'me' || accounts !== undefined)).toEqual([]);
  }
});

test('what works only together with another permission names the others', () => {
  const calls = opened('Application.ReadWrite.OwnedBy', 'application');
  const owners = calls.find(({ method, path }) => method === 'POST' && path === '/applications/{id}/owners');
  expect(owners).toMatchObject({ alsoNeeds: ['Directory.Read.All'], isLeast: true });
  expect(calls.filter(({ alsoNeeds }) => alsoNeeds.length === 0).length).toBeGreaterThan(100);
});

test('every call that is listed is found again, and lists the permission', () => {
  const data = callData(catalog);
  for (const [name, kind] of [
    ['Application.ReadWrite.OwnedBy', 'application'],
    ['Directory.Read.All', 'delegated'],
    ['Reports.Read.All', 'application'],
  ] as const) {
    const calls = opened(name, kind);
    expect(new Set(calls.map(({ method, path }) => `${method} ${path}`)).size).toBe(calls.length);
    for (const { method, path, accounts } of calls) {
      const known = data.find(method, path);
      const scheme = accounts === undefined ? 'application' : accounts.work ? 'work' : 'personal';
      const names = known && data.openers(known, scheme).map(({ live }) => live.name);
      expect(names, `${method} ${path}`).toContain(name);
    }
  }
});

test('a hidden permission is the least for nothing; another API opens nothing that is known', () => {
  const graph = apiOf(catalog, graphId);
  const hidden = catalog.permissionsOf(graph).filter(({ state }) => state === 'hidden');
  const calls = hidden.flatMap((each) => callsOpenedBy(catalog, each));
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter(({ isLeast }) => isLeast)).toEqual([]);
  const sharePoint = apiOf(catalog, 'Office 365 SharePoint Online');
  expect(catalog.permissionsOf(sharePoint).flatMap((each) => callsOpenedBy(catalog, each))).toEqual([]);
});
