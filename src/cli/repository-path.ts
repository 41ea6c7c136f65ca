import { dirname } from 'node:path';
import { absolutePath, repositoryRoot } from './ignore-levels.js';

/**
 * A file's path from the root of its repository on, with `/` between names: what reports are shown beside. A file outside
 * of any repository, and standard input, keep their names.
 */
export function repositoryPath(file: string): string {
  if (/^<.*>$/.test(file)) return file;
  const path = absolutePath(file);
  const root = repositoryRoot(dirname(path));
  return root === undefined ? file : path.slice(root.length).replace(/^\//, '');
}
