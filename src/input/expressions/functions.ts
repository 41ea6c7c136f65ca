// Functions whose result their arguments alone decide, by the name that templates call them by, in lower case.
// Azure Resource Manager template functions, and what Bicep's operators compile to (Microsoft Learn, 2026-11-21).
import { isList } from '../members.js';
import { isComputed, isRecord } from '../source.js';
import { itemsOf, type Located, listOf, membersOf, objectOf, textOf } from './values.js';

/** Undefined where an argument is not known, or not of a type that the function takes. */
type Pure = (args: readonly Located[]) => unknown;

/** The functions by name. */
export const pureFunctions: Readonly<Record<string, Pure>> = {
  null: ({ length }) => (length === 0 ? null : undefined),
  true: ({ length }) => (length === 0 ? true : undefined),
  false: ({ length }) => (length === 0 ? false : undefined),
  not: ([a]) => (typeof a?.value === 'boolean' ? !a.value : undefined),
  equals: ([a, b]) => a && b && equal(a.value, b.value),
  equalsignorecase: texts((a, b) => (b === undefined ? undefined : a.toLowerCase() === b.toLowerCase())),
  tolower: texts((a) => a.toLowerCase()),
  toupper: texts((a) => a.toUpperCase()),
  trim: texts((a) => a.trim()),
  startswith: texts((a, b) => (b === undefined ? undefined : a.toLowerCase().startsWith(b.toLowerCase()))),
  endswith: texts((a, b) => (b === undefined ? undefined : a.toLowerCase().endsWith(b.toLowerCase()))),
  replace: texts((a, b, c) => (b === undefined || b === '' || c === undefined ? undefined : replaced(a, b, c))),
  string: ([a]) => (typeof a?.value === 'string' ? a.value : undefined),
  format,
  concat,
  union,
  createarray: (args) => listOf(args),
  createobject: createObject,
  array: ([a]) => (a === undefined || isComputed(a.value) ? undefined : isList(a.value) ? a.value : listOf([a])),
  json: texts((a) => parsed(a)),
  length: ([a]) => sizeOf(a?.value),
  empty: ([a]) => (a?.value === null ? true : isEmpty(sizeOf(a?.value))),
  contains,
  range,
  add: integers((a, b) => a + b),
  sub: integers((a, b) => a - b),
  mul: integers((a, b) => a * b),
  less: integers((a, b) => a < b),
  lessorequals: integers((a, b) => a <= b),
  greater: integers((a, b) => a > b),
  greaterorequals: integers((a, b) => a >= b),
  split: splitText,
  join: joinTexts,
  take: (args) => part(args, (count) => [0, count]),
  skip: (args) => part(args, (count) => [count, undefined]),
  flatten,
  tryget: tryGet,
};

function texts(of: (a: string, b?: string, c?: string) => unknown): Pure {
  return (args) => {
    const [a, ...others] = args.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    return a === undefined || others.length !== args.length - 1 ? undefined : of(a, ...others);
  };
}

function integers(of: (a: number, b: number) => number | boolean): Pure {
  return ([a, b]) => {
    if (!Number.isInteger(a?.value) || !Number.isInteger(b?.value)) return undefined;
    const result = of(Number(a?.value), Number(b?.value));
    return typeof result === 'boolean' || Number.isSafeInteger(result) ? result : undefined;
  };
}

/** Undefined where what is not known decides. */
function equal(a: unknown, b: unknown): boolean | undefined {
  if (isComputed(a) || isComputed(b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [size, other] = [sizeOf(a), sizeOf(b)];
  // Whether lists and objects with the same members are equal is asked of empty ones in practice.
  if (size !== other || isList(a) !== isList(b)) return false;
  return size === 0 ? true : undefined;
}

function replaced(text: string, old: string, by: string): string | undefined {
  const parts = text.split(old);
  return parts.length * by.length > 100_000 ? undefined : textOf(parts.join(by));
}

/** `{0}` and doubled braces; a format for a number or a date is for the service. */
function format([template, ...args]: readonly Located[]): string | undefined {
  if (typeof template?.value !== 'string') return undefined;
  let isKnown = true;
  let length = 0;
  const text = template.value.replace(/\{\{|\}\}|\{(\d{1,3})\}|[{}]/g, (mark, index: string | undefined) => {
    if (mark === '{{' || mark === '}}') return mark.charAt(0);
    const value = index === undefined ? undefined : args[Number(index)]?.value;
    isKnown &&= (typeof value === 'string' || Number.isInteger(value)) && length < 100_000;
    const written = isKnown ? String(value) : '';
    length += written.length;
    return written;
  });
  return isKnown ? textOf(text) : undefined;
}

function concat(args: readonly Located[]): unknown {
  if (args.length > 0 && args.every(({ value }) => isList(value))) return listOf(args.flatMap(itemsOf));
  const known = args.every(({ value }) => typeof value === 'string' || Number.isInteger(value));
  const length = args.reduce((sum, { value }) => sum + (typeof value === 'string' ? value.length : 20), 0);
  return known && length < 200_000 ? textOf(args.map(({ value }) => String(value)).join('')) : undefined;
}

function union(args: readonly Located[]): unknown {
  if (args.length > 0 && args.every(({ value }) => isRecord(value))) return merged(args);
  if (args.length === 0 || !args.every(({ value }) => isList(value))) return undefined;
  const seen = new Set<unknown>();
  const kept: Located[] = [];
  for (const item of args.flatMap(itemsOf)) {
    // What stands twice is kept once; of lists and objects that is not compared, and told of as it stands.
    if (!seen.has(item.value)) kept.push(item);
    seen.add(item.value);
  }
  return listOf(kept);
}

/** The last one counts; objects under the same key are united, too, which is left to the service. */
function merged(args: readonly Located[]): unknown {
  const members = new Map<string, Located>();
  for (const [key, member] of args.flatMap((each) => [...membersOf(each)])) {
    if (isRecord(members.get(key)?.value) && isRecord(member.value)) return undefined;
    members.set(key, member);
  }
  return objectOf(members);
}

function createObject(args: readonly Located[]): unknown {
  if (args.length % 2 !== 0) return undefined;
  const members = new Map<string, Located>();
  for (let at = 0; at + 1 < args.length; at += 2) {
    const [key, value] = [args[at], args[at + 1]];
    if (typeof key?.value !== 'string' || value === undefined) return undefined;
    members.set(key.value, value);
  }
  return objectOf(members);
}

/** Texts, numbers and the like: larger values are hardly written as a text of JSON. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (isList(value) && value.length === 0) return listOf([]);
    if (isRecord(value) && Object.keys(value).length === 0) return objectOf(new Map());
    return typeof value === 'object' && value !== null ? undefined : value;
  } catch {
    return undefined;
  }
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string' || isList(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : undefined;
}

function isEmpty(size: number | undefined): boolean | undefined {
  return size === undefined ? undefined : size === 0;
}

function contains([holder, sought]: readonly Located[]): boolean | undefined {
  if (holder === undefined || sought === undefined || isComputed(sought.value)) return undefined;
  const { value } = holder;
  if (typeof value === 'string') return typeof sought.value === 'string' ? value.includes(sought.value) : undefined;
  if (isRecord(value)) {
    const wanted = String(sought.value).toLowerCase();
    return Object.keys(value).some((key) => key.toLowerCase() === wanted);
  }
  if (!isList(value)) return undefined;
  const answers = value.map((item) => equal(item, sought.value));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** The service makes no list of more than 10,000 numbers. */
function range([start, count]: readonly Located[]): unknown {
  const [from, size] = [start?.value, count?.value];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(size)) return undefined;
  const length = Number(size);
  if (start === undefined || length < 0 || length > 10_000) return undefined;
  return listOf(Array.from({ length }, (_, index) => ({ value: Number(from) + index, at: start.at })));
}

function splitText([text, separator]: readonly Located[]): unknown {
  if (text === undefined || typeof text.value !== 'string' || typeof separator?.value !== 'string') return undefined;
  if (separator.value === '') return undefined;
  return listOf(text.value.split(separator.value).map((value) => ({ value, at: text.at })));
}

function joinTexts([list, separator]: readonly Located[]): string | undefined {
  if (!isList(list?.value) || typeof separator?.value !== 'string') return undefined;
  const known = list.value.flatMap((each) =>
    typeof each === 'string' || Number.isInteger(each) ? [String(each)] : [],
  );
  if (known.length !== list.value.length) return undefined;
  const length = known.reduce((sum, each) => sum + each.length + String(separator.value).length, 0);
  return length > 200_000 ? undefined : textOf(known.join(separator.value));
}

function part(
  [of, count]: readonly Located[],
  bounds: (count: number) => readonly [number, number | undefined],
): unknown {
  if (of === undefined || !Number.isInteger(count?.value)) return undefined;
  const slice = bounds(Math.max(0, Number(count?.value)));
  if (typeof of.value === 'string') return of.value.slice(...slice);
  return isList(of.value) ? listOf(itemsOf(of).slice(...slice)) : undefined;
}

function flatten([list]: readonly Located[]): unknown {
  if (list === undefined || !isList(list.value) || !list.value.every(isList)) return undefined;
  return listOf(itemsOf(list).flatMap(itemsOf));
}

/** What `a.?b` compiles to: null where the key is not there. */
function tryGet([holder, ...keys]: readonly Located[]): unknown {
  const [key, ...others] = keys;
  if (holder === undefined || key === undefined || others.length > 0) return undefined;
  if (holder.value === null) return null;
  const at = key.value;
  if (isList(holder.value) && typeof at === 'number') return holder.value[at] ?? null;
  if (!isRecord(holder.value) || typeof at !== 'string') return undefined;
  return Object.hasOwn(holder.value, at) ? holder.value[at] : null;
}
