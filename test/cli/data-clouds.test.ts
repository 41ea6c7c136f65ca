import { expect, test } from 'vitest';
import { asking, findings, graph, mailRead, mailReadAll } from './config-runs.js';
import { folderWith, permlint } from './run.js';

const own = 'aaaaaaaa-0000-4000-8000-000000000001';
const missing = 'aaaaaaaa-0000-4000-8000-000000000009';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
/** A hidden permission of the public cloud. */
const hidden = 'a1b2c3d4-1111-2222-3333-444455557777';
const otherApi = '11111111-2222-4333-8444-555555555555';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly enabled?: boolean;
}
const listed: readonly Listed[] = [
  { id: userRead, name: 'User.Read', kind: 'delegated' },
  { id: mailRead, name: 'Mail.Read', kind: 'delegated' },
  { id: own, name: 'Gov.Read.All', kind: 'application' },
];
const catalog = (cloud: string, date = '2026-11-01', permissions = listed) =>
  JSON.stringify({ permlintCatalog: 1, cloud, date, apis: [{ appId: graph, name: 'Microsoft Graph', permissions }] });

const run = (
  config: string,
  files: Readonly<Record<string, string>>,
  ...asked: readonly (readonly [string, string])[]
) =>
  findings(folderWith({ 'permlint.yaml': config, 'a.json': asking(graph, ...asked), ...files }))
    .filter(({ severity, rule }) => severity === 'high' || rule === 'undecided' || rule === 'hidden-permission')
    .map(({ rule }) => rule);

test('without a catalog of its own, an id that another cloud may have stays open', () => {
  for (const [config, files] of [
    ['cloud: usgov\n', {}],
    ['cloud: china\n', {}],
  ] as const) {
    expect(run(config, files, [missing, 'Role'], [hidden, 'Role'])).toEqual(['undecided']);
  }
});

test("a cloud's own catalog decides: its ids count, others are unknown, and what it lists is known", () => {
  const config = 'cloud: usgov\ncatalogs: [c.json]\n';
  const files = { 'c.json': catalog('usgov') };
  expect(run(config, files, [own, 'Role'], [userRead, 'Scope'])).toEqual([]);
  expect(run(config, files, [missing, 'Role'])).toEqual(['unknown-permission']);
  expect(run(config, files, [own, 'Scope'])).toEqual(['type-mismatch']);
  // Live in the public cloud, and not on this one's list.
  expect(run(config, files, [mailReadAll, 'Role'])).toEqual(['unknown-permission']);
  expect(run(config, files, [hidden, 'Role'])).toEqual(['unknown-permission']);
});

test('an API that the catalog of the cloud lacks stays open, and an API written in the config is decided', () => {
  const exchange = '00000002-0000-0ff1-ce00-000000000000';
  const rules = (config: string, api: string) =>
    findings(
      folderWith({ 'permlint.yaml': config, 'c.json': catalog('usgov'), 'a.json': asking(api, [missing, 'Scope']) }),
    )
      .filter(({ severity, rule }) => severity === 'high' || rule === 'undecided')
      .map(({ rule }) => rule);
  expect(rules('cloud: usgov\ncatalogs: [c.json]\n', exchange)).toEqual(['undecided']);
  const inline = `  - { appId: ${otherApi}, name: Own, delegated: { Own.Read: ${own} } }\n`;
  expect(rules(`cloud: usgov\ncatalogs:\n${inline}`, otherApi)).toEqual(['unknown-permission']);
});

test('an id of another API is told only where that list is of the same cloud', () => {
  const config = 'cloud: usgov\ncatalogs: [c.json]\n';
  // The permission of Azure AD Graph in the public cloud.
  expect(run(config, { 'c.json': catalog('usgov') }, ['5778995a-e1bf-45b8-affa-663a9f3f4d04', 'Role'])).toEqual([
    'unknown-permission',
  ]);
});

test('a catalog of another cloud is a fault with its place', () => {
  const fault = (config: string, cloud: string) =>
    permlint([], { cwd: folderWith({ 'permlint.yaml': config, 'c.json': catalog(cloud), 'a.json': asking(graph) }) });
  expect(fault('catalogs: [c.json]\n', 'usgov')).toEqual({
    code: 2,
    out: '',
    err: 'permlint: cannot read config permlint.yaml:1:12\n  c.json: is a catalog of the cloud "usgov", and this config is for global: set cloud, or name one of global (permlint data refresh --cloud global)\n',
  });
  expect(fault('cloud: china\ncatalogs: [c.json]\n', 'global').err).toContain('and this config is for china');
  expect(fault('catalogs: [c.json]\n', 'mars').err).toContain('the cloud "mars"');
});

test('in the public cloud a newer catalog adds and corrects, and an older one only adds', () => {
  const permissions = [
    { id: own, name: 'Brand.New', kind: 'application' },
    { id: mailRead, name: 'Mail.Read', kind: 'delegated', enabled: false },
    { id: hidden, name: 'AdministrativeUnit.ReadBasic.All', kind: 'application' },
  ];
  const rules = (date: string) =>
    findings(
      folderWith({
        'permlint.yaml': 'catalogs: [c.json]\n',
        'c.json': catalog('global', date, permissions),
        'a.json': asking(graph, [own, 'Role'], [mailRead, 'Scope'], [hidden, 'Role'], [mailReadAll, 'Role']),
      }),
    )
      .map(({ rule }) => rule)
      .filter((rule) => ['disabled-permission', 'hidden-permission', 'unknown-permission'].includes(rule));
  expect(rules('2026-11-01')).toEqual(['disabled-permission']);
  expect(rules('2025-01-01')).toEqual([]);
});

test("the catalog's day counts for the notice that it is old", () => {
  const said = (config: string, text: string) =>
    permlint([], {
      cwd: folderWith({ 'permlint.yaml': config, 'c.json': text, 'a.json': asking(graph, [userRead, 'Scope']) }),
      env: { PERMLINT_NOW: '2027-06-01' },
    }).err;
  expect(said('cloud: global\n', '')).toContain('the list of permissions is of 2026-08-20, 285 days old');
  expect(said('catalogs: [c.json]\n', catalog('global', '2027-05-01'))).not.toContain('days old');
  expect(said('catalogs: [c.json]\n', catalog('global', '2026-01-01'))).toContain('is of 2026-08-20');
  expect(said('cloud: usgov\ncatalogs: [c.json]\n', catalog('usgov', '2026-01-01'))).toContain('is of 2026-01-01');
});
