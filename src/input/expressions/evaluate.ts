// Evaluates expressions as far as their values are known before anything is deployed.
import { isList } from '../members.js';
import { isComputed, isRecord, Pending } from '../source.js';
import { deepest, type Expression, type Loop, type Part } from './expression.js';
import { pureFunctions } from './functions.js';
import { lookedUp } from './lookups.js';
import {
  itemsOf,
  type Located,
  listOf,
  memberOf,
  membersOf,
  objectOf,
  originOf,
  textOf,
  unknownAs,
  unknownOf,
  waitsFor,
} from './values.js';

/** What the names of an expression stand for. */
export interface Scope {
  /** Parameters, variables and resources. */
  readonly find: (name: string) => Located | undefined;
  /** What the loops and lambdas around the expression name. */
  readonly locals: ReadonlyMap<string, Located>;
  readonly run: Run;
}

/** How much was done: no text may keep the linter busy for ever. */
export interface Run {
  steps: number;
  depth: number;
}

const mostSteps = 2_000_000;

/** The value of an expression; what is not known is `Pending`, with the expression as it is written. Never throws. */
export function evaluate(expression: Expression, scope: Scope): Located {
  const { run } = scope;
  run.steps += 1;
  if (run.steps > mostSteps || run.depth > deepest) return unknownOf(expression);
  run.depth += 1;
  const found = valueIn(expression, scope);
  run.depth -= 1;
  // Whoever makes lists out of lists does as much as who writes them.
  if (expression.kind === 'call' && isList(found.value)) run.steps += found.value.length;
  return found.value instanceof Pending ? unknownAs(expression, found.value) : found;
}

/** A value that an expression makes itself stands where the expression does. */
function made(expression: Expression, value: unknown): Located {
  return value === undefined ? unknownOf(expression) : { value, at: expression.at };
}

function valueIn(expression: Expression, scope: Scope): Located {
  switch (expression.kind) {
    case 'literal':
      return made(expression, expression.value);
    case 'text':
      return joined(expression, expression.parts, scope);
    case 'name':
      return scope.locals.get(expression.name) ?? scope.find(expression.name) ?? unknownOf(expression);
    case 'access':
      return accessed(expression, scope);
    case 'call':
      return called(expression, expression.args, scope);
    case 'array':
      return made(expression, listOf(expression.items.flatMap((item) => spread(item, scope))));
    case 'object':
      return objectFrom(expression, scope);
    case 'loop':
      return looped(expression, scope);
    default:
      return unknownOf(expression);
  }
}

function joined(expression: Expression, parts: readonly Expression[], scope: Scope): Located {
  let text = '';
  for (const part of parts) {
    const { value } = evaluate(part, scope);
    if (value instanceof Pending) return unknownOf(expression, value.waitsFor);
    // How other values are written out is for the service to say.
    if (typeof value !== 'string' && !Number.isInteger(value)) return unknownOf(expression);
    text += String(value);
    if (textOf(text) === undefined) return unknownOf(expression);
  }
  return made(expression, text);
}

function spread(item: Part, scope: Scope): readonly Located[] {
  const found = evaluate(item.value, scope);
  if (item.isSpread !== true || !isList(found.value)) return [found];
  return itemsOf(found);
}

function objectFrom(expression: Expression & { readonly kind: 'object' }, scope: Scope): Located {
  const members = new Map<string, Located>();
  for (const { key, keyAt, value, isSpread } of expression.members) {
    const found = evaluate(value, scope);
    if (isSpread === true) {
      // What is not known may hold any key: nothing that was written before is certain.
      if (!isRecord(found.value)) return unknownOf(expression, waitsFor(found));
      for (const [name, member] of membersOf(found)) members.set(name, member);
      continue;
    }
    const name = evaluate(key, scope);
    if (typeof name.value !== 'string') return unknownOf(expression, waitsFor(name));
    members.set(name.value, keyAt === undefined ? found : { ...found, at: { ...found.at, key: keyAt } });
  }
  return made(expression, objectOf(members));
}

function accessed(expression: Expression & { readonly kind: 'access' }, scope: Scope): Located {
  const of = evaluate(expression.of, scope);
  const { value: key } = evaluate(expression.key, scope);
  if (typeof key !== 'string' && typeof key !== 'number') return unknownOf(expression, waitsFor(of));
  if (of.value instanceof Pending) return propertyOf(expression, of.value, key);
  if (of.value === null && expression.isSafe) return made(expression, null);
  // Of a list, only an index within it counts: a list has a length of its own, which the language does not know.
  if (isList(of.value) ? typeof key === 'number' : isRecord(of.value)) {
    const member = memberOf(of, key);
    if (member !== undefined) return member;
    if (expression.isSafe) return made(expression, null);
  }
  return unknownOf(expression);
}

/** A property of a resource: as it is written there, or not known before the deployment. */
function propertyOf(expression: Expression, pending: Pending, key: string | number): Located {
  const origin = originOf(pending);
  if (origin === undefined) return unknownOf(expression, pending.waitsFor);
  const { resource, path } = origin;
  if (path.length === 0 && resource.element !== undefined) {
    const element = resource.element(key);
    return element === undefined
      ? unknownOf(expression, pending.waitsFor)
      : unknownOf(expression, [element.words], { resource: element, path: [] });
  }
  const written = path.length === 0 ? resource.body() : undefined;
  const member = written && memberOf(written, key);
  if (member !== undefined && !(member.value instanceof Pending)) return member;
  const inner = member && waitsFor(member);
  const words = inner !== undefined && inner.length > 0 ? inner : pending.waitsFor;
  return unknownOf(expression, words, { resource, path: [...path, String(key)] });
}

function called(
  expression: Expression & { readonly kind: 'call' },
  args: readonly Expression[],
  scope: Scope,
): Located {
  const { name } = expression;
  const [first, second, third] = args;
  if (name === 'if' && first && second && third) return chosen(expression, [first, second, third], scope);
  if ((name === 'and' || name === 'or') && args.length >= 2) return decided(expression, args, scope);
  if (name === 'coalesce') return coalesced(expression, args, scope);
  if (second?.kind === 'lambda' && first) return mapped(expression, first, second, scope);
  const values = args.map((arg) => evaluate(arg, scope));
  const item = itemAt(name, values);
  if (item !== undefined) return item;
  const pure = Object.hasOwn(pureFunctions, name) ? pureFunctions[name] : undefined;
  const value = pure?.(values);
  return value === undefined ? unknownOf(expression, values.flatMap(waitsFor)) : made(expression, value);
}

function chosen(
  expression: Expression,
  [condition, yes, no]: readonly [Expression, Expression, Expression],
  scope: Scope,
): Located {
  const { value } = evaluate(condition, scope);
  if (value === true) return evaluate(yes, scope);
  if (value === false) return evaluate(no, scope);
  return unknownOf(
    expression,
    [yes, no].flatMap((each) => waitsFor(evaluate(each, scope))),
  );
}

function decided(
  expression: Expression & { readonly kind: 'call' },
  args: readonly Expression[],
  scope: Scope,
): Located {
  const decisive = expression.name === 'or';
  const values = args.map((arg) => evaluate(arg, scope).value);
  if (values.includes(decisive)) return made(expression, decisive);
  return made(expression, values.every((value) => value === !decisive) ? !decisive : undefined);
}

function coalesced(expression: Expression, args: readonly Expression[], scope: Scope): Located {
  for (const arg of args) {
    const found = evaluate(arg, scope);
    if (isComputed(found.value)) return unknownOf(expression, waitsFor(found));
    if (found.value !== null) return found;
  }
  return made(expression, null);
}

function itemAt(name: string, [list]: readonly Located[]): Located | undefined {
  if (list === undefined || !isList(list.value)) return undefined;
  if (name === 'first') return memberOf(list, 0);
  return name === 'last' ? memberOf(list, list.value.length - 1) : undefined;
}

type Lambda = Expression & { readonly kind: 'lambda' };

/** The functions that take a list and a lambda. */
function mapped(
  expression: Expression & { readonly kind: 'call' },
  over: Expression,
  lambda: Lambda,
  scope: Scope,
): Located {
  const list = evaluate(over, scope);
  if (expression.name === 'filter' && list.value instanceof Pending) {
    const known = lookedUp(list.value, expression, lambda, (each) => evaluate(each, scope));
    return known === undefined ? unknownOf(expression, waitsFor(list)) : made(expression, known);
  }
  const [item, index] = lambda.parameters;
  if (!isList(list.value) || item === undefined) return unknownOf(expression, waitsFor(list));
  const rounds = itemsOf(list).map((each, at) => {
    const inner = within(scope, { item, indexes: index === undefined ? [] : [index] }, each, at);
    return { each, result: evaluate(lambda.body, inner) };
  });
  if (expression.name === 'map') return made(expression, listOf(rounds.map(({ result }) => result)));
  if (expression.name !== 'filter' || rounds.some(({ result }) => typeof result.value !== 'boolean')) {
    return unknownOf(expression);
  }
  return made(expression, listOf(rounds.filter(({ result }) => result.value === true).map(({ each }) => each)));
}

function looped(expression: Expression & { readonly kind: 'loop' }, scope: Scope): Located {
  const over = evaluate(expression.over, scope);
  if (!isList(over.value)) return unknownOf(expression, waitsFor(over));
  const rounds = itemsOf(over).map((item, index) => within(scope, expression, item, index));
  return made(expression, listOf(rounds.map((each) => evaluate(expression.body, each))));
}

/** The scope of one round. */
export function within(scope: Scope, { item, indexes }: Omit<Loop, 'over'>, value: Located, index: unknown): Scope {
  const locals = new Map(scope.locals);
  if (item !== undefined) locals.set(item, value);
  for (const name of indexes) locals.set(name, { value: index, at: value.at });
  return { ...scope, locals };
}
