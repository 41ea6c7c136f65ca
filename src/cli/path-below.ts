import { absolutePath } from './ignore-levels.js';

/** A file's path from a folder on, `/` between names; undefined where it lies elsewhere. */
export function pathBelow(folder: string, file: string): string | undefined {
  const path = absolutePath(file);
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(base) ? path.slice(base.length) : undefined;
}
