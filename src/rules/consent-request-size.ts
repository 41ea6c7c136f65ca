import { isGrant, type PermissionKind } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { includesPersonal, limitsOf } from './audience-words.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { permissionLimits, permissionsOverview } from './sources.js';

export default defineRule({
  id: 'consent-request-size',
  title: 'More permissions than one consent request carries',
  category: 'limits',
  severity: 'medium',
  why: 'One consent request carries about 155 delegated or 300 application permissions, 30 with personal accounts; its scope text must stay under 8,000 characters. Beyond, consent fails with AADSTS650051 or AADSTS90015.',
  remedy: 'Ask for consent in parts (incremental consent), or remove what the application does not use.',
  sources: [
    permissionLimits,
    permissionsOverview,
    {
      title: 'Reports of consent requests that were too long',
      where: 'microsoftgraph/msgraph-sdk-raptor issue #158; microsoftgraph/microsoft-graph-explorer-v4 issue #897',
      seen: '2021-03-29',
    },
  ],
  *check(application, { catalog, audience, requests }) {
    for (const kind of ['delegated', 'application'] as const) {
      const total = distinctOf(kind, requests);
      const limit = catalog.limit(`consent-${kind}`).values[limitsOf(audience)];
      if (typeof limit !== 'number' || total <= limit) continue;
      const about = includesPersonal(audience) ? `${limit} where personal accounts can sign in` : `about ${limit}`;
      yield {
        at: application.requestsAt,
        message: `${total} ${kind} permissions are more than one consent request carries, which is ${about} (its text must stay under 8,000 characters): .default sign-in and admin consent for all of them are likely to fail. Ask for consent in parts, or remove what is not used.`,
      };
    }
  },
});

/** What stands twice is asked for once; what is granted is not asked for again. */
function distinctOf(kind: PermissionKind, requests: RuleContext['requests']): number {
  const distinct = new Set<unknown>();
  for (const { request, resolution } of requests) {
    if (knownValue(request.kind) !== kind || isGrant(request)) continue;
    distinct.add(resolution.status === 'found' ? resolution.permission : request);
  }
  return distinct.size;
}
