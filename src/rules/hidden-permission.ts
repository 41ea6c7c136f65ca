import { isGrant } from '../model/application.js';
import { defineRule } from './define-rule.js';
import { deploymentCatalog, liveGraph } from './sources.js';
import { aKind, fullLabel, label, refOf, whatBecomes } from './wording.js';

export default defineRule({
  id: 'hidden-permission',
  title: 'Permission that is not released',
  category: 'resolve',
  severity: 'medium',
  why: 'It is prepared for deployment but the live service does not list it. Where it is not in preview, consent fails as for an id that does not exist.',
  remedy: 'Use a released permission, or keep it only in tenants that take part in the preview.',
  sources: [deploymentCatalog, liveGraph],
  resolutions: ['hidden'],
  *check(_application, { requests, catalog }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'hidden') continue;
      const { permission } = resolution;
      const live = catalog
        .permissionsByName(permission.api, permission.name)
        .find(({ state, kind, resourceSpecific }) => state === 'live' && kind === permission.kind && !resourceSpecific);
      const hint = live
        ? `The released one of that name is ${fullLabel(live)}: write that.`
        : 'Keep it only if your tenant takes part in a preview of it.';
      yield {
        at: request.permission.at,
        message: `${label(permission)}, ${aKind(permission.kind)}, is not released: the deployment catalog has it, but the live service did not list it on ${catalog.date}. Where it is not in preview, ${isGrant(request) ? whatBecomes(request) : 'consent fails for the whole list'}. ${hint}`,
        permission: refOf(permission),
      };
    }
  },
});
