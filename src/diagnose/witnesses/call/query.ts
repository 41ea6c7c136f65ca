// What a query asks for beyond its path.
import { callData } from '../../../least/openers.js';
import type { Hint } from '../../hint.js';
import type { Held, RefusedCall } from './asked-call.js';
import { requestSteps } from './permission-steps.js';

const wanted = 'AuditLog.Read.All';

/** The last sign-in of users is a property that takes a permission and a licence of its own. */
export function signInActivityHints({ url, context, text, fit }: RefusedCall, { kind, lives }: Held): readonly Hint[] {
  const at = url.indexOf('?');
  if (kind === undefined || at === -1 || !/signInActivity/i.test(url.slice(at)) || fit === 'other') return [];
  const live = callData(context.catalog).live[kind].byName.get(wanted.toLowerCase());
  if (live === undefined) return [];
  const licence: Hint = {
    cause: 'tenant-not-premium',
    weight: 45,
    evidence: `${text} asks for signInActivity, which only tenants with Microsoft Entra ID P1 or P2 have.`,
  };
  if (lives.has(live)) return [licence];
  return [
    {
      cause: 'missing-permission',
      weight: 85,
      title: `signInActivity needs ${wanted}, which the token lacks`,
      evidence: `${text} asks for signInActivity, which needs the ${kind} permission ${wanted} besides what opens the call.`,
      steps: requestSteps(context.catalog, [live.permission]),
    },
    licence,
  ];
}
