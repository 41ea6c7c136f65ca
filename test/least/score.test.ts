// The scoring script, run as `npm run score` runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/score.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'permlint-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let tables = 0;

/** Runs the script over a table of this text. */
function score(text: string, ...options: string[]) {
  tables += 1;
  writeFileSync(join(folder, `table-${tables}.tsv`), text);
  return run(`table-${tables}.tsv`, ...options);
}

function run(...args: string[]) {
  const env = { ...process.env, npm_lifecycle_event: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const rows = [
  ['GET', '/me', 'DelegatedWork', 'User.Read', 'User.ReadWrite', 'v1.0/user-get'],
  ['get', '/groups', 'Application', 'Group.Read.All', 'Directory.Read.All,GroupMember.Read.All', 'v1.0/group-list'],
  ['POST', '/me/sendMail', 'DelegatedWork', 'Mail.ReadWrite', '', ''],
  ['GET', '/no/such/thing', 'Application', 'User.Read.All', '', ''],
  ['GET', '/auditLogs/signIns', 'DelegatedPersonal', 'AuditLog.Read.All', '', ''],
  ['GET', '/me', 'Application', 'User.Read.All', '', ''],
];
const header = ['method', 'path', 'scheme', 'least', 'higher', 'page'];
const tableOf = (lines: readonly (readonly string[])[], end = '\n') =>
  lines.map((line) => `${line.join('\t')}${end}`).join('');
const answers = [
  'GET\t/me\tDelegatedWork\tUser.Read',
  'get\t/groups\tApplication\tGroupMember.Read.All',
  'POST\t/me/sendMail\tDelegatedWork\tMail.Send',
  'GET\t/no/such/thing\tApplication\t',
  'GET\t/auditLogs/signIns\tDelegatedPersonal\t',
  'GET\t/me\tApplication\t',
  '',
].join('\n');

describe('a table', () => {
  test('is counted, in total and by scheme, and what was missed is listed', () => {
    const { status, stdout, stderr } = score(tableOf([header, ...rows]));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(lines.slice(0, 9)).toEqual([
      ' | total | Application | DelegatedPersonal | DelegatedWork',
      'rows | 6 | 3 | 1 | 2',
      'exact | 1 (16.67 %) | 0 (0.00 %) | 0 (0.00 %) | 1 (50.00 %)',
      'accepted | 1 (16.67 %) | 1 (33.33 %) | 0 (0.00 %) | 0 (0.00 %)',
      'wrong | 1 (16.67 %) | 0 (0.00 %) | 0 (0.00 %) | 1 (50.00 %)',
      'none: unknown call | 1 (16.67 %) | 1 (33.33 %) | 0 (0.00 %) | 0 (0.00 %)',
      'none: no usable permission | 1 (16.67 %) | 0 (0.00 %) | 1 (100.00 %) | 0 (0.00 %)',
      'none: needs a user | 1 (16.67 %) | 1 (33.33 %) | 0 (0.00 %) | 0 (0.00 %)',
      'exact or accepted | 2 (33.33 %) | 1 (33.33 %) | 0 (0.00 %) | 1 (50.00 %)',
    ]);
    expect(stdout).toContain(
      'line 4, wrong: POST /me/sendMail (DelegatedWork)\n  wanted    Mail.ReadWrite\n  came      Mail.Send\n',
    );
    expect(stdout).toContain('line 5, none: unknown call: GET /no/such/thing (Application)\n');
    expect(stdout).toContain('line 3, accepted: get /groups (Application), v1.0/group-list\n');
    expect(stdout).not.toContain('line 2,');
  });

  test('gives a line for each row with --tsv, and nothing else', () => {
    expect(score(tableOf([header, ...rows]), '--tsv')).toEqual({ status: 0, stdout: answers, stderr: '' });
  });

  test('may have CRLF, a byte order mark and blank lines', () => {
    const text = `\uFEFF\r\n${tableOf([header, ['  '], ...rows, [''], ['']], '\r\n')}`;
    expect(score(text, '--tsv').stdout).toBe(answers);
  });

  test('may have its columns in another order, others besides, and none for higher and page', () => {
    const other = rows.map(([method = '', path = '', scheme = '', least = '']) => [
      least,
      'note',
      scheme,
      path,
      method,
    ]);
    const { status, stdout } = score(tableOf([['least', 'remark', 'scheme', 'path', 'method'], ...other]));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^exact +1 \(/m);
    expect(stdout).toMatch(/^accepted +0 \(/m);
    expect(score(tableOf([['least', 'remark', 'scheme', 'path', 'method'], ...other]), '--tsv').stdout).toBe(answers);
  });

  test('may be empty below its header', () => {
    expect(score(tableOf([header])).stdout).toMatch(/^rows +0$/m);
    expect(score(tableOf([header]), '--tsv')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('needs no documented answers with --tsv', () => {
    const bare = rows.map((row) => row.slice(0, 3));
    expect(score(tableOf([header.slice(0, 3), ...bare]), '--tsv').stdout).toBe(answers);
  });
});

describe('a fault names the file and the line', () => {
  test.each([
    [
      'an unknown scheme',
      tableOf([header, ...rows, ['GET', '/me', 'Delegated', 'User.Read']]),
      ':8: unknown scheme "Delegated"',
    ],
    ['an empty file', '', ':1: the header has no column "method"'],
    ['a missing column', '\nmethod\tpath\tleast\n', ':2: the header has no column "scheme"'],
    [
      'a missing cell',
      tableOf([header, ['GET', '', 'Application', 'User.Read.All']]),
      ':2: nothing stands in column "path"',
    ],
    ['a short row', tableOf([header, ['GET', '/me', 'Application']]), ':2: nothing stands in column "least"'],
  ])('%s', (_, text, message) => {
    const { status, stdout, stderr } = score(text);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`table-${tables}.tsv${message}`);
  });

  test.each([
    ['no file', [], 'Usage:'],
    ['two files', ['a', 'b'], 'Usage:'],
    ['an unknown option', ['--json', 'a'], 'Usage:'],
    ['a file that is not there', ['nothing.tsv'], 'nothing.tsv: there is no such file'],
    ['a folder', ['.'], '.: this is a folder'],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
