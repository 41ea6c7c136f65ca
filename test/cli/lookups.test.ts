import { expect, test } from 'vitest';
import { permlint } from './run.js';

const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

test('rules are listed, also as data', () => {
  const { code, out } = permlint(['rules']);
  expect(code).toBe(0);
  expect(out).toMatch(/^type-mismatch +high +type +\S/m);
  expect(out).toMatch(/^rule +severity +category +title\n/);
  expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
  const { version, rules: metas } = JSON.parse(permlint(['rules', '-f', 'json']).out);
  expect(version).toBe(1);
  expect(metas).toHaveLength(out.trimEnd().split('\n').length - 1);
  expect(Object.keys(metas[0])).toEqual(['id', 'title', 'category', 'severity', 'why', 'remedy', 'sources']);
});

test.each([
  [
    'a name, in any letter case: both kinds',
    ['mail.READ'],
    /^Mail\.Read {3}application permission of Microsoft Graph\n[\s\S]*\nMail\.Read {3}delegated permission/,
  ],
  ['one kind', ['Mail.Read:delegated'], /^Mail\.Read {3}delegated permission of Microsoft Graph\n/],
  [
    'an id, in braces and capitals',
    [`{${userRead.toUpperCase()}}`],
    /^User\.Read {3}delegated permission[\s\S]*no live application permission of this name/,
  ],
  [
    'an id of two kinds',
    ['405a51b5-8d8d-430b-9842-8be4b0e9f324'],
    /User\.Export\.All {3}application[\s\S]*User\.Export\.All {3}delegated/,
  ],
  [
    'a permission of another API',
    ['Office 365 SharePoint Online/Sites.Selected'],
    /permission of Office 365 SharePoint Online/,
  ],
  ['an API', ['microsoft graph'], /^Microsoft Graph {3}API\n {2}appId +00000003-0000-0000-c000-000000000000\n/],
  ['an API by id', ['00000003-0000-0000-C000-000000000000'], /^Microsoft Graph {3}API\n/],
  ['the first digits of an id, as findings print them', ['a4b8392a'], /^Mail\.ReadBasic {3}delegated/],
  ['digits of several ids', ['00000003'], /API +Microsoft Graph\n.*API +Office 365 SharePoint Online\n/],
  [
    'an API that the shell took apart',
    ['Office', '365', 'SharePoint', 'Online'],
    /^Office 365 SharePoint Online {3}API/,
  ],
  ['an API that has ended', ['Azure AD Graph'], /\n {2}ended +Azure AD Graph/],
  ['many of one name', ['user_impersonation'], /\nOne of them: permlint explain "[^"]+\/user_impersonation"\n$/],
  ['a delegated permission of tier 1', ['Files.Read.All:delegated'], /tier +1 \(within the rights of the [^)]+\)\n/],
  ['a rule', ['type-mismatch'], /^type-mismatch {3}high, type\n[\s\S]*Sources\n/],
  ['a tier', ['RoleManagement.ReadWrite.Directory:application'], /tier +0-direct/],
  ['a resource-specific permission', ['ChannelSettings.Read.Group'], /resource-specific[\s\S]*Teams/],
])('explain: %s', (_name, args, expected) => {
  const { code, out, err } = permlint(['explain', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(expected);
});

test('explain suggests what may have been meant', () => {
  expect(permlint(['explain', 'Mail.Raed'])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Did you mean Mail.Read'),
  });
  expect(permlint(['explain', 'type-mismatsh']).err).toContain('Did you mean type-mismatch');
  expect(permlint(['explain', '11111111-0000-0000-0000-000000000001']).code).toBe(1);
  expect(permlint(['explain', 'User.Read:application']).err).toBe(
    'permlint: User.Read is a delegated permission only\n',
  );
});

test.each([
  [
    'an id with two characters wrong',
    '810c84a8-4a9e-49e6-bf7d-12d183f40d10',
    'Mail.Read (810c84a8-4a9e-49e6-bf7d-12d183f40d01)',
  ],
  ['an appId', '00000003-0000-0000-c000-000000000001', 'Microsoft Graph (00000003-0000-0000-c000-000000000000)'],
  ['a kind', 'Mail.Read:appliction', 'Mail.Read:application'],
  ['an API', 'Sharepont/AllSites.Read', 'Office 365 SharePoint Online/AllSites.Read'],
])('what is nearly right is named: %s', (_name, text, meant) => {
  for (const command of ['explain', 'resolve']) {
    const { code, out, err } = permlint([command, text]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`Did you mean ${meant}`);
  }
});

test('explain gives data', () => {
  const { version, kind, permissions } = JSON.parse(permlint(['explain', userRead, '-f', 'json']).out);
  expect([version, kind]).toEqual([1, 'permission']);
  expect(permissions).toEqual([
    expect.objectContaining({ id: userRead, name: 'User.Read', kind: 'delegated', consent: 'user', personal: true }),
  ]);
});

test('resolve prints ids with kind and name, and says what it does not know', () => {
  expect(permlint(['resolve', 'user.read', userRead])).toEqual({
    code: 0,
    out: `${userRead}  delegated    Microsoft Graph/User.Read\n`.repeat(2),
    err: '',
  });
  expect(permlint(['resolve', 'Mail.Read']).out.trimEnd().split('\n')).toHaveLength(2);
  const ran = permlint(['resolve', 'Mail.Raed', 'User.Read']);
  expect(ran).toMatchObject({
    code: 1,
    out: expect.stringContaining('User.Read'),
    err: expect.stringContaining('Did you mean Mail.Read'),
  });
  const { answers } = JSON.parse(permlint(['resolve', 'User.Read', 'Microsoft Graph', '-f', 'json']).out);
  expect(answers[0].permissions[0]).toMatchObject({ id: userRead, kind: 'delegated' });
  expect(answers[1].api.name).toBe('Microsoft Graph');
});

test('what resolve --as manifest prints is a clean registration', () => {
  const { out } = permlint([
    'resolve',
    '--as',
    'manifest',
    '--delegated',
    'User.Read',
    'Mail.Send',
    'Office 365 SharePoint Online/AllSites.Read',
  ]);
  const ran = permlint(['-', '-f', 'json'], { input: out });
  expect(ran.code).toBe(0);
  expect(
    JSON.parse(out).requiredResourceAccess.map(
      ({ resourceAccess }: { resourceAccess: unknown[] }) => resourceAccess.length,
    ),
  ).toEqual([2, 1]);
});

test.each([
  ['pulumi', 'requiredResourceAccesses: ['],
  ['terraform', 'required_resource_access {'],
  ['bicep', "resourceAppId: '00000003-0000-0000-c000-000000000000' // Microsoft Graph"],
  ['az', `--api-permissions ${userRead}=Scope b633e1c5-b582-4048-a93e-9f11b44c7e96=Role`],
  ['powershell', `@{ Id = '${userRead}'; Type = 'Scope' } # User.Read`],
])('resolve --as %s', (tool, expected) => {
  const { code, out } = permlint(['resolve', '--as', tool, 'User.Read', 'Mail.Send:application']);
  expect(code).toBe(0);
  expect(out).toContain(expected);
});

test('resolve --as guesses no kind', () => {
  const ran = permlint(['resolve', '--as', 'az', 'Mail.Read']);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('Mail.Read:delegated or Mail.Read:application');
  expect(permlint(['resolve', '--as', 'az', '--application', 'Mail.Read']).out).toContain('=Role');
  expect(permlint(['resolve', '--as', 'az', '--application', 'User.Read']).code).toBe(1);
});

test('operands are joined only where they are one name', () => {
  expect(permlint(['resolve', 'SharePoint/AllSites.Read', 'User.Read']).out.trimEnd().split('\n')).toHaveLength(2);
  expect(permlint(['resolve', 'Microsoft', 'Graph/User.Read']).out).toBe(
    `${userRead}  delegated    Microsoft Graph/User.Read\n`,
  );
});

test('resolve --as prints all or nothing', () => {
  const ran = permlint(['resolve', '--as', 'az', 'User.Read', 'Mail.Raed:delegated', 'Mail.Red:delegated']);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err.match(/^permlint: /gm)).toHaveLength(2);
});

test('resolve --as warns of what lint would report', () => {
  const ran = permlint(['resolve', '--as', 'az', 'Azure AD Graph/User.Read']);
  expect(ran).toMatchObject({ code: 0, err: expect.stringMatching(/^permlint: lint will report retired-api: /) });
  expect(ran.out).toContain('--id "$APP_ID" --api 00000002-0000-0000-c000-000000000000');
  const hidden = permlint(['resolve', '--as', 'az', 'AdministrativeUnit.ReadBasic.All:application']);
  expect(hidden).toMatchObject({ code: 0, err: expect.stringContaining('lint will report hidden-permission: ') });
});

test.each([
  [
    'withdrawn',
    '2f479c7e-27df-4053-826b-57d8ce55be3e',
    /has been withdrawn \(last seen [\d-]+\): consent to it fails\. /,
  ],
  ['never released', '6ce0ade1-3a9a-40ba-ae13-11bf6279a04d', /was never released/],
  ['resource-specific', 'ChannelSettings.Read.Group', /is resource-specific: .*Teams app manifest/],
])('resolve --as refuses what is %s', (_name, text, expected) => {
  const ran = permlint(['resolve', '--as', 'manifest', text]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(expected);
});
