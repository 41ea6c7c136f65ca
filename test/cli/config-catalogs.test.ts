import { expect, test } from 'vitest';
import { asking, findings, graph, mailRead, mailReadAll, ordersId } from './config-runs.js';
import { clean, folderWith, permlint } from './run.js';

const readId = 'aaaaaaaa-0000-4000-8000-000000000001';
const allId = 'aaaaaaaa-0000-4000-8000-000000000002';

const rulesOf = (cwd: string, ...args: readonly string[]) => findings(cwd, args).map(({ rule }) => rule);

test('calls and flows of the config count, and a fault in them has its place', () => {
  const config = (calls: string) => ({
    'permlint.yaml': `apps:\n  - name: Portal\n    flows: [app-only]\n    calls:\n${calls}`,
    'a.json': asking(graph, [mailRead, 'Scope']),
    'calls.txt': 'GET /me\nGET /users\n',
    'broken.txt': 'GET /me\nnonsense\n',
  });
  expect(rulesOf(folderWith(config('      - GET /me\n')))).toContain('flow-mismatch');
  expect(rulesOf(folderWith(config('      - file: calls.txt\n')))).toContain('missing-permission');
  const { code, err } = permlint([], {
    cwd: folderWith(config('      - GETT\n      - file: none.txt\n      - file: broken.txt\n')),
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^permlint: cannot read config permlint\.yaml:5:9\n {2}\S/);
  expect(err).toContain('permlint: cannot read config permlint.yaml:6:9\n  none.txt: no such file or folder\n');
  expect(err).toMatch(/permlint: cannot read config permlint\.yaml:7:9\n {2}broken\.txt:2/);
});

const servicePrincipal = {
  appId: ordersId,
  displayName: 'Orders API',
  appRoles: [{ id: allId, value: 'Orders.Read.All', allowedMemberTypes: ['Application'], isEnabled: true }],
  oauth2PermissionScopes: [{ id: readId, value: 'Orders.Read', type: 'User', isEnabled: true }],
};
const inline = `catalogs:\n  - appId: ${ordersId}\n    name: Orders API\n    delegated: { Orders.Read: ${readId} }\n    application: { Orders.Read.All: ${allId} }\n`;
const catalogs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a service principal': { 'conf/api.json': JSON.stringify(servicePrincipal) },
  'a page': { 'conf/api.json': JSON.stringify({ value: [servicePrincipal] }) },
  NDJSON: {
    'conf/api.json': `${JSON.stringify({ ...servicePrincipal, appId: mailRead })}\n${JSON.stringify(servicePrincipal)}\n`,
  },
  'a registration': {
    'conf/api.json': JSON.stringify({
      appId: ordersId,
      displayName: 'Orders API',
      signInAudience: 'AzureADMyOrg',
      api: { oauth2PermissionScopes: servicePrincipal.oauth2PermissionScopes },
      appRoles: servicePrincipal.appRoles,
    }),
  },
  'the config itself': { 'permlint.yaml': inline },
};

test.each(Object.entries(catalogs))('an API of your own is known from %s', (_, files) => {
  const own = (...entries: readonly (readonly [string, string])[]) =>
    findings(
      folderWith({
        'permlint.yaml': 'catalogs: [conf/api.json]\nignore: [conf]\n',
        ...files,
        'a.json': asking(ordersId, ...entries),
      }),
    ).filter(({ severity }) => severity === 'high');
  expect(own([readId, 'Scope'], [allId, 'Role'])).toEqual([]);
  expect(own([readId, 'Role'])).toMatchObject([
    { rule: 'type-mismatch', message: expect.stringContaining('Orders.Read') },
  ]);
  expect(own([readId.replace(/1$/, '9'), 'Scope'])).toMatchObject([
    { rule: 'unknown-permission', message: expect.stringContaining('Orders API') },
  ]);
});

test('a permission that the tenant has more is added to Microsoft Graph', () => {
  const files = {
    'a.json': asking(graph, [readId, 'Scope'], [mailRead, 'Scope']),
    'permlint.yaml': `catalogs: [{ appId: ${graph}, name: Graph, delegated: { New.Read: ${readId} } }]\n`,
  };
  const high = (cwd: string, ...args: readonly string[]) =>
    findings(cwd, args)
      .filter(({ severity }) => severity === 'high')
      .map(({ rule }) => rule);
  expect(high(folderWith(files))).toEqual([]);
  expect(high(folderWith(files), '--no-config')).toEqual(['unknown-permission']);
});

test('a catalog that is none is told where it is named', () => {
  const cwd = folderWith({
    'a.json': clean,
    'x.json': '{}',
    'permlint.yaml': 'catalogs:\n  - none.json\n  - x.json\n',
  });
  expect(permlint([], { cwd }).err).toBe(
    'permlint: cannot read config permlint.yaml:2:5\n  none.json: no such file or folder\npermlint: cannot read config permlint.yaml:3:5\n  x.json: holds an API without an appId, which is how registrations ask for it\n',
  );
});

const mail = asking(graph, [mailRead, 'Scope'], [mailReadAll, 'Role']);
const policy = (text: string, app = mail) =>
  findings(folderWith({ 'permlint.yaml': `${inline}${text}`, 'a.json': app }))
    .filter(({ rule }) => /denied|allowed/.test(rule))
    .map(
      ({ rule, message }) =>
        `${rule} ${/\((application|delegated)/.exec(message)?.[1] ?? (message.includes('delegated') ? 'delegated' : 'application')}`,
    );

test.each([
  ['Mail.Read', 2],
  ['Microsoft Graph/Mail.Read', 2],
  ['microsoft graph/mail.*', 2],
  ['MicrosoftGraph/Mail.Read', 2],
  [`${graph}/Mail.Read`, 2],
  ['*/Mail.Read', 2],
  ['*/*', 2],
  ['Mail.Read:application', 1],
  ['Mail.Read:delegated', 1],
  [mailRead, 1],
  [`Microsoft Graph/${mailReadAll}:application`, 1],
  ['User.Read', 0],
  ['Orders API/*', 0],
] as const)('the pattern %s denies %i of two, and allows as many', (pattern, count) => {
  expect(policy(`permissions: { deny: ['${pattern}'] }\n`)).toHaveLength(count);
  expect(policy(`permissions: { allow: ['${pattern}'] }\n`)).toHaveLength(2 - count);
});

test('an allow entry wins over a deny entry, also one of an application alone; an empty allow list allows nothing', () => {
  expect(policy('permissions: { deny: ["Mail.*"], allow: [Mail.Read:delegated] }\n')).toEqual([
    'denied-permission application',
  ]);
  expect(
    policy('permissions: { deny: ["*"] }\napps: [{ name: Portal, permissions: { allow: ["Mail.*"] } }]\n'),
  ).toEqual([]);
  expect(policy('permissions: { allow: [] }\n')).toHaveLength(2);
  expect(policy('apps: [{ name: Portal, permissions: { allow: [User.Read] } }]\n')).toEqual([]);
  expect(policy('apps: [{ name: Other, permissions: { deny: ["*"] } }]\n')).toEqual([]);
  expect(
    policy('permissions: { deny: ["Orders API/*.All"] }\n', asking(ordersId, [readId, 'Scope'], [allId, 'Role'])),
  ).toEqual(['denied-permission application']);
});

test('patterns that mean nothing are told with what may be meant; names of resource-specific consent are known', () => {
  const fault = (pattern: string) =>
    permlint([], {
      cwd: folderWith({ 'a.json': clean, 'permlint.yaml': `${inline}permissions: { deny: ['${pattern}'] }\n` }),
    }).err.split('\n')[1] ?? '';
  expect(fault('Mail.Raed')).toBe('  "Mail.Raed" matches no permission of Microsoft Graph. Did you mean Mail.Read?');
  expect(fault('Mail.Read:delegate')).toContain('"Mail.Read:delegate" matches no permission of Microsoft Graph.');
  expect(fault('User.Read:application')).toContain('matches no application permission of Microsoft Graph');
  expect(fault('Microsfot Graph/Mail.Read')).toBe(
    '  "Microsfot Graph/Mail.Read" names an API that no catalog holds. Did you mean Microsoft Graph?',
  );
  expect(fault('Zzzz Qqqq/Mail.Read')).toContain('Name it by its appId, or add it to catalogs.');
  expect(fault('Microsoft Graph/')).toContain('names no permission');
  expect(fault('Orders API/Order.Read')).toContain('Did you mean Orders.Read');
  for (const fine of [
    'TeamSettings.Read.Group',
    'Files.Read.All',
    `${mailReadAll}`,
    '99999999-9999-4999-8999-999999999999/Anything',
    'Orders API/Orders.*',
  ])
    expect(fault(fine), fine).not.toContain('"');
});
