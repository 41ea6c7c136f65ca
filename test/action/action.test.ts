import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clean, folderWith, wrong } from '../cli/run.js';
import { action, actionText, build, checkNode, lint, root, runStep, upload } from './steps.js';

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'permlint-action-'));
  for (const [folder, text] of Object.entries({ right: clean, wrong })) {
    mkdirSync(join(workspace, folder));
    writeFileSync(join(workspace, folder, 'aad.manifest.json'), text);
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const runLint = (inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) =>
  runStep(lint, { workspace, inputs, env });

describe('action.yml', () => {
  test('is a composite action of named bash steps, and no script holds an expression', () => {
    expect(action.runs.using).toBe('composite');
    for (const { name, shell, run, uses } of action.runs.steps) {
      const isScript = uses === undefined;
      expect({ name, shell }).toEqual({ name: expect.any(String), shell: isScript ? 'bash' : undefined });
      expect(run ?? '').not.toContain('${{');
    }
  });

  test('describes every input, and each reaches a step', () => {
    const used = JSON.stringify([lint?.env, upload?.with, upload?.if]);
    for (const [name, { description, default: value }] of Object.entries(action.inputs)) {
      expect(description).not.toBe('');
      expect(value).toEqual(expect.any(String));
      expect(used).toContain(`inputs.${name} `);
    }
  });

  test('gives what the lint step gives', () => {
    expect(lint?.id).toBe('lint');
    expect(Object.entries(action.outputs).map(([name, { value }]) => [name, value])).toEqual(
      ['findings', 'errors', 'sarif-file'].map((name) => [name, `\${{ steps.lint.outputs.${name} }}`]),
    );
  });

  test('uses foreign actions by a full commit hash, with their version beside it', () => {
    const uses = [...actionText.matchAll(/^ *uses: (.*)$/gm)].map(([, value]) => value);
    expect(uses).toEqual([
      expect.stringMatching(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40} # v\d+\.\d+\.\d+$/),
    ]);
  });

  test('uploads only what was asked for and written, also where the step before failed', () => {
    expect(upload?.if).toBe("always() && inputs.upload-sarif == 'true' && steps.lint.outputs.sarif-file != ''");
    expect(upload?.with?.sarif_file).toBe(action.outputs['sarif-file']?.value);
  });
});

describe('Lint', () => {
  test('a right registration passes', () => {
    const { status, stderr } = runLint({ path: 'right' });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  test('a wrong one fails the step, and its finding is printed', () => {
    const { status, stdout } = runLint();
    expect(status).toBe(1);
    expect(stdout).toContain('type-mismatch');
  });

  test('the threshold and the format are those of the inputs', () => {
    const { status, stdout } = runLint({ path: 'wrong', 'fail-on': 'critical', format: 'json' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ rule: 'type-mismatch' }] });
  });

  test('paths are those of the working directory', () => {
    const { status, stdout } = runLint({ 'working-directory': 'wrong', path: 'aad.manifest.json', format: 'concise' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^aad\.manifest\.json:/);
    expect(runLint({ 'working-directory': 'nowhere' }).status).toBe(1);
  });

  test.each(['$(touch stolen)', '"; touch stolen; "', '--version', '`touch stolen`'])('%s is only data', (text) => {
    expect(runLint({ path: text }).status).toBe(2);
    for (const name of Object.keys(action.inputs)) runLint({ [name]: text });
    expect(existsSync(join(workspace, 'stolen'))).toBe(false);
  });
});

describe('reports', () => {
  test('findings are counted, and the summary of the job has a table', () => {
    const { status, outputs, summary } = runLint();
    expect(status).toBe(1);
    expect(outputs).toEqual({ findings: '1', errors: '1' });
    expect(summary).toMatch(/^\|.*\|$/m);
    expect(summary).toContain('type-mismatch');
    expect(runLint({ path: 'right' }).outputs).toEqual({ findings: '0', errors: '0' });
    expect(runLint({ summary: 'false' }).summary).toBe('');
  });

  test('SARIF is written where it is asked for, also when the step fails', () => {
    const { status, outputs } = runLint({ 'sarif-file': 'out.sarif', category: 'apps' });
    expect({ status, file: outputs['sarif-file'] }).toEqual({ status: 1, file: join(workspace, 'out.sarif') });
    const log = JSON.parse(readFileSync(join(workspace, 'out.sarif'), 'utf8'));
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'type-mismatch' }] }] });
    expect(log.runs[0].automationDetails.id).toMatch(/^apps/);
  });

  test('in GitHub Actions annotations follow the pretty report', () => {
    const { stdout } = runLint({}, { GITHUB_ACTIONS: 'true' });
    expect(stdout).toMatch(/^high {2}type-mismatch/m);
    expect(stdout).toMatch(/^::error file=wrong\/aad\.manifest\.json,line=10,/m);
  });
});

/** An action whose command line prints its arguments and writes what each `--output` asks for. */
function standIn(status: number, writes = true): string {
  const findings = { critical: 1, high: 2, medium: 3, low: 0, info: 4 };
  const program = `
    const { writeFileSync } = require('node:fs');
    const args = process.argv.slice(2);
    console.log(JSON.stringify(args));
    for (const arg of args) {
      const [, format, file] = /^--output=([a-z]+)=(.*)$/s.exec(arg) ?? [];
      const text = format === 'json' ? ${JSON.stringify(JSON.stringify({ summary: { findings } }))} : 'a ' + format;
      if (${writes} && file !== undefined) writeFileSync(file, text);
    }
    process.exitCode = ${status};`;
  return folderWith({ 'dist/cli/main.cjs': program });
}

describe('with a command line that stands in', () => {
  const run = (inputs: Readonly<Record<string, string>>, actionPath: string) =>
    runStep(lint, { workspace, inputs, actionPath });
  const argumentsOf = (stdout: string): string[] =>
    JSON.parse(stdout).map((each: string) => each.replace(/=\/.*\/permlint\.\w+\//, '=TEMPORARY/'));

  test('what is left out is not passed on', () => {
    const { stdout } = run({}, standIn(0));
    const outputs = ['--output=json=TEMPORARY/report.json', '--output=markdown=TEMPORARY/summary.md'];
    expect(argumentsOf(stdout)).toEqual(['lint', ...outputs, '--', '.']);
  });

  test('every input has its argument', () => {
    const given = { config: 'c d.yaml', baseline: 'b.json', category: 'a b', format: 'concise', summary: 'false' };
    const { stdout, outputs, summary } = run(
      { ...given, path: '*.json', 'sarif-file': 's/ x.sarif' },
      standIn(0, false),
    );
    expect(argumentsOf(stdout)).toEqual([
      ...['lint', '--output=json=TEMPORARY/report.json', '--format=concise', '--config=c d.yaml'],
      ...['--baseline=b.json', '--category=a b', '--output=sarif=s/ x.sarif', '--', '*.json'],
    ]);
    expect({ outputs, summary }).toEqual({ outputs: {}, summary: '' });
  });

  test.each([0, 1, 2])('exit code %i is that of the step, and its reports are taken', (status) => {
    const ran = run({ 'upload-sarif': 'true' }, standIn(status));
    expect(ran).toMatchObject({ status, summary: 'a markdown', outputs: { findings: '10', errors: '3' } });
    expect(isAbsolute(ran.outputs['sarif-file'] ?? '')).toBe(true);
  });

  test('a SARIF file of an earlier run is no result of this one', () => {
    writeFileSync(join(workspace, 'old.sarif'), 'old');
    const { status, outputs } = run({ 'sarif-file': 'old.sarif', 'upload-sarif': 'true' }, standIn(2, false));
    expect({ status, outputs }).toEqual({ status: 2, outputs: {} });
    expect(existsSync(join(workspace, 'old.sarif'))).toBe(false);
  });

  test('a name with a line break makes no further output', () => {
    const { outputs } = run({ 'sarif-file': 'x\nfindings=0' }, standIn(1));
    expect(outputs).toEqual({ findings: '10', errors: '3' });
  });
});

describe('Check Node', () => {
  test('this Node will do', () => {
    expect(runStep(checkNode, { workspace })).toMatchObject({ status: 0, stdout: '' });
  });

  test.each([
    ['v20.18.0', 1],
    ['v20.19.0', 0],
    ['v22.11.0', 1],
    ['v22.12.0', 0],
    ['v24.0.0', 0],
  ])('of Node %s the answer is %i', (version, expected) => {
    const pretend = `Object.defineProperty(process, "versions", { value: { node: "${version.slice(1)}" } });`;
    const real = `exec '${process.execPath}' -e '${pretend}'"$2"`;
    const node = `#!/bin/bash\nif [ "$1" = --version ]; then echo ${version}; else ${real}; fi\n`;
    const folder = folderWith({ node });
    chmodSync(join(folder, 'node'), 0o755);
    const { status, stdout } = runStep(checkNode, { workspace, env: { PATH: folder } });
    expect(status).toBe(expected);
    if (expected === 1)
      expect(stdout).toMatch(new RegExp(`^::error title=permlint::.*this is ${version}\\. Put actions/setup-node`));
  });

  test('without any Node it says so', () => {
    const { status, stdout } = runStep(checkNode, { workspace, env: { PATH: join(workspace, 'right') } });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=permlint::Node is not on this runner/);
  });
});

test('what is built already is not built again', () => {
  const { status, stdout } = runStep(build, { workspace, actionPath: root, env: { PATH: dirname(process.execPath) } });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
