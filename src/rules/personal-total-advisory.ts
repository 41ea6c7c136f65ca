import { limitsOf, personalAudiences } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { requestedApis } from './requested-apis.js';
import { accountsValidation, permissionLimits } from './sources.js';

export default defineRule({
  id: 'personal-total-advisory',
  title: 'More permissions in all than one page allows with personal accounts',
  category: 'limits',
  severity: 'low',
  why: 'Documentation disagrees: the validation page and the azuread provider allow 200 in all, the Microsoft Graph pages 30.',
  remedy: 'Nothing has to be done; stay at 30 or below to be safe under both readings.',
  sources: [permissionLimits, accountsValidation],
  audiences: personalAudiences,
  *check(application, context) {
    const { catalog, audience } = context;
    const values = limitsOf(audience);
    const total = application.requests.length;
    const [strict, wide, perApi] = ['rra-total-graph-page', 'rra-total', 'rra-per-api'].map(
      (id) => catalog.limit(id).values[values],
    );
    if (typeof strict !== 'number' || typeof wide !== 'number' || typeof perApi !== 'number') return;
    if (total <= strict || total > wide) return;
    if (requestedApis(application, context).some(({ requestCount }) => requestCount > perApi)) return;
    yield {
      at: application.requestsAt,
      message: `This application requests ${total} permissions and takes personal accounts. The sources disagree on the limit: ${wide} in all by the validation page and the azuread provider, ${strict} in all by the permissions overview. It is most likely accepted; ${strict} or fewer is safe under both.`,
    };
  },
});
