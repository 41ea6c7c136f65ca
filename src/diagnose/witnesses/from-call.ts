import { insteadOf } from '../../least/instead.js';
import type { KnownCall } from '../../least/openers.js';
import type { Scheme } from '../../least/path-table.js';
import type { Hint, Witness } from '../hint.js';
import { answerFor, type Held, opensCall, type RefusedCall, refusedCallOf } from './call/asked-call.js';
import { emptyHints, lackHints, untoldHints } from './call/lacking.js';
import { memberHints } from './call/members.js';
import { openedHints } from './call/opened.js';
import { delegatedOnlyHints, meHints, otherKindHints } from './call/other-kind.js';
import { isAppOnlyPassword, passwordHints } from './call/passwords.js';
import { siteGrantHints } from './call/site-grants.js';
import { unknownHints } from './call/unknown-call.js';
import { untoldWorkloadHints } from './call/workloads.js';

/** What the call needs, and what its token has of that: nothing for calls of other hosts and for batches. */
export const fromCall: Witness = (refusal, context) => {
  const call = refusedCallOf(refusal, context);
  if (call === undefined) return [];
  const me = meHints(call);
  const password = passwordHints(call);
  // An application by itself cannot make the call: what it lacks besides does not matter.
  if (me.length > 0 && call.held !== undefined) return [...me, ...password];
  if (isAppOnlyPassword(call)) return password;
  const { known } = call;
  if (known === undefined) return [...me, ...password, ...unknownHints(call)];
  return [...me, ...password, ...memberHints(call, known), ...siteGrantHints(call), ...permissionHints(call, known)];
};

function permissionHints(call: RefusedCall, known: KnownCall): readonly Hint[] {
  const { held, schemes } = call;
  if (held === undefined) return [...untoldHints(call, known), ...untoldWorkloadHints(call)];
  const [scheme] = schemes;
  if (held.kind === undefined || held.names.length === 0 || scheme === undefined) return emptyHints(call, known);
  return heldHints(call, known, held, scheme);
}

function heldHints(call: RefusedCall, known: KnownCall, held: Held, scheme: Scheme): readonly Hint[] {
  if (opensCall(call, scheme, held.lives)) return openedHints(call, known, held, scheme);
  const answer = answerFor(call, scheme);
  if (answer.status === 'none') return otherKindHints(call, known, held, scheme);
  const isForUsers = scheme === 'application' && insteadOf(call.context.catalog, known) !== undefined;
  const delegated = isForUsers ? delegatedOnlyHints(call, known, held, answer) : [];
  return delegated.length > 0 ? delegated : lackHints(call, known, held, scheme);
}
