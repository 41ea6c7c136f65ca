import { lstatSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { absolutePath } from './ignore-levels.js';
import { createIgnores } from './ignored.js';

/** Files that match a pattern, in the order of code units; ignored ones, links and special files are left out. */
export async function expandGlob(pattern: string, usesIgnoreFiles: boolean): Promise<readonly string[]> {
  const found = globSync(pattern, {
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  const ignores = createIgnores();
  const kept: string[] = [];
  for (const path of found.sort()) {
    const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
    if (isFile && !(usesIgnoreFiles && (await ignores(absolutePath(path))))) kept.push(path);
  }
  return kept;
}
