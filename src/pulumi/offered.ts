import type { Api, Catalog, Permission } from '../catalog/types.js';

/**
 * Whether the helpers offer a permission: it can be granted, its calls still have an answer, and its name means this
 * permission alone. The types are made with this function and the ids are looked up with it, so both agree.
 */
export function isOffered(catalog: Catalog, permission: Permission): boolean {
  return isOfUse(catalog, permission) && namesakes(catalog, permission).length === 1;
}

/** The permissions of one API, kind and name that are of use: two where the name alone does not tell which is meant. */
export function namesakes(catalog: Catalog, { api, kind, name }: Permission): readonly Permission[] {
  return catalog
    .permissionsByName(api, name)
    .filter((each) => each.kind === kind && each.name === name && isOfUse(catalog, each));
}

/** The permissions of an API that the helpers offer, in the order of their names; none where the API has ended. */
export function offeredBy(catalog: Catalog, api: Api): readonly Permission[] {
  return catalog.permissionsOf(api).filter((permission) => isOffered(catalog, permission));
}

function isOfUse(catalog: Catalog, permission: Permission): boolean {
  const { api, name, state, resourceSpecific } = permission;
  if (state !== 'live' || resourceSpecific || name === '') return false;
  const ended = [catalog.retirement(api.appId, undefined), catalog.retirement(api.appId, permission)];
  return ended.every((retirement) => retirement?.state !== 'retired');
}
