import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSome } from './read-bytes.js';
import { writeAll } from './write-file.js';

/** A large file that is read piece by piece, and from any place. */
export interface LargeFile {
  readonly size: number;
  readonly chunks: (from: number, first?: number) => Iterable<Uint8Array>;
}

const chunkSize = 1024 * 1024;
/** Records that are read again are short, one at a time, and many. */
const scratch = Buffer.allocUnsafeSlow(4_096);

/**
 * Opens a large file. What can be read only once (`-`, a pipe of the shell) is written to a temporary file without a name,
 * which ends with the process; `begin` is what was read of it already.
 */
export function openLarge(path: string | undefined, begin: Uint8Array): LargeFile {
  const descriptor = path === undefined ? 0 : openSync(path, 'r');
  const stat = path === undefined ? undefined : fstatSync(descriptor);
  if (stat?.isFile() === true) return largeFile(descriptor, stat.size);
  const spool = openNameless();
  const size = copyRest(descriptor, begin, spool);
  if (path !== undefined) closeSync(descriptor);
  return largeFile(spool, size);
}

/** Opened files stay open until the process ends: a run has few of them. */
function largeFile(descriptor: number, size: number): LargeFile {
  return { size, chunks: (from, first = chunkSize) => chunksOf(descriptor, from, first) };
}

function* chunksOf(descriptor: number, from: number, first: number): Generator<Uint8Array> {
  let buffer = first <= scratch.length ? scratch : Buffer.allocUnsafeSlow(first);
  for (let offset = from; ; ) {
    const count = readSync(descriptor, buffer, 0, buffer.length, offset);
    if (count === 0) return;
    yield buffer.subarray(0, count);
    offset += count;
    if (buffer === scratch) buffer = Buffer.allocUnsafeSlow(16 * scratch.length);
  }
}

/** A file that nobody else can open. Where open files cannot be removed, the folder is removed at the end. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const descriptor = openSync(join(folder, 'input'), 'wx+', 0o600);
  if (process.platform === 'win32') process.on('exit', remove);
  else remove();
  return descriptor;
}

function copyRest(from: number, begin: Uint8Array, to: number): number {
  const buffer = Buffer.allocUnsafeSlow(chunkSize);
  let size = begin.length;
  writeAll(to, begin);
  for (let count = readSome(from, buffer, 0); count > 0; count = readSome(from, buffer, 0)) {
    size += count;
    writeAll(to, buffer.subarray(0, count));
  }
  return size;
}
