import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { faults, graphAppId, graphServer, live, printed, secret, tenantOf, tokenWith } from './graph-server.js';
import { folderWith, permlint } from './run.js';

afterAll(() => {
  expect(printed.length).toBeGreaterThan(0);
  expect(printed.filter((text) => text.includes(secret) || text.includes('eyJ'))).toEqual([]);
});

const [one, two, three] = ['1', '2', '3'].map((digit) => `aaaaaaaa-0000-4000-8000-00000000000${digit}`);
const ordersId = '11111111-2222-4333-8444-555555555555';
const file = 'permlint.catalog.json';

interface Scope {
  readonly id: string | undefined;
  readonly value: string;
  readonly type?: string;
  readonly isEnabled?: boolean;
}
const orders = (...scopes: readonly Scope[]) =>
  JSON.stringify({ appId: ordersId, displayName: 'Orders', oauth2PermissionScopes: scopes });
const readText = (cwd: string, name = file) => readFileSync(join(cwd, name), 'utf8');

describe('permlint data refresh', () => {
  test('writes the APIs of the tenant, sorted and a permission a line, and says how to use it', async () => {
    const server = await graphServer(tenantOf(7));
    server.next.push(faults.status(429, { 'retry-after': '0' }), faults.dropped, undefined, faults.half);
    const cwd = folderWith({});
    const ran = await live(['data', 'refresh', '--endpoint', server.url], { cwd });
    expect(ran).toEqual({
      code: 0,
      out: `${file}: 2 APIs and 4 permissions of the cloud global, 2026-11-20\nTo use it, write in permlint.yaml:\n  catalogs: [${file}]\n`,
      err: '',
    });
    expect(readText(cwd)).toBe(`{
  "permlintCatalog": 1,
  "cloud": "global",
  "date": "2026-11-20",
  "apis": [
    {
      "appId": "${graphAppId}",
      "name": "Microsoft Graph",
      "permissions": [
        { "id": "eeeeeeee-0000-4000-8000-000000000001", "name": "Own.Read.Chat", "kind": "application", "resourceSpecific": true },
        { "id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "name": "User.Read", "kind": "delegated", "consent": "user" },
        { "id": "df021288-bdef-4463-88db-98f22de89214", "name": "User.Read.All", "kind": "application" }
      ]
    },
    {
      "appId": "99999999-0000-4000-8000-000000000003",
      "name": "Orders API",
      "permissions": [
        { "id": "eeeeeeee-0000-4000-8000-000000000002", "name": "Orders.All", "kind": "application" }
      ]
    }
  ]
}
`);
    const again = await live(['data', 'refresh', '--endpoint', server.url], { cwd });
    expect(again.out).toContain('Since the last time: nothing differs\n');
  });

  test('follows the cloud of the config, and names the file once the config has it', async () => {
    const server = await graphServer(tenantOf(1));
    const cwd = folderWith({ 'permlint.yaml': `cloud: usgov\ncatalogs: [conf/c.json]\n`, 'conf/.keep': '' });
    const PERMLINT_TOKEN = tokenWith({ aud: 'https://graph.microsoft.us' });
    const args = ['data', 'refresh', '--endpoint', server.url, '--catalog', 'conf/c.json'];
    // The config names a file that is not there yet: that is what is written.
    const { code, out } = await live(args, { cwd, env: { PERMLINT_TOKEN } });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'conf/c.json: 2 APIs and 4 permissions of the cloud usgov, 2026-11-20\n',
    });
    expect(JSON.parse(readText(cwd, 'conf/c.json')).cloud).toBe('usgov');
    const other = await live([...args, '--cloud', 'global'], { cwd });
    expect(other.err).toBe(
      'permlint: conf/c.json is a catalog of the cloud usgov, not of global, and would be replaced\nWrite another file: --catalog <file>.\n',
    );
  });

  test('writes nothing where the tenant cannot be read to its end', async () => {
    const server = await graphServer(tenantOf(7));
    const cwd = folderWith({});
    server.next.push(undefined, faults.error(403, 'Authorization_RequestDenied', 'no'));
    const { code, err } = await live(['data', 'refresh', '--endpoint', server.url], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('This needs the permission Application.Read.All.');
    expect(existsSync(join(cwd, file))).toBe(false);
    const empty = await graphServer({ servicePrincipals: [] });
    expect((await live(['data', 'refresh', '--endpoint', empty.url], { cwd })).err).toContain('lists no API');
    expect(existsSync(join(cwd, file))).toBe(false);
  });
});

describe('permlint data import', () => {
  test('replaces the lists of the same APIs, keeps the others with their day, and says what changed', () => {
    const cwd = folderWith({
      'orders.json': orders(
        { id: one, value: 'Orders.Read', type: 'User' },
        { id: two, value: 'Orders.Old', type: 'User' },
      ),
      'newer.json': orders({ id: one, value: 'Orders.Look', type: 'Admin' }, { id: three, value: 'Orders.New' }),
      'other.json': JSON.stringify({
        value: [{ appId: one, displayName: 'Other', appRoles: [{ id: one, value: 'X', isEnabled: true }] }],
      }),
    });
    const at = (day: string, ...args: readonly string[]) =>
      permlint(['data', 'import', ...args], { cwd, env: { PERMLINT_NOW: day } });
    expect(at('2026-01-01', 'orders.json', 'other.json').code).toBe(0);
    const { out } = at('2026-11-20', 'newer.json');
    expect(out).toContain('Since the last time: permissions: 1 added, 1 removed, 1 renamed, 1 changed\n');
    const catalog = JSON.parse(readText(cwd));
    expect(catalog).toMatchObject({
      date: '2026-11-20',
      apis: [{ appId: ordersId }, { appId: one, date: '2026-01-01' }],
    });
    expect(catalog.apis[0].date).toBeUndefined();
  });

  test.each([
    ['', 'x.json: is not JSON'],
    ['{}', 'x.json: holds an API without an appId'],
    ['{"permlintCatalog":2}', 'x.json: is a catalog of version "2", and this permlint reads version 1'],
    ['{"permlintCatalog":1}', 'x.json: is a catalog that names no cloud'],
    [`{"appId":"${ordersId}","appRoles":[]}`, 'x.json: none of the APIs has a permission'],
    [
      '{"permlintCatalog":1,"cloud":"china","date":"2026-01-01","apis":[]}',
      'x.json: none of the APIs has a permission',
    ],
  ])('refuses %s', (text, words) => {
    const cwd = folderWith({ 'x.json': text });
    const { code, out, err } = permlint(['data', 'import', 'x.json'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`permlint: ${words}`);
    expect(existsSync(join(cwd, file))).toBe(false);
  });

  test('reads standard input, and wants a file', () => {
    const cwd = folderWith({});
    const input = orders({ id: one, value: 'Orders.Read' });
    expect(permlint(['data', 'import', '-', '--catalog', 'sub/own.json'], { cwd, input }).code).toBe(0);
    expect(JSON.parse(readText(cwd, 'sub/own.json')).apis).toHaveLength(1);
    expect(permlint(['data', 'import'], { cwd }).err).toContain('data import needs a file');
    expect(permlint(['data', 'import', 'none.json'], { cwd }).err).toBe(
      'permlint: none.json: no such file or folder\n',
    );
  });

  test('does not write over a file that is no catalog', () => {
    const text = orders({ id: one, value: 'Orders.Read' });
    const cwd = folderWith({ 'x.json': text });
    expect(permlint(['data', 'import', 'x.json', '--catalog', 'x.json'], { cwd }).err).toContain(
      'x.json is no catalog file',
    );
    expect(readText(cwd, 'x.json')).toBe(text);
  });
});

describe('permlint data describe', () => {
  const cwd = () => {
    const folder = folderWith({
      'o.json': orders({ id: one, value: 'Orders.Read' }, { id: two, value: 'Orders.Old', isEnabled: false }),
      'permlint.yaml': `catalogs:\n  - ${file}\n  - { appId: ${one}, name: Mine, delegated: { Mine.Read: ${two} } }\n`,
    });
    permlint(['data', 'import', 'o.json'], { cwd: folder });
    return folder;
  };

  test('tells what the catalog in use holds, and where it is from', () => {
    const folder = cwd();
    const { code, out } = permlint(['data', 'describe'], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toMatch(/^the catalog in use\n {2}date {16}2026-08-20\n {2}cloud {15}global\n/);
    expect(out).toMatch(
      /from +built-in, global, 2026-08-20, \d+ APIs\n +permlint\.catalog\.json, global, 2026-11-20, 1 API\n +Mine \(in the config\), 1 API\n$/,
    );
    const json = JSON.parse(permlint(['data', 'describe', '-f', 'json'], { cwd: folder }).out);
    const plain = JSON.parse(permlint(['data', 'describe', '-f', 'json', '--no-config'], { cwd: folder }).out);
    expect(json.apis).toBe(plain.apis + 2);
    expect(json.permissions.delegated.live).toBe(plain.permissions.delegated.live + 2);
    expect(json.permissions.delegated.disabled).toBe(plain.permissions.delegated.disabled + 1);
  });

  test('tells of a file and of an API', () => {
    const folder = cwd();
    expect(permlint(['data', 'describe', file], { cwd: folder }).out).toBe(
      `${file}\n  date                2026-11-20\n  cloud               global\n  APIs                1\n  application         none\n  delegated           1 live, 1 disabled\n  resource-specific   none\n  from                ${file}, global, 2026-11-20, 1 API\n`,
    );
    expect(permlint(['data', 'describe', 'Orders'], { cwd: folder }).out).toMatch(
      /^Orders\n {2}id {18}1111[^\n]+\n {2}list {16}complete, of the cloud global\n/,
    );
    const json = JSON.parse(permlint(['data', 'describe', '-f', 'json', graphAppId], { cwd: folder }).out);
    expect(json.api).toEqual({ appId: graphAppId, name: 'Microsoft Graph', complete: true, cloud: 'global' });
    expect(permlint(['data', 'describe', 'Microsfot Graph'], { cwd: folder })).toEqual({
      code: 1,
      out: '',
      err: 'permlint: no file and no API of the catalog in use is called Microsfot Graph. Did you mean Microsoft Graph?\n',
    });
  });
});

describe('permlint data diff', () => {
  const folder = () =>
    folderWith({
      'a.json': orders({ id: one, value: 'Orders.Read', type: 'User' }, { id: two, value: 'Orders.Old', type: 'User' }),
      'b.ndjson': `${orders({ id: one, value: 'Orders.Look', type: 'Admin', isEnabled: false }, { id: three, value: 'Orders.New' })}\n${JSON.stringify({ appId: one, displayName: 'Other', appRoles: [] })}\n`,
    });

  test('tells what came, went and changed', () => {
    const cwd = folder();
    expect(permlint(['data', 'diff', 'a.json', 'b.ndjson'], { cwd })).toEqual({
      code: 0,
      out: `a.json -> b.ndjson

Orders
  ~ Orders.Look  delegated ${one}  consent: user -> admin
  ~ Orders.Look  delegated ${one}  enabled: yes -> no
  ~ Orders.Read -> Orders.Look  delegated ${one}
  + Orders.New  delegated ${three}
  - Orders.Old  delegated ${two}

1 API in both; permissions: 1 added, 1 removed, 1 renamed, 2 changed; APIs: 1 added
only in b.ndjson: Other
`,
      err: '',
    });
    const json = JSON.parse(permlint(['data', 'diff', '-f', 'json', 'b.ndjson', 'a.json'], { cwd }).out);
    expect(json.apis).toEqual({ added: [], removed: [{ appId: one, name: 'Other' }] });
    expect(json.permissions.map(({ change, name }: { change: string; name: string }) => `${change} ${name}`)).toEqual([
      'removed Orders.New',
      'added Orders.Old',
      'consent Orders.Read',
      'enabled Orders.Read',
      'renamed Orders.Read',
    ]);
  });

  test('exits with 1 only where that is asked for and something differs', () => {
    const cwd = folder();
    const code = (...args: readonly string[]) => permlint(['data', 'diff', ...args], { cwd }).code;
    expect(code('a.json', 'b.ndjson', '--exit-code')).toBe(1);
    expect(code('a.json', 'a.json', '--exit-code')).toBe(0);
    expect(code('built-in', 'built-in', '--exit-code')).toBe(0);
    expect(code('a.json')).toBe(0);
    expect(code('a.json', '--exit-code')).toBe(1);
    expect(code('none.json')).toBe(2);
    expect(code()).toBe(2);
    expect(code('a', 'b', 'c')).toBe(2);
  });

  test('a name cannot colour the terminal', () => {
    const cwd = folderWith({
      'x.json': orders({ id: one, value: 'Or\u001b[31mders' }),
      'y.json': orders({ id: two, value: 'Y' }),
    });
    const { out } = permlint(['data', 'diff', 'y.json', 'x.json'], { cwd });
    expect(out).toContain('Or\\u001b[31mders');
  });
});

test('data wants one of its words', () => {
  expect(permlint(['data'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^permlint: data needs one of refresh, /),
  });
  expect(permlint(['data', 'refesh']).err).toContain('Did you mean refresh?');
  expect(permlint(['data', 'refresh', 'x']).err).toContain('takes no operand');
});

test('an older catalog keeps its day and replaces no newer list', () => {
  const catalogOf = (date: string, name: string) =>
    JSON.stringify({
      permlintCatalog: 1,
      cloud: 'global',
      date,
      apis: [{ appId: ordersId, name: 'Orders', permissions: [{ id: one, name, kind: 'delegated' }] }],
    });
  const cwd = folderWith({ 'old.json': catalogOf('2021-01-01', 'Old'), 'new.json': catalogOf('2026-11-01', 'New') });
  expect(permlint(['data', 'import', 'old.json'], { cwd }).out).toContain('of the cloud global, 2021-01-01');
  permlint(['data', 'import', 'new.json'], { cwd });
  permlint(['data', 'import', 'old.json'], { cwd });
  expect(JSON.parse(readText(cwd))).toMatchObject({ date: '2026-11-01', apis: [{ permissions: [{ name: 'New' }] }] });
});
