import { expect, test } from 'vitest';
import { consentText } from '../../src/cli/explain-consent.js';
import { permlint } from './run.js';

/** The text of a row, its lines joined. */
function row(out: string, label: string): string | undefined {
  const text = new RegExp(`^ {2}${label} +(.*(?:\\n {6,}.*)*)`, 'm').exec(out)?.[1];
  return text?.replace(/\s+/g, ' ');
}

const explain = (...args: string[]): string => {
  const { code, out, err } = permlint(['explain', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

test('User.Read: reach, sign-in, calls', () => {
  const out = explain('User.Read');
  expect(row(out, 'reach')).toBe("the signed-in user's own profile, within that user's own rights");
  expect(row(out, 'name')).toBe('resource User, operation Read, no constraint');
  expect(row(out, 'redundant')).toBe('never: it is the sign-in permission');
  expect(row(out, 'opens')).toMatch(
    /^\d+ calls, for example GET \/me; \d+ of them for personal accounts, too; 1 of them for personal accounts alone$/,
  );
  expect(row(out, 'by path')).toMatch(/^me \d+, users \d+(, \w+ \d+){4} and \d+ more$/);
  expect(row(out, 'least for')).toMatch(/^\d+ of them$/);
});

test.each([
  ['an OpenID scope', 'openid', 'redundant', 'never: it is a sign-in permission'],
  ['a permission that no call lists', 'openid', 'opens', 'not known: no call of the data (2026-08-07) lists it'],
  ['another API', 'SharePoint/AllSites.Read', 'opens', 'not known: the data have the calls of Microsoft Graph alone'],
  ['an unclear name', 'Content.Process.User:application', 'reach', 'the name does not say'],
  [
    'a constraint and an operation in words',
    'Application.ReadWrite.OwnedBy',
    'name',
    'resource Application, operation ReadWrite (read, create, change, delete), constraint OwnedBy',
  ],
  [
    'a conditional permission',
    'Sites.Selected:application',
    'least for',
    'none of them: another permission is picked for each',
  ],
  [
    'names',
    'User.ReadBasic.All:application',
    'reveals',
    'members that are users come with names, not just id and type',
  ],
  [
    'every property',
    'User.Read.All:delegated',
    'reveals',
    'members that are users come with every property, not just id and type',
  ],
  [
    'several types',
    'Application.Read.All:application',
    'reveals',
    'members that are app registrations or service principals come with every property, not just id and type; ' +
      'members that are app role assignments come with names, not just id and type',
  ],
  ['hidden memberships', 'Member.Read.Hidden:application', 'reveals', 'hidden group memberships'],
  [
    'every type',
    'Directory.Read.All:application',
    'reveals',
    'members of every type come with names, not just id and type',
  ],
])('%s: %s has a row "%s"', (_what, name, label, text) => {
  expect(row(explain(name), label)).toBe(text);
});

test('what is not so has no row', () => {
  const out = explain('SharePoint/AllSites.Read');
  for (const label of ['reach', 'name', 'redundant', 'reveals', 'least for']) expect(row(out, label)).toBeUndefined();
  const gone = explain('f20584af-9290-4153-9280-ff8bb2c0ea7f');
  for (const label of ['reach', 'opens']) expect(row(gone, label)).toBeUndefined();
});

test('both kinds of a name are two blocks of the same rows', () => {
  const blocks = explain('Mail.Send').split('\n\n');
  expect(blocks).toHaveLength(2);
  expect(row(blocks[0] ?? '', 'reach')).toBe('the whole tenant, though its name has no .All: every mailbox');
  expect(row(blocks[1] ?? '', 'reach')).toBe("in the signed-in user's name, within that user's own rights");
  expect(row(blocks[1] ?? '', 'opens')).toContain('all of them for personal accounts, too');
});

test('--paths lists every call on a line of its own, marked', () => {
  const out = explain('--paths', 'Application.ReadWrite.OwnedBy');
  const lines = out.split('\n').filter((line) => /^ {2}(GET|POST|PUT|PATCH|DELETE) \//.test(line));
  expect(lines).toHaveLength(Number(/opens +(\d+) calls/.exec(out)?.[1]));
  expect(lines).toContain('  GET /applications');
  expect(lines).toContain('  POST /applications   least');
  expect(lines).toContain('  POST /applications/{id}/owners   least, with Directory.Read.All');
  expect(explain('--paths', 'Device.Command')).toContain('commands   least, personal accounts alone\n');
  expect(explain('Application.ReadWrite.OwnedBy')).not.toMatch(/^ {2}GET/m);
});

test('the same as data: every family, and every call with --paths', () => {
  const { permissions } = JSON.parse(explain('Application.ReadWrite.OwnedBy', '-f', 'json'));
  const [{ naming, signIn, reveals, opens }] = permissions;
  expect(naming).toMatchObject({ resource: 'Application', operation: 'ReadWrite', constraint: 'OwnedBy' });
  expect({ signIn, reveals }).toEqual({ signIn: null, reveals: [] });
  expect(opens).toMatchObject({ personal: null, personalOnly: null, paths: null });
  const sum = opens.families.reduce((total: number, each: { calls: number }) => total + each.calls, 0);
  expect(sum).toBe(opens.calls);
  const answer = JSON.parse(explain('Application.ReadWrite.OwnedBy', '-f', 'json', '--paths'));
  const { paths } = answer.permissions[0].opens;
  expect(paths).toHaveLength(opens.calls);
  expect(paths).toContainEqual({
    method: 'POST',
    path: '/applications/{id}/owners',
    least: true,
    with: ['Directory.Read.All'],
    accounts: null,
  });
});

test.each(['type-mismatch', 'Microsoft Graph'])('--paths is of no use for %s, and says so', (text) => {
  const ran = permlint(['explain', '--paths', text]);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('--paths lists the calls that a permission opens');
});

test('who can consent depends on the type, the API, and whether Microsoft manages user consent', () => {
  const scope = { api: '00000003-0000-0000-c000-000000000000', kind: 'delegated', consent: 'user' } as const;
  expect(consentText(scope, false)).toBe('each user can, unless the tenant forbids it');
  expect(consentText(scope, true)).toBe(
    'each user can by its type; where Microsoft manages user consent, as in new tenants, an administrator only',
  );
  expect(consentText({ ...scope, consent: 'admin' }, true)).toBe('an administrator only');
  expect(consentText({ ...scope, kind: 'application' }, false)).toContain('Privileged Role Administrator');
});
