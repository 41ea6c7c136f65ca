// What the signed-in user, or the target of a change, adds to a permission.
import type { PermissionKind } from '../../../model/application.js';
import type { Hint } from '../../hint.js';
import { directoryRolesOf, isGlobalAdministrator } from '../../token/directory-roles.js';
import type { TokenClaims } from '../../token/token-facts.js';
import type { Held, RefusedCall } from './asked-call.js';
import { isDirectory, workloadOf } from './paths.js';

const changes = ['POST', 'PATCH', 'PUT', 'DELETE'];

/** What a user may lack, or what protects the target, where the token has the permission. */
export function rightsHints(call: RefusedCall, { claims }: Held, kind: PermissionKind, has: string): readonly Hint[] {
  const target = targetHints(call, kind, has);
  if (kind === 'application' || claims.isPersonal) return target;
  return [userHint(call, claims, has), ...guestHints(call, claims), ...target];
}

function userHint(call: RefusedCall, claims: TokenClaims, has: string): Hint {
  const { fit, segments } = call;
  const isAdministrator = isGlobalAdministrator(claims);
  const base = { denied: 62, untold: 50, hidden: 35, doubtful: 0, answered: 0, other: 0 }[fit];
  // Services with checks of their own have causes of their own.
  const weight = base - (workloadOf(segments) === undefined ? 0 : 15) - (isAdministrator ? 25 : 0);
  return {
    cause: 'user-lacks-access',
    weight: Math.max(1, weight),
    evidence: `${has}; with a user's token, the call does only what the user may do as well. ${rolesText(claims)}`,
  };
}

function rolesText(claims: TokenClaims): string {
  if (isGlobalAdministrator(claims)) return 'The token (wids) names the user as a Global Administrator.';
  const roles = directoryRolesOf(claims);
  if (roles.length > 0)
    return `The token (wids) names ${roles.length} directory ${roles.length === 1 ? 'role' : 'roles'} of the user.`;
  return claims.directoryRoles.length > 0
    ? 'The token (wids) names no directory role of the user.'
    : 'The token tells nothing of directory roles of the user.';
}

function guestHints({ segments, fit }: RefusedCall, { isGuest }: TokenClaims): readonly Hint[] {
  if (!isGuest || !isDirectory(segments)) return [];
  const evidence = 'The token (acct) says that the user is a guest, and guests may read little of a directory.';
  return [{ cause: 'guest-limits', weight: fit === 'denied' ? 68 : 40, evidence }];
}

/** Changes of users, groups and devices that are protected. */
function targetHints({ method, segments, text, fit }: RefusedCall, kind: PermissionKind, has: string): readonly Hint[] {
  const [root = ''] = segments;
  const isTarget = ['users', 'groups', 'devices'].includes(root.replace(/\(.*/, '')) && segments.length > 1;
  if (!isTarget || !changes.includes(method) || workloadOf(segments) !== undefined || fit === 'hidden') return [];
  const weight = kind === 'application' ? 55 : 45;
  const unit: Hint = {
    cause: 'restricted-management-unit',
    weight: 25,
    evidence: `${text} changes an object; one in a restricted management unit is changed by that unit's administrators alone.`,
  };
  const evidence = `${has}; of administrators and of groups that roles can be assigned to, it changes little.`;
  return root.startsWith('devices') ? [unit] : [{ cause: 'protected-target', weight, evidence }, unit];
}
