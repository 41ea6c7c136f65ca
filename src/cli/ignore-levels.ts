import { existsSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { IgnoreLevel } from './ignore-rules.js';

/** Whether ignore files leave out a path (absolute, a folder's with `/` at its end); the deepest that speaks decides. */
export function isIgnored(levels: readonly IgnoreLevel[], path: string): boolean {
  for (let index = levels.length - 1; index >= 0; index -= 1) {
    const level = levels[index];
    const decision = level?.decide(path.slice(level.base.length));
    if (decision !== undefined) return decision === 'ignored';
  }
  return false;
}

/** An absolute path with `/` between names, which is what ignore files speak of. */
export function absolutePath(path: string): string {
  const absolute = resolve(path);
  return sep === '/' ? absolute : absolute.replaceAll(sep, '/');
}

/** The root of the repository that a folder (absolute, `/` between names) lies in; undefined outside of any. */
export function repositoryRoot(folder: string): string | undefined {
  for (let current = folder; ; ) {
    if (existsSync(`${current}/.git`)) return current;
    const parent = dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

/** The folders above `folder` up to the root of its repository, outermost first; none outside of a repository. */
export function foldersAbove(folder: string): readonly string[] {
  const root = repositoryRoot(folder);
  const above: string[] = [];
  if (root !== undefined)
    for (let current = folder; current !== root; ) {
      current = dirname(current);
      above.unshift(current);
    }
  return above;
}

/** Ignore files of the folders above, which hold for what is below unless they leave out the folder itself. */
export async function levelsAbove(folder: string): Promise<readonly IgnoreLevel[]> {
  const levels: IgnoreLevel[] = [];
  for (const each of foldersAbove(folder)) {
    if (existsSync(`${each}/.gitignore`) || existsSync(`${each}/.permlintignore`))
      levels.push(...(await levelOf(each)));
  }
  return isIgnored(levels, `${folder}/`) ? [] : levels;
}

/** The ignore files of one folder; loads what reads them. */
export async function levelOf(folder: string): Promise<readonly IgnoreLevel[]> {
  const { readIgnoreLevel } = await import('./ignore-rules.js');
  const level = readIgnoreLevel(folder);
  return level === undefined ? [] : [level];
}
