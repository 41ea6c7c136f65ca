// Values of variables in the type that their variable is declared with: Terraform converts, fills in and drops.
import { setOf } from './hcl-functions.js';
import type { Evaluate, Scope } from './hcl-scope.js';
import { textOf } from './hcl-syntax.js';
import { list, scalar, textIn, unknown, type Value } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

/** A value in the type that an expression names. What Terraform would refuse, and what is not certain, is unknown. */
export function inType(value: Value, type: SyntaxNode, scope: Scope, evaluate: Evaluate): Value {
  const isOpen = value.kind === 'unknown' || value.kind === 'reference';
  if (isOpen || (value.kind === 'scalar' && value.value === null)) return value;
  const { name, args } = typeIn(type, scope);
  const [of] = args;
  const inner = (each: Value): Value => (of === undefined ? unknown(each) : inType(each, of, scope, evaluate));
  if (name === 'any') return value;
  if (value.kind === 'scalar') return scalarIn(value, name);
  if (value.kind === 'list' && value.isSet !== true && (name === 'list' || name === 'set')) {
    const items = value.items.map(inner);
    if (!isAlike(items)) return unknown(value);
    return name === 'set' ? (setOf(items) ?? unknown(value)) : list(items, value.at);
  }
  if (value.kind !== 'object') return unknown(value);
  if (name === 'map') {
    const entries = new Map([...value.entries].map(([key, each]) => [key, inner(each)]));
    return isAlike([...entries.values()]) ? { ...value, entries } : unknown(value);
  }
  return name === 'object' && of !== undefined ? objectIn(value, of, scope, evaluate) : unknown(value);
}

interface Type {
  readonly name: string;
  readonly args: readonly SyntaxNode[];
}

/** `list(string)` is the name `list` with one argument; the name alone may stand in quotes, as it did once. */
function typeIn(node: SyntaxNode, { source }: Scope): Type {
  const [first = node] = node.children.filter(({ type }) => type !== 'comment');
  if (first.type !== 'function_call') return { name: textOf(source, first).replace(/^"|"$/g, ''), args: [] };
  const [name, given] = first.children.filter(({ type, isNamed }) => isNamed && type !== 'comment');
  const args = given?.children.filter(({ type }) => type === 'expression') ?? [];
  return { name: name === undefined ? '' : textOf(source, name), args };
}

function scalarIn(value: Value & { readonly kind: 'scalar' }, name: string): Value {
  if (name === 'string') {
    const text = textIn(value);
    return text === undefined ? unknown() : scalar(text, value.at);
  }
  if (name === 'bool' && (value.value === 'true' || value.value === 'false')) {
    return scalar(value.value === 'true', value.at);
  }
  const isSame = (name === 'bool' || name === 'number') && name.startsWith((typeof value.value).slice(0, 4));
  return isSame ? value : unknown();
}

/** Below `any`, Terraform finds one type for all. */
function isAlike(values: readonly Value[]): boolean {
  const types = values.flatMap((each) => (each.kind === 'scalar' && each.value !== null ? [typeof each.value] : []));
  return new Set(types).size < 2;
}

function objectIn(
  { entries, at }: Value & { readonly kind: 'object' },
  type: SyntaxNode,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const [collection] = type.children.filter(({ type: each }) => each === 'collection_value');
  const [object] = collection?.children.filter(({ type: each }) => each === 'object') ?? [];
  if (object === undefined) return unknown(...entries.values());
  const converted = new Map<string, Value>();
  for (const member of object.children.filter(({ type: each }) => each === 'object_elem')) {
    const [key, wanted] = member.children.filter(({ type: each }) => each === 'expression');
    if (key === undefined || wanted === undefined) return unknown(...entries.values());
    const name = textOf(scope.source, key).replace(/^"|"$/g, '');
    const { name: called, args } = typeIn(wanted, scope);
    const [own = wanted, otherwise] = called === 'optional' ? args : [wanted];
    const given = entries.get(name);
    if (given === undefined && called !== 'optional') return unknown(...entries.values());
    const isMissing = given === undefined || (given.kind === 'scalar' && given.value === null);
    const byDefault = otherwise === undefined ? scalar(null) : evaluate(otherwise, scope);
    converted.set(name, inType(isMissing ? byDefault : given, own, scope, evaluate));
  }
  return { kind: 'object', entries: converted, at };
}
