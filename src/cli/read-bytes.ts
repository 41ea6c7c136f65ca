import { closeSync, openSync, readSync } from 'node:fs';

/** V8 holds no longer text. */
export const largestFile = 512 * 1024 * 1024 - 32;

const usualSize = 65_536;
const sleeper = new Int32Array(new SharedArrayBuffer(4));
let buffer = Buffer.allocUnsafeSlow(usualSize);

/** All bytes of a file, or undefined when there are too many. They are overwritten by the next call. */
export function readBytes(path: string, isRegularFile: boolean, most?: number): Buffer | undefined {
  const descriptor = openSync(path, 'r');
  try {
    return readDescriptor(descriptor, isRegularFile, most);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * All bytes that a descriptor gives until its end, or undefined when there are too many. Of a regular file fewer bytes
 * than asked for are the last ones; a pipe may have more later. With `most` it stops when there are more than that, and
 * gives those.
 */
export function readDescriptor(descriptor: number, isRegularFile = false, most = largestFile): Buffer | undefined {
  if (buffer.length > 64 * usualSize) buffer = Buffer.allocUnsafeSlow(usualSize);
  let length = 0;
  for (;;) {
    if (length === buffer.length) grow();
    const count = readSome(descriptor, buffer, length);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > most) return most === largestFile ? undefined : buffer.subarray(0, length);
    if (isRegularFile && length < buffer.length) return buffer.subarray(0, length);
  }
}

function grow(): void {
  const larger = Buffer.allocUnsafeSlow(Math.min(buffer.length * 4, largestFile + usualSize));
  buffer.copy(larger);
  buffer = larger;
}

/** Reads into a buffer from an offset on; 0 at the end. Waits for a pipe that has nothing yet. */
export function readSome(descriptor: number, into: Buffer, offset: number): number {
  for (;;) {
    try {
      return readSync(descriptor, into, offset, into.length - offset, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Windows reports the end of a pipe as an error.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      // The writer of the pipe has nothing yet, and the pipe does not block.
      Atomics.wait(sleeper, 0, 0, 2);
    }
  }
}
