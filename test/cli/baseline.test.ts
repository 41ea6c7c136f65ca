import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { git, repositoryWith, write } from './repository.js';
import { clean, folderWith, permlint } from './run.js';

const graph = '00000003-0000-0000-c000-000000000000';
const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
const escalation = '19dbc75e-c2e2-444c-a770-ec69d8559fc7';

function app(name: string | undefined, ...ids: readonly string[]): string {
  const requiredResourceAccess = [{ resourceAppId: graph, resourceAccess: ids.map((id) => ({ id, type: 'Role' })) }];
  return `${JSON.stringify({ displayName: name, signInAudience: 'AzureADMyOrg', requiredResourceAccess }, null, 2)}\n`;
}

const two = app('Sync', takeover, escalation);

interface Summary {
  readonly baselined: number;
  readonly waived: number;
  readonly findings: { readonly critical: number; readonly high: number };
}

/** Exit code, findings in the baseline, and new ones that fail. */
function counts(
  cwd: string,
  ...args: readonly string[]
): readonly [code: number | null, baselined: number, failing: number] {
  const { code, out, err } = permlint(['-f', 'json', ...args], { cwd });
  if (out === '') throw new Error(err);
  const { summary }: { readonly summary: Summary } = JSON.parse(out);
  return [code, summary.baselined, summary.findings.critical + summary.findings.high];
}

const baseline = (cwd: string, ...args: readonly string[]) => permlint(['baseline', ...args], { cwd });
const textOf = (cwd: string, name = 'permlint-baseline.json') => readFileSync(join(cwd, name), 'utf8');
const filesOf = (cwd: string): readonly string[] =>
  JSON.parse(textOf(cwd)).findings.map(({ file }: { readonly file: string }) => file);

/** A folder in which the findings are recorded. */
function recorded(files: Readonly<Record<string, string>>): string {
  const cwd = repositoryWith(files);
  expect(baseline(cwd).code).toBe(0);
  return cwd;
}

test('it records what is there, names itself in the config, and the run passes', () => {
  const cwd = repositoryWith({ 'apps/a.json': two, 'b.json': clean });
  expect(permlint([], { cwd }).code).toBe(1);
  const run = baseline(cwd);
  expect(run).toEqual({
    code: 0,
    err: '',
    out: 'permlint-baseline.json: 2 findings in 1 file recorded.\n1 of them is critical: better a waiver with a reason and an end (permlint waive) than a line here.\npermlint.yaml names it now. From here on only new findings count.\n',
  });
  expect(textOf(cwd, 'permlint.yaml')).toBe('baseline: permlint-baseline.json\n');
  expect(textOf(cwd)).not.toMatch(/line|column/);
  expect(counts(cwd)).toEqual([0, 2, 0]);
  expect(counts(cwd, '--no-baseline')).toEqual([1, 0, 2]);
  expect(permlint([], { cwd }).out).toContain('2 in the baseline');
});

test('written twice it is the same bytes, and says nothing of the config again', () => {
  const cwd = recorded({ 'a.json': two, 'b.json': app('Other', escalation) });
  const first = textOf(cwd);
  expect(baseline(cwd).out).not.toContain('names it now');
  expect(textOf(cwd)).toBe(first);
  expect(textOf(cwd, 'permlint.yaml')).toBe('baseline: permlint-baseline.json\n');
});

const reshaped: Readonly<Record<string, string>> = {
  minified: JSON.stringify(JSON.parse(two)),
  'with other indentation': JSON.stringify(JSON.parse(two), null, 4),
  'with Windows line ends': two.replaceAll('\n', '\r\n'),
  'with a byte order mark': `\u{feff}${two}`,
  'moved down, with comments': `// a\n\n/* b */\n${two.replace('"signInAudience"', '// c\n"signInAudience"')}`,
  reordered: app('Sync', escalation, takeover),
  'with another order of keys': JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(two)).reverse())),
  'with ids in capitals': two.replace(takeover, takeover.toUpperCase()),
};

test.each(Object.entries(reshaped))('a file %s has nothing new', (_, text) => {
  const cwd = recorded({ 'a.json': two });
  write(cwd, 'a.json', text);
  expect(counts(cwd)).toEqual([0, 2, 0]);
  expect(permlint([], { cwd }).err).not.toContain('fixed');
});

test('a renamed file has nothing new; prune keeps its entries under the new name', () => {
  const cwd = recorded({ 'a.json': two });
  git(cwd, 'mv', 'a.json', 'renamed.json');
  expect(counts(cwd)).toEqual([0, 2, 0]);
  expect(counts(cwd, 'renamed.json')).toEqual([0, 2, 0]);
  expect(baseline(cwd, '--prune').out).toBe('permlint-baseline.json: 0 entries dropped, 2 left.\n');
  expect(filesOf(cwd)).toEqual(['renamed.json', 'renamed.json']);
  expect(counts(cwd)).toEqual([0, 2, 0]);
});

test('what is new is not covered: another permission, another application, a copy of the file', () => {
  const cwd = recorded({ 'a.json': app('Sync', escalation) });
  write(cwd, 'a.json', two);
  expect(counts(cwd)).toEqual([1, 1, 1]);
  write(cwd, 'a.json', app('Sync', escalation));
  write(cwd, 'copy.json', app('Sync', escalation));
  expect(counts(cwd)).toEqual([1, 1, 1]);
  expect(counts(cwd, 'copy.json')).toEqual([1, 0, 1]);
  write(cwd, 'copy.json', app('Other', escalation));
  expect(counts(cwd)).toEqual([1, 1, 1]);
});

test('a second mistake of the same sort in the same application is new', () => {
  const cwd = recorded({ 'a.json': app('Sync', takeover, takeover) });
  const [, before] = counts(cwd);
  write(cwd, 'a.json', app('Sync', takeover, takeover, takeover));
  const { out } = permlint(['-f', 'json', '--fail-on', 'low'], { cwd });
  expect(JSON.parse(out).summary.baselined).toBe(before);
  expect(permlint(['--fail-on', 'low'], { cwd }).code).toBe(1);
});

test('what is repaired is told, and dropped by prune', () => {
  const cwd = recorded({ 'a.json': two, 'b.json': app('Other', escalation) });
  write(cwd, 'a.json', app('Sync', takeover));
  expect(permlint([], { cwd }).err).toContain(
    'permlint: 1 entry of permlint-baseline.json is fixed; permlint baseline --prune drops it\n',
  );
  expect(permlint(['b.json'], { cwd }).err).not.toContain('fixed');
  expect(permlint(['a.json'], { cwd }).err).toContain('1 entry');
  expect(baseline(cwd, '--prune', 'b.json').out).toBe('permlint-baseline.json: 0 entries dropped, 3 left.\n');
  expect(baseline(cwd, '--prune').out).toBe('permlint-baseline.json: 1 entry dropped, 2 left.\n');
  write(cwd, 'a.json', two);
  expect(counts(cwd)).toEqual([1, 2, 1]);
});

test('a file that is gone is told and dropped by a whole run only', () => {
  const cwd = recorded({ 'a.json': two, 'b.json': app('Other', escalation) });
  rmSync(join(cwd, 'a.json'));
  expect(baseline(cwd, '--prune', 'b.json').out).toContain('0 entries dropped');
  expect(permlint([], { cwd }).err).toContain(
    '2 entries of permlint-baseline.json are fixed; permlint baseline --prune drops them',
  );
  expect(baseline(cwd, '--prune').out).toContain('2 entries dropped, 1 left');
});

test('a baseline of part of the files leaves the entries of the others', () => {
  const cwd = recorded({ 'a.json': two, 'b.json': app('Other', escalation) });
  const before = textOf(cwd);
  expect(baseline(cwd, 'b.json').out).toContain('1 finding in 1 file recorded.');
  expect(textOf(cwd)).toBe(before);
  renameSync(join(cwd, 'a.json'), join(cwd, 'c.json'));
  baseline(cwd, 'c.json');
  expect(filesOf(cwd).toSorted()).toEqual(['b.json', 'c.json', 'c.json']);
});

test('a file that does not parse keeps its entries, and is never recorded itself', () => {
  const cwd = recorded({ 'a.json': two, 'b.json': app('Other', escalation) });
  const before = textOf(cwd);
  write(cwd, 'a.json', `<<<<<<< ours\n${two}`);
  expect(permlint([], { cwd }).err).not.toContain('fixed');
  for (const args of [['--prune'], []]) {
    const run = baseline(cwd, ...args);
    expect([run.code, run.err]).toEqual([2, 'permlint: a.json: does not parse; permlint a.json tells where\n']);
    expect(textOf(cwd)).toBe(before);
  }
  expect(before).not.toContain('parse-error');
});

test('marks of a merge are told, and a new baseline replaces them', () => {
  const cwd = recorded({ 'a.json': two });
  const before = textOf(cwd);
  write(cwd, 'permlint-baseline.json', `<<<<<<< ours\n${before}=======\n>>>>>>> theirs\n`);
  const run = permlint([], { cwd });
  expect([run.code, run.out, run.err]).toEqual([
    2,
    '',
    'permlint: cannot read the baseline permlint-baseline.json: is not JSON; a merge may have left its marks. permlint baseline writes it anew\n',
  ]);
  expect(baseline(cwd, '--prune').code).toBe(2);
  expect(baseline(cwd).code).toBe(0);
  expect(textOf(cwd)).toBe(before);
});

test('one that is named and is not there is told', () => {
  const cwd = folderWith({ 'a.json': two, 'permlint.yaml': 'baseline: none.json\n' });
  expect(permlint([], { cwd }).err).toBe(
    'permlint: cannot read the baseline none.json: no such file or folder\npermlint baseline writes it.\n',
  );
  expect(permlint(['--no-baseline'], { cwd }).code).toBe(1);
});

test('NDJSON of many applications, some of them without a name', () => {
  const lines = Array.from({ length: 1_200 }, (_, index) =>
    JSON.stringify(JSON.parse(app(index % 3 === 0 ? undefined : `App ${index}`, escalation))),
  );
  const cwd = recorded({ 'all.ndjson': `${lines.join('\n')}\n` });
  expect(counts(cwd)).toEqual([0, 1_200, 0]);
  write(cwd, 'all.ndjson', `${[...lines.toReversed(), lines[1]].join('\r\n')}\n`);
  expect(counts(cwd)).toEqual([1, 1_200, 1]);
});

test('bare arrays, which have no names, in several files', () => {
  const bare = JSON.stringify([{ resourceAppId: graph, resourceAccess: [{ id: escalation, type: 'Role' }] }]);
  const cwd = recorded({ 'a.json': bare, 'b.json': bare });
  expect(counts(cwd)).toEqual([0, 2, 0]);
  write(cwd, 'c.json', bare);
  expect(counts(cwd)).toEqual([1, 2, 1]);
  rmSync(join(cwd, 'a.json'));
  expect(counts(cwd)).toEqual([0, 2, 0]);
});

test('what is waived is not recorded, and what is recorded is waived all the same', () => {
  const cwd = repositoryWith({ 'a.json': two });
  const waive = (rule: string) =>
    permlint(['waive', rule, '--app', 'Sync', '--reason', 'reviewed in May', '--expires', '2027-01-01'], { cwd });
  waive('tenant-takeover');
  expect(baseline(cwd).out).toContain('1 finding in 1 file recorded.');
  expect(counts(cwd)).toEqual([0, 1, 0]);
  waive('privilege-escalation');
  expect(counts(cwd)).toEqual([0, 0, 0]);
  expect(permlint([], { cwd }).err).toContain('1 entry of permlint-baseline.json is fixed');
  expect(counts(cwd, '--no-waivers')).toEqual([1, 1, 1]);
  expect(permlint(['--no-waivers', '--no-baseline'], { cwd }).code).toBe(1);
});

test('severities of the config do not change what is known', () => {
  const cwd = recorded({ 'a.json': two });
  writeFileSync(
    join(cwd, 'permlint.yaml'),
    'baseline: permlint-baseline.json\nrules: { privilege-escalation: critical }\n',
  );
  expect(counts(cwd)).toEqual([0, 2, 0]);
});

test('from a folder below, and with a config that lies elsewhere', () => {
  const cwd = recorded({ 'apps/a.json': two });
  expect(filesOf(cwd)).toEqual(['apps/a.json', 'apps/a.json']);
  expect(counts(join(cwd, 'apps'))).toEqual([0, 2, 0]);
  baseline(join(cwd, 'apps'));
  expect(filesOf(cwd)).toEqual(['apps/a.json', 'apps/a.json']);
  const other = folderWith({ 'a.json': two, 'conf/permlint.yaml': '# a\n' });
  expect(baseline(other, '-c', 'conf/permlint.yaml').out).toContain('conf/permlint-baseline.json: 2 findings');
  expect(counts(other, '-c', 'conf/permlint.yaml')).toEqual([0, 2, 0]);
});

test('flag, then environment, then config', () => {
  const cwd = folderWith({ 'a.json': two });
  expect(baseline(cwd, '--baseline', 'flag.json').out).not.toContain('names it now');
  expect(existsSync(join(cwd, 'permlint.yaml'))).toBe(false);
  expect(counts(cwd)).toEqual([1, 0, 2]);
  expect(counts(cwd, '--baseline', 'flag.json')).toEqual([0, 2, 0]);
  const byEnvironment = (...args: readonly string[]) =>
    permlint(args, { cwd, env: { PERMLINT_BASELINE: 'flag.json' } }).code;
  expect([byEnvironment(), byEnvironment('--no-baseline')]).toEqual([0, 1]);
  write(cwd, 'empty.json', '{"version":1,"findings":[]}');
  expect([byEnvironment('--baseline', 'empty.json')]).toEqual([1]);
  write(cwd, 'permlint.yaml', 'baseline: empty.json\n');
  expect([counts(cwd)[0], byEnvironment()]).toEqual([1, 0]);
});

test('where nothing is found nothing is written, unless --allow-empty says so; what is no registration is told', () => {
  const cwd = folderWith({ 'a.txt': '', 'b.json': '{}' });
  expect(baseline(cwd)).toEqual({ code: 2, out: '', err: 'permlint: no app registration found (looked at 1 file)\n' });
  expect([existsSync(join(cwd, 'permlint.yaml')), existsSync(join(cwd, 'permlint-baseline.json'))]).toEqual([
    false,
    false,
  ]);
  expect(baseline(cwd, '--allow-empty').code).toBe(0);
  expect(filesOf(cwd)).toEqual([]);
  write(cwd, 'c.json', two);
  expect(baseline(cwd, 'b.json', 'c.json').code).toBe(2);
  expect(baseline(cwd, '--skip-others', 'b.json', 'c.json').code).toBe(0);
});

test('without a config none is written', () => {
  const cwd = folderWith({ 'a.json': two });
  expect(baseline(cwd, '--no-config').out).toContain(
    'No config names it: use it with --baseline permlint-baseline.json.',
  );
  expect(existsSync(join(cwd, 'permlint.yaml'))).toBe(false);
});

test('a config that cannot be added to is told', () => {
  const cwd = folderWith({ 'a.json': two, 'permlint.yaml': '{}\n' });
  const run = baseline(cwd);
  expect([run.code, run.err]).toEqual([
    2,
    'permlint: permlint.yaml was not changed: it is written in a form that cannot be added to. Add by hand: {"baseline":"permlint-baseline.json"}\n',
  ]);
});

test('beside the manifests, in a folder of its own: paths lead there, and a fault in a new file is not covered', () => {
  for (const place of ['apps/ci/b.json', 'ci/b.json']) {
    const cwd = repositoryWith({ 'apps/a.json': app('Sync', escalation), 'permlint.yaml': `baseline: ${place}\n` });
    mkdirSync(join(cwd, dirname(place)));
    expect(baseline(cwd).code).toBe(0);
    const known = JSON.parse(textOf(cwd, place)).findings[0].file;
    expect(known).toBe(place === 'ci/b.json' ? '../apps/a.json' : '../a.json');
    expect(counts(cwd)).toEqual([0, 1, 0]);
    expect(counts(join(cwd, 'apps'))).toEqual([0, 1, 0]);
    // The old file is there still, so the same fault in a new one is new.
    write(cwd, 'apps/a.json', clean);
    write(cwd, 'apps/b.json', app('Sync', escalation));
    expect(counts(cwd)).toEqual([1, 0, 1]);
    rmSync(join(cwd, 'apps/a.json'));
    expect(counts(cwd)).toEqual([0, 1, 0]);
  }
});

test('findings of severity info are recorded and held only where they fail a run', () => {
  const own = JSON.stringify({
    displayName: 'Portal',
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: [
      { resourceAppId: '11111111-2222-4333-8444-555555555555', resourceAccess: [{ id: takeover, type: 'Role' }] },
    ],
  });
  const cwd = folderWith({ 'a.json': own });
  expect(baseline(cwd).out).toContain('0 findings in 0 files recorded.');
  expect(permlint(['--fail-on', 'info'], { cwd }).code).toBe(1);
  expect(baseline(cwd, '--fail-on', 'info').out).toContain('1 finding in 1 file recorded. 1 of them is new.');
  expect(permlint(['--fail-on', 'info'], { cwd }).code).toBe(0);
  const { code, out, err } = permlint(['-f', 'json'], { cwd });
  expect([code, JSON.parse(out).summary.baselined]).toEqual([0, 0]);
  expect(err).not.toContain('fixed');
  write(cwd, 'permlint.yaml', 'baseline: permlint-baseline.json\nfailOn: info\n');
  expect([permlint([], { cwd }).code, permlint(['--no-baseline'], { cwd }).code]).toEqual([0, 1]);
});

test('it says what is new, and what stays of other files', () => {
  const cwd = recorded({ 'a.json': app('Sync', escalation), 'b.json': app('Other', escalation) });
  expect(baseline(cwd).out).toBe('permlint-baseline.json: 2 findings in 2 files recorded. None of them is new.\n');
  write(cwd, 'a.json', two);
  expect(baseline(cwd, 'a.json').out).toContain(
    'permlint-baseline.json: 2 findings in 1 file recorded. 1 of them is new. 1 entry of other files stays.\n',
  );
});

test('renames that it follows are told, in three lines at most', () => {
  const names = ['a', 'b', 'c', 'd'].map((name) => [`${name}.json`, app(name, takeover, escalation)] as const);
  const cwd = recorded(Object.fromEntries(names));
  renameSync(join(cwd, 'a.json'), join(cwd, 'a2.json'));
  expect(permlint([], { cwd }).err).toContain('permlint: 2 entries followed a.json to a2.json\n');
  for (const name of ['b', 'c', 'd']) renameSync(join(cwd, `${name}.json`), join(cwd, `${name}2.json`));
  const told = permlint([], { cwd })
    .err.split('\n')
    .filter((line) => line.includes('followed'));
  expect(told).toEqual([
    'permlint: 2 entries followed a.json to a2.json',
    'permlint: 2 entries followed b.json to b2.json',
    'permlint: 4 entries followed 2 other files to new names',
  ]);
});
