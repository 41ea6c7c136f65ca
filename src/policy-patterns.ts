import { graphAppId } from './catalog/lookup.js';
import { spellingOf } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import type { Config, Sourced } from './config/config.js';
import { parsePermissionPattern, permissionMatcher } from './config/patterns.js';
import { type PlacedFault, placedFault } from './config/read-config.js';
import { quoted } from './model/wording.js';
import { refOf } from './rules/wording.js';

/**
 * Entries of allow and deny lists that mean nothing: a deny entry with a slip of the hand would let through what it
 * was written against, in silence.
 */
export function patternFaults({ allow = [], deny = [], apps }: Config, catalog: Catalog): readonly PlacedFault[] {
  const own = apps.flatMap(({ value: { permissions = {} }, at, location }) =>
    (['allow', 'deny'] as const).flatMap((list) =>
      (permissions[list] ?? []).map((value, index): Sourced<string> => {
        return { value, location, at: { ...at, pointer: [...at.pointer, 'permissions', list, index] } };
      }),
    ),
  );
  return [...allow, ...deny, ...own].flatMap(({ value, at }) => {
    const message = patternFault(value, catalog);
    return message === undefined ? [] : [placedFault(at.document, { pointer: at.pointer, part: 'value', message })];
  });
}

const hasWildcard = (text: string): boolean => text.includes('*');

/** Why a pattern means no permission that the catalog holds, and what may be meant; undefined where it means one. */
export function patternFault(pattern: string, catalog: Catalog): string | undefined {
  const { api: apiName = graphAppId, permission, kind } = parsePermissionPattern(pattern);
  if (permission === '') return `${quoted(pattern)} names no permission. Write Api/Name, or Api/* for all of an API.`;
  if (hasWildcard(apiName)) return undefined;
  const api = catalog.api(apiName);
  if (api === undefined) {
    // The ids of an API that no catalog holds may be allowed or denied by its appId.
    if (spellingOf(apiName).form === 'guid') return undefined;
    const [near] = catalog.nearestApis(apiName, 1);
    const hint = near === undefined ? ' Name it by its appId, or add it to catalogs.' : ` Did you mean ${near.name}?`;
    return `${quoted(pattern)} names an API that no catalog holds.${hint}`;
  }
  const isMeant = permissionMatcher(pattern, graphAppId, (name) => catalog.api(name)?.appId);
  const all = [...catalog.permissionsOf(api).map(refOf), ...resourceSpecific(catalog, api.appId)];
  if (!api.complete || all.some(isMeant)) return undefined;
  const near = hasWildcard(permission) ? [] : catalog.nearest(api, permission, kind, 3);
  const names = [...new Set(near.map(({ name }) => name))].join(' or ');
  const hint = names === '' ? '' : ` Did you mean ${names}?`;
  const what = kind === undefined ? 'permission' : `${kind} permission`;
  return `${quoted(pattern)} matches no ${what} of ${api.name}.${hint}`;
}

function resourceSpecific(catalog: Catalog, appId: string) {
  if (appId !== graphAppId) return [];
  return catalog.resourceSpecificNames().map(({ name, kind }) => ({ api: appId, apiName: null, id: null, name, kind }));
}
