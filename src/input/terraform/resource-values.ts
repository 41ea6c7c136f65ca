// Resources of a module as values: their instances, and the attributes that are written or otherwise known.

import type { Problem } from '../../model/problem.js';
import { nearestOf } from '../../model/spelling.js';
import { quoted } from '../../model/wording.js';
import { textProblem } from '../located.js';
import { publishedAppIds } from '../resources/published-apps.js';
import { evaluate } from './hcl-evaluate.js';
import { type Scope, withNames } from './hcl-scope.js';
import type { Block, Body, Source, Spot } from './hcl-syntax.js';
import { scalar, stringIn, textIn, unknown, type Value, walked, wholeIn } from './hcl-values.js';

/** A block of a resource or a data source. */
export interface ResourceBlock {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  /** `azuread_application.portal`, `data.azuread_service_principal.graph`. */
  readonly address: string;
  readonly block: Block;
}

/** One instance of a resource, with what `each` and `count` are in it. */
export interface Instance {
  readonly address: string;
  readonly scope: Scope;
}

/** What is needed to look into a resource. */
export interface Context {
  readonly scopeOf: (source: Source) => Scope;
  /** The instances of each resource that was looked into, by address. */
  readonly instances: Map<ResourceBlock, ReadonlyMap<string, Instance>>;
  readonly problems: Problem[];
}

/** All blocks of resources and data sources. */
export function resourceBlocks(bodies: readonly Body[]): readonly ResourceBlock[] {
  return bodies.flatMap(({ blocks }) =>
    blocks.flatMap((block): readonly ResourceBlock[] => {
      const [type, name] = block.labels;
      const { type: mode } = block;
      if ((mode !== 'resource' && mode !== 'data') || type === undefined || name === undefined) return [];
      const address = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
      return [{ mode, type, address, block }];
    }),
  );
}

/** More instances than this are not told apart. */
const mostInstances = 10_000;

/** The instances of a resource; one whose `each` and `count` are not known where their number is not. */
export function instancesOf(resource: ResourceBlock, { scopeOf, instances }: Context): ReadonlyMap<string, Instance> {
  const known = instances.get(resource);
  if (known !== undefined) return known;
  // A resource that is as many times there as it is itself has none.
  instances.set(resource, new Map());
  const all = new Map(countedInstances(resource, scopeOf).map((each) => [each.address, each]));
  instances.set(resource, all);
  return all;
}

function countedInstances({ address, block }: ResourceBlock, scopeOf: Context['scopeOf']): readonly Instance[] {
  const scope = scopeOf(block.body.source);
  const { attributes } = block.body;
  const [count, forEach] = [attributes.get('count'), attributes.get('for_each')];
  if (forEach !== undefined) {
    const keys = eachOf(evaluate(forEach.expression, scope));
    if (keys === undefined || keys.length > mostInstances)
      return [{ address, scope: withEach(scope, unknown(), unknown()) }];
    return keys.map(([key, value]) => {
      return { address: `${address}[${JSON.stringify(textIn(key))}]`, scope: withEach(scope, key, value) };
    });
  }
  if (count === undefined) return [{ address, scope }];
  const number = wholeIn(evaluate(count.expression, scope));
  if (number === undefined || number > mostInstances) return [{ address, scope: withCount(scope, unknown()) }];
  return Array.from({ length: number }, (_, index) => {
    return { address: `${address}[${index}]`, scope: withCount(scope, scalar(index)) };
  });
}

/** Keys and values of a `for_each`: a map, or a set of texts, all of them known. */
function eachOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  const isTaken = value.kind === 'object' || (value.kind === 'list' && value.isSet === true);
  const pairs = isTaken ? walked(value) : undefined;
  return pairs?.every(([key]) => stringIn(key) !== undefined) ? pairs : undefined;
}

function withEach(scope: Scope, key: Value, value: Value): Scope {
  const entries = new Map([
    ['key', key],
    ['value', value],
  ]);
  return withNames(scope, [['each', { kind: 'object', entries }]]);
}

function withCount(scope: Scope, index: Value): Scope {
  return withNames(scope, [['count', { kind: 'object', entries: new Map([['index', index]]) }]]);
}

/** A resource as other expressions see it: its attributes, or its instances where it has several. */
export function resourceSet(resource: ResourceBlock, context: Context): Value {
  const { address, block } = resource;
  const { attributes } = block.body;
  const only = { address, scope: context.scopeOf(block.body.source) };
  if (!attributes.has('count') && !attributes.has('for_each')) return instanceValue(resource, only, context);
  return {
    kind: 'reference',
    refs: [address],
    select: (key) => {
      const wanted = wholeIn(key) ?? stringIn(key);
      const own = wanted === undefined ? undefined : `${address}[${JSON.stringify(wanted)}]`;
      const all = instancesOf(resource, context);
      const found = own === undefined ? undefined : all.get(own);
      if (found !== undefined) return instanceValue(resource, found, context);
      return { kind: 'unknown', refs: [...all.keys()] };
    },
  };
}

function instanceValue(resource: ResourceBlock, { address, scope }: Instance, context: Context): Value {
  const nameless: Value = { kind: 'unknown', refs: [address] };
  const written = (name: string): Value => {
    const attribute = resource.block.body.attributes.get(name);
    const value = attribute && evaluate(attribute.expression, scope);
    // The provider computes what is null, and says what else stands behind a reference.
    if (value === undefined || value.kind === 'reference' || (value.kind === 'scalar' && value.value === null))
      return nameless;
    return value.kind === 'unknown' ? { kind: 'unknown', refs: [address, ...value.refs] } : value;
  };
  return {
    kind: 'reference',
    refs: [address],
    select: (key) => {
      const name = textIn(key) ?? '';
      if (name === 'result' && resource.address.startsWith(published)) return publishedIds(address, context);
      const of = permissionMaps.get(name);
      if (of === undefined || resource.type !== 'azuread_service_principal') return written(name);
      const api = [written('client_id'), written('application_id')].map(stringIn).find((each) => each !== undefined);
      return api === undefined ? nameless : permissionIds(api, of, address);
    },
  };
}

const published = 'data.azuread_application_published_app_ids.';

/** The maps of a service principal from the names of its permissions to their ids. */
const permissionMaps: ReadonlyMap<string, 'application' | 'delegated'> = new Map([
  ['app_role_ids', 'application'],
  ['oauth2_permission_scope_ids', 'delegated'],
] as const);

function permissionIds(api: string, of: 'application' | 'delegated', address: string): Value {
  return {
    kind: 'reference',
    refs: [address],
    select: (key, at) => {
      const name = stringIn(key);
      if (name === undefined) return unknown(key);
      return { kind: 'permission', api, of, name, at: (key.kind === 'scalar' ? key.at : undefined) ?? at };
    },
  };
}

/** The map of the provider from the names of published applications to their appIds. */
function publishedIds(address: string, { problems }: Context): Value {
  return {
    kind: 'reference',
    refs: [address],
    select: (key, at) => {
      const name = stringIn(key);
      const ids = publishedAppIds();
      const id = name === undefined ? undefined : ids.get(name);
      if (id !== undefined) return scalar(id, at);
      const near = name === undefined ? undefined : nearestOf(name, ids.keys(), 1)[0];
      if (name !== undefined && near !== undefined) report(problems, at, name, near);
      return { kind: 'unknown', refs: [address] };
    },
  };
}

/** A newer provider may know more names; one that differs little from a name that is known is a misspelt one. */
function report(problems: Problem[], { source, start, end }: Spot, name: string, near: string): void {
  const isTold = problems.some((each) => each.at.document.name === source.name && each.at.range?.start === start);
  if (isTold) return;
  const message = `The azuread provider publishes no application id under ${quoted(name)}: terraform plan fails. Did you mean ${near}?`;
  problems.push(textProblem(source, { start, end }, 'malformed', message));
}
