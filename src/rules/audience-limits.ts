import { listLimits } from './audience-count-limits.js';
import { nameLimits, uriLimits } from './audience-limit-checks.js';
import { limitsOf } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { accountsValidation, graphManifest, providerChecks } from './sources.js';

export default defineRule({
  id: 'audience-limits',
  title: 'Value outside the limits of the audience',
  category: 'shape',
  severity: 'high',
  why: 'Documented limits of names, URIs, scopes and lists, some of them narrower where personal accounts can sign in. The service refuses what lies outside.',
  remedy: 'Bring the value within the limit that the message names, or change signInAudience.',
  sources: [
    accountsValidation,
    {
      title: 'Redirect URI restrictions',
      where: 'MicrosoftDocs/entra-docs docs/identity-platform/reply-url.md',
      seen: '2024-06-25',
    },
    {
      title: 'Identifier URI patterns',
      where: 'MicrosoftDocs/entra-docs docs/includes/entra-identifier-uri-patterns.md',
      seen: '2022-08-22',
    },
    providerChecks,
    graphManifest,
  ],
  *check(application, { catalog, audience }) {
    if (application.clients === undefined) return;
    const column = limitsOf(audience);
    const limit = (id: string) => catalog.limit(id).values[column];
    for (const checks of [uriLimits, listLimits, nameLimits]) {
      for (const { id, at, what, rule, remedy } of checks(application, limit)) {
        const differs = new Set(Object.values(catalog.limit(id).values)).size > 1;
        const whose = audience !== undefined && differs ? ` for ${audience}` : '';
        yield {
          at,
          message: `${what}, ${rule}${whose}: by Microsoft's documentation the service refuses it. ${remedy}`,
        };
      }
    }
  },
});
