import { defineRule } from './define-rule.js';
import { retirementHits } from './retirement-dates.js';

export default defineRule({
  id: 'retired-api',
  title: 'API that has been retired',
  category: 'resolve',
  severity: 'medium',
  why: 'Deployment and sign-in still work, but calls to the API do not.',
  remedy: 'Remove the entry and request the replacement, where there is one.',
  sources: [
    { title: 'Azure AD Graph retirement', where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/migrate-azure-ad-graph-configure-permissions.md', seen: '2022-11-11' },
    { title: 'Privileged Identity Management APIs', where: 'facts/retirements.json, entries aad-graph, outlook-rest, pim-iter2, ews-exo', seen: '2026-08' },
  ],
  *check(application, context) {
    for (const { retirement, phase, at, permission, advice } of retirementHits(application, context)) {
      if (phase !== 'ended') continue;
      const since = retirement.finalDate ?? retirement.date;
      const what = permission.name === null ? retirement.title : `${permission.name} belongs to an API that is gone: ${retirement.title}`;
      yield {
        at,
        message: `${what} ended on ${since}: ${retirement.effect}. The entry does no harm to sign-in, but nothing it asks for works.${advice}`,
        permission,
      };
    }
  },
});
