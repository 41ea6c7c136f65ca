import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const actionText = readFileSync(join(root, 'action.yml'), 'utf8');
export const action: Action = parse(actionText);
export const [checkNode, build, lint, upload] = action.runs.steps;

export interface StepSetting {
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where the action is checked out. */
  readonly actionPath?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the step gives to later ones, and to the summary of the job. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs a step as the runner does: bash on a file of the script, in the workspace, stopping at the first failure. */
export function runStep(step: Step | undefined, setting: StepSetting): StepResult {
  const { workspace, inputs = {}, actionPath = root } = setting;
  const runner = mkdtempSync(join(tmpdir(), 'permlint-runner-'));
  onTestFinished(() => rmSync(runner, { recursive: true, force: true }));
  writeFileSync(join(runner, 'step.sh'), step?.run ?? 'exit 99');
  const given = (value: string) =>
    value.replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? '',
    );
  const own = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, given(value)]));
  const env = {
    ...{ PATH: process.env.PATH, GITHUB_ACTION_PATH: actionPath, GITHUB_WORKSPACE: workspace, RUNNER_TEMP: runner },
    ...{ GITHUB_OUTPUT: join(runner, 'output'), GITHUB_STEP_SUMMARY: join(runner, 'summary') },
    ...{ PERMLINT_NOW: '2026-11-20', ...own, ...setting.env },
  };
  const bash = ['--noprofile', '--norc', '-e', '-o', 'pipefail', join(runner, 'step.sh')];
  const { status, stdout, stderr } = spawnSync('/bin/bash', bash, { cwd: workspace, env, encoding: 'utf8' });
  const written = (name: string) => (existsSync(join(runner, name)) ? readFileSync(join(runner, name), 'utf8') : '');
  const outputs = Object.fromEntries([...written('output').matchAll(/^([^=]+)=(.*)$/gm)].map(([, k, v]) => [k, v]));
  return { status, stdout, stderr, outputs, summary: written('summary') };
}
