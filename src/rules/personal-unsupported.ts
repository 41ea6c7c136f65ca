import { defineRule } from './define-rule.js';
import { permissionsOverview, personalScopes } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'personal-unsupported',
  title: 'Delegated permission that personal accounts cannot give',
  category: 'type',
  severity: 'medium',
  why: 'The application takes personal accounts only, and no documentation lists the permission for them. Sign-in fails with invalid_scope, or the permission is left out.',
  remedy: 'Remove it, or open the application to work accounts.',
  sources: [personalScopes, permissionsOverview],
  audiences: ['PersonalMicrosoftAccount'],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'found' || resolution.permission.personal !== false) continue;
      const { permission } = resolution;
      if (permission.kind !== 'delegated') continue;
      yield {
        at: request.permission.at,
        message: `${label(permission)} is documented for work accounts only, and this application takes personal accounts only (PersonalMicrosoftAccount): a sign-in that asks for it fails (invalid_scope) or goes on without it. Remove it, or widen signInAudience.`,
        permission: refOf(permission),
      };
    }
  },
});
