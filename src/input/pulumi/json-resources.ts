// The resources of Pulumi's own JSON: a preview, and a stack's state. Both write a resource alike.
import type { Pointer } from '../../model/place.js';
import { jsonResource } from '../located.js';
import { listOf, recordOf } from '../members.js';
import { idNames, type Resource } from '../resources/resource.js';
import { holds, isRecord, type JsonSource, Pending } from '../source.js';
import { canonicalNames } from './names.js';
import { isMark, pulumiTypes, resourceWords, secret } from './values.js';

/** A resource of a type that is read, and where in the text it stands; undefined for anything else. */
export function resourceAt(source: JsonSource, at: Pointer, value: unknown): Resource | undefined {
  if (!isRecord(value)) return undefined;
  const { urn, type, id, outputs } = value;
  if (typeof urn !== 'string' || typeof type !== 'string' || !pulumiTypes.includes(type)) return undefined;
  // What a program only reads has no inputs of its own: all that is known of it are the outputs.
  const isRead = value.external === true;
  const key = isRead && isRecord(outputs) ? 'outputs' : 'inputs';
  const dependencies = dependenciesOf(value);
  const { rename, spell } = canonicalNames(type, Object.keys(recordOf(value[key])));
  const inputs = rename(settledInputs(recordOf(value[key]), dependencies));
  const isPart = isRead || ignoresPermissions(value.ignoreChanges);
  return {
    type,
    words: resourceWords(urn),
    key: urn,
    root: jsonResource(source, inputs, (pointer) => (pointer.length === 0 ? at : [...at, key, ...spell(pointer)])),
    outputs: idsIn(type, recordOf(outputs), id),
    dependencies: rename(dependencies),
    ...(isPart && { isPart }),
  };
}

/** Whether changes of the permissions are ignored, so that they may be declared elsewhere. */
export function ignoresPermissions(paths: unknown): boolean {
  const isList = (path: unknown) => typeof path === 'string' && /^(?:\*|requiredResourceAccesses)/.test(path);
  return Array.isArray(paths) && paths.some(isList);
}

function dependenciesOf({ propertyDependencies }: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const texts = (urns: unknown) => listOf(urns).filter((urn) => typeof urn === 'string');
  return Object.fromEntries(Object.entries(recordOf(propertyDependencies)).map(([key, urns]) => [key, texts(urns)]));
}

/** The state holds the id of a resource beside its outputs. */
function idsIn(type: string, written: Readonly<Record<string, unknown>>, id: unknown): unknown {
  const outputs = canonicalNames(type, Object.keys(written)).rename(written);
  const known = idNames.filter((key) => isKnownText(outputs[key])).map((key) => [key, outputs[key]] as const);
  return { ...(isKnownText(id) && { id }), ...Object.fromEntries(known) };
}

function isKnownText(value: unknown): boolean {
  return typeof value === 'string' && !isMark(value);
}

function settledInputs(
  inputs: Readonly<Record<string, unknown>>,
  dependencies: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, unknown>> {
  const known = Object.entries(inputs).filter(([key]) => key !== '__defaults');
  return Object.fromEntries(
    known.map(([key, value]) => {
      const urns = Object.hasOwn(dependencies, key) ? dependencies[key] : [];
      return [key, settled(value, new Pending((urns ?? []).map(resourceWords)), 0)];
    }),
  );
}

/** No property of these resources nests as deep; what is deeper is no known value. */
const deepest = 50;

function settled(value: unknown, pending: Pending, depth: number): unknown {
  if (isSecret(value)) return secret;
  if (isMark(value) || depth > deepest || holds(value, signature)) return pending;
  if (Array.isArray(value)) return value.map((each) => settled(each, pending, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each, pending, depth + 1)]));
}

/**
 * The key that marks a value of a special kind, and the mark of a secret (pulumi/pulumi sdk/go/common/resource/sig/sig.go,
 * 2026-08-21). With `--show-secrets` the plain text stands in it.
 */
const signature = '4dabf18193072939515e22adb298388d';
const secretMark = '1b47061264138c4ac30d75fd1eb44270';

/** Previews, and states that cannot be decrypted, have a word in a secret's place. */
function isSecret(value: unknown): boolean {
  return value === '[secret]' || (holds(value, signature) && value[signature] === secretMark);
}
