// What a Pulumi resource hands in, made into plain values. A value that is computed later is not there during a
// preview: reading it throws, or gives a mark. Each property is therefore read by itself, so that an unknown one hides
// nothing beside it.
import type { Document } from '../../model/place.js';
import { idNames, type Resource, resourceTypes } from '../resources/resource.js';
import { holds, type Node, Pending, rootNode } from '../source.js';

/** One resource of a program or a stack. */
export interface PulumiResource {
  /** Its type token: `azuread:index/application:Application`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** What identifies it in the stack; the resources that others depend on need one. */
  readonly urn?: string;
  /** Its inputs, as a policy or a program has them. */
  readonly props: unknown;
  /** Its outputs, as far as they are known: ids that others may refer to. */
  readonly outputs?: unknown;
  /** The URNs of the resources that each input is computed from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Set where its permissions may be declared elsewhere: the program only reads it, or ignores changes of them. */
  readonly isPart?: boolean | undefined;
}

/** The types of resources that are read, by Pulumi's tokens. */
export const pulumiTypes: readonly string[] = resourceTypes.filter((type) => !type.startsWith('Microsoft.Graph/'));

/** A resource of a program or a stack, as the readers of resources take it. */
export function resourceOf(pulumi: PulumiResource): Resource {
  const { type, name, urn, outputs, propertyDependencies, isPart } = pulumi;
  return {
    type,
    words: urn === undefined ? name : resourceWords(urn),
    ...(urn !== undefined && { key: urn }),
    root: inputsOf(pulumi),
    outputs: settledOutputs(outputs),
    ...(propertyDependencies && { dependencies: propertyDependencies }),
    ...(isPart !== undefined && { isPart }),
  };
}

function settledOutputs(outputs: unknown): unknown {
  return Object.fromEntries(idNames.map((key) => [key, settled(outputs, key, undefined)]));
}

/**
 * The inputs of a resource as a tree of values, in which `Pending` stands for whatever is not known yet. Its places are
 * pointers in the provider's property names, in a document named as the resource.
 */
function inputsOf({ name, props, propertyDependencies = {} }: PulumiResource): Node {
  const keys = typeof props === 'object' && props !== null ? Object.keys(props) : [];
  const values = keys.map((key) => {
    const urns = Object.hasOwn(propertyDependencies, key) ? propertyDependencies[key] : [];
    return [key, settled(props, key, new Pending((urns ?? []).map(resourceWords)))] as const;
  });
  return rootNode(documentOf(name), Object.fromEntries(values));
}

/** `Application portal`, of a URN such as `urn:pulumi:dev::shop::azuread:index/application:Application::portal`. */
export function resourceWords(urn: string): string {
  const [, , types = '', ...name] = urn.split('::');
  return `${types.slice(types.lastIndexOf(':') + 1)} ${name.join('::')}`;
}

/** The properties are never searched for the spelling of a key: they are as the provider spells them. */
function documentOf(name: string): Document {
  return {
    name,
    text: undefined,
    origin: { offset: 0, line: 1 },
    locate: (spots) => spots.map(() => undefined),
    spell: (pointer) => pointer,
    isFinal: true,
  };
}

/** `seen` has what was read before: what a program hands in may hold itself, or one part many times. */
function settled(
  parent: unknown,
  key: string | number,
  pending: Pending | undefined,
  seen: Map<object, unknown> = new Map(),
): unknown {
  const value = peek(parent, key, pending);
  if (typeof value !== 'object' || value === null || value instanceof Pending) return value;
  if (seen.has(value)) return seen.get(value);
  seen.set(value, undefined);
  const below = (each: string | number): unknown => settled(value, each, pending, seen);
  const copy = Array.isArray(value)
    ? Array.from({ length: value.length }, (_, index) => below(index))
    : Object.fromEntries(Object.keys(value).map((each) => [each, below(each)]));
  seen.set(value, copy);
  return copy;
}

function peek(parent: unknown, key: string | number, pending: Pending | undefined): unknown {
  if (!holds(parent, key)) return undefined;
  try {
    const found = parent[key];
    return isMark(found) ? pending : found;
  } catch (error) {
    // The policy SDK's error for an unknown value, whose class it does not export. Anything else is a bug.
    if (typeof error === 'object' && error !== null && 'unknownTypeSentinel' in error) return pending;
    throw error;
  }
}

/** What Pulumi writes for a text, number, flag, list or object that is not known yet (`@pulumi/policy` 1.21.0, proxy.js). */
const marks = [
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
];

/** Stands for a value that Pulumi keeps secret, whether or not its text is there. */
export const secret = new Pending(['a secret']);

/** A text around a mark is no more known than the mark; an output of the program's own is known only once it is applied. */
export function isMark(value: unknown): boolean {
  if (typeof value === 'string') return value.length >= 36 && marks.some((mark) => value.includes(mark));
  return holds(value, '__pulumiOutput') || holds(value, '__pulumiUnknown');
}
