import { lstatSync, readlinkSync } from 'node:fs';

const words: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder: a part of the path is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'the symbolic link points in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reports an error',
  EBUSY: 'is locked by another program',
  ENXIO: 'is not a regular file; pipe it in and name -',
};

const unwritten: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone since it was read',
  EISDIR: 'it is a folder',
  EEXIST: 'a file stands in the way of its folder',
  ENXIO: 'nobody reads from it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
};

/** The code of an error of the file system, undefined for any other error. */
export function faultCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Why a file or folder cannot be read, in our words. */
export function describeFault(path: string, code: string): string {
  const target = code === 'ENOENT' ? linkTarget(path) : undefined;
  if (target !== undefined) return `the symbolic link points to ${target}, which does not exist`;
  return words[code] ?? `cannot be read (${code})`;
}

/** Why a file cannot be written, in our words. */
export function describeWriteFault(code: string): string {
  return unwritten[code] ?? words[code] ?? `it cannot be written (${code})`;
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // Not even the link can be read: the path itself does not exist.
    return undefined;
  }
}
