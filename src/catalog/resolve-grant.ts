import type { PermissionGrant } from '../model/application.js';
import { isListed } from './lookup.js';
import { type Cloud, type Resolution, resolve, spellingOf } from './resolve.js';
import type { Api, Catalog } from './types.js';

/**
 * Resolves a grant. Its API is often an object id, which no catalog holds: an id that the catalog knows as a permission
 * of one API alone is then taken for that one.
 */
export function resolveGrant(catalog: Catalog, grant: PermissionGrant, cloud: Cloud): Resolution {
  const { api, permission } = grant;
  if (api.known || !permission.known || permission.lookedUp || api.why === 'malformed')
    return resolve(catalog, grant, grant.names, cloud);
  const owner = onlyOwner(catalog, permission.value);
  if (owner === undefined) return { status: 'undecided', fact: api };
  return resolve(catalog, { ...grant, api: { known: true, value: owner.appId, at: api.at } }, 'ids-required', cloud);
}

function onlyOwner(catalog: Catalog, value: string): Api | undefined {
  const spelling = spellingOf(value);
  if (spelling.form === 'other') return undefined;
  const owners = catalog.permissionsById(spelling.id).filter(isListed);
  const [first, ...others] = new Set(owners.map(({ api }) => api));
  return others.length === 0 ? first : undefined;
}
