// Processes that serve an engine: the first line that they print is the port on which they listen.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Plugin {
  readonly port: number;
  /** What it printed beside its port. */
  readonly printed: () => string;
  /** Ends it, and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

export interface Start {
  readonly what: string;
  /** The script for Node, and its arguments. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Starts a plugin and waits for its port. */
export async function startPlugin(start: Start): Promise<Plugin> {
  const { child, ended, printed } = run(start);
  const stop = async () => {
    child.kill();
    await ended;
  };
  const failed = ended.then((code): never => {
    throw new Error(`${start.what} ended with ${code}: ${printed()}`);
  });
  // Without a port it is of no use; what it printed says why.
  const port = await Promise.race([firstLine(child), failed]);
  if (/^\d+$/.test(port)) return { port: Number(port), printed, stop };
  await stop();
  throw new Error(`${start.what} wrote before its port: ${port}`);
}

/** Runs a script to its end. */
export async function runScript(start: Start): Promise<{ code: number; printed: string }> {
  const { ended, printed } = run(start);
  return { code: await ended, printed: printed() };
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  readonly printed: () => string;
}

function run({ args, folder, env }: Start): Running {
  // Its input stays open as long as this process lives: plugins end when it is closed.
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env }, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { child, ended, printed: () => text };
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (stdout !== null) createInterface({ input: stdout }).once('line', resolve);
  });
}
