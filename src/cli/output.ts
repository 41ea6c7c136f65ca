import { writeSync } from 'node:fs';
import { escapeText } from '../report/escape.js';

/** Text on its way to standard output or standard error. */
export interface Output {
  readonly write: (text: string) => void;
  readonly flush: () => void;
  /** Whether the reader went away: nothing that is written arrives any more. */
  readonly isClosed: () => boolean;
}

const bufferedLength = 65_536;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Collects text and writes it in large pieces, synchronously, so that nothing is lost at exit. A reader that went away
 * (`| head`) ends the writing quietly; the run goes on for its exit code.
 */
export function createOutput(descriptor: 1 | 2): Output {
  let pending = '';
  let isClosed = false;
  const flush = () => {
    if (pending === '' || isClosed) return;
    const bytes = Buffer.from(pending);
    pending = '';
    isClosed = !writeAll(descriptor, bytes);
  };
  return {
    write: (text) => {
      if (!isClosed) pending += text;
      if (pending.length >= bufferedLength) flush();
    },
    flush,
    isClosed: () => isClosed,
  };
}

/** False when nobody reads any more. */
function writeAll(descriptor: number, bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // EBADF: the descriptor is closed or not open for writing; nobody reads there either.
      if (code === 'EPIPE' || code === 'EBADF') return false;
      if (code !== 'EAGAIN') throw error;
      // The pipe is full and does not block: wait for the reader.
      Atomics.wait(sleeper, 0, 0, 2);
    }
  }
  return true;
}

/** Says something on standard error, at once: while the user waits at a terminal, and beside the findings of other files. */
export function tell(errors: Output, text: string): void {
  errors.write(`permlint: ${escapeText(text)}\n`);
  errors.flush();
}
