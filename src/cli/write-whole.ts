import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that it is either as it was or as it shall be: to a temporary file beside it, flushed, then renamed.
 * A symbolic link keeps pointing to its file; what is no regular file (a pipe, a device) is written to.
 */
export function writeWhole(file: string, text: string): void {
  const before = statSync(file, { throwIfNoEntry: false });
  const target = before === undefined ? file : realpathSync(file);
  if (before !== undefined && !before.isFile()) {
    writeTo(target, 'w', before.mode, text);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.permlint-${process.pid}.tmp`);
  try {
    writeTo(temporary, 'wx', before?.mode ?? 0o666, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeTo(path: string, flags: string, mode: number, text: string): void {
  const descriptor = openSync(path, flags, mode);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    if (flags === 'wx') fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
