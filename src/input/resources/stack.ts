// Joins the resources of a stack that are one registration: by the resources that a property is computed from, which are
// known before any id is, else by the ids themselves.
import type { Application, PermissionGrant } from '../../model/application.js';
import type { Fact } from '../../model/fact.js';
import type { Place } from '../../model/place.js';
import type { Problem } from '../../model/problem.js';
import { memberOf } from '../members.js';
import { child, Pending } from '../source.js';
import { requiredTextFact, unknownFact } from './facts.js';
import { type GrantReader, unnamedApi } from './grants.js';
import { applicationOfPart, type Part, withParts } from './parts.js';
import { idNames, type Resource, type ResourceReading, readResource, servicePrincipals } from './resource.js';

/** The registrations of a stack, each with all of its parts and grants, and what belongs to none of them. */
export interface Stack {
  /** What each resource says by itself, in the order in which they were given. */
  readonly readings: readonly ResourceReading[];
  readonly applications: readonly Application[];
  readonly problems: readonly Problem[];
}

/** Reads the resources of a stack. Never throws for a value that is not known yet. */
export function readStack(all: readonly Resource[]): Stack {
  const readings = all.map(readResource);
  const index = indexOf(readings);
  const joined = new Map<ResourceReading, Joined>();
  const apart: Application[] = [];
  // A list of permissions that may belong to any registration leaves none of them whole.
  let isWhole = true;
  for (const each of readings) {
    if (each.isRegistration) joined.set(each, { parts: [], grants: [] });
  }
  for (const each of readings) {
    if (each.part !== undefined) isWhole = addPart(each, each.part, index, joined, apart) && isWhole;
    else if (each.grants !== undefined) addGrants(each, each.grants, index, joined, apart);
  }
  const registrations = [...joined].flatMap(([{ application, resource }, { parts, grants }]) => {
    if (application === undefined) return [];
    const isPart = !isWhole || resource.isPart === true;
    return [{ ...withParts(application, parts), grants, ...(isPart && { isPart }) }];
  });
  const siblings = new Set(readings.filter(({ isRegistration }) => isRegistration).flatMap(idsOf));
  return {
    readings,
    applications: [...registrations, ...apart].map((application) => ({ ...application, siblings })),
    problems: readings.flatMap(({ problems }) => problems),
  };
}

interface Joined {
  readonly parts: Part[];
  readonly grants: PermissionGrant[];
}

type Joins = ReadonlyMap<ResourceReading, Joined>;

/** Gives a part to its registration; false where it may belong to any. */
function addPart(each: ResourceReading, part: Part, index: Index, joined: Joins, apart: Application[]): boolean {
  const owner = referred(each, 'applicationId', index, ({ isRegistration }) => isRegistration);
  const own = owner && joined.get(owner);
  if (own !== undefined) {
    own.parts.push(part);
    return true;
  }
  const application = applicationOfPart(each.resource.root, part);
  const id = child(each.resource.root, 'applicationId');
  // Which registration it belongs to decides the limits; a known id is one that this stack does not hold.
  const isOpen = id.value instanceof Pending && part.apis !== undefined;
  apart.push(isOpen ? { ...application, audience: unknownFact(id) } : application);
  return !isOpen;
}

function addGrants(
  each: ResourceReading,
  reader: GrantReader,
  index: Index,
  joined: Joins,
  apart: Application[],
): void {
  const { root } = each.resource;
  const isServicePrincipal = ({ resource }: ResourceReading) => Object.hasOwn(servicePrincipals, resource.type);
  const client = referred(each, reader.client, index, isServicePrincipal);
  if (client === undefined && isOfOthers(each, reader.client)) return;
  const api = referred(each, reader.api, index, isServicePrincipal);
  const grants = reader.read(root, api ? clientIdOf(api, child(root, reader.api)) : unnamedApi(root, reader));
  const owner = client && referred(client, appIdKey(client), index, ({ isRegistration }) => isRegistration);
  const own = owner && joined.get(owner);
  if (own !== undefined) own.grants.push(...grants);
  else apart.push({ ...applicationOfPart(root, {}), grants });
}

/** The appId of a service principal that stands for an API, at the place that refers to it. */
function clientIdOf(api: ResourceReading, at: Place): Fact<string> {
  const { root, words, key } = api.resource;
  const fact = { ...requiredTextFact(child(root, appIdKey(api))), at };
  if (fact.known || fact.waitsFor !== undefined || key === undefined) return fact;
  return { ...fact, waitsFor: [words] };
}

function appIdKey({ resource }: ResourceReading): string {
  return servicePrincipals[resource.type] ?? 'clientId';
}

/** Whether a property comes from resources of the stack that are something else: a user or a group, not an application. */
function isOfOthers(each: ResourceReading, property: string): boolean {
  const keys = dependenciesOf(each, property);
  return keys.length > 0 && keys.every((key) => people.test(key));
}

/** Pulumi's URNs, addresses of Terraform, and types of Graph. */
const people = /:(?:User|Group)::|(?:^|\.)azuread_(?:user|group)s?\.|^Microsoft\.Graph\/(?:users|groups)\b/;

interface Index {
  readonly byKey: ReadonlyMap<string, ResourceReading>;
  /** By the ids that other resources refer to, once they are known. */
  readonly byId: ReadonlyMap<string, ResourceReading>;
}

function indexOf(readings: readonly ResourceReading[]): Index {
  const byKey = new Map<string, ResourceReading>();
  const byId = new Map<string, ResourceReading>();
  for (const each of readings) {
    const { key, type } = each.resource;
    if (key !== undefined) byKey.set(key, each);
    if (!each.isRegistration && !Object.hasOwn(servicePrincipals, type)) continue;
    for (const id of idsOf(each)) byId.set(id, each);
  }
  return { byKey, byId };
}

/** The resource that a property refers to: the one with its id, or the one that it is computed from. */
function referred(
  from: ResourceReading,
  property: string,
  { byKey, byId }: Index,
  isMeant: (each: ResourceReading) => boolean,
): ResourceReading | undefined {
  const { value } = child(from.resource.root, property);
  const id = typeof value === 'string' ? bareId(value) : undefined;
  const known = id === undefined ? undefined : byId.get(id);
  if (known !== undefined && isMeant(known)) return known;
  // An id that is known may be computed from a resource and yet be another one's: a search by its name gives such.
  const mayBe = (each: ResourceReading) => isMeant(each) && (id === undefined || idsOf(each).length === 0);
  const [first, ...others] = dependenciesOf(from, property)
    .flatMap((key) => byKey.get(key) ?? [])
    .filter(mayBe);
  return others.length === 0 ? first : undefined;
}

function dependenciesOf({ resource: { dependencies = {} } }: ResourceReading, property: string) {
  return (Object.hasOwn(dependencies, property) ? dependencies[property] : undefined) ?? [];
}

/** The ids by which others refer to a resource, as far as they are known. A service principal bears its application's client id. */
function idsOf({ isRegistration, resource: { outputs } }: ResourceReading): readonly string[] {
  const own = isRegistration ? idNames : idNames.slice(0, 2);
  return own.flatMap((key) => {
    const id = memberOf(outputs, key);
    return typeof id === 'string' ? [bareId(id)] : [];
  });
}

/** Terraform's ids of resources hold the object id: `/applications/<id>`. */
function bareId(id: string): string {
  return id.toLowerCase().replace(/^\/(?:applications|serviceprincipals)\//, '');
}
