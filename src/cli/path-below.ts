import { absolutePath } from './ignore-levels.js';

/** A file's path from a folder on, `/` between names; undefined where it lies elsewhere. */
export function pathBelow(folder: string, file: string): string | undefined {
  const path = absolutePath(file);
  const base = withSlash(folder);
  return path.startsWith(base) ? path.slice(base.length) : undefined;
}

/** Whether an absolute path is a folder's, or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(withSlash(folder));
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
