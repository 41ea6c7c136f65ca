// The expressions of deployment templates and of Bicep, which compiles to them: one language in two spellings.
import type { OffsetRange, Pointer } from '../../model/place.js';

/** Where something is written: a pointer into a JSON text, or a range of a text of Bicep, and that of the key before it. */
export interface Site {
  readonly pointer?: Pointer;
  readonly range?: OffsetRange;
  readonly key?: OffsetRange;
}

interface Written {
  /** The expression as it is written. */
  readonly raw: string;
  readonly at: Site;
}

/** An item of a list or a member of an object; `isSpread` where all that its value holds takes its place. */
export interface Part {
  readonly value: Expression;
  readonly isSpread?: boolean;
}

export interface Member extends Part {
  readonly key: Expression;
  readonly keyAt?: OffsetRange;
}

/** One round for each item: the names that stand for the item and for its index. */
export interface Loop {
  readonly over: Expression;
  readonly item?: string;
  readonly indexes: readonly string[];
}

export type Expression = Written &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'text'; readonly parts: readonly Expression[] }
    /** A parameter, a variable, a resource, or what a loop or a lambda names. */
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'access'; readonly of: Expression; readonly key: Expression; readonly isSafe: boolean }
    /** Operators are calls of the functions that they compile to. */
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
    | { readonly kind: 'array'; readonly items: readonly Part[] }
    | { readonly kind: 'object'; readonly members: readonly Member[] }
    | ({ readonly kind: 'loop'; readonly body: Expression } & Loop)
    /** What no rule of the language fits, or what is nested deeper than anyone writes. */
    | { readonly kind: 'unknown' }
  );

/** Deeper than this nothing is read: no one writes it, and it must not exhaust the stack. */
export const deepest = 200;
