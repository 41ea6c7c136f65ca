import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, pathOf, subjectOf } from './narrower-wording.js';
import { privilegedApiPermissions, tieredPermissions } from './sources.js';
import { refOf } from './wording.js';

export default defineRule({
  id: 'privilege-escalation',
  title: 'Application permission that leads to more power',
  category: 'least-privilege',
  severity: 'high',
  why: 'Whoever holds a secret or certificate of the application can reach control of the tenant under common conditions, or controls a security policy.',
  remedy:
    "Use a narrower permission, or a role that is limited to what the application manages. If it must stay, guard its credential like an administrator's, and waive it with a reason (permlint waive).",
  sources: [privilegedApiPermissions, tieredPermissions],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('privilege-escalation', application, context)) {
      const { request, permission, narrower } = member;
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} can lead to control of the tenant or of what protects it, without any user: ${pathOf(member)}.${insteadOf(narrower)} If it must stay, guard its credential like an administrator's, and waive it with a reason (permlint waive).`,
        permission: refOf(permission),
      };
    }
  },
});
