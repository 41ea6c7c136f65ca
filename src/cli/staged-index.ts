import type { Git } from './git.js';

/** What git has staged for the next commit. Paths are relative to the root of the working tree. */
export interface StagedIndex {
  /** Regular files that the commit adds or changes: their paths and the ids of their contents. */
  readonly changed: readonly (readonly [path: string, id: string])[];
  /** Paths that the commit removes. */
  readonly removed: readonly string[];
  /** Every regular file that is tracked; listed when first asked for. */
  readonly tracked: () => ReadonlyMap<string, string>;
}

// Symbolic links and submodules have other modes.
const regularFile = /^100(?:644|755)$/;

/** Asks git what is staged, in one process; what is tracked takes another. */
export function readStagedIndex(git: Git): StagedIndex {
  const changed: (readonly [string, string])[] = [];
  const removed: string[] = [];
  for (const [entry = '', path = ''] of pairs(git(diffArguments))) {
    const [, mode = '', , id = '', status = ''] = entry.split(' ');
    if (status === 'D') removed.push(path);
    else if (/^[AMT]/.test(status) && regularFile.test(mode)) changed.push([path, id]);
  }
  let tracked: ReadonlyMap<string, string> | undefined;
  return { changed, removed, tracked: () => (tracked ??= trackedFiles(git)) };
}

// The options come before what the user's git config may say. Without renames, a renamed file is one that is added.
const diffArguments = [
  ...['-c', 'diff.relative=false', 'diff', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames'],
  ...['--no-color', '--no-ext-diff', '--diff-filter=AMTD', '--'],
];

/** `:mode mode id id status` and the path by turns, each ended by a zero byte. */
function* pairs(output: Buffer): Iterable<readonly string[]> {
  const parts = output.toString().split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) yield parts.slice(at, at + 2);
}

function trackedFiles(git: Git): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const line of git(['ls-files', '--stage', '-z', '--full-name', '--', ':/']).toString().split('\0')) {
    const tab = line.indexOf('\t');
    const [mode = '', id = '', stage] = line.slice(0, tab).split(' ');
    // A path in conflict has no content of stage 0.
    if (stage === '0' && regularFile.test(mode)) files.set(line.slice(tab + 1), id);
  }
  return files;
}
