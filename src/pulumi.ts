import { createCatalog } from './catalog/catalog.js';
import { parts } from './catalog/parts.generated.js';
import type { Permission } from './catalog/types.js';
import type { PermissionKind } from './model/application.js';
import { shown } from './model/wording.js';
import { findApi, findPermission } from './pulumi/find.js';
import type { Permissions } from './pulumi/permissions.generated.js';

/** The display name of an API of Microsoft that has permissions to grant. */
export type ApiName = keyof Permissions;

/** The name of a delegated permission: `const claimValues: DelegatedPermission<'Microsoft Graph'>[] = ['User.Read'];` */
export type DelegatedPermission<Api extends ApiName> = Permissions[Api]['delegated'];

/** The name of an application permission (app role). */
export type ApplicationPermission<Api extends ApiName> = Permissions[Api]['application'];

/** What is asked of one API, by name. */
export interface RequestedPermissions<Api extends ApiName> {
  /** What the app may do for a signed-in user: scopes. */
  readonly delegated?: readonly DelegatedPermission<Api>[] | undefined;
  /** What the app may do by itself: app roles. */
  readonly application?: readonly ApplicationPermission<Api>[] | undefined;
}

/** What is asked of each API, by its display name. */
export type PermissionRequests = { readonly [Api in ApiName]?: RequestedPermissions<Api> | undefined };

/** An entry of `requiredResourceAccesses` of an `azuread.Application`. */
export interface RequiredResourceAccess {
  resourceAppId: string;
  resourceAccesses: { id: string; type: 'Role' | 'Scope' }[];
}

/** The arguments of an `azuread.ApplicationApiAccess`, but for `applicationId`. A list of nothing is absent. */
export interface ApiAccess {
  apiClientId: string;
  roleIds?: string[];
  scopeIds?: string[];
}

const catalog = createCatalog((part) => parts[part]);

/**
 * The `requiredResourceAccesses` of an `azuread.Application`, by the names of permissions. A name that is given twice is
 * kept once; an API that is asked for nothing is left out, since Microsoft Graph refuses an entry without permissions.
 * Throws an Error for a name that does not exist, which the types prevent.
 *
 * @example
 * new azuread.Application('portal', {
 *   displayName: 'Contoso Portal',
 *   requiredResourceAccesses: requiredResourceAccesses({
 *     'Microsoft Graph': { delegated: ['User.Read'], application: ['Mail.Send'] },
 *   }),
 * });
 */
export function requiredResourceAccesses(requests: PermissionRequests): RequiredResourceAccess[] {
  return Object.entries(requests).flatMap(([name, requested]) => {
    const resourceAppId = findApi(catalog, name).appId;
    const { delegated, application } = find(name, requested);
    const scopes = delegated.map(({ id }) => ({ id, type: 'Scope' as const }));
    const roles = application.map(({ id }) => ({ id, type: 'Role' as const }));
    const resourceAccesses = [...scopes, ...roles];
    return resourceAccesses.length === 0 ? [] : [{ resourceAppId, resourceAccesses }];
  });
}

/**
 * The arguments of an `azuread.ApplicationApiAccess`, by the names of permissions. Throws an Error for a name that does
 * not exist, which the types prevent, and where nothing is asked for: the provider refuses such a resource.
 *
 * @example
 * new azuread.ApplicationApiAccess('graph', {
 *   applicationId: registration.id,
 *   ...apiAccess('Microsoft Graph', { delegated: ['User.Read'], application: ['Mail.Send'] }),
 * });
 */
export function apiAccess<Api extends ApiName>(api: Api, requested: RequestedPermissions<Api>): ApiAccess {
  const { delegated, application } = find(api, requested);
  if (delegated.length + application.length === 0) {
    throw new Error(`Nothing is asked of ${api}: an ApplicationApiAccess needs a permission at least.`);
  }
  return {
    apiClientId: apiClientId(api),
    ...(application.length > 0 && { roleIds: application.map(({ id }) => id) }),
    ...(delegated.length > 0 && { scopeIds: delegated.map(({ id }) => id) }),
  };
}

/**
 * The `appRoleId` of an `azuread.AppRoleAssignment`, by the name of an application permission. Throws an Error for a name
 * that does not exist, which the types prevent.
 *
 * @example
 * const graph = new azuread.ServicePrincipal('graph', { clientId: apiClientId('Microsoft Graph'), useExisting: true });
 * new azuread.AppRoleAssignment('mail', {
 *   appRoleId: appRoleId('Microsoft Graph', 'Mail.Send'),
 *   principalObjectId: servicePrincipal.objectId,
 *   resourceObjectId: graph.objectId,
 * });
 */
export function appRoleId<Api extends ApiName>(api: Api, name: ApplicationPermission<Api>): string {
  return findPermission(catalog, findApi(catalog, api), 'application', name).id;
}

/**
 * The client id (appId) of an API, by its display name. Throws an Error for an API that does not exist, which the types
 * prevent.
 *
 * @example
 * const graph = new azuread.ServicePrincipal('graph', { clientId: apiClientId('Microsoft Graph'), useExisting: true });
 */
export function apiClientId(api: ApiName): string {
  return findApi(catalog, api).appId;
}

const kinds = ['delegated', 'application'] as const;

/** Programs in JavaScript have no types to rely on: what is asked for is looked at here as if nothing were known. */
function find(apiName: string, requested: unknown): Readonly<Record<PermissionKind, readonly Permission[]>> {
  const api = findApi(catalog, apiName);
  const lists = new Map<string, unknown>(Object.entries(requested ?? {}));
  for (const key of lists.keys()) {
    if (kinds.every((kind) => kind !== key)) {
      throw new Error(`${shown(key)} is no kind of permission of ${api.name}. Write delegated or application.`);
    }
  }
  const listed = (kind: PermissionKind) =>
    namesIn(lists.get(kind), `${kind} of ${api.name}`).map((name) => findPermission(catalog, api, kind, name));
  return { delegated: listed('delegated'), application: listed('application') };
}

/** The names of a list, each once. */
function namesIn(list: unknown, what: string): readonly string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) {
    throw new Error(`${what} must be a list of names of permissions, such as ['User.Read'].`);
  }
  return [...new Set(list)];
}
