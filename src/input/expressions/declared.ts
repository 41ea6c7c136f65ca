// What expressions may ask of the resources that are declared beside them.
import { isList } from '../members.js';
import { evaluate, type Scope, within } from './evaluate.js';
import type { Expression, Loop, Site } from './expression.js';
import { type Declared, itemsOf, type Located, unknownOf } from './values.js';

/** A round of a loop over resources, and what is added to the name of its resource. */
export interface Round {
  readonly scope: Scope;
  readonly suffix: string;
}

/** The service makes no more copies of one resource. */
const mostCopies = 800;

/** One round for every resource of a loop; one for all of them, where their number is not known. */
export function roundsOfResource(loop: Loop, scope: Scope): readonly Round[] {
  const over = evaluate(loop.over, scope);
  if (isList(over.value) && over.value.length <= mostCopies) {
    return itemsOf(over).map((item, index) => ({ scope: within(scope, loop, item, index), suffix: `[${index}]` }));
  }
  const { raw, at } = loop.over;
  const unknown = unknownOf({ kind: 'unknown', raw, at });
  return [{ scope: within(scope, loop, unknown, unknown.value), suffix: '' }];
}

/** A resource as a value: its properties are known as far as they are written. */
export function referenceTo(resource: Declared, expression: Expression): Located {
  return unknownOf(expression, [resource.words], { resource, path: [] });
}

/** A resource, whose body is evaluated once somebody asks for it. */
export function declaredOne(type: string, words: string, body: () => Located | undefined): Declared {
  return { type, words, body: once(body) };
}

/** The resources of a loop, each known by its index. */
export function declaredLoop(
  type: string,
  words: string,
  rounds: () => readonly Round[],
  bodyIn: (scope: Scope) => Located,
): Declared {
  const all = once(() => rounds().map(({ scope, suffix }) => declaredOne(type, words + suffix, () => bodyIn(scope))));
  return {
    type,
    words,
    body: () => undefined,
    element: (index) => (typeof index === 'number' ? all()?.[index] : undefined),
  };
}

/** What is made once; undefined while it is being made, as for a resource that asks for its own properties. */
function once<T>(make: () => T | undefined): () => T | undefined {
  let state: 'new' | 'open' | 'made' = 'new';
  let made: T | undefined;
  return () => {
    if (state !== 'new') return made;
    state = 'open';
    made = make();
    state = 'made';
    return made;
  };
}

/** The value of a name, evaluated once; what is made of itself has none. */
export function namesOnce(find: (name: string) => Located | undefined): (name: string) => Located | undefined {
  const known = new Map<string, () => Located | undefined>();
  return (name) => {
    const value = known.get(name) ?? once(() => find(name));
    known.set(name, value);
    return value();
  };
}

/** An expression for a resource as a whole, which stands where it is declared. */
export function resourceExpression(name: string, at: Site): Expression {
  return { kind: 'unknown', raw: name, at };
}
