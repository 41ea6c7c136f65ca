import { graphAppId } from '../catalog/lookup.js';
import { spellingOf } from '../catalog/resolve.js';
import type { Api, Catalog, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';

/** What a user asks for: an id or a name, perhaps of one API (`SharePoint/Sites.Selected`) and one kind (`:application`). */
export interface Query {
  readonly text: string;
  readonly api: Api | undefined;
  readonly kind: PermissionKind | undefined;
  /** In lower case; undefined for a name. */
  readonly id: string | undefined;
  readonly name: string;
}

const kindSuffix = /:(application|delegated|role|scope)$/i;

/** Takes a query apart. What stands before a slash is an API only if one is called so. */
export function parseQuery(catalog: Catalog, text: string): Query {
  const suffix = kindSuffix.exec(text)?.[1]?.toLowerCase();
  const kind =
    suffix === undefined ? undefined : suffix === 'application' || suffix === 'role' ? 'application' : 'delegated';
  const whole = text.replace(kindSuffix, '').trim();
  const slash = whole.lastIndexOf('/');
  const api = slash === -1 ? undefined : findApi(catalog, whole.slice(0, slash));
  const name = api === undefined ? whole : whole.slice(slash + 1);
  const spelling = spellingOf(name);
  return { text, api, kind, id: spelling.form === 'other' ? undefined : spelling.id, name };
}

/** The API with this id (in braces, too), name or alias. */
export function findApi(catalog: Catalog, idOrName: string): Api | undefined {
  const spelling = spellingOf(idOrName.trim());
  return catalog.api(spelling.form === 'other' ? idOrName.trim() : spelling.id);
}

/** Microsoft Graph; the catalog cannot be without it. */
export function graphOf(catalog: Catalog): Api {
  const graph = catalog.api(graphAppId);
  if (graph === undefined) throw new Error('the catalog has no Microsoft Graph');
  return graph;
}

/**
 * The permissions that a query means, live ones first. A name without an API means Microsoft Graph's, or, where Graph
 * has none, those of all other APIs.
 */
export function findPermissions(catalog: Catalog, { api, kind, id, name }: Query): readonly Permission[] {
  const all = id === undefined ? named(catalog, api, name) : withId(catalog, api, id);
  return kind === undefined ? all : all.filter((permission) => permission.kind === kind);
}

function withId(catalog: Catalog, api: Api | undefined, id: string): readonly Permission[] {
  return api === undefined ? catalog.permissionsById(id) : catalog.permissionsIn(api, id);
}

function named(catalog: Catalog, api: Api | undefined, name: string): readonly Permission[] {
  if (name === '') return [];
  const own = catalog.permissionsByName(api ?? graphOf(catalog), name);
  return own.length > 0 || api !== undefined ? own : catalog.permissionsNamed(name);
}

/** The ones that can be requested, or, where there are none, all others. */
export function preferLive(permissions: readonly Permission[]): readonly Permission[] {
  const live = permissions.filter(({ state }) => state === 'live' || state === 'disabled');
  return live.length > 0 ? live : permissions;
}

/** Why nothing answers a query, and what may have been meant. */
export function describeMiss(catalog: Catalog, query: Query, others: readonly string[] = []): string {
  const otherKind = query.kind === undefined ? [] : findPermissions(catalog, { ...query, kind: undefined });
  if (otherKind[0] !== undefined) {
    const { name, id, kind } = otherKind[0];
    return `${name || id} is ${kind === 'application' ? 'an application' : 'a delegated'} permission only`;
  }
  if (query.id !== undefined) {
    const where = query.api === undefined ? 'no API and no permission has' : `${query.api.name} has no permission with`;
    return `${where} the id ${query.id} (the catalog is of ${catalog.date})`;
  }
  const near = catalog.nearest(query.api ?? graphOf(catalog), query.name, query.kind, 6).map(({ name }) => name);
  const apis = query.api === undefined ? catalog.nearestApis(query.name, 2).map(({ name }) => name) : [];
  const prefix = query.api === undefined ? '' : `${query.api.name} has no permission called`;
  const what =
    prefix === '' ? `nothing is called "${query.name.slice(0, 80)}"` : `${prefix} "${query.name.slice(0, 80)}"`;
  const meant = [...new Set([...others, ...near, ...apis])].slice(0, 3);
  return meant.length === 0 ? what : `${what}. Did you mean ${meant.join(', ')}?`;
}
