// The resources of a template and of the deployments within it.
import type { Pointer } from '../../model/place.js';
import {
  declaredLoop,
  declaredOne,
  referenceTo,
  resourceExpression,
  roundsOfResource,
} from '../expressions/declared.js';
import { evaluate, type Scope } from '../expressions/evaluate.js';
import type { Loop } from '../expressions/expression.js';
import { type DeclaredResource, graphType, withoutVersion } from '../expressions/graph-resource.js';
import { type Declared, type Located, objectOf, unknownOf } from '../expressions/values.js';
import { isList } from '../members.js';
import { isRecord } from '../source.js';
import { countedBy, jsonExpression } from './json-expression.js';
import { openTemplate, type Template } from './template.js';

type MakeNode = DeclaredResource['node'];
type Json = Readonly<Record<string, unknown>>;

interface Written {
  readonly json: Json;
  readonly pointer: Pointer;
  /** The symbolic name; the place in the list, where it has none. */
  readonly name: string;
  readonly type: string;
}

/** Deployments within deployments are few; a template must not exhaust the stack. */
const mostNested = 20;

/** The resources of Microsoft Graph that a template deploys, with those of the deployments within it. */
export function* resourcesOf(template: Template, node: MakeNode, depth = 0): Iterable<DeclaredResource> {
  const written = [...writtenIn(template.value.resources, [...template.pointer, 'resources'])];
  const deployments = new Map<Written, Template>();
  for (const each of written) {
    const within = depth < mostNested ? deploymentIn(each, template) : undefined;
    if (within !== undefined) deployments.set(each, within);
    const named = within === undefined ? declared(each, template) : deployed(each, within);
    const reference = referenceTo(named, resourceExpression(each.name, { pointer: each.pointer }));
    template.resources.set(each.name.toLowerCase(), reference);
  }
  for (const each of written) {
    if (each.json.condition === false) continue;
    const inner = deployments.get(each);
    if (inner !== undefined) yield* resourcesOf(inner, node, depth + 1);
    else yield* graphResourcesOf(each, template, node);
  }
}

/** Resources as a list, or as an object by their symbolic names; those within a resource belong to its type. */
function* writtenIn(resources: unknown, pointer: Pointer, parent = ''): Iterable<Written> {
  if (!isRecord(resources) && !isList(resources)) return;
  for (const [key, json] of Object.entries(resources)) {
    if (!isRecord(json)) continue;
    const at = [...pointer, isList(resources) ? Number(key) : key];
    const own = typeof json.type === 'string' ? json.type : '';
    const type = own.includes('/') || parent === '' ? own : `${parent}/${own}`;
    yield { json, pointer: at, name: isList(resources) ? nameOf(json, key) : key, type };
    if (parent === '') yield* writtenIn(json.resources, [...at, 'resources'], withoutVersion(type));
  }
}

function nameOf({ name }: Json, index: string): string {
  return typeof name === 'string' && !name.startsWith('[') ? name : `resource ${Number(index) + 1}`;
}

/** The template that a deployment holds, with the values that it hands to it. */
function deploymentIn({ type, json, pointer, name }: Written, outer: Template): Template | undefined {
  if (withoutVersion(type).toLowerCase() !== 'microsoft.resources/deployments') return undefined;
  const { properties } = json;
  if (!isRecord(properties) || !isRecord(properties.template)) return undefined;
  const at = [...pointer, 'properties'];
  const words = `${outer.prefix}${name}.`;
  const options = properties.expressionEvaluationOptions;
  const isInner = isRecord(options) && String(options.scope).toLowerCase() === 'inner';
  const given = isInner ? givenTo(properties.parameters, [...at, 'parameters'], outer.scope) : new Map();
  const inner = openTemplate(properties.template, [...at, 'template'], words, outer.scope.run, given);
  if (isInner) return inner;
  // Its expressions mean the parameters and variables of the template around it.
  const find = (wanted: string): Located | undefined =>
    (wanted.startsWith('resource:') ? inner.resources.get(wanted.slice('resource:'.length)) : undefined) ??
    outer.scope.find(wanted);
  return { ...inner, scope: { ...outer.scope, find } };
}

/** Values that come from a vault are secrets, and stay unknown. */
function givenTo(parameters: unknown, pointer: Pointer, scope: Scope): Map<string, Located> {
  const given = new Map<string, Located>();
  if (!isRecord(parameters)) return given;
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = isRecord(parameter) ? parameter.value : undefined;
    const at = [...pointer, name, 'value'];
    const expression = jsonExpression(value, at);
    given.set(name.toLowerCase(), value === undefined ? unknownOf(expression) : evaluate(expression, scope));
  }
  return given;
}

/** What expressions may ask of a resource. */
function declared(each: Written, { scope, prefix }: Template): Declared {
  const words = prefix + each.name;
  const type = graphType(each.type) ?? each.type;
  const loop = loopOf(each);
  if (loop === undefined) return declaredOne(type, words, () => bodyOf(each, scope));
  return declaredLoop(
    type,
    words,
    () => roundsOfResource(loop, scope),
    (inner) => bodyOf(each, inner),
  );
}

/** What expressions may ask of a deployment: its outputs. */
function deployed({ pointer, name }: Written, { value, scope, prefix }: Template): Declared {
  const at = [...pointer, 'properties', 'template', 'outputs'];
  const body = () => {
    const { outputs } = value;
    if (!isRecord(outputs)) return undefined;
    const members = new Map<string, Located>();
    for (const [key, output] of Object.entries(outputs)) {
      if (!isRecord(output)) continue;
      const found = evaluate(jsonExpression(output.value, [...at, key, 'value']), scope);
      members.set(key, { value: objectOf(new Map([['value', found]])), at: found.at });
    }
    return { value: { outputs: objectOf(members) }, at: { pointer: at } };
  };
  return declaredOne('Microsoft.Resources/deployments', prefix.slice(0, -1) || name, body);
}

/** Values of a resource of an extension; of those written by hand, all that stands beside its type. */
function bodyOf({ json, pointer }: Written, scope: Scope): Located {
  return evaluate(jsonExpression(json.properties ?? {}, [...pointer, 'properties']), scope);
}

/** The rounds of a resource that is copied. */
function loopOf({ json: { copy }, pointer }: Written): Loop | undefined {
  if (!isRecord(copy)) return undefined;
  const indexes = ['loop:', ...(typeof copy.name === 'string' ? [`loop:${copy.name.toLowerCase()}`] : [])];
  return { over: countedBy(jsonExpression(copy.count, [...pointer, 'copy', 'count'])), indexes };
}

function* graphResourcesOf(each: Written, template: Template, node: MakeNode): Iterable<DeclaredResource> {
  const type = graphType(each.type);
  if (type === undefined) return;
  const words = template.prefix + each.name;
  const loop = loopOf(each);
  const rounds = loop ? roundsOfResource(loop, template.scope) : [{ scope: template.scope, suffix: '' }];
  for (const { scope, suffix } of rounds) {
    const body = bodyOf(each, scope);
    yield { type, words: words + suffix, body, exists: each.json.existing === true, node };
  }
}
