import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The command line as it ships. */
export const program = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

if (!existsSync(program)) throw new Error('dist/cli/main.cjs is missing: run npm run build before these tests');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as a user without rights. */
  readonly uid?: number;
}

/** The environment of every run: a fixed day, no terminal, no colour. */
export const environment = { PATH: process.env.PATH ?? '', PERMLINT_NOW: '2026-11-20', LANG: 'C.UTF-8' };

/** Runs the command line to its end. */
export function permlint(args: readonly string[], { cwd, input = '', env = {}, uid }: RunOptions = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    env: { ...environment, ...env },
    maxBuffer: 1 << 28,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

/** A folder of its own for a test, with these files. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

/** A registration that requests User.Read under the given types. */
export function registration(...types: string[]): string {
  const resourceAccess = types.map((type) => ({ id: userRead, type }));
  const requiredResourceAccess = [{ resourceAppId: graph, resourceAccess }];
  return JSON.stringify({ displayName: 'Portal', signInAudience: 'AzureADMyOrg', requiredResourceAccess }, null, 2);
}

/** No finding, one `high` finding, one `low` finding. */
export const clean = registration('Scope');
export const wrong = registration('Role');
export const untidy = registration('Scope', 'Scope');
