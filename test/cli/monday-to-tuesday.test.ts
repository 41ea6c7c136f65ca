// A team adopts permlint on a repository with forty findings on Monday, and has it green, honest and blocking new
// mistakes by Tuesday: the story from start to end, with the built command line in a real git repository.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith, type Ran, permlint as run } from './run.js';

const fixtures = fileURLToPath(new URL('../rules', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Faulty registrations of many rules: about as many findings as an old repository has. */
const faulty = [
  'type-mismatch',
  'unknown-permission',
  'wrong-api',
  'duplicate-permission',
  'duplicate-api',
  'empty-api',
  'redundant-permission',
  'tenant-takeover',
  'privilege-escalation',
  'broad-permission',
  'token-version',
];

/** Each fault in an application of its own name: no repository has twenty of one. */
function oldRepository(): Record<string, string> {
  const files: Record<string, string> = { 'package.json': '{}\n', 'tsconfig.json': '{}\n' };
  for (const rule of faulty) {
    const inputs = readdirSync(join(fixtures, rule)).filter((name) => /^bad-.*\.json$/.test(name));
    for (const [index, name] of inputs.entries()) {
      const text = readFileSync(join(fixtures, rule, name), 'utf8');
      const manifest: unknown = parse(text);
      if (Array.isArray(manifest) || typeof manifest !== 'object' || manifest === null) continue;
      const own = { displayName: `Contoso ${rule} ${index}`, ...manifest };
      files[`apps/${rule}-${index}/aad.manifest.json`] = `${JSON.stringify(own, null, 2)}\n`;
    }
  }
  return files;
}

const graph = '00000003-0000-0000-c000-000000000000';

function manifestOf(name: string, permission: string, type: string): string {
  const requiredResourceAccess = [{ resourceAppId: graph, resourceAccess: [{ id: permission, type }] }];
  return `${JSON.stringify({ displayName: name, signInAudience: 'AzureADMyOrg', requiredResourceAccess }, null, 2)}\n`;
}

interface Report {
  readonly findings: readonly {
    rule: string;
    file: string;
    waived: { reason: string; expires: string | null } | null;
  }[];
  readonly summary: { readonly waived: number; readonly baselined: number };
}

test('from Monday to Tuesday', () => {
  const cwd = folderWith(oldRepository());
  const git = (...args: string[]): string => {
    const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@contoso.example', '-c', 'commit.gpgsign=false'];
    const { stdout, stderr, status } = spawnSync('git', [...who, ...args], { cwd, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  const permlint = (...args: string[]): Ran => run(args, { cwd });
  const report = (...args: string[]): Report => JSON.parse(permlint('-f', 'json', ...args).out);
  const commit = (message: string): void => {
    git('add', '-A');
    git('commit', '-qm', message);
  };
  git('init', '-q');
  commit('All that we have');

  // Monday. Forty findings, and the run fails.
  const before = report();
  const shown = (findings: Report['findings']) =>
    findings.filter(({ rule }) => rule !== 'admin-consent' && rule !== 'undecided');
  expect(shown(before.findings).length).toBeGreaterThanOrEqual(40);
  expect(permlint().code).toBe(1);

  // A config that fits, and every finding recorded: green, with nothing lost.
  const init = permlint('init');
  expect(init.out).toContain('permlint baseline');
  expect(init.code).toBe(0);
  const configSchema: object = JSON.parse(readFileSync(`${root}dist/schema/config.json`, 'utf8'));
  const isConfig = new Ajv2020.default({ allowUnionTypes: true, strictTypes: false }).compile(configSchema);
  expect(isConfig(parse(readFileSync(join(cwd, 'permlint.yaml'), 'utf8')))).toBe(true);
  expect(permlint('baseline')).toMatchObject({ code: 0, err: '' });
  const green = permlint();
  expect(green.code).toBe(0);
  expect(green.out).toMatch(/\d+ in the baseline/);
  const recorded = report().summary.baselined;
  expect(recorded).toBeGreaterThanOrEqual(40);
  commit('Adopt permlint');

  // A new mistake is blocked before it is committed, and it is the only thing that is shown.
  mkdirSync(join(cwd, 'apps/new'), { recursive: true });
  const mailReadBasic = 'a4b8392a-d8d1-4954-a029-8e668a39a170';
  writeFileSync(join(cwd, 'apps/new/aad.manifest.json'), manifestOf('Contoso New', mailReadBasic, 'Role'));
  git('add', '-A');
  const blocked = permlint('--staged');
  expect(blocked.code).toBe(1);
  expect(blocked.out).toContain('Mail.ReadBasic (a4b8392a) is a delegated permission');
  expect(report('--staged').findings.filter(({ rule }) => rule !== 'admin-consent')).toMatchObject([
    { rule: 'type-mismatch', file: 'apps/new/aad.manifest.json' },
  ]);
  writeFileSync(join(cwd, 'apps/new/aad.manifest.json'), manifestOf('Contoso New', mailReadBasic, 'Scope'));
  expect(permlint('--staged').code).toBe(1);
  git('add', '-A');
  expect(permlint('--staged').code).toBe(0);
  commit('A new application');

  // Old files are moved and reformatted: still green, and nothing is fixed by that.
  renameSync(join(cwd, 'apps/type-mismatch-0'), join(cwd, 'apps/moved'));
  const minified = join(cwd, 'apps/wrong-api-0/aad.manifest.json');
  writeFileSync(minified, JSON.stringify(JSON.parse(readFileSync(minified, 'utf8'))));
  const moved = permlint();
  expect(moved.code).toBe(0);
  expect(moved.err).not.toContain('fixed');
  expect(report().summary.baselined).toBe(recorded);

  // Tuesday. What repairs itself: first the diff, which git can apply, then for real.
  const diff = permlint('--diff');
  expect(diff.out).toContain('--- a/apps/duplicate-permission-0/aad.manifest.json');
  const checked = spawnSync('git', ['apply', '--check', '-'], { cwd, input: diff.out, encoding: 'utf8' });
  expect(checked.stderr).toBe('');
  expect(git('status', '--porcelain', '--', 'apps/duplicate-permission-0')).toBe('');
  const fixed = permlint('--fix');
  expect(fixed.code).toBe(0);
  expect(fixed.err).toMatch(/fixed \d+ findings in \d+ files/);
  expect(fixed.err).toMatch(/\d+ entries of permlint-baseline\.json are fixed/);
  const pruned = permlint('baseline', '--prune');
  expect(pruned.out).toMatch(/\d+ entries dropped, \d+ left/);
  const left = report().summary.baselined;
  expect(left).toBeLessThan(recorded);
  expect(permlint('--fix').err).toContain('nothing was fixed');
  commit('Repair what repairs itself');

  // What shall stay is a decision with a reason and an end, out of the baseline.
  const takeover = report('--no-baseline').findings.find(({ rule }) => rule === 'tenant-takeover');
  const waived = permlint(
    ...['waive', 'tenant-takeover', '--file', takeover?.file ?? '', '--owner', 'iam@contoso.example'],
    ...['--reason', 'Provisioning service, reviewed by the security board', '--expires', '2027-03-31'],
  );
  expect(waived).toMatchObject({ code: 0, err: '' });
  permlint('baseline', '--prune');
  const after = report();
  expect(after.summary.waived).toBeGreaterThanOrEqual(1);
  expect(after.summary.baselined).toBe(left - after.summary.waived);
  expect(after.findings.filter((each) => each.waived !== null)).toMatchObject([
    { rule: 'tenant-takeover', waived: { expires: '2027-03-31' } },
  ]);
  expect(permlint().out).toContain('until 2027-03-31: Provisioning service');

  // The decision ends by itself.
  const late = run([], { cwd, env: { PERMLINT_NOW: '2027-04-01' } });
  expect(late.code).toBe(1);
  expect(late.out).toContain('expired-waiver');
  expect(late.out).toContain('iam@contoso.example');

  // What nobody may request from now on, everybody's reports, and green in the end.
  writeFileSync(
    join(cwd, 'permlint.yaml'),
    `${readFileSync(join(cwd, 'permlint.yaml'), 'utf8')}\npermissions:\n  deny: ['*/full_access_as_app', 'Mail.ReadBasic:delegated']\n`,
  );
  expect(permlint().out).toContain('denied-permission');
  expect(permlint('--rule', 'denied-permission=off').code).toBe(0);
  const outputs = ['sarif', 'gitlab', 'junit', 'checkstyle', 'markdown'].flatMap((each) => [
    '-o',
    `${each}=${each}.out`,
  ]);
  const last = permlint('--rule', 'denied-permission=off', ...outputs);
  expect(last).toMatchObject({ code: 0 });
  expect(
    JSON.parse(readFileSync(join(cwd, 'gitlab.out'), 'utf8')).map((each: { check_name: string }) => each.check_name),
  ).not.toContain('tenant-takeover');
  const sarif = JSON.parse(readFileSync(join(cwd, 'sarif.out'), 'utf8'));
  const suppressed = sarif.runs[0].results.filter(
    (each: { suppressions?: unknown[] }) => (each.suppressions ?? []).length > 0,
  );
  expect(suppressed).toHaveLength(after.summary.waived + after.summary.baselined);
});

beforeAll(() => {
  expect(spawnSync('git', ['--version']).status).toBe(0);
});
