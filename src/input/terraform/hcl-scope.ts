import type { Source } from './hcl-syntax.js';
import type { Value } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

/** How much may still be computed: a text must not be able to keep the reader busy for ever. */
export interface Budget {
  steps: number;
  depth: number;
  /** How many expressions were not known so far: `try` takes another value where one of its own is an error. */
  unknowns: number;
}

/** What names mean where an expression stands. */
export interface Scope {
  readonly source: Source;
  /** What a module holds for a name: `local`, `var`, `data`, the type of a resource. */
  readonly named: (name: string) => Value;
  /** Names that hold here alone: `each`, `count`, the iterator of a block, the variables of a `for`. */
  readonly own: ReadonlyMap<string, Value>;
  readonly budget: Budget;
}

/** The value of an expression node. */
export type Evaluate = (node: SyntaxNode, scope: Scope) => Value;

/** A scope with more names. */
export function withNames(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, own: new Map([...scope.own, ...names]) };
}

const fewestSteps = 200_000;

/** What a module of so many characters may take: a long one has more to compute. */
export function newBudget(length: number): Budget {
  return { steps: fewestSteps + length, depth: 0, unknowns: 0 };
}
