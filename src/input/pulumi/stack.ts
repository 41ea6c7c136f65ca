// Joins the resources of a stack that are one registration: by the resources that a property is computed from, which are
// known before any id is, else by the ids themselves.
import type { Application, PermissionGrant } from '../../model/application.js';
import type { Fact } from '../../model/fact.js';
import type { Place } from '../../model/place.js';
import type { Problem } from '../../model/problem.js';
import { child, Pending } from '../source.js';
import { requiredTextFact, unknownFact } from './facts.js';
import { type GrantReader, grantReaders, unnamedApi } from './grants.js';
import { applicationOfPart, type Part, withParts } from './parts.js';
import { type PulumiReading, readPulumiResource, servicePrincipalType } from './resource.js';
import { knownBelow, type PulumiResource, resourceWords } from './values.js';

/** A resource of the stack with what it says by itself. */
export interface StackResource extends PulumiReading {
  readonly resource: PulumiResource;
}

/** The registrations of a stack, each with all of its parts and grants, and what belongs to none of them. */
export interface PulumiStack {
  readonly resources: readonly StackResource[];
  readonly applications: readonly Application[];
  readonly problems: readonly Problem[];
}

/** Reads the resources of a stack. Never throws for a value that is not known yet. */
export function readPulumiStack(all: readonly PulumiResource[]): PulumiStack {
  const resources = all.map((resource) => ({ resource, ...readPulumiResource(resource) }));
  const index = indexOf(resources);
  const joined = new Map<StackResource, Joined>();
  const apart: Application[] = [];
  // A list of permissions that may belong to any registration leaves none of them whole.
  let isWhole = true;
  for (const each of resources) {
    if (each.isRegistration) joined.set(each, { parts: [], grants: [] });
  }
  for (const each of resources) {
    const reader = grantReaders[each.resource.type];
    if (each.part !== undefined) isWhole = addPart(each, each.part, index, joined, apart) && isWhole;
    else if (reader !== undefined) addGrants(each, reader, index, joined, apart);
  }
  const registrations = [...joined].flatMap(([{ application, resource }, { parts, grants }]) => {
    if (application === undefined) return [];
    const isPart = !isWhole || resource.isPart === true;
    return [{ ...withParts(application, parts), grants, ...(isPart && { isPart }) }];
  });
  const siblings = new Set(resources.filter(({ isRegistration }) => isRegistration).flatMap(idsOf));
  return {
    resources,
    applications: [...registrations, ...apart].map((application) => ({ ...application, siblings })),
    problems: resources.flatMap(({ problems }) => problems),
  };
}

interface Joined {
  readonly parts: Part[];
  readonly grants: PermissionGrant[];
}

type Joins = ReadonlyMap<StackResource, Joined>;

/** Gives a part to its registration; false where it may belong to any. */
function addPart(each: StackResource, part: Part, index: Index, joined: Joins, apart: Application[]): boolean {
  const owner = referred(each, 'applicationId', index, ({ isRegistration }) => isRegistration);
  const own = owner && joined.get(owner);
  if (own !== undefined) {
    own.parts.push(part);
    return true;
  }
  const application = applicationOfPart(each.root, part);
  const id = child(each.root, 'applicationId');
  // Which registration it belongs to decides the limits; a known id is one that this stack does not hold.
  const isOpen = id.value instanceof Pending && part.apis !== undefined;
  apart.push(isOpen ? { ...application, audience: unknownFact(id) } : application);
  return !isOpen;
}

function addGrants(each: StackResource, reader: GrantReader, index: Index, joined: Joins, apart: Application[]): void {
  const { root } = each;
  const isServicePrincipal = ({ resource }: StackResource) => resource.type === servicePrincipalType;
  const client = referred(each, reader.client, index, isServicePrincipal);
  if (client === undefined && isOfOthers(each, reader.client)) return;
  const api = referred(each, reader.api, index, isServicePrincipal);
  const grants = reader.read(root, api ? clientIdOf(api, child(root, reader.api)) : unnamedApi(root, reader));
  const owner = client && referred(client, 'clientId', index, ({ isRegistration }) => isRegistration);
  const own = owner && joined.get(owner);
  if (own !== undefined) own.grants.push(...grants);
  else apart.push({ ...applicationOfPart(root, {}), grants });
}

/** The appId of a service principal that stands for an API, at the place that refers to it. */
function clientIdOf({ root, resource }: StackResource, at: Place): Fact<string> {
  const fact = { ...requiredTextFact(child(root, 'clientId')), at };
  if (fact.known || fact.waitsFor !== undefined || resource.urn === undefined) return fact;
  return { ...fact, waitsFor: [resourceWords(resource.urn)] };
}

/** Whether a property comes from resources of the stack that are something else: a user or a group, not an application. */
function isOfOthers(each: StackResource, property: string): boolean {
  const urns = dependenciesOf(each, property);
  return urns.length > 0 && urns.every((urn) => /:(?:User|Group)::/.test(urn));
}

interface Index {
  readonly byUrn: ReadonlyMap<string, StackResource>;
  /** By the ids that other resources refer to, once they are known. */
  readonly byId: ReadonlyMap<string, StackResource>;
}

function indexOf(resources: readonly StackResource[]): Index {
  const byUrn = new Map<string, StackResource>();
  const byId = new Map<string, StackResource>();
  for (const each of resources) {
    const { urn } = each.resource;
    if (urn !== undefined) byUrn.set(urn, each);
    if (!each.isRegistration && each.resource.type !== servicePrincipalType) continue;
    for (const id of idsOf(each)) byId.set(id, each);
  }
  return { byUrn, byId };
}

/** The resource that a property refers to: the one with its id, or the one that it is computed from. */
function referred(
  from: StackResource,
  property: string,
  { byUrn, byId }: Index,
  isMeant: (each: StackResource) => boolean,
): StackResource | undefined {
  const { value } = child(from.root, property);
  const id = typeof value === 'string' ? value.toLowerCase().replace(/^\/applications\//, '') : undefined;
  const known = id === undefined ? undefined : byId.get(id);
  if (known !== undefined && isMeant(known)) return known;
  // An id that is known may be computed from a resource and yet be another one's: a search by its name gives such.
  const mayBe = (each: StackResource) => isMeant(each) && (id === undefined || idsOf(each).length === 0);
  const [first, ...others] = dependenciesOf(from, property)
    .flatMap((urn) => byUrn.get(urn) ?? [])
    .filter(mayBe);
  return others.length === 0 ? first : undefined;
}

function dependenciesOf({ resource: { propertyDependencies = {} } }: StackResource, property: string) {
  return (Object.hasOwn(propertyDependencies, property) ? propertyDependencies[property] : undefined) ?? [];
}

/** The ids by which others refer to a resource, as far as they are known. A service principal bears its application's client id. */
function idsOf({ isRegistration, resource: { outputs } }: StackResource): readonly string[] {
  const keys = isRegistration ? ['objectId', 'clientId'] : ['objectId'];
  return keys.flatMap((key) => {
    const id = knownBelow(outputs, key);
    return typeof id === 'string' ? [id.toLowerCase()] : [];
  });
}
