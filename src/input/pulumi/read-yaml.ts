import { withoutMark } from '../../model/byte-order-mark.js';
import { pointerText } from '../../model/place.js';
import { textProblem, textResource, type ValueRanges } from '../located.js';
import type { Origin } from '../read.js';
import { holdsNone } from '../registration-words.js';
import { itemsOfResources } from '../resources/items.js';
import { typeToken } from '../resources/provider-names.js';
import type { Resource } from '../resources/resource.js';
import { type InputItem, isRecord } from '../source.js';
import { entryOf, readYamlText, textOf, type YamlEntry, type YamlNode } from '../yaml-text.js';
import { ignoresPermissions } from './json-resources.js';
import { type CanonicalNames, canonicalNames } from './names.js';
import { pulumiTypes } from './values.js';
import { evaluate, namedNodes, type ScopedResource, textsOf, type YamlScope } from './yaml-expressions.js';

/**
 * Reads what a YAML text holds: a Pulumi program. Other YAML is passed over, most of it unparsed; a text that does not
 * parse is a problem where it was named or holds a resource of the azuread provider.
 */
export function* readYaml(name: string, marked: string, origin: Origin): Iterable<InputItem> {
  const text = withoutMark(marked);
  const isLikely = resourceLine.test(text);
  if (!isLikely && origin === 'met') {
    yield { kind: 'passed-over', reason: holdsNone };
    return;
  }
  const reading = readYamlText(text);
  if ('root' in reading) yield* readProgram(name, text, reading.root);
  else {
    const { range, message } = reading.fault;
    yield { kind: 'problem', problem: textProblem({ name, text }, range, 'unreadable', message) };
  }
}

/** A line that gives the type of a resource; kubernetes and pipelines speak of azuread, too. */
const resourceLine = /^[ \t-]*["']?type["']?[ \t]*:[ \t]*["']?(?:azuread|msgraph):/m;

/** More values than any program writes out. */
const mostValues = 200_000;

function* readProgram(name: string, text: string, root: YamlNode): Iterable<InputItem> {
  const resources = entryOf(root, 'resources');
  const entries = resources?.kind === 'map' ? [...resources.entries] : [];
  const typed = entries.map(([key, entry]) => ({ key, entry, type: typeOf(entry.node) }));
  const scope: YamlScope = {
    resources: new Map(typed.map(({ key, entry, type }) => [key, scopedResource(key, type, entry.node)])),
    variables: namedNodes(entryOf(root, 'variables')),
    config: new Map([...namedNodes(entryOf(root, 'configuration')), ...namedNodes(entryOf(root, 'config'))]),
    budget: { left: mostValues },
  };
  const read = typed.flatMap(({ key, entry, type }) =>
    pulumiTypes.includes(type) ? [resourceOf(name, text, key, type, entry, scope)] : [],
  );
  if (entryOf(root, 'runtime') === undefined && read.length === 0) yield { kind: 'passed-over', reason: holdsNone };
  else yield* itemsOfResources(read, 'a Pulumi program');
}

function scopedResource(key: string, type: string, node: YamlNode): ScopedResource {
  return { words: wordsOf(key, type), properties: entryOf(node, 'properties') };
}

function wordsOf(key: string, type: string): string {
  return `${type.slice(type.lastIndexOf(':') + 1)} ${key}`;
}

/** The type token in full: `azuread:Application` and `azuread:index:Application` are short for it. */
function typeOf(node: YamlNode): string {
  const [provider = '', ...rest] = (textOf(entryOf(node, 'type')) ?? '').split(':');
  const module = rest.length > 1 ? rest[0] : 'index';
  const name = rest.at(-1) ?? '';
  if (module !== 'index') return [provider, ...rest].join(':');
  return typeToken(provider, name);
}

function resourceOf(
  name: string,
  text: string,
  key: string,
  type: string,
  entry: YamlEntry,
  scope: YamlScope,
): Resource {
  const path = ['resources', key, 'properties'];
  // What a resource does not say is told at the whole of it.
  const whole = { value: { start: entry.key.start, end: entry.node.range.end } };
  const ranges = new Map<string, ValueRanges>([path.slice(0, 2), path].map((at) => [pointerText(at), whole]));
  const properties = entryOf(entry.node, 'properties');
  const value = properties === undefined ? {} : evaluate(properties, scope, path, ranges).value;
  const names = canonicalNames(type, namedNodes(properties).keys());
  const inputs = isRecord(value) ? names.rename(value) : value;
  const isRead = entryOf(entry.node, 'get') !== undefined;
  const isPart = isRead || ignoresPermissions(textsOf(entryOf(entryOf(entry.node, 'options'), 'ignoreChanges')));
  return {
    type,
    words: wordsOf(key, type),
    key,
    root: textResource(name, text, inputs, ranges, (pointer) =>
      pointer.length === 0 ? path.slice(0, 2) : [...path, ...names.spell(pointer)],
    ),
    dependencies: dependenciesOf(properties, scope, names),
    ...(isPart && { isPart }),
  };
}

/** The resources that each property is computed from; those of the parts of a body are told apart, too. */
function dependenciesOf(
  properties: YamlNode | undefined,
  scope: YamlScope,
  { rename }: CanonicalNames,
): Readonly<Record<string, readonly string[]>> {
  const body = [...namedNodes(entryOf(properties, 'body'))].map(([key, node]) => [`body.${key}`, node] as const);
  const all = [...namedNodes(properties), ...body];
  return rename(Object.fromEntries(all.map(([key, node]) => [key, [...evaluate(node, scope).resources]])));
}
