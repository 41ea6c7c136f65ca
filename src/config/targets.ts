/** A path that a config names, from the config's own path on. Works on text alone; `/` and `\` both part names. */
export function targetPath(target: string, from: string): string {
  return isAbsolute(target) ? target : joined(folderOf(from), target);
}

/**
 * The paths that the name of an extended config may stand for, best first: a path from the config's own on, or a file
 * of a package in one of the folders above.
 */
export function extendedPaths(target: string, from: string): readonly string[] {
  const own = targetPath(target, from);
  if (isAbsolute(target) || target.startsWith('.')) return [own];
  const packaged: string[] = [];
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    const path = joined(folder, `node_modules/${target}`);
    packaged.push(path, `${path}/permlint.yaml`);
    if (folderOf(folder) === folder) return [own, ...packaged];
  }
}

const isAbsolute = (path: string): boolean => /^(?:[a-z]:)?[\\/]/i.test(path);

function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? path.slice(0, end + 1) : path.slice(0, end);
}

function joined(folder: string, path: string): string {
  const parts = folder.split(/[\\/]/);
  if (parts.at(-1) === '') parts.pop();
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
