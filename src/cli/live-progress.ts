import { escapeText } from '../report/escape.js';
import type { Output } from './output.js';
import { isTerminal } from './terminal.js';

/** A line on standard error that tells what a command waits for; it goes before anything else is said. */
export interface LiveProgress {
  readonly step: (text: string) => void;
  readonly clear: () => void;
}

/** No progress where nobody watches: no terminal, a CI, or somebody said so. */
export function createLiveProgress(errors: Output, isWanted: boolean): LiveProgress {
  const { CI, TERM } = process.env;
  if (!isWanted || CI !== undefined || TERM === 'dumb' || !isTerminal(2)) return silent;
  let isShown = false;
  const put = (text: string): void => {
    errors.write(`\r\u001b[K${text}`);
    errors.flush();
  };
  return {
    step: (text) => {
      isShown = true;
      put(escapeText(text).slice(0, Math.max(20, (process.stderr.columns || 80) - 1)));
    },
    clear: () => {
      if (isShown) put('');
      isShown = false;
    },
  };
}

const silent: LiveProgress = { step: () => undefined, clear: () => undefined };
