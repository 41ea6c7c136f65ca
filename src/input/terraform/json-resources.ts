// The resources of a plan or a state, however it stores them.
import type { OffsetRange, Pointer } from '../../model/place.js';
import { jsonResource } from '../located.js';
import { listOf, memberOf, recordOf } from '../members.js';
import { idNames, type Resource, servicePrincipals } from '../resources/resource.js';
import { isRecord, type JsonSource, type Pending } from '../source.js';
import { type Canonical, canonicalName, canonicalType, canonicalValue } from './canonical.js';
import { type Marked, openHidden } from './json-hidden.js';
import type { Origins } from './json-references.js';
import { type Path, type Stored, settledValues } from './json-values.js';

/** One resource instance as a document stores it. */
export interface Instance extends Stored {
  readonly address: string;
  readonly type: string;
  /** Whether the program only reads it. */
  readonly isData: boolean;
  /** Where its values stand in the document. */
  readonly pointer: Pointer;
}

/** What is known of an instance beside its values. */
export interface Setting {
  /** What stands for a value that is not known yet. */
  readonly pendingAt: (path: Path) => Pending;
  /** What an attribute is computed from, by its name. */
  readonly originsOf: (attribute: string) => Origins;
}

/** The resources that are read among the instances of a document; `marked` tells what else of it must not be shown. */
export function resourcesOf(
  source: JsonSource,
  instances: readonly Instance[],
  settingOf: (instance: Instance) => Setting,
  marked: () => readonly Marked[],
): readonly Resource[] {
  const hidden = openHidden(source, () => [...instances.flatMap(markedValues), ...marked()]);
  return instances.flatMap((instance) => {
    const type = canonicalType(instance.type);
    if (type === undefined || isOfPerson(instance)) return [];
    // What a program only reads is declared elsewhere; service principals tell what object ids mean.
    if (instance.isData && !Object.hasOwn(servicePrincipals, type)) return [];
    return [resourceOf(source, instance, type, { ...settingOf(instance), hidden })];
  });
}

/** What a resource marks, and passwords, which older state files leave unmarked. */
function markedValues({ type, values, hidden, pointer }: Instance): readonly Marked[] {
  const masks =
    /_password$/.test(type) && memberOf(values, 'value') !== undefined ? [...hidden, { value: true }] : hidden;
  return masks.map((mask) => ({ mask, pointer }));
}

interface ResourceSetting extends Setting {
  readonly hidden: () => readonly OffsetRange[];
}

function resourceOf(source: JsonSource, instance: Instance, type: string, setting: ResourceSetting): Resource {
  const { address, pointer } = instance;
  const stored = settledValues(instance, setting.pendingAt);
  const { value, spell } = canonicalInstance(instance.type, stored);
  const dependencies = Object.keys(recordOf(stored)).map(
    (name) => [canonicalName(instance.type, name), setting.originsOf(name).resources] as const,
  );
  return {
    type,
    words: address,
    key: address,
    root: jsonResource(source, value, (at) => [...pointer, ...spell(at)], setting.hidden),
    outputs: outputsOf(value),
    dependencies: Object.fromEntries(dependencies),
  };
}

function outputsOf(value: unknown): unknown {
  const ids = idNames.map((key) => [key, memberOf(value, key)] as const);
  // The generic provider keeps what the program asks it to, by names of the program's choice.
  const exported = memberOf(value, 'output');
  const appId = ['appId', 'app_id'].map((key) => memberOf(exported, key)).find((id) => typeof id === 'string');
  return { ...Object.fromEntries(ids), appId };
}

/** An empty text in these is what the provider stores for none. */
const oftenEmpty = new Set(['logoutUrl', 'value']);

function canonicalInstance(type: string, stored: unknown): Canonical {
  const { value, spell } = canonicalValue(type, stored);
  if (type === 'msgraph_resource' || type === 'msgraph_update_resource') return unwrapped({ value, spell });
  return { value: withoutEmpty(value, 0), spell };
}

function withoutEmpty(value: unknown, level: number): unknown {
  if (level > 3) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => withoutEmpty(each, level + 1));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).filter(([key, each]) => each !== '' || !oftenEmpty.has(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutEmpty(each, level + 1)]));
}

/** A value of any type is stored in a state file beside its type: `{"value": {}, "type": ["object", {}]}`. */
function unwrapped({ value, spell }: Canonical): Canonical {
  const wrapped = recordOf(memberOf(value, 'body'));
  const isWrapped =
    Object.hasOwn(wrapped, 'type') && Object.hasOwn(wrapped, 'value') && Object.keys(wrapped).length === 2;
  if (!isWrapped) return { value, spell };
  return {
    value: { ...recordOf(value), body: wrapped.value },
    spell: ([key, ...rest]) =>
      key === 'body' ? ['body', 'value', ...rest] : spell(key === undefined ? [] : [key, ...rest]),
  };
}

/** Whether it grants something to a user or a group, which no registration asks for. */
function isOfPerson({ type, values }: Instance): boolean {
  const principal = memberOf(values, 'principal_type');
  return type === 'azuread_app_role_assignment' && (principal === 'User' || principal === 'Group');
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Why what `terraform show -json` prints cannot be read: its format has a version, and 0 and 1 are known. */
export function formatFault(document: unknown, what: 'plan' | 'state'): string | undefined {
  const version = memberOf(document, 'format_version');
  if (typeof version !== 'string' || /^[01]\./.test(version)) return undefined;
  return `is a Terraform ${what} of format version ${version.slice(0, 20)}, and only version 1 is known`;
}

/** What `terraform show` says of a resource, and where it stands. */
export interface Shown {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly pointer: Pointer;
}

/** No one nests modules deeper; two keys of a pointer for each. */
const deepestModule = 200;

/** The resources of a module and of the modules below it. */
export function shownResources(root: unknown, at: Pointer): readonly Shown[] {
  const found: Shown[] = [];
  const open = [{ module: root, pointer: at }];
  // What is added on the way is walked through as well.
  for (const { module, pointer } of open) {
    if (pointer.length > deepestModule) continue;
    for (const [index, resource] of listOf(memberOf(module, 'resources')).entries()) {
      const address = memberOf(resource, 'address');
      if (!isRecord(resource) || typeof address !== 'string') continue;
      found.push({ resource, address, pointer: [...pointer, 'resources', index] });
    }
    for (const [index, below] of listOf(memberOf(module, 'child_modules')).entries()) {
      open.push({ module: below, pointer: [...pointer, 'child_modules', index] });
    }
  }
  return found;
}

/** A resource of `terraform show` as an instance whose values are all known. */
export function shownInstance({ resource, address, pointer }: Shown): Instance {
  return {
    address,
    type: String(resource.type),
    isData: resource.mode === 'data',
    values: resource.values,
    unknown: undefined,
    hidden: [resource.sensitive_values],
    pointer: [...pointer, 'values'],
  };
}
