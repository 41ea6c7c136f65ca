import { defineRule } from './define-rule.js';
import { permissionsOverview, personalScopes } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'work-only-permission',
  title: 'Delegated permission that works for work accounts only',
  category: 'type',
  severity: 'low',
  why: 'The application takes work and personal accounts. Where it asks personal accounts for this permission, their sign-in fails.',
  remedy: 'Ask for it only when a work account signs in (incremental consent), or narrow signInAudience.',
  sources: [personalScopes, permissionsOverview],
  audiences: ['AzureADandPersonalMicrosoftAccount'],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'found' || resolution.permission.personal !== false) continue;
      const { permission } = resolution;
      if (permission.kind !== 'delegated') continue;
      yield {
        at: request.permission.at,
        message: `${label(permission)} is documented for work accounts only, and this application takes personal accounts too: where it asks one of them for it, sign-in fails or goes on without it. Ask for it only after a work account has signed in, and not by .default.`,
        permission: refOf(permission),
      };
    }
  },
});
