// Which resources the attributes of a resource are computed from, as the configuration inside a plan tells it.
import { isList, listOf, memberOf, recordOf } from '../members.js';
import { isRecord } from '../source.js';
import { indexesOf, parseReference, type Reference, withoutIndexes } from './json-address.js';
import type { Path } from './json-values.js';

/** What an attribute is computed from. */
export interface Origins {
  /** Addresses of resources, those of instances where they are known. */
  readonly resources: readonly string[];
  /** What else is referred to and not followed: `local.name`. */
  readonly others: readonly string[];
}

/** Tells what an attribute of a resource is computed from; the resource is given by its address. */
export type OriginsOf = (address: string, path: Path) => Origins;

/** A module of the configuration, and the call that makes it one. */
interface Scope {
  /** What stands before the addresses of its resources: empty, or `module.shop.`. */
  readonly prefix: string;
  readonly resources: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly outputs: unknown;
}

interface Call {
  readonly parent: Scope;
  readonly expressions: unknown;
  readonly repeats: readonly unknown[];
  readonly module: Scope;
}

/** Opens the configuration of a plan; `addresses` are those of the resource instances that the plan has. */
export function openReferences(configuration: unknown, addresses: Iterable<string>): OriginsOf {
  const instances = grouped(addresses, withoutIndexes);
  const scopes = scopesOf(memberOf(configuration, 'root_module'));
  return (address, path) => {
    const plain = withoutIndexes(address);
    const prefix = /^(?:module\.[^.]+\.)*/.exec(plain)?.[0] ?? '';
    const scope = scopes.get(prefix);
    const resource = scope?.resources.get(plain.slice(prefix.length));
    if (scope === undefined || resource === undefined) return { resources: [], others: [] };
    const repeats = [resource.for_each_expression, resource.count_expression];
    const where = { scope, written: '', repeats, callOf: callOf(scopes) };
    const found = follow(referencesAt(resource.expressions, path), where);
    return { resources: instancesOf(found, address, instances), others: found.others };
  };
}

/** The call that a module is made by. */
type CallOf = (scope: Scope) => Call | undefined;

function callOf(scopes: ReadonlyMap<string, Scope>): CallOf {
  return ({ prefix }) => {
    const [, parent, name] = /^((?:module\.[^.]+\.)*)module\.([^.]+)\.$/.exec(prefix) ?? [];
    return parent === undefined || name === undefined ? undefined : scopes.get(parent)?.calls.get(name);
  };
}

/** A module that is still to be read, and the call that waits for it. */
interface Called {
  readonly module: unknown;
  readonly prefix: string;
  readonly level: number;
  readonly adopt?: (scope: Scope) => void;
}

/** No one nests modules deeper. */
const deepestModule = 100;

/** All modules of a configuration by their prefix. */
function scopesOf(root: unknown): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  const open: Called[] = [{ module: root, prefix: '', level: 0 }];
  // What is added on the way is walked through as well.
  for (const { module, prefix, level, adopt } of open) {
    if (level > deepestModule) continue;
    const calls = new Map<string, Call>();
    const scope: Scope = { prefix, resources: resourcesOf(module), calls, outputs: memberOf(module, 'outputs') };
    scopes.set(prefix, scope);
    adopt?.(scope);
    for (const [name, call] of Object.entries(recordOf(memberOf(module, 'module_calls')))) {
      const adoptCalled = (called: Scope): void => {
        const repeats = [memberOf(call, 'for_each_expression'), memberOf(call, 'count_expression')];
        calls.set(name, { parent: scope, expressions: memberOf(call, 'expressions'), repeats, module: called });
      };
      open.push({
        module: memberOf(call, 'module'),
        prefix: `${prefix}module.${name}.`,
        level: level + 1,
        adopt: adoptCalled,
      });
    }
  }
  return scopes;
}

function resourcesOf(module: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const entries = listOf(memberOf(module, 'resources')).flatMap((each) =>
    isRecord(each) && typeof each.address === 'string' ? [[each.address, each] as const] : [],
  );
  return new Map(entries);
}

/** Where references are looked up: in a module, in a resource or call that may be repeated. */
interface Where {
  readonly scope: Scope;
  /** The modules that were entered on the way, with the indexes that are written: `module.shop["eu"].`. */
  readonly written: string;
  readonly repeats: readonly unknown[];
  readonly callOf: CallOf;
}

interface Found {
  readonly resources: { readonly address: string; readonly written: string }[];
  readonly others: string[];
}

/** Follows references through variables and outputs of modules to resources. */
function follow(references: readonly string[], where: Where): Found {
  const found: Found = { resources: [], others: [] };
  const seen = new Set<string>();
  const open = references.map((text) => ({ text, where }));
  for (let next = open.pop(); next !== undefined && seen.size < mostReferences; next = open.pop()) {
    const reference = parseReference(next.text);
    const { scope, written } = next.where;
    const key = `${scope.prefix}${written}${reference?.to}.${reference?.output ?? ''}`;
    if (reference === undefined || seen.has(key)) continue;
    seen.add(key);
    const on = followed(reference, next.where);
    if (on !== undefined) for (const text of on.texts) open.push({ text, where: on.where });
    else if (reference.kind === 'resource') {
      const address = scope.prefix + withoutIndexes(reference.to);
      found.resources.push({ address, written: written + reference.to });
    } else if (next.text.startsWith('local.')) found.others.push(reference.to);
  }
  return found;
}

const mostReferences = 1_000;

/** The references that one stands for; undefined where it is not followed. */
function followed({ kind, to, name, output }: Reference, where: Where) {
  const { scope, repeats, callOf: callOfScope } = where;
  if (kind === 'repetition') return { texts: repeats.flatMap(ownReferences), where };
  if (kind === 'variable') {
    const call = callOfScope(scope);
    const texts = referencesAt(call?.expressions, [name]);
    return call && { texts, where: { ...where, scope: call.parent, written: '', repeats: call.repeats } };
  }
  const called = kind === 'module' ? scope.calls.get(name)?.module : undefined;
  if (called === undefined || output === undefined) return undefined;
  const texts = ownReferences(memberOf(memberOf(called.outputs, output), 'expression'));
  return { texts, where: { ...where, scope: called, written: `${where.written}${to}.`, repeats: [] } };
}

/** All references of an attribute, or of what lies at a path of blocks and attributes. */
function referencesAt(expressions: unknown, path: Path): readonly string[] {
  const at = path.reduce<readonly unknown[]>(
    (all, key) => (all.some(isExpression) ? all : all.flatMap((each) => blocksOf(memberOf(each, key)))),
    [expressions],
  );
  return at.flatMap(allReferences);
}

function blocksOf(value: unknown): readonly unknown[] {
  if (isList(value)) return value;
  return value === undefined ? [] : [value];
}

function isExpression(value: unknown): boolean {
  return isList(memberOf(value, 'references')) || memberOf(value, 'constant_value') !== undefined;
}

function ownReferences(expression: unknown): readonly string[] {
  return listOf(memberOf(expression, 'references')).filter((each) => typeof each === 'string');
}

/** The references of an expression, or of all expressions in a block; blocks nest a few levels at most. */
function allReferences(value: unknown): readonly string[] {
  return referencesBelow(value, 0);
}

function referencesBelow(value: unknown, level: number): readonly string[] {
  const own = ownReferences(value);
  if (own.length > 0 || level > 5) return own;
  const below = Object.values(recordOf(value)).flatMap(blocksOf);
  return below.flatMap((each) => referencesBelow(each, level + 1));
}

/** Things by a key of theirs, in their order. */
function grouped<T>(all: Iterable<T>, keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}

/** The instances that are meant: the one whose index is written, or that has the indexes of the resource that refers to it. */
function instancesOf({ resources }: Found, from: string, instances: ReadonlyMap<string, readonly string[]>): string[] {
  const own = new Set(indexesOf(from));
  return [...grouped(resources, ({ address }) => address)].flatMap(([address, references]) => {
    const all = instances.get(address) ?? [];
    if (all.length < 2) return all.length === 0 ? [address] : all;
    const written = references.map((each) => each.written).filter((each) => indexesOf(each).length > 0);
    const named = all.filter((each) => written.some((to) => each.endsWith(to)));
    if (named.length > 0) return named;
    const alike = all.filter((each) => indexesOf(each).every((index) => own.has(index)));
    return alike.length > 0 ? alike : all;
  });
}
