import { expect, test } from 'vitest';
import { openWaivers, type Waiver } from '../../src/engine/waivers.js';
import type { Application } from '../../src/model/application.js';
import type { Finding } from '../../src/model/finding.js';
import { valueAt } from '../../src/model/place.js';
import { applicationOf, documentOf } from '../report/sample.js';

const config = documentOf('waivers:', 'permlint.yaml');
const document = documentOf('{}');
const sync = applicationOf(document, 'Contoso Sync');
const other = applicationOf(document, 'Other');
const now = new Date('2026-11-20T12:00:00Z');
const endOf = (day: string) => Date.parse(day) + 86_400_000;

function waiver(more: Partial<Waiver> = {}): Waiver {
  const at = valueAt(config, ['waivers', 0]);
  const own = {
    rule: 'broad-permission',
    reason: 'reviewed in May',
    expires: '2027-01-31',
    label: 'it',
    at,
    endAt: at,
  };
  return { ...own, end: endOf('2027-01-31'), app: 'Contoso Sync', ...more };
}

function finding(application: Application | undefined, more: Partial<Finding> = {}): Finding {
  const own = {
    rule: 'broad-permission',
    severity: 'medium',
    message: 'Too broad.',
    at: valueAt(document, []),
  } as const;
  return { ...own, ...(application && { application }), ...more };
}

test('a waiver accepts findings of its rule, application, permission and file, and no others', () => {
  const graph = { api: 'graph', apiName: 'Microsoft Graph', id: 'x', name: 'Mail.Read', kind: 'application' } as const;
  const use = openWaivers(
    [
      waiver({
        isPermission: ({ name }) => name === 'Mail.Read',
        isFile: ({ document: { name } }) => name === 'app.json',
      }),
    ],
    now,
  );
  const waived = (each: Finding) => use.waive([each], [])[0]?.waived !== undefined;
  expect(waived(finding(sync, { permission: graph }))).toBe(true);
  expect(waived(finding(other, { permission: graph }))).toBe(false);
  expect(waived(finding(undefined, { permission: graph }))).toBe(false);
  expect(waived(finding(sync))).toBe(false);
  expect(waived(finding(sync, { permission: { ...graph, name: 'Mail.Send' } }))).toBe(false);
  expect(waived(finding(sync, { permission: graph, rule: 'tenant-takeover' }))).toBe(false);
  expect(waived(finding(sync, { permission: graph, at: valueAt(documentOf('{}', 'b.json'), []) }))).toBe(false);
});

test('an application is called by its name or its appId, letter case aside', () => {
  const appId = { known: true, value: '5F0C8A9E-0000-0000-0000-000000000000', at: sync.at } as const;
  const use = openWaivers([waiver({ app: '5f0c8a9e-0000-0000-0000-000000000000' })], now);
  expect(use.waive([finding({ ...other, appId })], [])[0]?.waived).toEqual({
    reason: 'reviewed in May',
    expires: '2027-01-31',
  });
});

test('it holds through its last day in UTC, and not a moment longer', () => {
  const at = (time: string) =>
    openWaivers([waiver({ expires: '2026-11-20', end: endOf('2026-11-20') })], new Date(time));
  expect(at('2026-11-20T23:59:59.999Z').waive([finding(sync)], [sync])[0]?.waived).toBeDefined();
  const late = at('2026-11-21T00:00:00Z');
  const second = finding(sync, { at: valueAt(document, ['b']) });
  expect(late.waive([finding(sync), second, finding(sync)], [sync]).map(({ waived }) => waived)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(late.findings(true)).toMatchObject([
    {
      rule: 'expired-waiver',
      severity: 'medium',
      message: expect.stringContaining('The 2 findings that it accepted are back'),
    },
  ]);
});

test('the owner of an ended one is named; one that holds wins over one that has ended', () => {
  const ended = waiver({ expires: '2026-01-01', end: endOf('2026-01-01'), owner: 'iam@contoso.example' });
  const use = openWaivers([ended, waiver()], now);
  expect(use.waive([finding(sync)], [sync])[0]?.waived?.expires).toBe('2027-01-31');
  const alone = openWaivers([ended], now);
  alone.waive([finding(sync)], [sync]);
  expect(alone.findings(false)[0]?.message).toContain('Its owner is iam@contoso.example.');
});

test('an appId is never a name, a name never an appId, and no space is passed over', () => {
  const id = '5f0c8a9e-0000-0000-0000-000000000000';
  const appId = { known: true, value: id, at: sync.at } as const;
  const named = (name: string, more: Partial<Application> = {}): Application => ({
    ...other,
    name: { known: true, value: name, at: other.at },
    ...more,
  });
  const isWaived = (app: string, application: Application) =>
    openWaivers([waiver({ app })], now).waive([finding(application)], [])[0]?.waived !== undefined;
  expect(isWaived(id, named('Other', { appId }))).toBe(true);
  expect(isWaived(id, named(id))).toBe(false);
  expect(isWaived('contoso SYNC', sync)).toBe(true);
  expect(isWaived(' contoso SYNC ', sync)).toBe(false);
  expect(isWaived('Contoso Sync', named(' contoso SYNC '))).toBe(false);
  expect(isWaived(' Padded', named(' padded'))).toBe(true);
});

test('of several that accept a finding all are of use, and one that has ended beside its renewal is not told', () => {
  const ended = waiver({ expires: '2026-01-01', end: endOf('2026-01-01') });
  const use = openWaivers([ended, waiver(), waiver({ label: 'twin' })], now);
  use.waive([finding(sync)], [sync]);
  expect(use.findings(true)).toEqual([]);
  const narrow = waiver({ isPermission: () => true });
  const permission = { api: 'g', apiName: null, id: null, name: 'Mail.Read', kind: null } as const;
  const apart = openWaivers([ended, narrow], now);
  apart.waive([finding(sync, { permission }), finding(sync, { at: valueAt(document, ['b']) })], [sync]);
  expect(apart.findings(true)).toMatchObject([
    { rule: 'expired-waiver', message: expect.stringContaining('The finding that it accepted is back') },
  ]);
});

test('an unused one is told of a whole run, and of a part only where an application was seen in its file', () => {
  const isUnused = (own: Waiver, seen: readonly Application[], isWhole: boolean) => {
    const use = openWaivers([own], now);
    use.waive([], seen);
    return use.findings(isWhole).map(({ rule }) => rule);
  };
  expect(isUnused(waiver(), [], true)).toEqual(['unused-waiver']);
  expect(isUnused(waiver(), [sync], false)).toEqual([]);
  const isFile: Waiver['isFile'] = ({ document: { name } }) => name === document.name;
  const inFile = waiver({ isFile });
  expect(isUnused(inFile, [], false)).toEqual([]);
  expect(isUnused(inFile, [other], false)).toEqual([]);
  expect(isUnused(inFile, [sync], false)).toEqual(['unused-waiver']);
  const { app: _, ...ofFile } = inFile;
  expect(isUnused(ofFile, [other], false)).toEqual(['unused-waiver']);
  expect(isUnused({ ...ofFile, isFile: () => false }, [other], false)).toEqual([]);
  const { app: _app, ...ofPermissions } = waiver({ isPermission: () => true });
  expect(isUnused(ofPermissions, [sync], false)).toEqual([]);
  expect(isUnused(ofPermissions, [sync], true)).toEqual(['unused-waiver']);
});

test('one of an application that several share is told, each by its place', () => {
  const twin = applicationOf(documentOf('{}', 'b.json'), 'contoso sync');
  const own = waiver();
  const ofRule = waiver({ rule: 'x' });
  const use = openWaivers([own, ofRule], now);
  use.waive([finding(sync), finding(sync, { at: valueAt(document, ['b']) })], [sync]);
  expect(use.shared()).toEqual([]);
  use.waive([finding(twin), finding(sync, { rule: 'x' })], [twin]);
  expect(use.shared()).toEqual([
    { waiver: own, names: [`Contoso Sync in ${document.name}`, 'contoso sync in b.json'] },
  ]);
  const { app: _, ...ofAll } = waiver();
  const wide = openWaivers([ofAll], now);
  wide.waive([finding(sync), finding(twin)], []);
  expect(wide.shared()).toEqual([]);
});

test('those that are of use and end soon are told, unless another accepts the same for longer', () => {
  const ending = (rule: string) => waiver({ rule, expires: '2026-12-01', end: endOf('2026-12-01') });
  const [soon, unused] = [ending('broad-permission'), ending('x')];
  const use = openWaivers([soon, unused], now);
  expect(use.endingWithin(30)).toEqual([]);
  use.waive([finding(sync)], [sync]);
  expect(use.endingWithin(30)).toEqual([soon]);
  expect(use.endingWithin(5)).toEqual([]);
  const renewed = openWaivers([soon, waiver()], now);
  renewed.waive([finding(sync)], [sync]);
  expect(renewed.endingWithin(30)).toEqual([]);
});
