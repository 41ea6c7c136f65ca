import { describe, expect, test } from 'vitest';
import { audiences, type Permission, type Retirement } from '../../src/catalog/types.js';
import type { PermissionKind } from '../../src/model/application.js';
import { apiOf, graphId, openCatalog, partText } from './open.js';

const { catalog } = openCatalog();
const graph = apiOf(catalog, graphId);
const azureAdGraph = '00000002-0000-0000-c000-000000000000';

function live(name: string, kind: PermissionKind, api: string = graphId): Permission {
  const [found] = catalog.permissions({ api, kind, name });
  if (found === undefined) throw new Error(`no ${kind} permission ${name}`);
  return found;
}

describe('retired and draft permissions', () => {
  test('a permission that was live has a date', () => {
    const [gone] = catalog.permissionsIn(graph, 'f20584af-9290-4153-9280-ff8bb2c0ea7f');
    expect(gone).toMatchObject({ name: 'Directory.Write.Restricted', state: 'retired' });
    expect(gone && catalog.succession(gone)).toEqual({ lastSeen: '2024-08-31', successors: [] });
  });

  test('a draft leads to the live permission of its name', () => {
    const [draft] = catalog.permissionsIn(graph, 'e4d4cb9c-a3d1-425d-90a2-8504eb334d6b');
    expect(draft?.state).toBe('draft');
    expect(draft && catalog.succession(draft)?.successors).toEqual([
      live('Calls.ReportSyntheticMedia.All', 'application'),
    ]);
  });

  test('each has a date and live successors of its name and kind', () => {
    let named = 0;
    for (const permission of catalog.permissionsOf(graph)) {
      const succession = catalog.succession(permission);
      expect(succession !== undefined).toBe(permission.state === 'retired' || permission.state === 'draft');
      if (succession === undefined) continue;
      expect(succession.lastSeen).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (succession.successors.length > 0) named += 1;
      for (const { name, kind } of succession.successors) {
        expect([name.toLowerCase(), kind]).toEqual([permission.name.toLowerCase(), permission.kind]);
      }
    }
    expect(named).toBe(128);
  });
});

describe('retirements', () => {
  const rows: readonly Retirement[] = JSON.parse(partText('retirements.json'));

  test('55 rows with ISO dates, each found by its own key', () => {
    expect(rows).toHaveLength(55);
    for (const row of rows) {
      const permission = row.id !== null && row.kind !== null ? { id: row.id, kind: row.kind } : undefined;
      expect(catalog.retirement(row.api.toUpperCase(), permission)).toEqual(row);
      for (const date of [row.date, row.finalDate]) if (date !== null) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(row.date === null).toBe(row.state === 'no effect');
    }
  });

  test('a replacement is live and of the same kind', () => {
    for (const { kind, replacement } of rows) {
      if (kind === null || replacement === null || 'words' in replacement) continue;
      expect(catalog.permission({ ...replacement, kind })).toMatchObject({ name: replacement.name, state: 'live' });
    }
  });

  test('Azure AD Graph ends as a whole, its permissions one by one lead to Microsoft Graph', () => {
    expect(catalog.retirement(azureAdGraph, undefined)).toMatchObject({
      slug: 'aad-graph',
      kind: null,
      state: 'retired',
      replacement: { words: 'the Microsoft Graph permission of the same purpose' },
    });
    const old = live('User.Read', 'delegated', azureAdGraph);
    expect(catalog.retirement(azureAdGraph, old)).toBeUndefined();
    expect(catalog.graphSuccessors(old)).toEqual([live('User.Read', 'delegated')]);
    expect(catalog.graphSuccessors(live('User.Read', 'delegated'))).toEqual([]);
  });

  test('one id of both kinds leads to two permissions', () => {
    const kinds: readonly PermissionKind[] = ['application', 'delegated'];
    for (const kind of kinds) {
      const [successor, ...more] = catalog.graphSuccessors(live('Directory.Read.All', kind, azureAdGraph));
      expect(successor).toBe(live('Directory.Read.All', kind));
      expect(more).toEqual([]);
    }
  });

  test('nothing is known about the rest', () => {
    expect(catalog.retirement(graphId, undefined)).toBeUndefined();
    expect(catalog.retirement(graphId, live('User.Read', 'delegated'))).toBeUndefined();
  });
});

describe('limits', () => {
  test.each([
    ['rra-total', [400, 400, 200, 200]],
    ['rra-per-api', [null, null, 30, 30]],
    ['idu-urn', [true, true, false, false]],
    ['red-wild', [true, true, false, false]],
    ['tags-len', [256, 256, 256, 256]],
    ['consent-delegated', [155, 155, 30, 30]],
    ['consent-application', [300, 300, 30, 30]],
  ])('%s', (id, values) => {
    const limit = catalog.limit(id);
    expect(audiences.map((audience) => limit.values[audience])).toEqual(values);
    expect(limit.sources.length).toBeGreaterThan(0);
  });

  test('an unknown limit is a mistake of the caller', () => {
    expect(() => catalog.limit('rra-totl')).toThrow('no limit "rra-totl"');
  });
});

describe('tiers', () => {
  test.each([
    ['RoleManagement.ReadWrite.Directory', 'application', '0-direct'],
    ['RoleManagement.ReadWrite.Directory', 'delegated', '0-direct'],
    ['User-PasswordProfile.ReadWrite.All', 'application', '0-indirect'],
    ['User-PasswordProfile.ReadWrite.All', 'delegated', '0-direct'],
    ['Application.ReadWrite.OwnedBy', 'application', '1'],
    ['User.Read', 'delegated', undefined],
  ] as const)('%s (%s) is %s', (name, kind, tier) => {
    expect(catalog.tier(live(name, kind))?.tier).toBe(tier);
  });

  test('other APIs have tiers of their own', () => {
    const exchange = '00000002-0000-0ff1-ce00-000000000000';
    expect(catalog.tier(live('full_access_as_app', 'application', exchange))).toEqual({
      tier: '1',
      path: 'Reads and sends as every mailbox',
    });
  });
});

describe('coverage', () => {
  const names = (found: readonly { permission: Permission; evidence: string }[]) =>
    found.map(({ permission, evidence }) => `${permission.name} ${evidence}`);

  test('a pair is known from both sides', () => {
    const mailReadWrite = live('Mail.ReadWrite', 'application');
    const mailRead = live('Mail.Read', 'application');
    expect(names(catalog.covers(mailReadWrite))).toContain('Mail.Read name');
    expect(names(catalog.coveredBy(mailRead))).toContain('Mail.ReadWrite name');
    expect(names(catalog.coveredBy(live('Place.Read.All', 'application')))).toContain('Place.ReadWrite.All paths');
  });

  test('612 pairs of one kind each, as many from either side', () => {
    let covers = 0;
    let coveredBy = 0;
    for (const permission of catalog.permissionsOf(graph)) {
      const all = [...catalog.covers(permission), ...catalog.coveredBy(permission)];
      expect(all.every((each) => each.permission.kind === permission.kind)).toBe(true);
      covers += catalog.covers(permission).length;
      coveredBy += catalog.coveredBy(permission).length;
    }
    expect([covers, coveredBy]).toEqual([612, 612]);
  });

  test('five pairs do not hold for personal accounts', () => {
    expect(
      partText('implications.tsv')
        .split('\n')
        .filter((line) => line.endsWith('\t-personal')),
    ).toHaveLength(5);
  });

  test('a pair does not hold for personal accounts either where the broader permission is for work accounts alone', () => {
    const pairOf = (broader: string, narrower: string) =>
      catalog.covers(live(broader, 'delegated')).find(({ permission }) => permission.name === narrower)?.personal;
    expect(pairOf('Notes.Read.All', 'Notes.Read')).toBe(false);
    expect(pairOf('Sites.Manage.All', 'Sites.Read.All')).toBe(false);
    expect(pairOf('Mail.ReadWrite', 'Mail.Read')).toBe(true);
    expect(catalog.covers(live('Mail.ReadWrite', 'application')).every(({ personal }) => personal)).toBe(true);
  });

  test('what rests on a name has calls that speak against it', () => {
    const pairs = catalog.permissionsOf(graph).flatMap((broader) =>
      catalog.covers(broader).map(({ permission, evidence }) => ({
        evidence,
        missing: catalog.missingCalls(broader, permission),
      })),
    );
    for (const { evidence, missing } of pairs) {
      expect(missing !== undefined).toBe(evidence === 'name');
      if (missing === undefined) continue;
      expect(missing.calls.length).toBe(Math.min(missing.count, 40));
      expect(missing.calls.filter((call) => !/^(GET|POST|PUT|PATCH|DELETE) \/\S+$/.test(call))).toEqual([]);
    }
    const [first, second] = [live('Contacts.ReadWrite', 'application'), live('Contacts.Read', 'application')];
    expect(catalog.missingCalls(first, second)).toEqual({
      count: 2,
      calls: ['GET /users/{id}/contactfolders/{id}/contacts/{id}/photo', 'GET /users/{id}/contacts/{id}/photo'],
    });
    expect(catalog.missingCalls(second, first)).toBeUndefined();
  });

  test('nothing for hidden and retired permissions, other APIs, and User.Read', () => {
    const rest = [
      ...catalog
        .permissionsOf(graph)
        .filter(({ state }) => state === 'hidden' || state === 'retired' || state === 'draft'),
      live('Mail.ReadWrite', 'application', '00000002-0000-0ff1-ce00-000000000000'),
    ];
    expect(rest.flatMap((permission) => [...catalog.covers(permission), ...catalog.coveredBy(permission)])).toEqual([]);
    expect(catalog.coveredBy(live('User.Read', 'delegated'))).toEqual([]);
  });
});

describe('narrower choices', () => {
  test('are live, of the same kind and never of tier 0, the same resource first', () => {
    let known = 0;
    for (const permission of catalog.permissionsOf(graph)) {
      const narrower = catalog.narrower(permission);
      if (narrower === undefined) continue;
      known += 1;
      for (const choice of narrower.permissions) {
        const { state, kind, resourceSpecific } = choice.permission;
        expect([state, kind, resourceSpecific]).toEqual(['live', permission.kind, false]);
        expect(catalog.tier(choice.permission)?.tier ?? '1', choice.permission.name).toBe('1');
        expect(choice.permission).not.toBe(permission);
      }
      const resources = narrower.permissions.map(({ sameResource }) => sameResource);
      expect(resources).toEqual([...resources].sort((a, b) => Number(b) - Number(a)));
    }
    expect(known).toBe(91);
  });

  test('the directory is the reach of five', () => {
    const wide = catalog.permissionsOf(graph).filter((permission) => catalog.narrower(permission)?.directoryWide);
    expect(wide.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'Directory.AccessAsUser.All delegated',
      'Directory.Read.All application',
      'Directory.Read.All delegated',
      'Directory.ReadWrite.All application',
      'Directory.ReadWrite.All delegated',
    ]);
  });

  test('a mailbox has a role, a team a permission of its own', () => {
    expect(catalog.narrower(live('Mail.Read', 'application'))).toMatchObject({
      directoryWide: false,
      permissions: [{ permission: { name: 'Mail.ReadBasic.All' }, when: 'no bodies needed', sameResource: true }],
      exchangeRoles: ['Application Mail.Read'],
    });
    expect(catalog.narrower(live('Channel.Create', 'application'))?.resourceSpecific).toEqual(['Channel.Create.Group']);
    expect(catalog.narrower(live('User.Read', 'delegated'))).toBeUndefined();
  });
});

test('36 permissions are refused to users where Microsoft manages their consent', () => {
  const all = catalog.apis().flatMap((api) => catalog.permissionsOf(api));
  const refused = all.filter((permission) => catalog.isRefusedByManagedConsent(permission));
  expect(refused).toHaveLength(36);
  expect(refused.filter(({ kind, consent }) => kind === 'application' || consent === 'admin')).toEqual([]);
  expect(refused.map(({ name }) => name)).toContain('IMAP.AccessAsUser.All');
});

test('33 resource-specific names have no public id', () => {
  const names = catalog.resourceSpecificNames();
  expect(names).toHaveLength(21 + 1 + 11);
  expect(names).toContainEqual({ name: 'MeetingStage.Write.Chat', kind: 'delegated' });
  expect(names).toContainEqual({ name: 'ChannelMeetingParticipant.Read.Group', kind: 'delegated' });
});
