// A small engine for tests: the SDK's own runners for program and pack, and between them what Pulumi's engine does in a
// preview. It knows no state: there is nothing to update, replace, delete or import.
import { createRequire } from 'node:module';
import { analyzeStack, type Deployment, startDeployment } from './deployment.js';
import {
  type AnalyzeRun,
  type Engine,
  inOrder,
  type Outcome,
  type PreviewRun,
  project,
  resourceOf,
  stack,
  type Violation,
} from './engine.js';
import { startMonitor } from './monitor.js';
import { type Pack, startPackProcess } from './pack.js';
import { runScript } from './plugin.js';
import { settingsOf } from './policy-config.js';
import { startProvider } from './provider.js';
import { resourcesOf } from './state.js';

export const smallEngine: Engine = { name: 'small engine', preview, analyze };

async function preview(run: PreviewRun): Promise<Outcome> {
  let deployment: Deployment | undefined;
  const monitor = await startMonitor(() => {
    if (deployment === undefined) throw new Error('the program has not started yet');
    return deployment;
  });
  try {
    const outcome = await withPack(run, monitor.address, async (pack) => {
      const provider = await startProvider(run.program, run.env);
      try {
        deployment = startDeployment(pack, provider);
        return await deploy(run, deployment, monitor.address);
      } finally {
        await provider.stop();
      }
    });
    return { ...outcome, printed: joined([outcome.printed, monitor.logged()]) };
  } finally {
    monitor.stop();
  }
}

async function deploy(run: PreviewRun, deployment: Deployment, address: string): Promise<Seen> {
  const { code, printed } = await runProgram(run, address);
  if (code === 0) await deployment.finish();
  const failure = deployment.failure()?.message;
  const ok = code === 0 && failure === undefined;
  return { ok, violations: deployment.violations, printed: [printed, failure ?? ''] };
}

function runProgram({ program, env }: PreviewRun, address: string) {
  const runner = createRequire(`${program}/package.json`).resolve('@pulumi/pulumi/cmd/run');
  const names = ['--project', project, '--stack', stack, '--organization', 'organization'];
  const addresses = ['--monitor', address, '--engine', address];
  return runScript({
    what: 'the program',
    args: [runner, ...names, ...addresses, '--parallel', '16', '--dry-run', '--pwd', program, program],
    folder: program,
    // Without a check of the types, which a test of their own makes: it would take most of the time.
    env: { PULUMI_CONFIG: '{}', PULUMI_NODEJS_TYPESCRIPT: 'true', PULUMI_NODEJS_TRANSPILE_ONLY: 'true', ...env },
  });
}

function analyze(run: AnalyzeRun): Promise<Outcome> {
  const resources = resourcesOf(run.state);
  return withPack(run, undefined, async (pack) => {
    const violations: Violation[] = [];
    for (const resource of resources) violations.push(...((await pack?.analyze(resource, resource.inputs)) ?? []));
    violations.push(...(await analyzeStack(pack, resources)));
    return { ok: true, violations, printed: [] };
  });
}

interface Seen {
  readonly ok: boolean;
  readonly violations: readonly Violation[];
  readonly printed: readonly string[];
}

type PackRun = Pick<PreviewRun, 'pack' | 'config' | 'env'>;

/** Runs something with the configured pack, and tells what came of it. */
async function withPack(
  { pack: folder, config = {}, env }: PackRun,
  engine: string | undefined,
  see: (pack: Pack | undefined) => Promise<Seen>,
): Promise<Outcome> {
  let pack: Pack | undefined;
  try {
    if (folder !== undefined) {
      pack = await startPackProcess({ folder, env, ...(engine !== undefined && { engine }) });
      await pack.configure(settingsOf(pack.info, config));
    }
    const seen = await see(pack);
    return outcomeOf(seen, pack?.printed());
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return outcomeOf({ ok: false, violations: [], printed: [`error: ${told}`] }, pack?.printed());
  } finally {
    await pack?.stop();
  }
}

function outcomeOf({ ok, violations, printed }: Seen, printedByPack = ''): Outcome {
  const isStopped = violations.some(({ level }) => level === 'mandatory');
  return {
    exitCode: ok && !isStopped ? 0 : 1,
    violations: inOrder(violations),
    printed: joined([...violations.map(print), ...printed, printedByPack]),
  };
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function print({ level, severity, policy, urn, message }: Violation): string {
  const told = severity === '' ? '' : ` [severity: ${severity}]`;
  return `- [${level}]${told}  ${policy}  (${resourceOf(urn)})\n  ${message.replaceAll('\n', '\n  ')}`;
}
