import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, folderWith, permlint, type Ran } from './run.js';

/** Git without the configuration of the machine. */
export const isolated = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', HOME: '/nonexistent' };
export const identity = [
  '-c',
  'user.name=Somebody',
  '-c',
  'user.email=somebody@example.com',
  '-c',
  'commit.gpgsign=false',
];

/** Runs git, which must succeed, and gives what it prints. */
export function git(cwd: string, ...args: readonly string[]): string {
  const env = { ...environment, ...isolated };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A repository with these files committed; without any, one that has no commit yet. */
export function repositoryWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = folderWith(files);
  git(root, 'init', '-q', '-b', 'main');
  if (Object.keys(files).length > 0) {
    git(root, 'add', '-A', '-f');
    git(root, 'commit', '-qm', 'first');
  }
  return root;
}

/** Writes a file, and the folders that it lies in. */
export function write(root: string, name: string, text: string | Buffer): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** Writes files and stages them. */
export function stage(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) write(root, name, text);
  git(root, 'add', '-f', '--', ...Object.keys(files));
}

/** Lints what is staged. */
export const staged = (cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ran =>
  permlint(['--staged', '-f', 'concise', ...args], { cwd, env: { ...isolated, ...env } });

/** The files of the findings of a run. */
export const places = ({ out }: Ran): string[] => out.split('\n').flatMap((line) => line.split(':')[0] || []);
