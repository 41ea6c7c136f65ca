import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { idOf, linesOf, tenant } from '../input/exports/tenant.js';
import { environment, folderWith, permlint, program, type Ran } from './run.js';

const all = Object.values(tenant).flat();
const lists = Object.fromEntries(Object.entries(tenant).map(([kind, values]) => [`${kind}.ndjson`, linesOf(values)]));

/** Rule, application, permission and place of every finding, without the file. */
function findingsIn({ out }: Ran, withPlace = false): readonly string[] {
  const { findings } = JSON.parse(out);
  return findings
    .map(
      (each: {
        rule: string;
        application: string;
        permission: { name: string } | null;
        line: number;
        column: number;
      }) =>
        [each.rule, each.application, each.permission?.name, ...(withPlace ? [each.line, each.column] : [])].join(
          ' | ',
        ),
    )
    .sort();
}

/** So many registrations without a finding above info: more than is read at once. */
function filler(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => ({
    id: idOf(5, index),
    appId: idOf(6, index),
    displayName: `Filler ${index}`,
    signInAudience: 'AzureADMyOrg',
    notes: 'x'.repeat(400),
    requiredResourceAccess: [],
  }));
  return linesOf(lines);
}

const large = filler(8_000);

test('an export is joined whether it is one file, lists in one, or files beside each other', () => {
  const cwd = folderWith({
    'all/tenant.ndjson': linesOf(all),
    'lists/tenant.json': JSON.stringify(tenant, null, 2),
    'files/applications.ndjson': lists['applications.ndjson'] ?? '',
    'files/servicePrincipals.ndjson': lists['servicePrincipals.ndjson'] ?? '',
    'files/appRoleAssignments.ndjson': lists['appRoleAssignments.ndjson'] ?? '',
    'files/oauth2PermissionGrants.ndjson': lists['oauth2PermissionGrants.ndjson'] ?? '',
  });
  const runs = ['all', 'lists', 'files'].map((folder) => permlint(['-f', 'json', folder], { cwd }));
  const [first, ...others] = runs.map((ran) => findingsIn(ran));
  for (const each of others) expect(each).toEqual(first);
  expect(first).toContain('tenant-takeover | Fabrikam Backup | RoleManagement.ReadWrite.Directory');
  expect(runs.map(({ code }) => code)).toEqual([1, 1, 1]);
  // Each file tells of what stands in it, once.
  const alone = Object.keys(lists).map((name) => permlint(['-f', 'json', name], { cwd: join(cwd, 'files') }));
  expect(alone.flatMap((ran) => findingsIn(ran)).sort()).toEqual(first);
});

test('a large export gives what a small one gives, at the same places after its own lines', () => {
  const cwd = folderWith({ 'small.ndjson': linesOf(all), 'large.ndjson': `\u{FEFF}${linesOf(all)}${large}` });
  const small = permlint(['-f', 'json', 'small.ndjson'], { cwd });
  const ran = permlint(['-f', 'json', 'large.ndjson'], { cwd });
  expect(findingsIn(ran, true)).toEqual(findingsIn(small, true));
  expect(JSON.parse(ran.out).summary).toMatchObject({ files: 1 });
  expect(JSON.parse(ran.out).summary.applications).toBe(JSON.parse(small.out).summary.applications + 8_000);
  const piped = permlint(['-f', 'json', '-'], { input: readFileSync(join(cwd, 'large.ndjson')) });
  expect(findingsIn(piped, true)).toEqual(findingsIn(small, true));
});

test('a broken line of a large export is told, and the run goes on', () => {
  const lines = large.split('\n');
  lines[5_000] = '{"requiredResourceAccess": [';
  const cwd = folderWith({ 'large.ndjson': `${lines.join('\n')}${linesOf(all)}` });
  const ran = permlint(['-f', 'concise', 'large.ndjson'], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.out.split('\n')[0]).toMatch(/^large\.ndjson:5001:\d+: high parse-error/);
  expect(ran.out).toContain('critical tenant-takeover');
  expect(ran.err).toContain('1 text could not be read, so the result is incomplete: exit code 2');
});

test('every format takes an export in parts', () => {
  const cwd = folderWith({ 'small.ndjson': linesOf(all), 'large.ndjson': linesOf(all) + large });
  for (const format of ['json', 'sarif', 'gitlab', 'github', 'concise', 'checkstyle', 'junit', 'pretty', 'markdown']) {
    const [small, ran] = ['small.ndjson', 'large.ndjson'].map((file) => permlint(['-f', format, '-q', file], { cwd }));
    expect([format, ran?.code]).toEqual([format, 1]);
    const counts = [small, ran].map((each) => each?.out.match(/undeclared-grant/g)?.length);
    expect([format, counts[1]]).toEqual([format, counts[0]]);
  }
});

test('fingerprints do not depend on the parts', () => {
  // Without ids these are told from each other by their number alone.
  const twins = Array.from({ length: 100 }, () => JSON.stringify({ requiredResourceAccess: [{ resourceAppId: 'x' }] }));
  const cwd = folderWith({ 'large.ndjson': `${twins.join('\n')}\n${large}${linesOf(all)}` });
  const { out } = permlint(['-f', 'gitlab', '-q', 'large.ndjson'], { cwd });
  const prints = JSON.parse(out).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  expect(prints.length).toBeGreaterThan(100);
  expect(new Set(prints).size).toBe(prints.length);
});

test('a baseline and a waiver hold for a large export', () => {
  const cwd = folderWith({ 'large.ndjson': linesOf(all) + large, '.git/HEAD': '' });
  expect(permlint(['baseline', 'large.ndjson'], { cwd }).code).toBe(0);
  const ran = permlint(['-f', 'json', 'large.ndjson', '--baseline', 'permlint-baseline.json'], { cwd });
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out).summary.baselined).toBeGreaterThan(20);
  const config =
    'waivers:\n  - rule: tenant-takeover\n    app: Fabrikam Backup\n    reason: It restores what was lost\n    expires: 2027-01-31\n';
  const waived = folderWith({ 'large.ndjson': linesOf(all) + large, 'permlint.yaml': config });
  const { out } = permlint(['-f', 'json', 'large.ndjson'], { cwd: waived });
  expect(JSON.parse(out).summary.waived).toBe(1);
});

test('fixes leave a large export as it is, and say so', () => {
  const cwd = folderWith({ 'large.ndjson': linesOf(all) + large });
  const ran = permlint(['--fix=unsafe', '-f', 'concise', 'large.ndjson'], { cwd });
  expect(ran.err).toContain('large.ndjson is read line by line, as it is large: --fix does not write into it');
  expect(readFileSync(join(cwd, 'large.ndjson'), 'utf8')).toBe(linesOf(all) + large);
});

test('a large file that is no export is read whole', () => {
  const plan = JSON.stringify({ notes: 'x'.repeat(9_000_000), ...tenant.applications[1] });
  const cwd = folderWith({ 'one.json': plan, 'log.ndjson': '{"level":"info"}\n'.repeat(300_000) });
  expect(permlint(['-f', 'json', 'one.json'], { cwd }).out).toContain('type-mismatch');
  const piped = permlint(['-f', 'json', '-'], { input: plan });
  expect(piped.out).toContain('type-mismatch');
  expect(permlint(['log.ndjson'], { cwd })).toMatchObject({
    code: 2,
    err: 'permlint: log.ndjson: holds no app registration\n',
  });
  expect(permlint(['.', '-f', 'json'], { cwd }).code).toBe(1);
});

test('a reader that goes away ends a long run quietly', async () => {
  const faulty = Array.from({ length: 4_000 }, () => linesOf(tenant.applications)).join('');
  const cwd = folderWith({ 'large.ndjson': faulty });
  const child = spawn(process.execPath, [program, '-q', '-f', 'concise', 'large.ndjson'], { cwd, env: environment });
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, err]).toEqual([1, '']);
});

test('Ctrl-C ends the run at once, and nothing of standard input is left over', async () => {
  const temporary = folderWith({});
  const child = spawn(process.execPath, [program, '-'], { env: { ...environment, TMPDIR: temporary } });
  child.stdin.on('error', () => undefined);
  child.stdin.write(large);
  child.stdin.write(large);
  // Standard input stays open: the run waits for more of it.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  child.kill('SIGINT');
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
  expect([signal, readdirSync(temporary)]).toEqual(['SIGINT', []]);
});

test('process substitution is read to its end', () => {
  const cwd = folderWith({ 'large.ndjson': linesOf(all) + large });
  const command = `"${process.execPath}" "${program}" -f concise -q <(cat large.ndjson)`;
  const ran = spawnSync('bash', ['-c', command], { cwd, env: environment });
  if (ran.error !== undefined) return console.warn('not run: there is no bash here');
  expect(ran.stdout.toString()).toMatch(/critical tenant-takeover/);
});

test('a document of usual size and an empty file are part of the export that they lie in', () => {
  const padded = [
    ...tenant.servicePrincipals,
    ...Array.from({ length: 9_000 }, (_, index) => ({
      id: idOf(7, index),
      appId: idOf(8, index),
      displayName: 'x'.repeat(500),
      servicePrincipalType: 'Application',
    })),
  ];
  const { 'servicePrincipals.ndjson': _, ...others } = lists;
  const cwd = folderWith({
    'lines/servicePrincipals.ndjson': linesOf(padded),
    'page/servicePrincipals.json': JSON.stringify({ value: padded }, null, 2),
    ...Object.fromEntries(
      Object.entries(others).flatMap(([name, text]) => [
        [`lines/${name}`, text],
        [`page/${name}`, text],
      ]),
    ),
    'page/appRoleAssignedTo.ndjson': '',
  });
  const [lines, page] = ['lines', 'page'].map((folder) => permlint(['-f', 'json', folder], { cwd }));
  expect(lines && page && findingsIn(page)).toEqual(lines && findingsIn(lines));
  expect(page?.code).toBe(1);
});
