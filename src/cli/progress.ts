import { createLiveProgress } from './live-progress.js';
import type { Output } from './output.js';

/** A line on standard error that tells how far a run is; it comes after a second and goes before anything else is said. */
export interface Progress {
  readonly step: (done: number, total: number, name: string) => void;
  /** How many applications of one long file were checked. */
  readonly count: (applications: number, name: string) => void;
  readonly clear: () => void;
}

/** A run that takes less is over before anybody looks. */
const quietFor = 1_000;
/** Nobody reads faster. */
const between = 100;

/** Tells how far a run is, where somebody watches. */
export function createProgress(errors: Output, isWanted: boolean): Progress {
  const { step, clear } = createLiveProgress(errors, isWanted);
  let next = performance.now() + quietFor;
  const show = (text: string): void => {
    const now = performance.now();
    if (now < next) return;
    next = now + between;
    step(text);
  };
  return {
    step: (done, total, name) => show(`${done} of ${total} files  ${name}`),
    count: (applications, name) => show(`${applications} applications  ${name}`),
    clear,
  };
}
