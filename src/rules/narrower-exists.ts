import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, subjectOf } from './narrower-wording.js';
import { exchangeApplicationRoles, liveGraph, resourceSpecificConsent, selectedPermissions } from './sources.js';
import { refOf } from './wording.js';

export default defineRule({
  id: 'narrower-exists',
  title: 'Application permission beside which something narrower exists',
  category: 'least-privilege',
  severity: 'low',
  why: 'It holds for every user, team or object of the tenant, where part of that is often enough.',
  remedy: 'Use what is narrower where it is enough.',
  sources: [liveGraph, selectedPermissions, exchangeApplicationRoles, resourceSpecificConsent],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('narrower-exists', application, context)) {
      const { request, permission, narrower } = member;
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} may open more than this application needs.${insteadOf(narrower)}`,
        permission: refOf(permission),
      };
    }
  },
});
