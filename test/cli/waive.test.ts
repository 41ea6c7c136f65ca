import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { clean, folderWith, permlint, registration } from './run.js';

const graph = '00000003-0000-0000-c000-000000000000';
const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';

/** A registration that could take over the tenant. */
function powerful(displayName: string): string {
  const requiredResourceAccess = [{ resourceAppId: graph, resourceAccess: [{ id: takeover, type: 'Role' }] }];
  return JSON.stringify({ displayName, signInAudience: 'AzureADMyOrg', requiredResourceAccess }, null, 2);
}

const reason = ['--reason', 'reviewed by the board'];
const until = ['--expires', '2027-01-01'];
const waive = (cwd: string, ...args: readonly string[]) => permlint(['waive', 'tenant-takeover', ...args], { cwd });
const configOf = (folder: string) => readFileSync(join(folder, 'permlint.yaml'), 'utf8');

test('it writes a config where there is none, and the run that failed passes', () => {
  const cwd = folderWith({ 'a.json': powerful('Sync') });
  expect(permlint([], { cwd }).code).toBe(1);
  const run = waive(
    cwd,
    '--app',
    'Sync',
    '--permission',
    'RoleManagement.ReadWrite.Directory:application',
    ...reason,
    ...until,
    '--owner',
    'iam@contoso.example',
    '--ticket',
    'SEC-1',
  );
  expect(run).toEqual({
    code: 0,
    err: '',
    out: 'permlint.yaml: tenant-takeover is waived until 2027-01-01.\nIt accepts 1 finding at present.\n',
  });
  expect(configOf(cwd)).toBe(
    'waivers:\n  - rule: tenant-takeover\n    app: Sync\n    permission: RoleManagement.ReadWrite.Directory:application\n    reason: reviewed by the board\n    owner: iam@contoso.example\n    ticket: SEC-1\n    expires: 2027-01-01\n',
  );
  expect(permlint([], { cwd }).code).toBe(0);
});

test('the count is of what this waiver accepts and no other', () => {
  const cwd = folderWith({
    'a.json': powerful('Sync'),
    'b.json': powerful('Sync'),
    'apps/c.json': powerful('Sync'),
    'd.json': powerful('Other'),
  });
  expect(waive(cwd, '--file', 'a.json', ...reason, ...until).out).toContain('It accepts 1 finding at present.');
  expect(waive(cwd, '--app', 'sync', ...reason, ...until).out).toContain('It accepts 2 findings at present.');
  expect(waive(cwd, '--app', 'Sync', ...reason, ...until).out).toContain(
    'It accepts no finding at present: look at its app, file and permission.',
  );
  expect(permlint(['-f', 'json'], { cwd }).out).toContain('"waived": 3');
});

test('a file is meant from the working directory, and by its own name, whatever signs that has', () => {
  const cwd = folderWith({
    'permlint.yaml': '',
    'apps/[a] #1*.json': powerful('Sync'),
    'apps/a #1x.json': powerful('Sync'),
    '.git/HEAD': '',
  });
  const run = permlint(['waive', 'tenant-takeover', '--file', '[a] #1*.json', ...reason, ...until], {
    cwd: join(cwd, 'apps'),
  });
  expect(run.out).toContain('It accepts 1 finding at present.');
  expect(parse(configOf(cwd)).waivers[0].file).toBe('apps/\\[a\\] #1\\*.json');
  const glob = permlint(['waive', 'tenant-takeover', '--file', '*.json', ...reason, ...until], {
    cwd: join(cwd, 'apps'),
  });
  expect(glob.out).toContain('It accepts 1 finding at present.');
  expect(parse(configOf(cwd)).waivers[1].file).toBe('apps/*.json');
});

test('the rest of the config stays as it is, byte order mark and line ends included', () => {
  const text =
    '\u{feff}# ours\r\nfailOn: high # all\r\nwaivers:\r\n- rule: broad-permission # b\r\n  app: a\r\n  reason: it was before\r\n  permanent: true\r\n\r\n# end\r\n';
  const cwd = folderWith({ 'permlint.yaml': text, 'a.json': powerful('Sync') });
  expect(waive(cwd, '--app', 'Sync', ...reason, '--permanent').out).toContain(
    'permlint.yaml: tenant-takeover is waived for good.',
  );
  expect(configOf(cwd)).toBe(
    text.replace(
      '\r\n\r\n# end',
      '\r\n- rule: tenant-takeover\r\n  app: Sync\r\n  reason: reviewed by the board\r\n  permanent: true\r\n\r\n# end',
    ),
  );
});

test('an application is named best by its appId; one that is not here is looked for among those that are', () => {
  const appId = '5f0c8a9e-0000-0000-0000-000000000000';
  const cwd = folderWith({
    'a.json': JSON.stringify({ ...JSON.parse(powerful('Contoso Sync')), appId }),
    'b.json': powerful('Portal'),
    'c.json': clean.replace('Portal', 'Clean'),
  });
  expect(waive(cwd, '--app', 'Contoso Sync', ...reason, ...until).out).toContain(
    `It accepts 1 finding at present.\nIts appId would be safer (app: ${appId}), as a name can be copied.\n`,
  );
  expect(waive(cwd, '--app', appId.toUpperCase(), ...reason, ...until).out).not.toContain('safer');
  expect(waive(cwd, '--app', 'Portal', ...reason, ...until).out).not.toMatch(/safer|called/);
  expect(waive(cwd, '--app', 'Contoso Snc', ...reason, ...until).out).toContain(
    'No application here is called "Contoso Snc". Did you mean Contoso Sync?\n',
  );
  expect(waive(cwd, '--app', 'Claen', ...reason, ...until).out).toContain('Did you mean Clean?');
});

test('the same waiver is not written twice; one that ends later is a renewal', () => {
  const cwd = folderWith({ 'permlint.yaml': '# ours\n', 'a.json': powerful('Sync') });
  expect(waive(cwd, '--app', 'Sync', ...reason, ...until).code).toBe(0);
  const before = configOf(cwd);
  const again = waive(cwd, '--app', 'Sync', '--reason', 'another reason', ...until);
  expect([again.code, again.out, again.err]).toEqual([
    2,
    '',
    'permlint: permlint.yaml was not changed: the waiver stands there already at line 4\n',
  ]);
  expect(configOf(cwd)).toBe(before);
  expect(waive(cwd, '--app', 'Sync', ...reason, '--expires', '2027-06-01').code).toBe(0);
});

const untouched: readonly (readonly [string, readonly string[], string])[] = [
  ['', [], 'what is tenant-takeover to be waived for?\nAdd --app NAME, --file PATH or --permission API/NAME'],
  ['', ['--permission', '*', ...reason, ...until], 'what is tenant-takeover to be waived for?'],
  ['', ['--permission', '*:application', '--file', '**', ...reason, ...until], 'what is tenant-takeover to be waived'],
  ['', ['--app', 'a'], 'a waiver needs a reason\nAdd --reason "..."'],
  [
    '',
    ['--app', 'a', ...reason],
    'a waiver needs an end\nAdd --expires DAY (2027-12-25 at the latest), or --permanent.',
  ],
  [
    '',
    ['--app', 'a', '--reason', 'short', ...until],
    'permlint.yaml was not changed: waivers[0].reason is "short"; expected a reason of ten characters or more.',
  ],
  [
    '',
    ['--app', 'a', ...reason, '--expires', 'soon'],
    'waivers[0].expires is "soon"; expected a day such as 2027-03-31.',
  ],
  ['', ['--app', 'a', ...reason, '--expires', '2027-02-30'], 'waivers[0].expires is no day of the calendar.'],
  ['', ['--app', 'a', ...reason, '--expires', '2027-12-26'], 'waivers[0].expires is more than 400 days ahead.'],
  [
    '',
    ['--app', 'a', ...reason, '--expires', '2026-11-19'],
    '--expires 2026-11-19 has passed: the waiver would accept nothing',
  ],
  [
    '',
    ['--app', 'a', ...reason, ...until, '--permanent'],
    'waivers[0] has an end and none. Keep expires or permanent.',
  ],
  ['', ['--app', ' ', ...reason, ...until], 'waivers[0].app is " "; expected a text that is not blank.'],
  [
    '',
    ['--permission', 'User.Raed', ...reason, ...until],
    '--permission: "User.Raed" matches no permission of Microsoft Graph. Did you mean User.Read',
  ],
  [
    '',
    ['--app', 'a', ...reason, ...until, '--no-config'],
    'waive writes into the config, and --no-config says that there is none',
  ],
  ['', ['--file', '/dev/null', ...reason, ...until], '--file /dev/null lies outside of'],
  ['', ['--app', 'a', 'more', ...reason, ...until], 'waive takes one rule'],
  [
    'failon: high\n',
    ['--app', 'a', ...reason, ...until],
    'cannot read config permlint.yaml:1:1\n  unknown key "failon". Did you mean failOn?',
  ],
  [
    '{ failOn: high }\n',
    ['--app', 'a', ...reason, ...until],
    'permlint.yaml was not changed: it is written in a form that cannot be added to. Add by hand: {"waivers":[{',
  ],
];

test.each(untouched)('of the config %j with %j it says why nothing was written', (text, args, message) => {
  const cwd = folderWith({ 'permlint.yaml': text, 'a.json': clean });
  const run = waive(cwd, ...args);
  expect([run.code, run.out]).toEqual([2, '']);
  expect(run.err).toContain(message);
  expect(configOf(cwd)).toBe(text);
});

test('a rule that is none, or that cannot be waived, is refused', () => {
  const cwd = folderWith({ 'a.json': clean });
  const run = (rule: string) => permlint(['waive', rule, '--app', 'a', ...reason, ...until], { cwd });
  expect(run('tenant-takeovr').err).toContain('no rule is called "tenant-takeovr"\nDid you mean tenant-takeover?');
  expect(run('parse-error').err).toContain(
    'waivers[0].rule is "parse-error"; expected the id of a rule that can be waived.',
  );
  expect(existsSync(join(cwd, 'permlint.yaml'))).toBe(false);
});

test('the file keeps its mode, and a link stays a link', () => {
  const cwd = folderWith({ 'a.json': powerful('Sync'), 'own.yaml': '# a\n' });
  chmodSync(join(cwd, 'own.yaml'), 0o666);
  symlinkSync('own.yaml', join(cwd, 'permlint.yaml'));
  expect(waive(cwd, '--app', 'Sync', ...reason, ...until).code).toBe(0);
  expect(statSync(join(cwd, 'own.yaml')).mode & 0o777).toBe(0o666);
  expect(lstatSync(join(cwd, 'permlint.yaml')).isSymbolicLink()).toBe(true);
  expect(readdirSync(cwd).toSorted()).toEqual(['a.json', 'own.yaml', 'permlint.yaml']);
});

test.each([
  ['UTF-16, little end first', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big end first', (text: string) => Buffer.from(text, 'utf16le').swap16()],
])('the encoding stays: %s', (_what, encode) => {
  const text = '\u{feff}failOn: high\n';
  const cwd = folderWith({ 'permlint.yaml': encode(text), 'a.json': clean });
  expect(waive(cwd, '--app', 'a', ...reason, ...until)).toMatchObject({ code: 0, err: '' });
  const bytes = readFileSync(join(cwd, 'permlint.yaml'));
  expect(bytes.subarray(0, 4).equals(encode(text).subarray(0, 4))).toBe(true);
  const native = bytes[0] === 0xfe ? Buffer.from(bytes).swap16() : bytes;
  expect(native.toString('utf16le')).toMatch(/^\u{feff}failOn: high\n\nwaivers:\n {2}- rule: tenant-takeover\n/u);
});

const hostile = [
  'reviewed: yes # no',
  '- a\n- b: {c}\nlonger',
  '"quoted" and \'quoted\' \\n',
  '*alias &anchor !tag',
  '\u001b[31mred and more',
  'right \u202e left and more',
  `${'$'}{{ secrets.X }} and more`,
  '  spaces around it  ',
  'tab\tand\r\nline ends',
];

test.each(hostile)('a reason such as %j comes back as it was, and stays inert', (text) => {
  const cwd = folderWith({ 'permlint.yaml': '# a\nwaivers: []\nfailOn: high\n', 'a.json': powerful('Sync') });
  expect(waive(cwd, '--app', 'Sync', `--reason=${text}`, ...until).code).toBe(0);
  expect(parse(configOf(cwd)).waivers[0].reason).toBe(text);
  expect(configOf(cwd)).toMatch(/^# a\nwaivers:\n[\s\S]*\nfailOn: high\n$/);
  const run = permlint([], { cwd });
  expect(run.code).toBe(0);
  expect(run.out + run.err).not.toMatch(/[\u001b\u202e\r\t]/);
});

test('the config that is named is written', () => {
  const cwd = folderWith({ 'a.json': powerful('Sync'), 'conf/own.yaml': 'failOn: high\n' });
  expect(waive(cwd, '--app', 'Sync', ...reason, ...until, '-c', 'conf/own.yaml').out).toContain(
    'conf/own.yaml: tenant-takeover is waived',
  );
  expect(parse(readFileSync(join(cwd, 'conf/own.yaml'), 'utf8')).waivers).toHaveLength(1);
  expect(existsSync(join(cwd, 'permlint.yaml'))).toBe(false);
});

test('a registration without a fault of the rule is told', () => {
  const cwd = folderWith({ 'a.json': registration('Scope') });
  expect(waive(cwd, '--app', 'Portal', ...reason, ...until).out).toContain('It accepts no finding at present');
});
