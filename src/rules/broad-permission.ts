import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, pathOf, subjectOf } from './narrower-wording.js';
import {
  exchangeApplicationRoles,
  privilegedApiPermissions,
  resourceSpecificConsent,
  selectedPermissions,
  tieredPermissions,
} from './sources.js';
import { refOf } from './wording.js';

export default defineRule({
  id: 'broad-permission',
  title: 'Application permission of high impact',
  category: 'least-privilege',
  severity: 'medium',
  why: 'It opens data of the whole tenant, or does what hurts many, and no user limits it: a leaked credential does the same.',
  remedy: 'Use what is narrower: a lesser permission, one for chosen resources, or a role with a scope.',
  sources: [
    privilegedApiPermissions,
    tieredPermissions,
    selectedPermissions,
    exchangeApplicationRoles,
    resourceSpecificConsent,
  ],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('broad-permission', application, context)) {
      const { request, permission, narrower } = member;
      const instead = insteadOf(narrower) || ' Keep it only where a call needs it.';
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} has high impact, and no user limits it: ${pathOf(member)}.${instead}`,
        permission: refOf(permission),
      };
    }
  },
});
