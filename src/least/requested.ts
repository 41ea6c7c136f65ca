import type { Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { isByBody } from './cover-rows.js';
import type { Least } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { actsAsUser, isAbove } from './naming.js';
import { type KnownCall, kindOfScheme } from './openers.js';

/** The requested permissions of one kind, as far as calls can tell of them. */
export interface Requested {
  readonly least: Least;
  readonly kind: PermissionKind;
  /** Those that are live. */
  readonly lives: ReadonlySet<LivePermission>;
  readonly opens: (call: KnownCall, lives: ReadonlySet<LivePermission>) => boolean;
}

/** The permissions of one kind among those requested of Microsoft Graph, ready to be held against calls. */
export function requestedOf(least: Least, kind: PermissionKind, permissions: readonly Permission[]): Requested {
  const { byName } = least.data.live[kind];
  const lives = permissions.flatMap((permission) => {
    const live = byName.get(permission.name.toLowerCase());
    return live !== undefined && live.permission.id === permission.id ? [live] : [];
  });
  return { least, kind, lives: new Set(lives), opens: (call, own) => isOpenTo(least, call, own) };
}

/** What chosen things open is granted at each of them, and the data lists hardly any of its calls. */
const isSelected = ({ name }: LivePermission): boolean => /\.(?:Selected|AppFolder|WhereInstalled)$/.test(name);

/** `/users/{id}` may be the signed-in user, or somebody else, who shares something or not. */
export function isOfAnyUser({ segments }: Pick<KnownCall, 'segments'>): boolean {
  return segments[0] === 'users' && segments[1] === '*';
}

/**
 * Tells whether one of some permissions is listed for a call, above a listed one by name, for chosen things of its kind,
 * or for what other users share.
 */
function holderOf(
  { data, scheme }: Least,
  call: Pick<KnownCall, 'segments'>,
  own: ReadonlySet<LivePermission>,
): (live: LivePermission) => boolean {
  const { above } = data.live[kindOfScheme(scheme)];
  const selected = new Set([...own].filter(isSelected).map(({ parts }) => parts.resource));
  const selectedNames = new Set([...own].filter(isSelected).map(({ name }) => name.toLowerCase()));
  // Whoever acts as the user reaches all of the directory that the user does.
  const isAsUser = [...own].some(({ name }) => actsAsUser(name));
  const shared = isOfAnyUser(call) ? [...own].filter(({ parts }) => parts.constraint === 'Shared') : [];
  return (live) =>
    own.has(live) ||
    selected.has(live.parts.resource) ||
    (selectedNames.size > 0 && data.narrowerNames(live).some((name) => selectedNames.has(name))) ||
    (isAsUser && live.parts.resource === 'Directory') ||
    shared.some((each) => isShareOf(each, live)) ||
    (!isByBody(call) && above(live).some((higher) => own.has(higher)));
}

/** `Mail.Read.Shared` opens of other users' mail what `Mail.Read` and what is below it open of the user's own. */
function isShareOf({ parts }: LivePermission, live: LivePermission): boolean {
  const own = { ...parts, constraint: live.parts.constraint };
  const isSame = parts.resource === live.parts.resource && parts.operation === live.parts.operation;
  return isSame || isAbove(own, live.parts, true);
}

/** Whether some of the permissions open a call, with what each needs besides. */
function isOpenTo(least: Least, call: KnownCall, own: ReadonlySet<LivePermission>): boolean {
  const holds = holderOf(least, call, own);
  return least.data
    .openers(call, least.scheme)
    .some(({ live, also }) => holds(live) && (also.length === 0 || also.some(holds)));
}

/** Whether a permission takes part where some open a call: by itself, or as what another one needs besides. */
export function takesPart(
  least: Least,
  call: KnownCall,
  live: LivePermission,
  own: ReadonlySet<LivePermission>,
): boolean {
  const [holds, isMine] = [holderOf(least, call, own), holderOf(least, call, new Set([live]))];
  return least.data.openers(call, least.scheme).some(({ live: opener, also }) => {
    if (!holds(opener) || (also.length > 0 && !also.some(holds))) return false;
    return isMine(opener) || also.some(isMine);
  });
}
