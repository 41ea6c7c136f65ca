import type { Permission } from '../catalog/types.js';
import { isGrant, type PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { deploymentCatalog, liveGraph } from './sources.js';
import { aKind, anyOf, capitalized, fullLabel, label, manifestType, refOf, whatBecomes } from './wording.js';

export default defineRule({
  id: 'retired-permission',
  title: 'Permission that Microsoft has withdrawn',
  category: 'resolve',
  severity: 'high',
  why: 'The API no longer lists its id. Consent fails with AADSTS650051 until the entry is removed.',
  remedy: 'Replace it by the permission that carries its name now, or remove it.',
  sources: [
    liveGraph,
    deploymentCatalog,
    {
      title: 'Report of AADSTS650051 for a withdrawn permission',
      where: 'MicrosoftDocs/office-365-management-api issue #189',
      seen: '2020-09-15',
    },
  ],
  resolutions: ['retired'],
  *check(_application, { requests, catalog }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'retired') continue;
      const { permission } = resolution;
      const succession = catalog.succession(permission);
      const successors = succession?.successors ?? [];
      const isSameKind = knownValue(request.kind) === permission.kind;
      const since = succession ? `has not listed it since ${succession.lastSeen}` : 'lists it no more';
      const [only, ...others] = successors;
      const fix = only && others.length === 0 && isSameKind ? replaceId(request, only) : undefined;
      yield {
        at: request.permission.at,
        message: `${label(permission)}, ${aKind(permission.kind)}, was withdrawn: ${permission.api.name} ${since}. ${effect(request)} ${advice(permission, successors, isSameKind)}`,
        permission: refOf(permission),
        ...(fix && { fix }),
      };
    }
  },
});

function effect(request: PermissionRequest): string {
  if (isGrant(request)) return `${capitalized(whatBecomes(request))}.`;
  return 'The entry is accepted when it is written, but consent fails (AADSTS650051).';
}

function advice({ kind }: Permission, successors: readonly Permission[], isSameKind: boolean): string {
  if (successors.length === 0) return `No ${kind} permission of that name exists today: remove it.`;
  const type = isSameKind ? '' : `, as ${manifestType(kind)}`;
  return `Write ${anyOf(successors.map(fullLabel))} instead${type}.`;
}

function replaceId({ permission }: PermissionRequest, { id }: Permission): Fix {
  return { class: 'unsafe', edits: [{ op: 'replace', pointer: permission.at.pointer, value: id }] };
}
