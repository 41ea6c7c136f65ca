import { defineRule } from './define-rule.js';
import { removalOf, requestFor } from './requested-permissions.js';
import { graphCalls } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'unused-permission',
  title: 'Permission that no declared call needs',
  category: 'least-privilege',
  severity: 'medium',
  why: 'None of the declared calls needs it, so it gives power that nothing uses: to whoever steals the credential, and on the consent page.',
  remedy: 'Remove it, or declare the calls that need it.',
  sources: [graphCalls],
  aboutCalls: true,
  *check(application, { usage, requests }) {
    for (const permission of usage?.kinds.flatMap(({ unused }) => unused) ?? []) {
      const request = requestFor(permission, requests);
      if (request === undefined) continue;
      const fix = removalOf(application, request);
      const count = usage?.calls.length ?? 0;
      yield {
        at: request.permission.at,
        message: `${label(permission)} opens none of the ${count === 1 ? 'calls that are' : `${count} calls that are`} declared for this application: it is power that nothing uses. Remove it, or declare the calls that need it.`,
        permission: refOf(permission),
        ...(fix && { fix }),
      };
    }
  },
});
