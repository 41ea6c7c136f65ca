import { escapeText } from '../report/escape.js';
import type { Output } from './output.js';
import { isTerminal } from './terminal.js';

/** A line on standard error that tells how far a run is; it comes after a second and goes before anything else is said. */
export interface Progress {
  readonly step: (done: number, total: number, name: string) => void;
  readonly clear: () => void;
}

/** A run that takes less is over before anybody looks. */
const quietFor = 1_000;
/** Nobody reads faster. */
const between = 100;

/** No progress where nobody watches: no terminal, a CI, or somebody said so. */
export function createProgress(errors: Output, isWanted: boolean): Progress {
  const { CI, TERM } = process.env;
  if (!isWanted || CI !== undefined || TERM === 'dumb' || !isTerminal(2)) return silent;
  let next = performance.now() + quietFor;
  let isShown = false;
  return {
    step: (done, total, name) => {
      const now = performance.now();
      if (now < next) return;
      next = now + between;
      isShown = true;
      const room = Math.max(20, (process.stderr.columns || 80) - 1);
      errors.write(`\r\u001b[K${escapeText(`${done} of ${total} files  ${name}`).slice(0, room)}`);
      errors.flush();
    },
    clear: () => {
      if (!isShown) return;
      isShown = false;
      errors.write('\r\u001b[K');
      errors.flush();
    },
  };
}

const silent: Progress = { step: () => undefined, clear: () => undefined };
