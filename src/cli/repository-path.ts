import { absolutePath, repositoryRoot } from './ignore-levels.js';
import { pathBelow } from './path-below.js';

let root: string | undefined;

/**
 * A file's path from the root of the repository of the run on, with `/` between names: what reports are shown beside. A
 * file outside of it, and standard input, keep their names.
 */
export function repositoryPath(file: string): string {
  if (/^<.*>$/.test(file)) return file;
  root ??= repositoryRoot(absolutePath('.')) ?? '';
  return root === '' ? file : (pathBelow(root, file) ?? file);
}
