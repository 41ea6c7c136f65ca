import type { Severity } from '../model/finding.js';
import type { Skipped } from '../report/types.js';
import type { RunBaseline } from './baseline-run.js';
import type { Fixer } from './fix-files.js';
import type { Output } from './output.js';
import type { Progress } from './progress.js';
import type { Reports } from './reports.js';
import { isWholeRun, type Session } from './session.js';
import type { Timings } from './timings.js';

/** What a run has seen so far. */
export interface Run {
  readonly session: Session;
  readonly reports: Reports;
  readonly baseline: RunBaseline | undefined;
  readonly fixer: Fixer | undefined;
  readonly output: Output;
  readonly errors: Output;
  readonly progress: Progress;
  readonly timings: Timings | undefined;
  readonly counts: Record<Severity, number>;
  readonly skipped: Skipped[];
  /** Files of which something was reported with another. */
  readonly begun: Set<string>;
  files: number;
  applications: number;
  waived: number;
  baselined: number;
  /** Texts that do not parse. */
  unparsed: number;
  /** Files met in folders and by globs. */
  met: number;
  /** Named files that are no registration, passed over because the user said so. */
  others: number;
  /** Whether the result cannot be trusted: unreadable input, a crashed rule. */
  isBroken: boolean;
}

/** Whether the run has seen all that the config speaks of. */
export function isWhole({ session, isBroken }: Run): boolean {
  return !isBroken && isWholeRun(session);
}

/** Says something on standard error, where that is wanted. */
export function notice(run: Run, text: string): void {
  run.session.notice(text);
}
