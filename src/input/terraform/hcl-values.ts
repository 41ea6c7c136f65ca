// Values of expressions. What is not known is a value, too: it spreads to all that is computed from it, and to nothing else.
import type { PermissionKind } from '../../model/application.js';
import type { Spot } from './hcl-syntax.js';

/** A text, a number, true or false, or null. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at?: Spot | undefined;
}

/** A list, a tuple or a set. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly isSet?: true;
  readonly at?: Spot | undefined;
}

/** Where an attribute stands: its name, and the whole expression. */
export interface AttributePlace {
  readonly key: Spot;
  readonly value: Spot;
}

/** An object or a map. */
export interface Entries {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
  /** Of a block: where each attribute stands. */
  readonly places?: ReadonlyMap<string, AttributePlace>;
  readonly at?: Spot | undefined;
}

/** What only a run of Terraform tells, or what this reader does not compute. */
export interface Unknown {
  readonly kind: 'unknown';
  /** The expression as it is written. */
  readonly raw?: string;
  /** Addresses of the resources that it is computed from. */
  readonly refs: readonly string[];
  readonly at?: Spot | undefined;
}

/** The id of a permission, as a service principal tells it by name. */
export interface PermissionId {
  readonly kind: 'permission';
  readonly api: string;
  readonly of: PermissionKind;
  readonly name: string;
  readonly raw?: string;
  readonly at?: Spot | undefined;
}

/** Something with parts that are looked at one by one: a resource, `local`, `var`. */
export interface Reference {
  readonly kind: 'reference';
  readonly refs: readonly string[];
  /** The part that a key or an index names; `at` is where it is asked for. */
  readonly select: (key: Value, at: Spot) => Value;
}

export type Value = Scalar | List | Entries | Unknown | PermissionId | Reference;

/** Texts and lists longer than this are not computed: a few lines can double a value many times over. */
export const longest = 100_000;

/** A value that is not known, computed from others. */
export function unknown(...from: readonly Value[]): Unknown {
  return { kind: 'unknown', refs: refsOf(from) };
}

/** A text, a number, true or false, or null. */
export function scalar(value: Scalar['value'], at?: Spot): Scalar {
  return { kind: 'scalar', value, at };
}

/** A list, as long as it is not too long. */
export function list(items: readonly Value[], at?: Spot): Value {
  return items.length > longest ? unknown() : { kind: 'list', items, at };
}

/** The addresses that values are computed from, of lists and objects those of the first `most` parts that are in them. */
export function refsOf(values: Iterable<Value>, most = 200): readonly string[] {
  const refs = new Set<string>();
  const seen = new Set<Value>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (seen.has(value)) continue;
    if (seen.size >= most) break;
    seen.add(value);
    if (value.kind === 'unknown' || value.kind === 'reference') for (const ref of value.refs) refs.add(ref);
    else if (value.kind === 'list') for (const item of value.items) open.push(item);
    else if (value.kind === 'object') for (const item of value.entries.values()) open.push(item);
  }
  return [...refs];
}

/** The text of a value, or undefined where it has none that is known. Numbers become text as Terraform writes them. */
export function textIn(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar') return undefined;
  const held = value.value;
  if (typeof held === 'string') return held;
  if (typeof held === 'boolean') return String(held);
  return typeof held === 'number' && Number.isSafeInteger(held) ? String(held) : undefined;
}

/** A text as such, not a number that could become one. */
export function stringIn(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** A whole number. */
export function wholeIn(value: Value | undefined): number | undefined {
  if (value?.kind !== 'scalar') return undefined;
  const held = value.value;
  if (typeof held === 'number') return Number.isSafeInteger(held) ? held : undefined;
  return typeof held === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(held) ? Number(held) : undefined;
}

/** The part of a value that a key or an index names. */
export function select(value: Value, key: Value, at: Spot): Value {
  if (value.kind === 'reference') return value.select(key, at);
  if (value.kind === 'list' && value.isSet !== true) {
    const index = wholeIn(key);
    return (index === undefined ? undefined : value.items[index]) ?? unknown(value, key);
  }
  if (value.kind === 'object') {
    const name = textIn(key);
    return (name === undefined ? undefined : value.entries.get(name)) ?? unknown(value, key);
  }
  return unknown(value, key);
}

/** Keys and values in the order in which Terraform walks them; undefined where they are not known. */
export function walked(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value.kind === 'object') {
    const names = [...value.entries.keys()].sort();
    return names.map((name) => [scalar(name), value.entries.get(name) ?? unknown()] as const);
  }
  if (value.kind !== 'list') return undefined;
  return value.items.map((item, index) => [value.isSet ? item : scalar(index), item] as const);
}
