import { expect, test } from 'vitest';
import { permlint } from './run.js';

const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

test('rules are listed, also as data', () => {
  const { code, out } = permlint(['rules']);
  expect(code).toBe(0);
  expect(out).toMatch(/^type-mismatch +high +type +\S/m);
  const metas = JSON.parse(permlint(['rules', '-f', 'json']).out);
  expect(metas).toHaveLength(out.trimEnd().split('\n').length);
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
    /^User\.Read {3}delegated permission[\s\S]*no application permission of this name/,
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
  expect(permlint(['explain', '00000000-0000-0000-0000-000000000001']).code).toBe(1);
  expect(permlint(['explain', 'User.Read:application']).err).toBe(
    'permlint: User.Read is a delegated permission only\n',
  );
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
