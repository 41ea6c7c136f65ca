import { defineRule } from './define-rule.js';
import { policyLabel, policyRequests } from './policy-requests.js';
import { capitalized } from './wording.js';

export default defineRule({
  id: 'not-allowed',
  title: 'Permission that the organisation does not allow',
  category: 'policy',
  severity: 'high',
  why: 'The config of your organisation lists what may be requested (permissions.allow), and this permission is not in the list.',
  remedy:
    'Request something that is in the list, or have the permission added to it: for all (permissions.allow) or for this application (apps, permissions.allow).',
  sources: [{ title: 'The allow list of permlint.yaml', where: 'permlint src/config/schema.ts', seen: '2026-11-21' }],
  *check(application, context) {
    const policy = context.permissionPolicy;
    if (policy?.hasAllowList !== true) return;
    for (const { at, permission } of policyRequests(application, context)) {
      // What is denied outright is told by denied-permission.
      if (policy.isAllowed(permission) || policy.deniedBy(permission) !== undefined) continue;
      yield {
        at,
        permission,
        message: `${capitalized(policyLabel(permission))} is not among the permissions that your organisation allows (permissions.allow). Request one of those, or have this one added.`,
      };
    }
  },
});
