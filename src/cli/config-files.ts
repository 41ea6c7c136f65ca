import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ReadConfigText } from '../config/load-config.js';
import { extendedPath } from '../config/targets.js';
import type { ReadNamedFile } from '../configured.js';
import { decode } from './decode.js';
import { describeFault } from './file-fault.js';
import { readFile, textFault } from './read-file.js';

/** Reads a text by its absolute path; or why it cannot be read. */
export type ReadPath = (path: string) => { readonly text: string } | { readonly fault: string };

type TextReading = { readonly text: string } | { readonly fault: string };

/** Reads a file of the disk, or decodes the bytes that stand for it. A user may name a pipe. */
export function readText(path: string, bytes?: Buffer): TextReading {
  if (bytes !== undefined) {
    const decoded = decode(bytes);
    return 'text' in decoded ? decoded : { fault: decoded.undecodable };
  }
  if (!existsSync(path)) return { fault: describeFault(path, 'ENOENT') };
  if (statSync(path).isDirectory()) return { fault: 'is a folder' };
  const read = readFile({ name: path, path, origin: 'named' }, () => undefined);
  return 'text' in read ? read : { fault: textFault(read) };
}

/** Reads what a file names, not a user: a pipe would keep the run waiting, and a device may have no end. */
export function readRegularText(path: string, bytes?: Buffer): TextReading {
  const isOther = bytes === undefined && existsSync(path) && !statSync(path).isFile() && !statSync(path).isDirectory();
  return isOther ? { fault: 'is not a regular file' } : readText(path, bytes);
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
    const isThere = (path: string): boolean => existsSync(path) && !statSync(path).isDirectory();
    const extended = extendedPath(target, from, isThere);
    if ('fault' in extended) return extended;
    const found = read(extended.path);
    if ('fault' in found) return { fault: `${target}: ${found.fault}` };
    return { name: shownPath(extended.path), location: realLocation(extended.path), text: found.text };
  };
}

/** The path that two links to one file share, so that a config that extends itself is seen. */
export function realLocation(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
