import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { decode } from './decode.js';
import { encodeLike } from './encode.js';
import { describeWriteFault, faultCode } from './file-fault.js';
import { createOutput } from './output.js';
import { openTemporary, removeIfThere, type Temporary } from './temporary-file.js';

/**
 * Writes a file that was read, whole: whoever reads it, and whatever ends this process, finds the old bytes or the new
 * ones. The file keeps its encoding, its mode and, where that may be set, its owner; of a symbolic link the target is
 * written. `before` is the text that was read, undefined where there was no file. Returns why nothing was written, in
 * words that follow "was not changed: ", among it that the file no longer holds that text.
 */
export function rewriteFile(path: string, before: string | undefined, after: string): string | undefined {
  return written(path, (target, stat) => {
    if (stat?.isFile() === false) return 'it is no regular file';
    if (stat === undefined || before === undefined) {
      const isSame = stat === undefined && before === undefined;
      return isSame ? replace(target, Buffer.from(after), { isSame: () => !isThere(target) }) : changed;
    }
    const bytes = readFileSync(target);
    const decoded = decode(bytes);
    const isSame = 'text' in decoded && decoded.text === before && encodeLike(bytes, before).equals(bytes);
    if (!isSame) return changed;
    return replace(target, encodeLike(bytes, after), { stat, isSame: () => readFileSync(target).equals(bytes) });
  });
}

/**
 * Writes a file whole, whether or not it is there already, and makes the folders that it lies in. What is no regular
 * file (a pipe, a device, a descriptor of this process) is written to. Returns why nothing was written.
 */
export function writeFile(path: string, text: string): string | undefined {
  return written(path, (target, stat) => {
    const standard = /^\/(?:dev\/(?:std(out|err)|fd\/([12]))|proc\/self\/fd\/([12]))$/.exec(path);
    if (standard !== null) return print(standard.slice(1).some((each) => each === 'out' || each === '1') ? 1 : 2, text);
    const bytes = Buffer.from(text);
    if (stat?.isFile() === false || /^\/(?:dev|proc)\//.test(path)) return append(path, bytes);
    if (stat === undefined) mkdirSync(dirname(target), { recursive: true });
    return replace(target, bytes, { stat, isSame: () => true });
  });
}

const changed = 'it has changed since it was read. Run permlint again.';

function written(
  path: string,
  write: (target: string, stat: Stats | undefined) => string | undefined,
): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return write(writtenPath(path, stat), stat);
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return describeWriteFault(code);
  }
}

/** Where a path is written: of a link the target, be it there or not. What is no regular file has no other path. */
export function writtenPath(path: string, stat = statSync(path, { throwIfNoEntry: false })): string {
  if (stat !== undefined) return stat.isFile() ? realpathSync.native(path) : resolve(path);
  let target = resolve(path);
  // A circle of links has been a fault of `stat` already.
  while (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    target = resolve(realpathSync.native(dirname(target)), readlinkSync(target));
  }
  return target;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What is there before, and whether that is still so right before it is replaced. */
interface Old {
  readonly stat?: Stats | undefined;
  readonly isSame: () => boolean;
}

function replace(target: string, bytes: Buffer, { stat, isSame }: Old): string | undefined {
  if (stat !== undefined) {
    // Who owns a folder may replace what is read-only in it; the mode says that nobody should.
    if ((stat.mode & 0o222) === 0) return 'it is read-only';
    closeSync(openSync(target, constants.O_WRONLY));
  }
  const temporary = temporaryBeside(target, stat);
  if (typeof temporary === 'string') return temporary;
  let isRenamed = false;
  try {
    fillTemporary(temporary.descriptor, bytes, stat);
    // As late as possible: an editor may have saved the file meanwhile.
    if (!isSame()) return changed;
    renameSync(temporary.path, target);
    isRenamed = true;
  } finally {
    if (!isRenamed) removeIfThere(temporary.path);
  }
  syncFolder(dirname(target));
  return undefined;
}

/** A new file gets the mode that new files have here; one that is replaced is nobody's to read until it has its own. */
function temporaryBeside(target: string, stat: Stats | undefined): Temporary | string {
  try {
    return openTemporary(target, stat === undefined ? 0o666 : 0o600);
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return `its folder takes no new file, ${describeWriteFault(code)}`;
  }
}

function fillTemporary(descriptor: number, bytes: Buffer, stat: Stats | undefined): void {
  try {
    writeAll(descriptor, bytes);
    if (stat !== undefined) {
      keepOwner(descriptor, stat);
      fchmodSync(descriptor, stat.mode & 0o7777);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes all bytes to a descriptor, which may take fewer at a time. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** A socket has no path that could be opened. */
function print(descriptor: 1 | 2, text: string): undefined {
  const output = createOutput(descriptor);
  output.write(text);
  output.flush();
}

/** A descriptor that is a file may hold what was printed before. */
function append(path: string, bytes: Buffer): undefined {
  const descriptor = openSync(path, 'a');
  try {
    writeAll(descriptor, bytes);
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
