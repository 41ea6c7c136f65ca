import { defineRule } from './define-rule.js';
import { deploymentCatalog, liveGraph } from './sources.js';
import { anyOf, fullLabel, label, refOf } from './wording.js';

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
    { title: 'Report of AADSTS650051 for a withdrawn permission', where: 'MicrosoftDocs/office-365-management-api issue #189', seen: '2020-09-15' },
  ],
  *check(_application, { requests, catalog }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'retired') continue;
      const { permission } = resolution;
      const succession = catalog.succession(permission);
      const successors = succession?.successors ?? [];
      const advice = successors.length > 0 ? `Write ${anyOf(successors.map(fullLabel))} instead.` : 'No permission of that name exists today: remove it.';
      const [only, ...others] = successors;
      yield {
        at: request.permission.at,
        message: `${label(permission)}, ${permission.kind}, was withdrawn: ${permission.api.name} has not listed it since ${succession?.lastSeen ?? 'long ago'}. It is accepted when written, and consent fails (AADSTS650051). ${advice}`,
        permission: refOf(permission),
        ...(only && others.length === 0 && {
          fix: { class: 'unsafe', edits: [{ op: 'replace', pointer: request.permission.at.pointer, value: only.id }] },
        }),
      };
    }
  },
});
