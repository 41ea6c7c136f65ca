/** A mistyped word and what may have been meant; the nearest is named beside the error. */
export interface Mistyped {
  readonly word: string;
  readonly candidates: readonly string[];
}

/** What helps beside an error. */
export interface UsageHelp {
  readonly hint?: string;
  readonly more?: readonly string[];
  readonly mistyped?: Mistyped;
}

/** What the user asked for cannot be done as written: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;
  /** Further lines: other faults of the same input. */
  readonly more: readonly string[];
  readonly mistyped: Mistyped | undefined;

  constructor(message: string, { hint, more = [], mistyped }: UsageHelp = {}) {
    super(message);
    this.hint = hint;
    this.more = more;
    this.mistyped = mistyped;
  }
}

/** Told by name: commands are files of their own, each with its copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}
