import { dirname } from 'node:path';
import { absolutePath, foldersAbove, isIgnored, levelOf } from './ignore-levels.js';
import type { IgnoreLevel } from './ignore-rules.js';

interface FolderRules {
  readonly levels: readonly IgnoreLevel[];
  readonly isIgnored: boolean;
}

/** Tells whether ignore files leave out a path or a folder above it; each folder is asked once. */
export function createIgnores(): (path: string) => Promise<boolean> {
  const known = new Map<string, FolderRules>();
  const rulesOf = async (folder: string, isTop: (folder: string) => boolean): Promise<FolderRules> => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const above = isTop(folder) ? { levels: [], isIgnored: false } : await rulesOf(dirname(folder), isTop);
    const rules = {
      levels: [...above.levels, ...(await levelOf(folder))],
      isIgnored: above.isIgnored || isIgnored(above.levels, `${folder}/`),
    };
    known.set(folder, rules);
    return rules;
  };
  const working = absolutePath('.');
  return async (path) => {
    const folder = dirname(path);
    const before = known.get(folder);
    if (before !== undefined) return before.isIgnored || isIgnored(before.levels, path);
    const top = foldersAbove(folder)[0] ?? (`${folder}/`.startsWith(`${working}/`) ? working : folder);
    const rules = await rulesOf(folder, (each) => each === top || dirname(each) === each);
    return rules.isIgnored || isIgnored(rules.levels, path);
  };
}
