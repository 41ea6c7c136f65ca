import { limitsOf, personalAudiences } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { requestedApis } from './requested-apis.js';
import { accountsValidation, permissionLimits, providerChecks } from './sources.js';

export default defineRule({
  id: 'personal-permission-limit',
  title: 'More permissions of one API than personal accounts allow',
  category: 'limits',
  severity: 'high',
  why: 'Where personal accounts can sign in, an application may request 30 permissions of one API. The azuread provider refuses more when it plans.',
  remedy: 'Remove permissions of that API, or narrow signInAudience to work accounts.',
  sources: [accountsValidation, permissionLimits, providerChecks],
  audiences: personalAudiences,
  *check(application, context) {
    const { catalog, audience } = context;
    const limit = catalog.limit('rra-per-api').values[limitsOf(audience)];
    if (typeof limit !== 'number') return;
    for (const { name, ref, entries, requestCount } of requestedApis(application, context)) {
      if (requestCount <= limit) continue;
      yield {
        at: entries[0].api.at,
        message: `This application requests ${requestCount} permissions of ${name}; where personal accounts can sign in (${audience}) the documented limit is ${limit} of one API, which the azuread provider enforces. Remove ${requestCount - limit}, or narrow signInAudience.`,
        permission: ref,
      };
    }
  },
});
