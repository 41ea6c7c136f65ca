import { namePolicy, type Resolution, resolve } from '../catalog/resolve.js';
import type { Catalog, Permission } from '../catalog/types.js';
import type { Application, PermissionRequest } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import type { RequestFacts } from '../report/types.js';

/** What a request asks for: from the catalog where it is known there, else as it is written. */
export function describeRequest(
  catalog: Catalog,
  request: PermissionRequest,
  application: Pick<Application, 'names' | 'apis'>,
): RequestFacts {
  const resolution = resolve(catalog, request, namePolicy(catalog, application), 'global');
  const permission = permissionOf(resolution, catalog, request);
  if (permission === undefined) return { ...asWritten(request), api: apiText(catalog, request, resolution) };
  const { name, id, kind, api, state, resourceSpecific } = permission;
  const remarks = [...(state === 'live' ? [] : [state]), ...(resourceSpecific ? ['resource-specific'] : [])];
  return { name: name || id, kind, api: remarks.length === 0 ? api.name : `${api.name} (${remarks.join(', ')})` };
}

function permissionOf(resolution: Resolution, catalog: Catalog, request: PermissionRequest): Permission | undefined {
  if (resolution.status === 'other-api') return resolution.permissions[0];
  if ('permission' in resolution) return resolution.permission;
  // The API or the kind is filled in later; the id says enough.
  const { permission, kind } = request;
  if (resolution.status !== 'undecided' || resolution.fact === undefined || !permission.known) return undefined;
  const found = catalog.permissionsById(permission.value);
  return found.find((each) => kind.known && each.kind === kind.value) ?? found[0];
}

function asWritten({ permission, kind }: PermissionRequest): Pick<RequestFacts, 'name' | 'kind'> {
  return { name: textOf(permission), kind: textOf(kind) };
}

function apiText(catalog: Catalog, { api, permission }: PermissionRequest, { status }: Resolution): string {
  const known = api.known ? catalog.api(api.value)?.name : undefined;
  const isMissing = api.known && permission.known && status !== 'malformed';
  if (!isMissing) return known ?? textOf(api);
  return known === undefined ? 'not in the catalog' : `not in the catalog (${known})`;
}

const textOf = (fact: Fact<string>): string => (fact.known ? fact.value : (fact.raw ?? '?'));
