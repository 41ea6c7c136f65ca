import { spawnSync } from 'node:child_process';
import { absolutePath, repositoryRoot } from './ignore-levels.js';
import { UsageError } from './usage-error.js';

/** Runs git with arguments and standard input, and gives its standard output. */
export type Git = (args: readonly string[], input?: string) => Buffer;

export interface Repository {
  /** The root of the working tree: absolute, `/` between names. */
  readonly root: string;
  readonly git: Git;
}

/** The repository that the working directory lies in, as git itself sees it. Throws a usage error outside of any. */
export function openRepository(): Repository {
  const cwd = folderOfGit();
  const git: Git = (args, input = '') => runGit(cwd, args, input);
  const root = git(['rev-parse', '--show-toplevel'])
    .toString()
    .replace(/\r?\n$/, '');
  return { root: absolutePath(root), git };
}

/**
 * A hook that runs in a linked working tree has `GIT_DIR` in its environment, and git then takes the current folder for
 * the root, even after `cd sub`.
 */
function folderOfGit(): string {
  const { GIT_DIR, GIT_WORK_TREE } = process.env;
  const here = absolutePath('.');
  return GIT_DIR !== undefined && GIT_WORK_TREE === undefined ? (repositoryRoot(here) ?? here) : here;
}

function runGit(cwd: string, args: readonly string[], input: string): Buffer {
  const env = {
    ...process.env,
    // What git says is shown beside our own words.
    LC_ALL: 'C',
    // Linting changes nothing and connects to nothing, refreshing the index and fetching absent objects included.
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '0',
  };
  // A program that watches the files of the working tree is none that linting starts.
  const all = ['-c', 'core.fsmonitor=false', ...args];
  const { status, stdout, stderr, error } = spawnSync('git', all, { cwd, env, input, maxBuffer: Infinity });
  if (error !== undefined) throw unstarted(error);
  if (status === 0) return stdout;
  const [said = ''] = stderr.toString().trim().split('\n');
  throw new UsageError(`--staged reads what git has staged, and git says: ${said}`, hintFor(said));
}

function hintFor(said: string): { readonly hint?: string } {
  if (said.includes('dubious ownership')) {
    return { hint: "If you trust its owner, add the folder to safe.directory in git's configuration." };
  }
  if (!/not a git repository|work tree/.test(said)) return {};
  return {
    hint: 'Run it in the working tree of a git repository, or leave out --staged to lint the files on the disk.',
  };
}

function unstarted(error: Error): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return new UsageError('--staged needs git, which is not on PATH', {
      hint: 'Install git, or leave out --staged to lint the files on the disk.',
    });
  }
  return new UsageError(`--staged needs git, which cannot be run: ${error.message}`);
}
