import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, pathOf, subjectOf } from './narrower-wording.js';
import { privilegedApiPermissions, tieredPermissions } from './sources.js';
import { refOf } from './wording.js';

export default defineRule({
  id: 'tenant-takeover',
  title: 'Application permission that can take over the tenant',
  category: 'least-privilege',
  severity: 'critical',
  why: 'Whoever holds a secret or certificate of the application can make itself Global Administrator, without any user and without help, given a suitable target in the tenant.',
  remedy:
    "Use a narrower permission, or a role that is limited to what the application manages. If it must stay, guard its credential like a Global Administrator's, and waive it with a reason (permlint waive).",
  sources: [privilegedApiPermissions, tieredPermissions],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('tenant-takeover', application, context)) {
      const { request, permission, narrower } = member;
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} lets whoever holds this application's credential make itself Global Administrator: ${pathOf(member)}.${insteadOf(narrower)} If it must stay, guard its credential like a Global Administrator's, and waive it with a reason (permlint waive).`,
        permission: refOf(permission),
      };
    }
  },
});
