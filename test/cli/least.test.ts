import { describe, expect, test } from 'vitest';
import { folderWith, permlint } from './run.js';

const least = (...args: string[]) => permlint(['least', ...args]);

/** The manifest that `resolve --as manifest` prints for these permissions. */
const manifestOf = (...names: string[]): string => permlint(['resolve', '--as', 'manifest', ...names]).out;

describe('the smallest set', () => {
  test('names the permissions, how sure it is, and what opens each call', () => {
    const { code, out, err } = least('--application', 'GET /users', 'GET /groups/{id}/members', 'GET /me');
    expect(out).toMatch(/^application: GroupMember\.Read\.All \+ User\.ReadBasic\.All\n/);
    expect(out).toContain('2 permissions cover 2 of 3 calls; no smaller set exists');
    expect(out).toMatch(
      /\n {2}GET \/groups\/\{id\}\/members {3}GroupMember\.Read\.All; or GroupMember\.ReadWrite\.All/,
    );
    expect(out.replace(/\s+/g, ' ')).toContain('/me needs a signed-in user. Use /users/{id}.');
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  test.each([
    ['reading one’s own profile', ['--delegated', 'GET /me'], 'delegated: User.Read'],
    ['reading groups without a user', ['--application', 'GET /groups'], 'application: GroupMember.Read.All'],
    [
      'reading and updating the calendar of the signed-in user',
      ['--delegated', 'GET /me/events', 'PATCH /me/events/{id}'],
      'delegated: Calendars.ReadWrite',
    ],
    [
      'the same, by a call that only its page documents',
      ['--delegated', 'GET /me/calendar', 'PATCH /me/calendar'],
      'delegated: Calendars.ReadWrite',
    ],
    [
      'a permission that needs another',
      ['--application', 'GET /applications/{id}/tokenLifetimePolicies'],
      'application: Application.ReadWrite.OwnedBy + Policy.Read.All',
    ],
    ['personal accounts', ['--personal', 'GET /me/messages'], 'delegated, personal accounts: Mail.ReadBasic'],
  ])('for %s', (_case, args, head) => {
    const { code, out } = least(...args);
    expect(out.split('\n')[0]).toBe(head);
    expect(code).toBe(0);
  });

  test('is asked for both ways to sign in where nothing says', () => {
    const { out } = least('GET /users');
    expect(out.match(/^\w+: .*$/gm)).toEqual(['delegated: User.ReadBasic.All', 'application: User.ReadBasic.All']);
  });

  test('says that no application permission resets a password, and what does instead', () => {
    const { code, out } = least('--application', 'POST /users/{id}/authentication/methods/{id}/resetPassword');
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain('no application permission opens it');
    expect(text).toMatch(/PATCH \/users\/\{id\} passwordProfile with User-PasswordProfile\.ReadWrite\.All/);
    expect(text).toMatch(/User-PasswordProfile\.ReadWrite\.All is tier 0-indirect/);
    expect(code).toBe(1);
  });

  test('names the nearest calls of an unknown one, and answers the rest', () => {
    const { code, out } = least('--application', 'GET /users', 'GET /usrs/{id}/mesages');
    expect(out).toMatch(/^application: User\.ReadBasic\.All\n/);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'unknown: not in the published list of 2026-08-07, which has gaps. Nearest: GET /users/{id}/messages',
    );
    expect(code).toBe(1);
  });
});

describe('calls', () => {
  test('come from standard input, files and arguments that a shell took apart', () => {
    const folder = folderWith({ 'calls.txt': '# what the portal does\nGET /me\n' });
    const { out } = permlint(['least', '--delegated', '-q', '--calls', 'calls.txt', '-', 'GET', '/me/contacts'], {
      cwd: folder,
      input: '{"method":"POST","url":"/me/sendMail"}\n',
    });
    expect(out).toBe(
      'delegated: Contacts.Read + Mail.Send + User.Read\n  3 permissions cover 3 of 3 calls; no smaller set exists\n',
    );
  });

  test('of a log count once for each path, and can be those of one application', () => {
    const rows = ['a', 'b'].map(
      (id) => `2026-11-01,app-1,GET,https://graph.microsoft.com/v1.0/users/${id}/messages?$top=5,,Mail.Read,`,
    );
    const other = '2026-11-01,app-2,POST,https://graph.microsoft.com/v1.0/me/sendMail,user-1,,Mail.Send';
    const head = 'TimeGenerated [UTC],AppId,RequestMethod,RequestUri,UserId,Roles,Scopes';
    const input = `${[head, ...rows, other].join('\n')}\n`.replace(
      /app-(\d)/g,
      '11111111-1111-1111-1111-11111111111$1',
    );
    const one = permlint(['least', '-', '--app', '11111111-1111-1111-1111-111111111111'], { input });
    expect(one.out).toMatch(
      /^application: Mail\.ReadBasic\.All\n.*\n {2}GET \/users\/\{id\}\/messages \(2 addresses\)/,
    );
    const all = permlint(['least', '-'], { input });
    expect(all.out.match(/^\w+: .*$/gm)).toEqual(['delegated: Mail.Send', 'application: Mail.ReadBasic.All']);
    expect(all.err).toContain('the calls of 2 applications are taken together; --app ID takes those of one');
  });

  test.each([
    ['none', [], /least needs a call/],
    ['another host', ['GET https://example.com/x?key=secret'], /example\.com is not an address of Microsoft Graph/],
    ['no method', ['/users'], /GET \/users/],
    ['no such file', ['--calls', 'nofile.txt'], /nofile\.txt: no such file or folder/],
    ['another application', ['GET /me', '--app', 'x'], /no call is of the application x/],
    ['a way to sign in that they do not take', ['application GET /users', '--delegated'], /another kind of permission/],
  ])('that are not: %s', (_case, args, message) => {
    const { code, out, err } = least(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('secret');
  });
});

describe('--for', () => {
  test('says what a registration lacks, does not use, and has too much of', () => {
    const folder = folderWith({
      'app.json': manifestOf(
        'User.ReadWrite:delegated',
        'Files.Read:delegated',
        'Office 365 SharePoint Online/AllSites.Read:delegated',
      ),
    });
    const args = ['least', 'GET /me', 'POST /me/sendMail', '--for', 'app.json'];
    const { code, out } = permlint([...args, '--delegated'], { cwd: folder });
    expect(out).toMatch(/missing +Mail\.Send \(delegated\) for POST \/me\/sendMail/);
    expect(out).toMatch(/excessive +User\.ReadWrite \(delegated\): User\.Read will do for GET \/me/);
    expect(out).toMatch(/unused +Files\.Read \(delegated\): none of the calls needs it/);
    expect(code).toBe(0);
    const pasted = permlint([...args, '--as', 'terraform'], { cwd: folder }).out;
    expect(pasted.match(/# (?!Microsoft|Office).*/g)).toEqual(['# AllSites.Read', '# User.Read', '# Mail.Send']);
  });

  test('says where it fits', () => {
    const folder = folderWith({ 'app.json': manifestOf('User.Read:delegated') });
    const { out } = permlint(['least', 'GET /me', '--delegated', '--for', 'app.json'], { cwd: folder });
    expect(out).toMatch(/fits {3}it requests what the calls need/);
  });

  test.each([
    ['is no registration', '{"a":1}'],
    ['is cut off', '{"requiredResourceAccess":['],
  ])('is an error where the file %s', (_case, text) => {
    const folder = folderWith({ 'app.json': text });
    const { code, out, err } = permlint(['least', 'GET /me', '--for', 'app.json'], { cwd: folder });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^permlint: app\.json/);
  });
});

describe('calls beside a manifest', () => {
  const manifest = (): string => manifestOf('User.ReadWrite:delegated');

  test('are held against it, also in a folder', () => {
    const folder = folderWith({
      'apps/portal.json': manifest(),
      'apps/portal.calls.txt': 'GET /me\n',
      'apps/other.json': manifest(),
    });
    const { code, out } = permlint(['-f', 'concise', 'apps'], { cwd: folder });
    expect(out).toContain('excessive-permission');
    expect(out.match(/excessive-permission/g)).toHaveLength(1);
    expect(out).toContain('(apps/portal.calls.txt:1)');
    expect(code).toBe(0);
  });

  test('may be in two files, and are no manifest themselves', () => {
    const folder = folderWith({
      'portal.json': manifestOf('User.Read:delegated'),
      'portal.calls.txt': 'GET /me\n',
      'portal.calls.ndjson': '{"method":"POST","url":"/me/sendMail"}\n',
    });
    const { code, out, err } = permlint(['-f', 'concise', 'portal.json', 'portal.calls.txt', 'portal.calls.ndjson'], {
      cwd: folder,
    });
    expect(out).toMatch(/missing-permission.*POST \/me\/sendMail \(portal\.calls\.ndjson:1\)/);
    expect(err).toContain('portal.calls.txt holds calls: it is read beside its manifest');
    expect(code).toBe(1);
  });

  test('name no user', () => {
    const folder = folderWith({
      'portal.json': manifestOf('User.Read:delegated'),
      'portal.calls.txt': "GET /users/jo.doe@contoso.com/messages\nGET /users('jo.doe@contoso.com')/events\n",
    });
    const { out } = permlint(['-f', 'json', 'portal.json'], { cwd: folder });
    expect(out).toContain('GET /users/{id}/messages');
    expect(out).not.toContain('jo.doe');
  });

  test('that cannot be read make the run fail, with the place', () => {
    const folder = folderWith({
      'portal.json': manifest(),
      'portal.calls.ndjson': '{"method":"GET","url":"/me"}\n{"method":\n',
    });
    const { code, err } = permlint(['portal.json'], { cwd: folder });
    expect(err).toMatch(/portal\.calls\.ndjson: 2:\d+: /);
    expect(code).toBe(2);
  });
});
