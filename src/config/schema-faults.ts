import type { Pointer } from '../model/place.js';
import { nearestOf } from '../model/spelling.js';
import { allOf, anyOf, quoted } from '../model/wording.js';

/** One fault as ajv notes it. */
export interface SchemaError {
  /** RFC 6901 pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What is wrong at one place of a config, in a sentence or two. */
export interface ConfigFault {
  readonly pointer: Pointer;
  /** Whether the key is wrong, not what it holds. */
  readonly part: 'key' | 'value';
  readonly message: string;
}

/**
 * Words for what ajv found, one fault for each place. A place that may hold several types gives one fault, which names
 * them all, or where one type fits the faults within that.
 */
export function describeErrors(value: unknown, errors: readonly SchemaError[], known: KeyTree): ConfigFault[] {
  const byPath = new Map<string, SchemaError[]>();
  for (const error of errors) byPath.set(error.instancePath, [...(byPath.get(error.instancePath) ?? []), error]);
  return [...byPath].flatMap(([path, own]) => {
    const pointer = pointerOf(path);
    const isChoice = own.some(({ keyword }) => keyword === 'anyOf');
    const isWithin = isChoice && [...byPath.keys()].some((each) => each.startsWith(`${path}/`));
    const specific = own.filter(({ keyword }) => keyword === 'additionalProperties' || keyword === 'required');
    if (isChoice && (isWithin || specific.length > 0)) return describeAll(specific, pointer, value, known);
    return describeAll(own, pointer, value, known);
  });
}

/** The keys that may stand in an object of the config, and below them; a list's are those of its items. */
export interface KeyTree {
  readonly [key: string]: KeyTree;
}

function keysAt(tree: KeyTree, pointer: Pointer): readonly string[] {
  const keys = pointer.filter((part) => typeof part === 'string');
  return Object.keys(keys.reduce<KeyTree>((below, key) => below[key] ?? {}, tree));
}

function describeAll(
  errors: readonly SchemaError[],
  pointer: Pointer,
  root: unknown,
  known: KeyTree,
): readonly ConfigFault[] {
  const faults = errors.flatMap(({ keyword, params }): ConfigFault[] => {
    if (keyword === 'additionalProperties') return [unknownKey(pointer, String(params.additionalProperty), known)];
    if (keyword !== 'required') return [];
    const message = `${nameOf(pointer)} lacks ${String(params.missingProperty)}.`;
    return [{ pointer, part: 'value', message }];
  });
  // One of these words is a text, too.
  const hasWords = errors.some(({ keyword }) => keyword === 'enum');
  const wanted = errors.flatMap(wantedBy).filter((word) => !(hasWords && word === typeWords.string));
  if (wanted.length === 0) return faults;
  return [...faults, wrongValue(pointer, valueAt(root, pointer), [...new Set(wanted)])];
}

function unknownKey(pointer: Pointer, key: string, known: KeyTree): ConfigFault {
  const keys = keysAt(known, pointer);
  const [near] = nearestOf(key, keys, 1);
  const isRule = pointer.at(-1) === 'rules';
  const what = isRule ? `no rule is called ${quoted(key)}` : `unknown key ${quoted(key)}`;
  const where = pointer.length === 0 || isRule ? '' : ` in ${nameOf(pointer)}`;
  const list = isRule
    ? ' permlint rules lists them.'
    : ` ${keys.length === 1 ? 'Known is' : 'Known are'} ${allOf(keys)}.`;
  const hint = near === undefined ? list : ` Did you mean ${near}?`;
  return { pointer: [...pointer, key], part: 'key', message: `${what}${where}.${hint}` };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  integer: 'a whole number',
};

/** What the patterns of the schema ask for, by the end of the pointer. */
const formWords: Readonly<Record<string, string>> = {
  expires: 'a day such as 2027-03-31',
  reason: 'a reason of ten characters or more',
  appId: 'an appId: 00000000-0000-0000-0000-000000000000',
};

function wantedBy({ keyword, params }: SchemaError): readonly string[] {
  // The one switch of a config can only be on.
  if (keyword === 'type' && params.type === 'boolean') return ['true'];
  if (keyword === 'type') {
    const types = [params.type].flat().map(String);
    // That a list may also be left empty need not be said.
    return types.filter((type) => type !== 'null').map((type) => typeWords[type] ?? type);
  }
  if (keyword === 'enum') return Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
  if (keyword === 'const') return [String(params.allowedValue)];
  if (keyword === 'minimum') return [`a whole number, ${String(params.limit)} or more`];
  return keyword === 'pattern' || keyword === 'maximum' ? [keyword] : [];
}

function wrongValue(pointer: Pointer, value: unknown, wanted: readonly string[]): ConfigFault {
  const key = String(pointer.findLast((part) => typeof part === 'string') ?? '');
  const isId = ['delegated', 'application'].includes(String(pointer.at(-2)));
  const form = formWords[key] ?? (isId ? 'an id: 00000000-0000-0000-0000-000000000000' : 'a text that is not blank');
  const words = wanted.map((word) => (word === 'pattern' || word === 'maximum' ? form : word));
  const shortened = key === 'rule' && words.length > 10 ? 'the id of a rule that can be waived' : anyOf(words);
  const [near] = typeof value === 'string' ? nearestOf(value, wanted, 1) : [];
  const hint = near === undefined || near.includes(' ') ? '' : ` Did you mean ${near}?`;
  return {
    pointer,
    part: 'value',
    message: `${nameOf(pointer)} is ${pointer.length === 0 ? kindOf(value) : shownValue(value)}; expected ${shortened}.${hint}`,
  };
}

/** What is no config at all may hold secrets, so it is not quoted. */
function kindOf(value: unknown): string {
  if (typeof value === 'object') return shownValue(value);
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function shownValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}

/** `waivers[0].expires`, or `the config` for the whole. */
export function nameOf(pointer: Pointer): string {
  if (pointer.length === 0) return 'the config';
  const text = pointer.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '');
}

/** The pointer of an RFC 6901 text. */
export function pointerOf(path: string): Pointer {
  const parts = path.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function valueAt(root: unknown, pointer: Pointer): unknown {
  return pointer.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    root,
  );
}
