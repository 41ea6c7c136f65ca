// The functions of Terraform that stand around lists of permissions. Each gives a value only where it is exact.
import type { Spot } from './hcl-syntax.js';
import { type List, list, longest, scalar, select, stringIn, textIn, type Value, wholeIn } from './hcl-values.js';

type Call = (args: readonly Value[], at: Spot) => Value | undefined;

/** The value of a call; undefined where the function is not computed, or not for these arguments. */
export function callFunction(name: string, args: readonly Value[], at: Spot): Value | undefined {
  return functions.get(name.replace(/^core::/, ''))?.(args, at);
}

/** A list whose every item is there, though an item may be unknown. */
function listIn(value: Value | undefined): List | undefined {
  return value?.kind === 'list' ? value : undefined;
}

/** The texts of a list of known texts. */
function textsIn(value: Value | undefined): readonly string[] | undefined {
  const texts = listIn(value)?.items.map(stringIn);
  return texts?.every((text) => text !== undefined) ? texts : undefined;
}

/** ASCII alone: other letters change by rules that differ between Go and JavaScript. */
function asciiIn(value: Value | undefined): string | undefined {
  const text = stringIn(value);
  return text !== undefined && /^[\u0000-\u007f]*$/.test(text) ? text : undefined;
}

const ofText =
  (change: (text: string) => string): Call =>
  ([value, ...others]) => {
    const text = others.length === 0 ? asciiIn(value) : undefined;
    return text === undefined ? undefined : scalar(change(text));
  };

/** What tells two items apart; undefined where that is not known. */
function itemKey(item: Value): string | undefined {
  if (item.kind === 'permission') return `permission ${item.api} ${item.of} ${item.name}`;
  return item.kind === 'scalar' ? `${typeof item.value} ${item.value}` : undefined;
}

function distinct(items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = itemKey(item);
    const isNew = key === undefined || !seen.has(key);
    if (key !== undefined) seen.add(key);
    return isNew;
  });
}

/** Items of several types all become text where Terraform wants one type. */
function isOfOneType(items: readonly Value[]): boolean {
  const types = new Set(items.map((item) => (item.kind === 'scalar' ? typeof item.value : item.kind)));
  return types.size < 2 || !items.some((item) => item.kind === 'scalar' && typeof item.value !== 'string');
}

/** A set of texts is walked in their order. What is in it besides keeps its place. */
export function setOf(items: readonly Value[]): Value | undefined {
  if (!isOfOneType(items)) return undefined;
  const texts = items.map(stringIn);
  const each = distinct(items);
  const numbers = each.map((item) =>
    item.kind === 'scalar' && typeof item.value === 'number' ? item.value : Number.NaN,
  );
  if (numbers.length > 0 && !numbers.some(Number.isNaN)) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return { kind: 'list', items: sorted.flatMap((number) => each[numbers.indexOf(number)] ?? []), isSet: true };
  }
  if (texts.includes(undefined)) return { kind: 'list', items: each, isSet: true };
  const sorted = [...each].sort((a, b) => ((stringIn(a) ?? '') < (stringIn(b) ?? '') ? -1 : 1));
  return { kind: 'list', items: sorted, isSet: true };
}

function toSet([value]: readonly Value[]): Value | undefined {
  return value?.kind === 'list' ? setOf(value.items) : undefined;
}

function toList([value]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'list') return undefined;
  const isSorted = value.isSet !== true ? isOfOneType(value.items) : textsIn(value) !== undefined;
  return isSorted ? list(value.items, value.at) : undefined;
}

function concat(args: readonly Value[]): Value | undefined {
  const lists = args.map(listIn);
  return lists.every((each) => each !== undefined && each.isSet !== true)
    ? list(lists.flatMap((each) => each?.items ?? []))
    : undefined;
}

function merge(args: readonly Value[]): Value | undefined {
  const entries = new Map<string, Value>();
  for (const arg of args) {
    if (arg.kind === 'scalar' && arg.value === null) continue;
    if (arg.kind !== 'object') return undefined;
    for (const [key, value] of arg.entries) entries.set(key, value);
  }
  return entries.size > longest ? undefined : { kind: 'object', entries };
}

function flatten([value]: readonly Value[]): Value | undefined {
  const items: Value[] = [];
  const open = value?.kind === 'list' ? [...value.items].reverse() : undefined;
  if (open === undefined) return undefined;
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    // What is not known may be a list of any length.
    if (item.kind === 'unknown' || item.kind === 'reference') return undefined;
    if (item.kind === 'list') for (const below of [...item.items].reverse()) open.push(below);
    else items.push(item);
    if (items.length + open.length > longest) return undefined;
  }
  return list(items);
}

function keys([value]: readonly Value[]): Value | undefined {
  return value?.kind === 'object' ? list([...value.entries.keys()].sort().map((key) => scalar(key))) : undefined;
}

function values([value]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'object') return undefined;
  return list([...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each));
}

function lookup([value, key, byDefault]: readonly Value[], at: Spot): Value | undefined {
  const name = stringIn(key);
  if (value === undefined || key === undefined || name === undefined) return undefined;
  if (value.kind === 'object') return value.entries.get(name) ?? byDefault;
  // Without a default a missing key is an error, as it is in brackets.
  if (value.kind !== 'reference' || byDefault !== undefined) return undefined;
  return select(value, key, at);
}

function isScalar(value: Value): boolean {
  return value.kind === 'scalar';
}

function contains([value, wanted]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'list' || wanted?.kind !== 'scalar') return undefined;
  if (value.items.some((item) => item.kind === 'scalar' && item.value === wanted.value)) return scalar(true);
  const isPlain = value.items.every((item) => item.kind === 'scalar' && typeof item.value === typeof wanted.value);
  return isPlain ? scalar(false) : undefined;
}

function coalesce(args: readonly Value[]): Value | undefined {
  for (const arg of args) {
    if (arg.kind !== 'scalar') return undefined;
    if (arg.value !== null && arg.value !== '') return typeof arg.value === 'string' ? arg : undefined;
  }
  return undefined;
}

/** What fails and what is only unknown cannot be told apart here, so the first argument alone can be the answer. */
function firstKnown([value]: readonly Value[]): Value | undefined {
  return value === undefined || value.kind === 'unknown' || value.kind === 'reference' ? undefined : value;
}

function format([pattern, ...args]: readonly Value[]): Value | undefined {
  const text = stringIn(pattern);
  const signs = text?.match(/%[\s\S]?/g) ?? [];
  if (text === undefined || !signs.every((sign) => /^%[sd%]$/.test(sign))) return undefined;
  const wanted = signs.filter((sign) => sign !== '%%');
  const given = wanted.map((sign, index) => (sign === '%s' ? textIn(args[index]) : wholeText(args[index])));
  if (args.length !== wanted.length || given.includes(undefined)) return undefined;
  let at = 0;
  const whole = text.replace(/%[sd%]/g, (sign) => (sign === '%%' ? '%' : (given[at++] ?? '')));
  return whole.length > longest ? undefined : scalar(whole);
}

function wholeText(value: Value | undefined): string | undefined {
  const number = value?.kind === 'scalar' && typeof value.value === 'number' ? wholeIn(value) : undefined;
  return number === undefined ? undefined : String(number);
}

function join([by, ...lists]: readonly Value[]): Value | undefined {
  const sign = stringIn(by);
  const texts = lists.map(textsIn);
  if (sign === undefined || texts.includes(undefined)) return undefined;
  const all = texts.flatMap((each) => each ?? []);
  const length = all.reduce((sum, each) => sum + each.length + sign.length, 0);
  return length > longest ? undefined : scalar(all.join(sign));
}

function split([by, value]: readonly Value[]): Value | undefined {
  const [sign, text] = [stringIn(by), stringIn(value)];
  if (sign === undefined || sign === '' || text === undefined) return undefined;
  return list(text.split(sign).map((each) => scalar(each)));
}

function replace([value, from, to]: readonly Value[]): Value | undefined {
  const [text, old, young] = [stringIn(value), stringIn(from), stringIn(to)];
  if (text === undefined || old === undefined || young === undefined) return undefined;
  // Between slashes it is a regular expression.
  if (old === '' || /^\/.*\/$/s.test(old) || text.length * (young.length + 1) > longest) return undefined;
  return scalar(text.split(old).join(young));
}

function length([value]: readonly Value[]): Value | undefined {
  if (value?.kind === 'object') return scalar(value.entries.size);
  const text = asciiIn(value);
  if (text !== undefined) return scalar(text.length);
  // Items of a set that are not known may be one and the same.
  const isCertain = value?.kind === 'list' && (value.isSet !== true || value.items.every(isScalar));
  return isCertain ? scalar(value.items.length) : undefined;
}

function element([value, index]: readonly Value[]): Value | undefined {
  const at = wholeIn(index);
  if (value?.kind !== 'list' || value.isSet === true || at === undefined || at < 0) return undefined;
  return value.items[at % value.items.length];
}

function setUnion(args: readonly Value[]): Value | undefined {
  const lists = args.map(listIn);
  return lists.includes(undefined) ? undefined : setOf(lists.flatMap((each) => each?.items ?? []));
}

function distinctList([value]: readonly Value[]): Value | undefined {
  return value?.kind === 'list' && isOfOneType(value.items) && value.items.every((item) => itemKey(item) !== undefined)
    ? list(distinct(value.items))
    : undefined;
}

const functions: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['toset', toSet],
  ['tolist', toList],
  ['tomap', ([value]) => (value?.kind === 'object' && isOfOneType([...value.entries.values()]) ? value : undefined)],
  ['tostring', ([value]) => (stringIn(value) === undefined ? undefined : value)],
  ['nonsensitive', ([value]) => value],
  ['concat', concat],
  ['merge', merge],
  ['flatten', flatten],
  ['keys', keys],
  ['values', values],
  ['lookup', lookup],
  ['contains', contains],
  ['coalesce', coalesce],
  ['try', firstKnown],
  ['format', format],
  ['join', join],
  ['split', split],
  ['replace', replace],
  ['length', length],
  ['element', element],
  ['setunion', setUnion],
  ['distinct', distinctList],
  ['lower', ofText((text) => text.toLowerCase())],
  ['upper', ofText((text) => text.toUpperCase())],
  ['trimspace', ofText((text) => text.trim())],
]);
