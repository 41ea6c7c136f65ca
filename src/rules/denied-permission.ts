import { defineRule } from './define-rule.js';
import { policyLabel, policyRequests } from './policy-requests.js';
import { capitalized, quoted } from './wording.js';

export default defineRule({
  id: 'denied-permission',
  title: 'Permission that the organisation denies',
  category: 'policy',
  severity: 'high',
  why: 'The config of your organisation denies this permission (permissions.deny), and no entry of permissions.allow holds it.',
  remedy:
    'Request something that is not denied; permlint least finds what the calls need. If this application must have it, an allow entry for it (apps, permissions.allow) or a waiver says so in one place.',
  sources: [{ title: 'The deny list of permlint.yaml', where: 'permlint src/config/schema.ts', seen: '2026-11-21' }],
  *check(application, context) {
    const policy = context.permissionPolicy;
    if (policy === undefined) return;
    for (const { at, permission } of policyRequests(application, context)) {
      const entry = policy.isAllowed(permission) ? undefined : policy.deniedBy(permission);
      if (entry === undefined) continue;
      yield {
        at,
        permission,
        message: `${capitalized(policyLabel(permission))} is denied by your organisation (${quoted(entry)} in permissions.deny). Request something else, or have it allowed for this application.`,
      };
    }
  },
});
