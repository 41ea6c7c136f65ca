/** A path that a config names, from the config's own path on. Works on text alone; `/` and `\` both part names. */
export function targetPath(target: string, from: string): string {
  return isAbsolute(target) ? target : joined(folderOf(from), target);
}

/** Only these are read: the words of a fault may quote from a file, and others may hold secrets. */
const configEnding = /\.(?:ya?ml|json)$/i;

/** The path of a config that another extends, or why there is none; `isFile` tells which paths are those of files. */
export function extendedPath(
  target: string,
  from: string,
  isFile: (path: string) => boolean,
): { readonly path: string } | { readonly fault: string } {
  if (/^[a-z]+:\/\//i.test(target)) {
    return { fault: `${target}: addresses are not read; put the config into a package.` };
  }
  const paths = extendedPaths(target, from);
  const path = paths.find((each) => configEnding.test(each) && isFile(each));
  if (path !== undefined) return { path };
  if (!configEnding.test(target) && paths.some(isFile)) {
    return { fault: `${target}: only files that end in .yaml, .yml or .json can be extended.` };
  }
  const isPath = isAbsolute(target) || target.startsWith('.');
  return { fault: `${target}: there is no such file${isPath ? '' : ', and no such package in node_modules'}.` };
}

/**
 * The paths that the name of an extended config may stand for, best first: a path from the config's own on, or a file
 * of a package in one of the folders above.
 */
function extendedPaths(target: string, from: string): readonly string[] {
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
  const isRooted = isAbsolute(folder);
  if (parts.at(-1) === '') parts.pop();
  for (const part of path.split(/[\\/]/)) {
    const isAbove = parts.length === (isRooted ? 1 : 0) || parts.at(-1) === '..';
    if (part === '..' && isAbove && !isRooted) parts.push('..');
    else if (part === '..') parts.splice(isAbove ? parts.length : -1);
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
