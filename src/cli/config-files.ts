import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ReadConfigText } from '../config/load-config.js';
import type { ReadNamedFile } from '../configured.js';
import { decode } from './decode.js';
import { describeFault } from './file-fault.js';
import { readFile, textFault } from './read-file.js';

/** Reads a text by its absolute path; or why it cannot be read. */
export type ReadPath = (path: string) => { readonly text: string } | { readonly fault: string };

/** Reads a file of the disk, or decodes the bytes that stand for it. */
export function readText(path: string, bytes?: Buffer): { readonly text: string } | { readonly fault: string } {
  if (bytes !== undefined) {
    const decoded = decode(bytes);
    return 'text' in decoded ? decoded : { fault: decoded.undecodable };
  }
  if (!existsSync(path)) return { fault: describeFault(path, 'ENOENT') };
  if (statSync(path).isDirectory()) return { fault: 'is a folder' };
  const read = readFile({ name: path, path, origin: 'named' }, () => undefined);
  return 'text' in read ? read : { fault: textFault(read) };
}

/** A path as users know it: from the working directory on where it lies below. */
export function shownPath(path: string): string {
  const from = relative(process.cwd(), path).replaceAll('\\', '/');
  return from === '' || from.startsWith('../../..') || isAbsolute(from) ? path : from;
}

/** Reads what a config names: a path from its folder on. */
export function namedFileReader(read: ReadPath): ReadNamedFile {
  return (target, from) => {
    const path = resolve(dirname(from), target);
    const found = read(path);
    return 'fault' in found ? found : { name: shownPath(path), text: found.text };
  };
}

/** Reads the configs that another extends: a path from its folder on, or a file of a package in node_modules. */
export function extendedReader(read: ReadPath): ReadConfigText {
  return (target, from) => {
    if (/^[a-z]+:\/\//i.test(target))
      return { fault: `${target}: addresses are not read; put the config into a package.` };
    const path = configTarget(target, dirname(from));
    if (path === undefined) return { fault: `${target}: there is no such file, and no such package in node_modules.` };
    const found = read(path);
    if ('fault' in found) return { fault: `${target}: ${found.fault}` };
    return { name: shownPath(path), location: realLocation(path), text: found.text };
  };
}

/** The path that two links to one file share, so that a config that extends itself is seen. */
export function realLocation(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function configTarget(target: string, folder: string): string | undefined {
  const path = resolve(folder, target);
  if (existsSync(path) || target.startsWith('.') || isAbsolute(target)) return path;
  for (let current = folder; ; current = dirname(current)) {
    const packaged = join(current, 'node_modules', target);
    if (existsSync(packaged)) return statSync(packaged).isDirectory() ? join(packaged, 'permlint.yaml') : packaged;
    if (dirname(current) === current) return undefined;
  }
}
