import type { Permission } from '../catalog/types.js';
import type { PermissionRequest } from '../model/application.js';
import type { Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { liveGraph, wrongIdReports } from './sources.js';
import { aKind, consentFails, label, manifestType, refOf } from './wording.js';

export default defineRule({
  id: 'type-mismatch',
  title: 'Permission of the other kind',
  category: 'type',
  severity: 'high',
  why: 'The id exists for this API, but as the other kind. Admin consent and .default sign-in fail for the whole list.',
  remedy: 'Change the type to the kind of the id, or the id to the permission of the kind you need: delegated (Scope) for a signed-in user, application (Role) for a daemon.',
  sources: [liveGraph, wrongIdReports],
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
  const stated = manifestType(permission.kind === 'application' ? 'delegated' : 'application');
  const right = manifestType(permission.kind);
  const what = `${label(permission)} is ${aKind(permission.kind)}; this entry says ${stated}, so ${consentFails}.`;
  if (isByName(request)) return `${what} ${permission.api.name} has no ${stated === 'Role' ? 'application' : 'delegated'} permission of this name. Ask for it as ${right}.`;
  if (sameName === undefined) return `${what} Write "${right}": no permission of the other kind has this name.`;
  const [here, there] = permission.kind === 'delegated' ? ['a signed-in user', 'a daemon'] : ['a daemon', 'a signed-in user'];
  return `${what} For ${here} write "${right}". For ${there} use the ${sameName.kind} permission ${sameName.name} (${sameName.id}).`;
}

function isByName({ permission }: PermissionRequest): boolean {
  return permission.known && !/^[{(]?[0-9a-f]{8}-/i.test(permission.value.trim());
}

/** Only a manifest that spells the kind can have it changed in place; `sample.json` has a list for each kind. */
function changeType({ kind }: PermissionRequest, permission: Permission): Fix | undefined {
  if (kind.at.pointer.at(-1) !== 'type') return undefined;
  return { class: 'unsafe', edits: [{ op: 'replace', pointer: kind.at.pointer, value: manifestType(permission.kind) }] };
}
