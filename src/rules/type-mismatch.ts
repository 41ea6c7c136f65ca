import { spellingOf } from '../catalog/resolve.js';
import type { Permission } from '../catalog/types.js';
import { isGrant, type PermissionRequest } from '../model/application.js';
import type { Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { isManifestEntry } from './manifest-entries.js';
import { liveGraph, wrongIdReports } from './sources.js';
import { aKind, consentFails, fullLabel, label, manifestType, otherKind, refOf, whatBecomes } from './wording.js';

export default defineRule({
  id: 'type-mismatch',
  title: 'Permission of the other kind',
  category: 'type',
  severity: 'high',
  why: 'The id exists for this API, but as the other kind. Admin consent and .default sign-in fail for the whole list.',
  remedy:
    'Change the type to the kind of the id, or the id to the permission of the kind you need: delegated (Scope) for a signed-in user, application (Role) for a daemon.',
  sources: [liveGraph, wrongIdReports],
  resolutions: ['other-kind'],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'other-kind') continue;
      const { permission, sameName } = resolution;
      const fix = sameName === undefined ? changeType(request, permission) : undefined;
      yield {
        at: request.kind.at,
        message: messageFor(request, permission, sameName),
        permission: refOf(permission),
        ...(fix && { fix }),
      };
    }
  },
});

function messageFor(request: PermissionRequest, permission: Permission, sameName: Permission | undefined): string {
  if (isGrant(request)) return grantMessage(request, permission, sameName);
  const { kind, api } = permission;
  const what = `${label(permission)} is ${aKind(kind)}; ${stated(request, permission)}, so ${consentFails}.`;
  const right = isManifestEntry(request) ? `write ${manifestType(kind)}` : `move it to ${listOf(request, kind)}`;
  if (sameName === undefined) {
    return `${what} There is no ${otherKind(kind)} permission of this name in ${api.name}: ${right}, or remove it.`;
  }
  const [here, there] = kind === 'delegated' ? ['a signed-in user', 'a daemon'] : ['a daemon', 'a signed-in user'];
  const other = isByName(request) ? sameName.name : `${sameName.name} (${sameName.id})`;
  return `${what} For ${here} ${right}. For ${there} use the ${sameName.kind} permission ${other}.`;
}

function grantMessage(request: PermissionRequest, permission: Permission, sameName: Permission | undefined): string {
  const [as, other] =
    permission.kind === 'delegated'
      ? ['an app role assignment', 'a delegated permission grant']
      : ['a delegated permission grant', 'an app role assignment'];
  const what = `${label(permission)} is ${aKind(permission.kind)}; ${as} cannot give it: ${whatBecomes(request)}.`;
  const instead = sameName ? `, or use ${fullLabel(sameName)}` : '';
  return `${what} Grant it with ${other}${instead}.`;
}

/** How the entry says its kind: by its type, or by the list that it stands in. */
function stated(request: PermissionRequest, { kind }: Permission): string {
  const said = otherKind(kind);
  return isManifestEntry(request)
    ? `this entry says ${manifestType(said)}`
    : `it stands among the ${listOf(request, said)}`;
}

/** The pairs of lists that formats without a type have, by the last word of a list. */
const lists: Readonly<Record<string, Readonly<Record<Permission['kind'], string>>>> = {
  permissions: { application: 'ApplicationPermissions', delegated: 'DelegatedPermissions' },
  ids: { application: 'roleIds', delegated: 'scopeIds' },
};

function listOf({ kind: { at } }: PermissionRequest, kind: Permission['kind']): string {
  const last = /(?:permissions|ids)$/i.exec(String(at.pointer.at(-2)))?.[0].toLowerCase();
  const name = lists[last ?? '']?.[kind] ?? `${kind} permissions`;
  const isSnakeCase = /[a-z]_ids$/.test(String(at.document.spell(at.pointer).at(-2)));
  return isSnakeCase ? name.replace('Ids', '_ids') : name;
}

function isByName({ permission }: PermissionRequest): boolean {
  return permission.known && spellingOf(permission.value).form === 'other';
}

/** Only a manifest that spells the kind can have it changed in place. */
function changeType(request: PermissionRequest, permission: Permission): Fix | undefined {
  if (!isManifestEntry(request)) return undefined;
  const value = manifestType(permission.kind);
  return { class: 'unsafe', edits: [{ op: 'replace', pointer: request.kind.at.pointer, value }] };
}
