// Every Microsoft Graph permission alone in a manifest, once as it is and once under the other kind: tables to be read
// family by family. A line is the name, the kind and, where a name stands twice, the start of the id; then the rules
// found as it is, and those under the other kind.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { graphAppId } from '../../src/catalog/lookup.js';
import type { Audience, Permission } from '../../src/catalog/types.js';
import { lintValue } from '../../src/lint.js';
import type { PermissionKind } from '../../src/model/application.js';
import { rules } from '../../src/rules/index.js';
import { catalog, settingOn } from './lint-fixture.js';

const graph = catalog.api(graphAppId);
const all = graph === undefined ? [] : catalog.permissionsOf(graph);
const live = all.filter(
  ({ state, resourceSpecific }) => (state === 'live' || state === 'disabled') && !resourceSpecific,
);
const setting = settingOn();
const family = [
  'tenant-takeover',
  'privilege-escalation',
  'delegated-takeover',
  'directory-wide',
  'broad-permission',
  'narrower-exists',
];

function rulesFor({ api, id }: Permission, kind: PermissionKind, audience: Audience): readonly string[] {
  const request = { id, type: kind === 'application' ? 'Role' : 'Scope' };
  const registration = {
    signInAudience: audience,
    requiredResourceAccess: [{ resourceAppId: api.appId, resourceAccess: [request] }],
  };
  const found = lintValue('one.json', registration, setting).findings.map(({ rule }) => rule);
  // Who consents is a matter of half the permissions, and has tests of its own.
  return found.filter((rule) => rule !== 'admin-consent');
}

const other = (kind: PermissionKind): PermissionKind => (kind === 'application' ? 'delegated' : 'application');

function table(permissions: readonly Permission[], audience: Audience): string {
  const names = new Map<string, number>();
  for (const { name, kind } of permissions) names.set(`${name} ${kind}`, (names.get(`${name} ${kind}`) ?? 0) + 1);
  const lines = permissions.map((permission) => {
    const { name, kind, id } = permission;
    const twice = (names.get(`${name} ${kind}`) ?? 0) > 1 ? ` ${id.slice(0, 8)}` : '';
    const [asIs, turned] = [kind, other(kind)].map((each) => rulesFor(permission, each, audience).join(' ') || '-');
    return `${name} ${kind}${twice}: ${asIs} | ${turned}`;
  });
  return `${lines.join('\n')}\n`;
}

function snapshot(name: string): string {
  return fileURLToPath(new URL(`every-permission.${name}.txt`, import.meta.url));
}

const kinds = (permissions: readonly Permission[]) => ({
  application: permissions.filter(({ kind }) => kind === 'application').length,
  delegated: permissions.filter(({ kind }) => kind === 'delegated').length,
});

describe('every live permission', () => {
  test('is one of 716 application and 807 delegated ones', () => {
    expect(kinds(live)).toEqual({ application: 716, delegated: 807 });
  });

  test('gives, as it is, nothing but the end of its API or of its consent, and what is said of its power', () => {
    const powers = rules.filter(({ category }) => category === 'least-privilege').map(({ id }) => id);
    const allowed = ['retired-api', 'retiring-api', 'disabled-permission', ...powers];
    for (const permission of live) {
      const found = rulesFor(permission, permission.kind, 'AzureADMyOrg');
      expect([permission.name, found.filter((rule) => !allowed.includes(rule))]).toEqual([permission.name, []]);
    }
  });

  test('gives one finding of the family at most', () => {
    for (const permission of live) {
      const found = rulesFor(permission, permission.kind, 'AzureADMyOrg');
      expect(found.filter((rule) => family.includes(rule)).length, permission.name).toBeLessThan(2);
    }
  });

  test('gives type-mismatch under the other kind, except User.Export.All, whose id both kinds have', () => {
    const silent = live.filter((permission) => {
      const found = rulesFor(permission, other(permission.kind), 'AzureADMyOrg');
      return found.length !== 1 || found[0] !== 'type-mismatch';
    });
    expect(silent.map(({ name }) => name)).toEqual(['User.Export.All', 'User.Export.All']);
  });

  test('for work accounts', () => expect(table(live, 'AzureADMyOrg')).toMatchFileSnapshot(snapshot('live-work')));

  test.each(['PersonalMicrosoftAccount', 'AzureADandPersonalMicrosoftAccount'] as const)('for %s', (audience) =>
    expect(table(live, audience)).toMatchFileSnapshot(snapshot(`live-${audience}`)),
  );
});

describe('the permissions that the service does not list', () => {
  const groups = {
    'resource-specific': all.filter(({ resourceSpecific }) => resourceSpecific),
    hidden: all.filter(({ state, resourceSpecific }) => state === 'hidden' && !resourceSpecific),
    retired: all.filter(({ state, resourceSpecific }) => state === 'retired' && !resourceSpecific),
    draft: all.filter(({ state, resourceSpecific }) => state === 'draft' && !resourceSpecific),
  };

  test.each(Object.entries(groups))('%s', (name, permissions) => {
    expect(permissions.length).toBeGreaterThan(0);
    return expect(table(permissions, 'AzureADMyOrg')).toMatchFileSnapshot(snapshot(name));
  });

  test('are all that is left', () => {
    const grouped = Object.values(groups).reduce((sum, { length }) => sum + length, 0);
    expect(live.length + grouped).toBe(all.length);
  });
});

describe('every permission of the other APIs', () => {
  // Ids that both kinds of an API have, and what retires, make a handful of lines; the thousands that are well are counted.
  test('gives nothing as it is, and type-mismatch under the other kind, but for these', async () => {
    const lines: string[] = [];
    let count = 0;
    for (const api of catalog.apis()) {
      if (api.appId === graphAppId) continue;
      for (const permission of catalog.permissionsOf(api)) {
        const [asIs, turned] = [permission.kind, other(permission.kind)].map((kind) =>
          rulesFor(permission, kind, 'AzureADMyOrg').join(' '),
        );
        if (asIs === '' && turned === 'type-mismatch') count += 1;
        else lines.push(`${api.name}: ${permission.name} ${permission.kind}: ${asIs || '-'} | ${turned || '-'}`);
      }
    }
    await expect(`${count} as usual\n${lines.join('\n')}\n`).toMatchFileSnapshot(snapshot('other-apis'));
  });
});
