import type { Catalog } from '../catalog/types.js';
import type { LivePermission } from '../least/live-permissions.js';
import { listedTypes, unreadTypes } from '../least/member-relations.js';
import { callData, type KnownCall, kindOfScheme } from '../least/openers.js';
import type { Scheme } from '../least/path-table.js';

/** What a call that lists members gives of them with a set of permissions; undefined where it lists none. */
export function memberNote(
  catalog: Catalog,
  { method, segments }: KnownCall,
  scheme: Scheme,
  set: readonly LivePermission[],
): string | undefined {
  const listed = method === 'GET' ? listedTypes(segments) : undefined;
  if (listed === undefined) return undefined;
  const kind = kindOfScheme(scheme);
  const live = callData(catalog).live[kind];
  const unread = unreadTypes(catalog, listed.usual, kind, live, new Set(set));
  if (unread.length > 0) {
    const words = unread.map((type) => type.words).join(' and ');
    const wanted = unread.map(({ least }) => least[kind].name).join(' and ');
    return `${words} come back with type and id alone; ${wanted} reveals them`;
  }
  const words = catalog.memberTypes().filter(({ type }) => listed.usual.includes(type));
  const thanks = set.find((each) => unreadTypes(catalog, listed.usual, kind, live, new Set([each])).length === 0);
  return `${words.map((type) => type.words).join(' and ')} come with names${thanks === undefined ? '' : ` thanks to ${thanks.name}`}`;
}
