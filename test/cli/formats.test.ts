import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { githubCommands, markedCommands } from '../report/ci-commands.js';
import { countsIn } from '../report/counts.js';
import { readXml } from '../report/read-xml.js';
import { hasXmllint, isGitlab, isSarif, xmllint } from '../report/validate.js';
import { machineFormats } from '../report/writers.js';
import { clean, folderWith, permlint, untidy, wrong } from './run.js';

const files = {
  'apps/wrong.json': wrong,
  'apps/untidy #1.json': untidy,
  'apps/clean.json': clean,
  'package.json': '{}',
};

describe.each(machineFormats)('-f %s', (format) => {
  test('prints a report that tells of the findings, and the exit code is that of every format', () => {
    const cwd = folderWith(files);
    const { code, out } = permlint(['-f', format, '.'], { cwd });
    expect(code).toBe(1);
    expect(countsIn(format, out)).toEqual({ error: 1, warning: 0, note: 1 });
    expect(permlint(['-f', format, '.'], { cwd }).out).toBe(out);
    expect(out).not.toContain(cwd);
  });

  test('prints a report also where nothing is wrong', () => {
    const { code, out } = permlint(['-f', format, '.'], { cwd: folderWith({ 'clean.json': clean }) });
    expect(code).toBe(0);
    expect(countsIn(format, out)).toEqual({ error: 0, warning: 0, note: 0 });
  });

  test.skipIf(process.platform === 'win32')('a hostile name of a file stays a name', () => {
    const name = '\n::error::x ##vso[task.complete]\u001b[31m%0A,a:"<&>|`@x`.json';
    const { out } = permlint(['-f', format, '.'], { cwd: folderWith({ [name]: wrong }) });
    expect(countsIn(format, out)).toEqual({ error: 1, warning: 0, note: 0 });
    expect(githubCommands(out)).toHaveLength(format === 'github' ? 1 : 0);
    expect(markedCommands(out)).toEqual([]);
    expect(out).not.toContain('\u001b');
  });
});

test('sarif: paths begin at the root of the repository, and the category is the one given', () => {
  const cwd = folderWith(files);
  execFileSync('git', ['init', '--quiet'], { cwd });
  const { out } = permlint(['-f', 'sarif', '--category', 'portal', '.'], { cwd: join(cwd, 'apps') });
  const log: Log = JSON.parse(out);
  isSarif(log);
  const [run] = log.runs;
  expect(run?.automationDetails?.id).toBe('portal/');
  expect(run?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
    'apps/untidy%20%231.json',
    'apps/wrong.json',
  ]);
  expect(run?.invocations?.[0]?.executionSuccessful).toBe(true);
});

test('sarif: what is not read is a notification, and the run is not successful', () => {
  const { code, out } = permlint(['-f', 'sarif', 'missing.json'], { cwd: folderWith(files) });
  expect(code).toBe(2);
  const log: Log = JSON.parse(out);
  isSarif(log);
  expect(log.runs[0]?.invocations?.[0]).toMatchObject({ executionSuccessful: false });
  expect(log.runs[0]?.invocations?.[0]?.toolExecutionNotifications).toHaveLength(1);
});

test('junit: a clean registration is a passed test, and what is no registration is none', () => {
  const root = readXml(permlint(['-f', 'junit', '--verbose', '.'], { cwd: folderWith(files) }).out);
  expect(root.attributes).toMatchObject({ tests: '3', failures: '2', errors: '0', skipped: '0' });
  expect(root.children.map(({ attributes }) => attributes.name)).toEqual([
    'apps/clean.json',
    'apps/untidy #1.json',
    'apps/wrong.json',
  ]);
});

test('gitlab: five fields each, and standard input beside a file of its name gives no fingerprint twice', () => {
  const cwd = folderWith(files);
  const { out } = permlint(['-f', 'gitlab', '-', 'apps/wrong.json', '--stdin-filename', 'apps/wrong.json'], {
    cwd,
    input: wrong,
  });
  const issues = JSON.parse(out);
  isGitlab(issues);
  expect(issues).toHaveLength(2);
});

test.skipIf(!hasXmllint)('xmllint takes what the command line prints', () => {
  const cwd = folderWith(files);
  for (const format of ['junit', 'checkstyle'] as const) {
    expect(xmllint(format, [permlint(['-f', format, '.', 'missing.json'], { cwd }).out])).toBe('');
  }
});
