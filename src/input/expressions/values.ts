// Values of expressions, with the places where they and what they hold are written.
import { isList } from '../members.js';
import { holds, isComputed, isRecord, Pending } from '../source.js';
import type { Expression, Site } from './expression.js';

/** A value and where it is written: at the literal that it comes from, where there is one. */
export interface Located {
  readonly value: unknown;
  readonly at: Site;
}

/** A resource that an expression refers to. */
export interface Declared {
  readonly type: string;
  /** What it is called where another waits for it. */
  readonly words: string;
  /** What is written of it; undefined for a module, and for each of a loop by its index. */
  readonly body: () => Located | undefined;
  /** Its resource for an index, where it is a loop. */
  readonly element?: (index: unknown) => Declared | undefined;
}

/** What a value that is not known yet is of: a property of a resource. */
export interface Origin {
  readonly resource: Declared;
  readonly path: readonly string[];
}

const origins = new WeakMap<Pending, Origin>();
const sites = new WeakMap<object, ReadonlyMap<string, Site>>();
const weights = new WeakMap<object, number>();

/** More than this no registration holds; lists that double themselves must not fill the memory. */
const heaviest = 100_000;
const longestText = 100_000;

/** A value that is not known yet, with the expression that stands for it. */
export function unknownOf(expression: Expression, waitsFor: readonly string[] = [], origin?: Origin): Located {
  const pending = new Pending(waitsFor, expression.raw);
  if (origin !== undefined) origins.set(pending, origin);
  return { value: pending, at: expression.at };
}

/** The same unknown as the expression around it has it. */
export function unknownAs(expression: Expression, pending: Pending): Located {
  return unknownOf(expression, pending.waitsFor, origins.get(pending));
}

/** What an unknown value is of, where that is a resource. */
export function originOf(value: unknown): Origin | undefined {
  return value instanceof Pending ? origins.get(value) : undefined;
}

/** What has to be deployed before a value is known. */
export function waitsFor({ value }: Located): readonly string[] {
  return value instanceof Pending ? value.waitsFor : [];
}

/** A list of these values; undefined where it would be too large. */
export function listOf(items: readonly Located[]): readonly unknown[] | undefined {
  const weight = weighed(items);
  if (weight === undefined) return undefined;
  const list = items.map(({ value }) => value);
  weights.set(list, weight);
  sites.set(list, new Map(items.map(({ at }, index) => [String(index), at])));
  return list;
}

/** An object of these values; undefined where it would be too large. */
export function objectOf(members: ReadonlyMap<string, Located>): Readonly<Record<string, unknown>> | undefined {
  const weight = weighed([...members.values()]);
  if (weight === undefined) return undefined;
  const object = Object.fromEntries([...members].map(([key, { value }]) => [key, value]));
  weights.set(object, weight);
  sites.set(object, new Map([...members].map(([key, { at }]) => [key, at])));
  return object;
}

/** A text, unless it would be too long. */
export function textOf(text: string): string | undefined {
  return text.length > longestText ? undefined : text;
}

function weighed(all: readonly Located[]): number | undefined {
  let weight = 1;
  for (const { value } of all) {
    const own = typeof value === 'object' && value !== null ? weights.get(value) : undefined;
    weight += own ?? (typeof value === 'string' ? 1 + value.length / 64 : 1);
    if (weight > heaviest) return undefined;
  }
  return weight;
}

/** What an object or a list holds under a key or index; undefined where it holds nothing there. */
export function memberOf({ value, at }: Located, key: string | number): Located | undefined {
  if (isComputed(value) || !holds(value, key)) return undefined;
  return { value: value[key], at: siteIn(value, key) ?? at };
}

/** The items of a list, each where it is written. */
export function itemsOf(list: Located): readonly Located[] {
  const { value, at } = list;
  return isList(value) ? value.map((item, index) => ({ value: item, at: siteIn(value, index) ?? at })) : [];
}

/** The members of an object, each where it is written. */
export function membersOf({ value, at }: Located): ReadonlyMap<string, Located> {
  if (!isRecord(value)) return new Map();
  return new Map(Object.entries(value).map(([key, each]) => [key, { value: each, at: siteIn(value, key) ?? at }]));
}

function siteIn(holder: object, key: string | number): Site | undefined {
  return sites.get(holder)?.get(String(key));
}
