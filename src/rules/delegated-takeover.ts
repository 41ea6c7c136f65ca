import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, pathOf, subjectOf } from './narrower-wording.js';
import { permissionsOverview, privilegedApiPermissions } from './sources.js';
import { refOf } from './wording.js';

export default defineRule({
  id: 'delegated-takeover',
  title: 'Delegated permission that can take over the tenant',
  category: 'least-privilege',
  severity: 'medium',
  why: 'A delegated permission acts within the rights of its user. When an administrator signs in, the application, and whoever controls it, has the power to take over the tenant.',
  remedy: 'Use a narrower permission, or ask for it only when an administrator needs it.',
  sources: [privilegedApiPermissions, permissionsOverview],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('delegated-takeover', application, context)) {
      const { request, permission, narrower } = member;
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} lets this application take over the tenant once an administrator signs in to it: ${pathOf(member)}.${insteadOf(narrower)} Otherwise ask for it only when an administrator needs it.`,
        permission: refOf(permission),
      };
    }
  },
});
