import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that it is either as it was or as it shall be: to a temporary file beside it, flushed, then renamed.
 * A symbolic link keeps pointing to its file; what is no regular file (a pipe, a device) is written to.
 */
export function writeWhole(file: string, text: string): void {
  const before = statSync(file, { throwIfNoEntry: false });
  const target = before === undefined ? file : realpathSync(file);
  if (before !== undefined && !before.isFile()) {
    writeTo(target, 'w', undefined, text);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.permlint-${process.pid}.tmp`);
  try {
    writeTo(temporary, 'wx', before?.mode, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeTo(path: string, flags: string, mode: number | undefined, text: string): void {
  const descriptor = openSync(path, flags);
  try {
    // Given to open, it would lose what the umask takes.
    if (mode !== undefined) fchmodSync(descriptor, mode & 0o7777);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    if (flags === 'wx') fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
