// The services behind Microsoft Graph, which check more than the permission.
import type { PermissionKind } from '../../../model/application.js';
import type { Hint } from '../../hint.js';
import type { RefusedCall } from './asked-call.js';
import { workloadOf } from './paths.js';
import { type Check, checks } from './workload-checks.js';

/** What else the service behind a call may refuse it for, where the token has the permission. */
export function workloadHints(call: RefusedCall, kind: PermissionKind, has: string): readonly Hint[] {
  const hints = hintsOf(
    call,
    (check) => (check.kind === undefined || check.kind === kind ? check.opened : undefined),
    has,
  );
  return kind === 'delegated' && workloadOf(call.segments) === 'mailbox' ? [...hints, ...notAccessPolicy] : hints;
}

/** An application access policy holds for application permissions only. */
const notAccessPolicy: readonly Hint[] = [
  {
    cause: 'exchange-application-access-policy',
    weight: -60,
    evidence: "The token is a user's, and application access policies hold for application permissions only.",
  },
  {
    cause: 'exchange-policy',
    weight: -10,
    evidence: "The token is a user's: of the two policies only that of EWS is left.",
  },
];

/** What the service behind a call may refuse it for, where nothing is known of the token. */
export function untoldWorkloadHints(call: RefusedCall): readonly Hint[] {
  const { fit } = call;
  if (fit !== 'denied') return [];
  return hintsOf(call, ({ untold }) => untold);
}

function hintsOf(call: RefusedCall, weightOf: (check: Check) => number | undefined, has?: string): readonly Hint[] {
  const workload = workloadOf(call.segments);
  return (workload === undefined ? [] : checks[workload]).flatMap((check): readonly Hint[] => {
    const full = weightOf(check);
    if (full === undefined) return [];
    const weight = call.fit === 'denied' ? full : Math.min(full, 40);
    const evidence = `${call.text} is a call of ${check.words}.`;
    return [{ cause: check.cause, weight, evidence: has === undefined ? evidence : `${evidence} ${has}` }];
  });
}
