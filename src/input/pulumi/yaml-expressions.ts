// What the expressions of a Pulumi YAML program come to, as far as the text tells: literals, variables, defaults of the
// configuration, and what one resource writes that another refers to.
import { type Pointer, pointerText } from '../../model/place.js';
import type { ValueRanges } from '../located.js';
import { memberOf } from '../members.js';
import { Pending } from '../source.js';
import { entryOf, textOf, type YamlNode } from '../yaml-text.js';
import { parseInterpolation, type TextPart } from './interpolation.js';
import { secret } from './values.js';
import { invokeOf, permissionOf, publishedAppId } from './yaml-lookups.js';

/** What the names in expressions may mean. */
export interface YamlScope {
  readonly resources: ReadonlyMap<string, ScopedResource>;
  readonly variables: ReadonlyMap<string, YamlNode>;
  readonly config: ReadonlyMap<string, YamlNode>;
  /** How many more values are read: an alias or a variable may stand for a great many. */
  readonly budget: { left: number };
}

export interface ScopedResource {
  /** What it is called where another waits for it. */
  readonly words: string;
  readonly properties: YamlNode | undefined;
}

/** A value, and the names of the resources that it is computed from. */
export interface Evaluated {
  readonly value: unknown;
  readonly resources: ReadonlySet<string>;
}

interface Evaluation {
  readonly scope: YamlScope;
  readonly resources: Set<string>;
  /** The names that are being looked up, so that one that means itself ends. */
  readonly open: readonly string[];
  readonly depth: number;
}

const deepest = 50;

/** The value of a node. The places of what is written there are added to `ranges`, below the pointer. */
export function evaluate(
  node: YamlNode,
  scope: YamlScope,
  at: Pointer = [],
  ranges: Map<string, ValueRanges> = new Map(),
): Evaluated {
  const resources = new Set<string>();
  return { value: valueFor(node, { scope, resources, open: [], depth: 0 }, { at, ranges }), resources };
}

/** Where values are written; undefined for what a variable stands for. */
interface Written {
  readonly at: Pointer;
  readonly ranges: Map<string, ValueRanges>;
}

function valueFor(node: YamlNode, evaluation: Evaluation, written?: Written): unknown {
  const { scope, depth } = evaluation;
  scope.budget.left -= 1;
  if (scope.budget.left < 0 || depth > deepest) return new Pending([]);
  if (written && !written.ranges.has(pointerText(written.at))) {
    written.ranges.set(pointerText(written.at), { value: node.range });
  }
  if (node.kind === 'scalar') return scalarOf(node.value, evaluation);
  const below = { ...evaluation, depth: depth + 1 };
  if (node.kind === 'list') {
    return node.items.map((item, index) =>
      valueFor(item, below, written && { ...written, at: [...written.at, index] }),
    );
  }
  const [first] = node.entries.keys();
  if (first?.startsWith('fn::') && node.entries.size === 1) return ofFunction(first, node, below);
  const values = [...node.entries].map(([key, entry]) => {
    const at = written && [...written.at, key];
    if (at) written.ranges.set(pointerText(at), { value: entry.node.range, key: entry.key });
    return [key, valueFor(entry.node, below, at && { ...written, at })] as const;
  });
  return Object.fromEntries(values);
}

/** What a function gives is not known; what goes into it tells which resources it waits for. */
function ofFunction(name: string, node: YamlNode, evaluation: Evaluation): Pending {
  if (name === 'fn::secret') return secret;
  const resources = new Set<string>();
  const input = entryOf(node, name);
  if (input !== undefined) valueFor(input, { ...evaluation, resources });
  for (const each of resources) evaluation.resources.add(each);
  return new Pending(wordsOf(resources, evaluation.scope), name);
}

function wordsOf(resources: ReadonlySet<string>, scope: YamlScope): readonly string[] {
  return [...resources].flatMap((name) => scope.resources.get(name)?.words ?? []);
}

function scalarOf(value: unknown, evaluation: Evaluation): unknown {
  if (typeof value !== 'string' || !value.includes('$')) return value;
  const parts = parseInterpolation(value);
  if (parts === undefined) return value;
  const resources = new Set<string>();
  const values = parts.map((part) => partOf(part, { ...evaluation, resources }, value));
  for (const each of resources) evaluation.resources.add(each);
  const [only] = values;
  const isWhole = values.length === 1;
  if (isWhole && !(only instanceof Pending)) return only;
  if (values.includes(secret)) return secret;
  const texts = values.map((each) => (typeof each === 'object' || each === undefined ? undefined : String(each)));
  if (!texts.includes(undefined)) return texts.join('');
  return new Pending(wordsOf(resources, evaluation.scope), value);
}

function partOf(part: TextPart, evaluation: Evaluation, raw: string): unknown {
  if (typeof part === 'string') return part;
  const [name = '', ...path] = part;
  const { scope, open } = evaluation;
  const unknown = new Pending([]);
  const key = String(name);
  const resource = scope.resources.get(key);
  const written = resource
    ? entryOf(resource.properties, String(path[0]))
    : (scope.variables.get(key) ?? defaultOf(scope.config.get(key)));
  if (resource !== undefined) evaluation.resources.add(key);
  const own = resource ? `${key}.${path[0]}` : key;
  const found = open.includes(own)
    ? undefined
    : lookedUp(resource ?? scope.variables.get(key), path, { ...evaluation, open: [...open, own] }, raw);
  if (found !== undefined) return found;
  if (written === undefined || open.includes(own)) return unknown;
  if (resource === undefined && isSecret(scope.config.get(key)) && !scope.variables.has(key)) return secret;
  const inner = { ...evaluation, open: [...open, own], depth: evaluation.depth + 1 };
  const value = valueFor(written, inner);
  return (resource ? path.slice(1) : path).reduce<unknown>((below, each) => {
    if (below instanceof Pending) return below;
    return memberOf(below, each) ?? unknown;
  }, value);
}

/** What the provider answers for a service principal of the program, or to a function that it has. */
function lookedUp(
  from: ScopedResource | YamlNode | undefined,
  path: readonly (string | number)[],
  evaluation: Evaluation,
  raw: string,
): unknown {
  if (from === undefined) return undefined;
  const clientId = (node: YamlNode | undefined): unknown => {
    const written = entryOf(node, 'clientId') ?? entryOf(node, 'applicationId');
    return written && valueFor(written, { ...evaluation, depth: evaluation.depth + 1 });
  };
  if ('words' in from) return permissionOf(clientId(from.properties), path, raw);
  const call = invokeOf(from);
  const whole = call?.only === undefined ? path : [call.only, ...path];
  if (call?.name === 'getApplicationPublishedAppIds') return publishedAppId(whole);
  if (call?.name !== 'getServicePrincipal') return undefined;
  const api = clientId(call.input);
  return whole[0] === 'clientId' && whole.length === 1 ? api : permissionOf(api, whole, raw);
}

/** The value that the configuration of the project gives, which that of a stack may replace. */
function defaultOf(config: YamlNode | undefined): YamlNode | undefined {
  if (config === undefined || config.kind === 'scalar') return config;
  return entryOf(config, 'default') ?? entryOf(config, 'value');
}

function isSecret(config: YamlNode | undefined): boolean {
  const flag = entryOf(config, 'secret');
  return flag?.kind === 'scalar' && flag.value === true;
}

/** The names and nodes of a map. */
export function namedNodes(map: YamlNode | undefined): ReadonlyMap<string, YamlNode> {
  if (map?.kind !== 'map') return new Map();
  return new Map([...map.entries].map(([name, { node }]) => [name, node]));
}

/** The texts of a list. */
export function textsOf(list: YamlNode | undefined): readonly string[] {
  return list?.kind === 'list' ? list.items.flatMap((item) => textOf(item) ?? []) : [];
}
