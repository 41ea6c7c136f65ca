import { takesRoleAdministrator } from '../catalog/consent.js';
import { graphAppId } from '../catalog/lookup.js';
import type { Permission } from '../catalog/types.js';
import { isGrant } from '../model/application.js';
import { allOf } from '../model/wording.js';
import { defineRule, type ResolvedRequest, type RuleContext } from './define-rule.js';
import { grantable, mayBeAbout } from './grantable.js';
import { isSignIn } from './sign-in-permissions.js';
import { consentPolicies, liveGraph, permissionsOverview } from './sources.js';

const mostNames = 10;

export default defineRule({
  id: 'admin-consent',
  title: 'Permissions that users cannot consent to',
  category: 'least-privilege',
  severity: 'info',
  why: 'Nobody can use these until an administrator of the tenant consents; until then users see a page that asks for one.',
  remedy: 'Plan the consent of an administrator, or ask for what users can give themselves.',
  sources: [permissionsOverview, consentPolicies, liveGraph],
  resolutions: ['found'],
  *check(application, context) {
    // Personal accounts have no administrator: each user consents, or nobody.
    if (context.audience === 'PersonalMicrosoftAccount') return;
    // Another resource of the program may give the consent.
    if (application.isAlone) return;
    const { always, managed } = needingAdmin(context);
    if (always.length + managed.length === 0) return;
    const sentences = [
      always.length === 0 ? '' : `Users cannot consent to ${listOf(always)}: it takes ${whoCan(always)}.`,
      managed.length === 0
        ? ''
        : `Where Microsoft manages user consent, as in new tenants, an administrator must also consent to ${listOf(managed)}.`,
    ];
    yield { at: application.requestsAt, message: sentences.filter((sentence) => sentence !== '').join(' ') };
  },
});

interface NeedingAdmin {
  /** What no user can consent to. */
  readonly always: readonly Permission[];
  /** What users can consent to, unless Microsoft manages what they can. */
  readonly managed: readonly Permission[];
}

/** What is requested and not granted already, each permission once. */
function needingAdmin(context: RuleContext): NeedingAdmin {
  const grants = context.requests.filter(({ request }) => isGrant(request));
  const done = new Set<Permission>();
  const always: Permission[] = [];
  const managed: Permission[] = [];
  for (const resolved of context.requests) {
    const permission = isGrant(resolved.request) ? undefined : grantable(resolved, context);
    if (permission === undefined || isSignIn(permission) || done.has(permission)) continue;
    done.add(permission);
    if (grants.some((grant) => mayGrantToAll(grant, permission, context))) continue;
    if (permission.kind === 'application' || permission.consent === 'admin') always.push(permission);
    else if (context.catalog.isRefusedByManagedConsent(permission)) managed.push(permission);
  }
  return { always, managed };
}

/** Whether a grant leaves nobody to be asked, or may do so once it is known. */
function mayGrantToAll(grant: ResolvedRequest, permission: Permission, context: RuleContext): boolean {
  const { request, resolution } = grant;
  if (!isGrant(request)) return false;
  const isThis = resolution.status === 'found' && resolution.permission === permission;
  if (!isThis && !mayBeAbout(grant, permission, context)) return false;
  return permission.kind === 'application' || !request.forAllPrincipals.known || request.forAllPrincipals.value;
}

/** Lesser administrators are enough for all but application permissions of Microsoft's graphs. */
function whoCan(permissions: readonly Permission[]): string {
  const strict = permissions.filter(({ kind, api }) => takesRoleAdministrator(kind, api.appId)).length;
  if (strict === 0) return 'a Cloud Application Administrator or above';
  const those = 'a Privileged Role Administrator or Global Administrator';
  if (strict === permissions.length) return those;
  return `${those} for application permissions of Microsoft Graph, a Cloud Application Administrator or above for the rest`;
}

/** `the application permissions A and B, and the delegated permission C`; the first ten by name. */
function listOf(permissions: readonly Permission[]): string {
  const shown = permissions.slice(0, mostNames);
  const groups = (['application', 'delegated'] as const).flatMap((kind) => {
    const total = permissions.filter((each) => each.kind === kind).length;
    if (total === 0) return [];
    const names = shown.filter((each) => each.kind === kind).map(nameOf);
    const noun = `${kind} permission${total === 1 ? '' : 's'}`;
    if (names.length === 0) return [`${total} ${noun}`];
    const all = total > names.length ? [...names, `${total - names.length} more`] : names;
    return [`the ${noun} ${allOf(all)}`];
  });
  return groups.join(' and to ');
}

function nameOf({ name, id, api }: Permission): string {
  return api.appId === graphAppId ? name : `${name || id} of ${api.name}`;
}
