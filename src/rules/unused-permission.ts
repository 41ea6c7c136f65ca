import type { LivePermission } from '../least/live-permissions.js';
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
    for (const { permission, openedBy } of usage?.kinds.flatMap(({ unused }) => unused) ?? []) {
      const request = requestFor(permission, requests);
      if (request === undefined) continue;
      const fix = removalOf(application, request);
      yield {
        at: request.permission.at,
        message: `${label(permission)} ${whyUnused(openedBy, usage?.calls.length ?? 0)}: it is power that nothing uses. Remove it, or declare the calls that need it.`,
        permission: refOf(permission),
        ...(fix && { fix }),
      };
    }
  },
});

function whyUnused(openedBy: readonly LivePermission[], count: number): string {
  if (openedBy.length === 0) return `opens none of the ${counted(count)} declared for this application`;
  const others = openedBy.map(({ name }) => name).join(' and ');
  return `is needed by none of the declared calls: what it opens of them is open with ${others}, which ${openedBy.length === 1 ? 'is' : 'are'} requested and needed`;
}

const counted = (count: number): string => (count === 1 ? 'calls' : `${count} calls`);
