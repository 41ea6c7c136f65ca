import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode } from './decode.js';
import { encodeLike } from './encode.js';
import { faultCode } from './file-fault.js';

/**
 * Writes a file anew, whole: whoever reads it, and whatever ends this process, finds the old bytes or the new ones. The
 * file keeps its encoding, its mode and, where that may be set, its owner; of a symbolic link the target is written.
 * Returns why nothing was written, among it that the file no longer holds the text `before`.
 */
export function rewriteFile(path: string, before: string, after: string): string | undefined {
  let stage: Stage = 'read';
  try {
    const target = realpathSync.native(path);
    const stat = statSync(target);
    if (!stat.isFile()) return 'was not fixed: it is no regular file';
    const bytes = readFileSync(target);
    const decoded = decode(bytes);
    const isSame = 'text' in decoded && decoded.text === before && encodeLike(bytes, before).equals(bytes);
    if (!isSame) return changed;
    stage = 'write';
    // Who owns a folder may replace what is read-only in it; the mode says that nobody should.
    if ((stat.mode & 0o222) === 0) return 'was not fixed: it is read-only';
    closeSync(openSync(target, constants.O_WRONLY));
    stage = 'create';
    removeLeftovers(target);
    const temporary = temporaryFor(target);
    const descriptor = openSync(temporary, 'wx', 0o600);
    stage = 'write';
    return replace(target, { path: temporary, descriptor }, bytes, encodeLike(bytes, after), stat);
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return `was not fixed: ${describe(code, stage)}`;
  }
}

type Stage = 'read' | 'write' | 'create';

const changed = 'was not fixed: it has changed since it was read. Run permlint again.';

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EIO: 'the disk reports an error',
  ENOENT: 'it is gone since it was read',
};

function describe(code: string, stage: Stage): string {
  const why = words[code] ?? `it cannot be written (${code})`;
  return stage === 'create' ? `its folder takes no new file, ${why}` : why;
}

interface Temporary {
  readonly path: string;
  readonly descriptor: number;
}

function replace(target: string, temporary: Temporary, old: Buffer, bytes: Buffer, stat: Stats): string | undefined {
  let isRenamed = false;
  try {
    fillTemporary(temporary.descriptor, bytes, stat);
    // As late as possible: an editor may have saved the file meanwhile.
    if (!readFileSync(target).equals(old)) return changed;
    renameSync(temporary.path, target);
    isRenamed = true;
  } finally {
    if (!isRenamed) removeIfThere(temporary.path);
  }
  syncFolder(dirname(target));
  return undefined;
}

function fillTemporary(descriptor: number, bytes: Buffer, stat: Stats): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    keepOwner(descriptor, stat);
    fchmodSync(descriptor, stat.mode & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    // Only the owner of both may give a file away; whoever may write here gets it then.
    if (faultCode(error) === undefined) throw error;
  }
}

/** A rename outlasts a power cut when its folder is written; some systems open no folders. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (faultCode(error) === undefined) throw error;
  }
}

/** `.NAME.permlint-PID.tmp`; a name takes 255 bytes at most, so that of a long one begins alike only. */
function temporaryFor(target: string): string {
  return join(dirname(target), `${prefixFor(target)}${process.pid}.tmp`);
}

function prefixFor(target: string): string {
  const name = [...basename(target)].slice(0, 50).join('');
  return `.${name}.permlint-`;
}

/** Removes what a run that was killed left of this file, and this process of an earlier one. */
function removeLeftovers(target: string): void {
  const prefix = prefixFor(target);
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^(\d{1,10})\.tmp$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeIfThere(join(dirname(target), name));
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return faultCode(error) !== 'ESRCH';
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    // Another run may have removed it; nothing reads it.
    if (faultCode(error) === undefined) throw error;
  }
}
