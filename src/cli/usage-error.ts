/** A mistyped word and what may have been meant; the nearest is named beside the error. */
export interface Mistyped {
  readonly word: string;
  readonly candidates: readonly string[];
}

/** What the user asked for cannot be done as written: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;
  readonly mistyped: Mistyped | undefined;

  constructor(message: string, more: { readonly hint?: string; readonly mistyped?: Mistyped } = {}) {
    super(message);
    this.hint = more.hint;
    this.mistyped = more.mistyped;
  }
}

/** Told by name: commands are files of their own, each with its copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}
