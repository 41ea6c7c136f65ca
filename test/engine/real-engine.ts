// Pulumi's own engine: the `pulumi` on PATH, in a project of its own with state in files and the stand-in provider.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type AnalyzeRun, type Engine, inOrder, type PreviewRun, project, stack, type Violation } from './engine.js';
import { packages } from './provider.js';

export const realEngine: Engine = {
  name: 'pulumi',
  preview: (run) => inFolder((folder) => preview(run, folder)),
  analyze: (run) => inFolder((folder) => analyze(run, folder)),
};

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'permlint-pulumi-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const providers = fileURLToPath(new URL('provider', import.meta.url));
const plain = ['--non-interactive', '--color', 'never'];

async function preview(run: PreviewRun, folder: string) {
  const plugins = { providers: packages.map((name) => ({ name, path: providers })) };
  // YAML, too. The program has to lie below the project; a link does.
  await writeFile(
    `${folder}/Pulumi.yaml`,
    JSON.stringify({ name: project, runtime: 'nodejs', main: 'program', plugins }),
  );
  await symlink(run.program, `${folder}/program`);
  await mkdir(`${folder}/state`);
  const env = { ...environment(folder, run), PULUMI_CONFIG_PASSPHRASE: 'test' };
  const created = await pulumi(['stack', 'init', stack, ...plain], folder, env);
  if (created.exitCode !== 0) throw new Error(`pulumi stack init: ${created.stderr}`);
  const shown = ['--suppress-progress', '--suppress-outputs', '--event-log', 'events.json'];
  const args = ['preview', '--stack', stack, ...plain, ...shown, ...(await policyArguments(run, folder))];
  const { exitCode, stdout, stderr } = await pulumi(args, folder, env);
  const events = await readFile(`${folder}/events.json`, 'utf8');
  return { exitCode, violations: violationsIn(events), printed: stdout + stderr };
}

/** Without a passphrase: a secret in a recorded state cannot be read, wherever the test runs. */
async function analyze(run: AnalyzeRun, folder: string) {
  await writeFile(`${folder}/state.json`, JSON.stringify(run.state));
  const args = ['policy', 'analyze', '--file', 'state.json', '--json', ...(await policyArguments(run, folder))];
  const { exitCode, stdout, stderr } = await pulumi(args, folder, environment(folder, run));
  return { exitCode, violations: violationsIn(stdout), printed: stdout + stderr };
}

async function policyArguments({ pack, config = {} }: Pick<PreviewRun, 'pack' | 'config'>, folder: string) {
  if (pack === undefined) return [];
  const file = `${folder}/policy-config.json`;
  await writeFile(file, JSON.stringify(config));
  return ['--policy-pack', pack, '--policy-pack-config', file];
}

function environment(folder: string, { env }: Pick<PreviewRun, 'env'>): Record<string, string | undefined> {
  const ambient = Object.entries(process.env).filter(([name]) => !name.startsWith('PULUMI_'));
  return {
    ...Object.fromEntries(ambient),
    PULUMI_HOME: `${folder}/home`,
    PULUMI_BACKEND_URL: `file://${folder}/state`,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // `--event-log` is hidden behind it.
    PULUMI_DEBUG_COMMANDS: 'true',
    ...env,
  };
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function pulumi(args: readonly string[], cwd: string, env: Record<string, string | undefined>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile('pulumi', args, { cwd, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, stdout, stderr });
      else reject(error);
    });
  });
}

const event = z.object({
  policyEvent: z
    .object({
      resourceUrn: z.string(),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.enum(['advisory', 'mandatory']),
      severity: z.string().default(''),
    })
    .optional(),
});

/** The violations in a list of events, one in each line. */
function violationsIn(lines: string): readonly Violation[] {
  const events = lines.split('\n').filter((line) => line !== '');
  const violations = events.flatMap((line): readonly Violation[] => {
    const { policyEvent } = event.parse(JSON.parse(line));
    if (policyEvent === undefined) return [];
    const { resourceUrn: urn, policyName: policy, enforcementLevel: level, severity, message } = policyEvent;
    return [{ policy, level, severity, urn, message: message.trim() }];
  });
  return inOrder(violations);
}
