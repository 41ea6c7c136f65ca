import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const [checkNode, build, lint] = action.runs.steps;

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'permlint-action-'));
  const manifest = (type: string) => ({
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type }],
      },
    ],
  });
  for (const [folder, type] of [
    ['right', 'Scope'],
    ['wrong', 'Role'],
  ] as const) {
    mkdirSync(join(workspace, folder));
    writeFileSync(join(workspace, folder, 'aad.manifest.json'), JSON.stringify(manifest(type)));
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** Runs a step as the runner does: bash on a file of the script, in the workspace, stopping at the first failure. */
function runStep(step: Step | undefined, inputs: Readonly<Record<string, string>> = {}, path = process.env.PATH) {
  const script = join(workspace, 'step.sh');
  writeFileSync(script, step?.run ?? 'exit 99');
  const given = (value: string) =>
    value.replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? '',
    );
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, given(value)]));
  return spawnSync('/bin/bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
    cwd: workspace,
    env: { PATH: path, GITHUB_ACTION_PATH: root, GITHUB_WORKSPACE: workspace, ...env },
    encoding: 'utf8',
  });
}

test('it is a composite action of named bash steps, and no script holds an expression', () => {
  expect(action.runs.using).toBe('composite');
  for (const { name, shell, run, uses } of action.runs.steps) {
    expect({ name, shell, uses }).toEqual({ name: expect.any(String), shell: 'bash', uses: undefined });
    expect(run).not.toContain('${{');
  }
});

test('every input is described, has a default and reaches the command line', () => {
  expect(Object.keys(action.inputs)).toEqual(['path', 'fail-on', 'format']);
  for (const [name, { description, default: value }] of Object.entries(action.inputs)) {
    expect(description).not.toBe('');
    expect(value).not.toBe('');
    expect(Object.values(lint?.env ?? {})).toContain(`\${{ inputs.${name} }}`);
  }
});

describe('Lint', () => {
  test('a right registration passes', () => {
    const { status, stderr } = runStep(lint, { path: 'right' });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  test('a wrong one fails the step, and its finding is printed', () => {
    const { status, stdout } = runStep(lint);
    expect(status).toBe(1);
    expect(stdout).toContain('type-mismatch');
  });

  test('the threshold and the format are those of the inputs', () => {
    const { status, stdout } = runStep(lint, { path: 'wrong', 'fail-on': 'critical', format: 'json' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ rule: 'type-mismatch' }] });
  });

  test.each(['$(touch stolen)', '"; touch stolen; "', '--version', '`touch stolen`'])(
    'a path of %s is only a path',
    (path) => {
      const { status } = runStep(lint, { path });
      expect(status).toBe(2);
      expect(existsSync(join(workspace, 'stolen'))).toBe(false);
    },
  );
});

describe('Check Node', () => {
  test('this Node will do', () => {
    expect(runStep(checkNode)).toMatchObject({ status: 0, stdout: '' });
  });

  test.each([
    ['v20.18.0', 1],
    ['v20.19.0', 0],
    ['v22.11.0', 1],
    ['v22.12.0', 0],
    ['v24.0.0', 0],
  ])('of Node %s the answer is %i', (version, expected) => {
    const folder = join(workspace, version);
    mkdirSync(folder);
    const pretend = `Object.defineProperty(process, "versions", { value: { node: "${version.slice(1)}" } });`;
    const real = `exec '${process.execPath}' -e '${pretend}'"$2"`;
    writeFileSync(
      join(folder, 'node'),
      `#!/bin/bash\nif [ "$1" = --version ]; then echo ${version}; else ${real}; fi\n`,
    );
    chmodSync(join(folder, 'node'), 0o755);
    const { status, stdout } = runStep(checkNode, {}, folder);
    expect(status).toBe(expected);
    if (expected === 1)
      expect(stdout).toMatch(new RegExp(`^::error title=permlint::.*this is ${version}\\. Put actions/setup-node`));
  });

  test('without any Node it says so', () => {
    const { status, stdout } = runStep(checkNode, {}, join(workspace, 'right'));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=permlint::Node is not on this runner/);
  });
});

test('what is built already is not built again', () => {
  expect(runStep(build, {}, dirname(process.execPath))).toMatchObject({ status: 0, stdout: '' });
});
