import type { Hint } from '../../hint.js';
import { distanceText, momentText, spanText } from '../../token/moments.js';
import { momentOf } from './api-call.js';
import { hintsOf, isAlone, type ReadToken } from './looked-at.js';

/** Services take a token some minutes after its end and before its beginning. */
const tolerance = 300_000;

/** Whether a token is expired or not valid yet, and what speaks against it. */
export function timeHints(read: ReadToken): readonly Hint[] {
  return hintsOf(expiry(read), beginning(read), staleness(read));
}

function expiry({ claims, refusal, context }: ReadToken): Hint | undefined {
  const { expires } = claims;
  if (expires === undefined) return undefined;
  const { at, isOfAnswer } = momentOf(refusal, context);
  const until = `The token is valid until ${momentText(expires)} (exp)`;
  if (expires > at) {
    const evidence = isOfAnswer
      ? `${until}: it had not expired when the call was refused, at ${momentText(at)}.`
      : `${until}: it has not expired.`;
    return { cause: 'token-expired', weight: -40, evidence };
  }
  // What is refused with another status has been let in.
  if (refusal.status !== undefined && refusal.status !== 401) return undefined;
  if (isOfAnswer) {
    const evidence = `${until}; the call was refused at ${momentText(at)}, ${spanText(at - expires)} later.`;
    return { cause: 'token-expired', weight: at - expires > tolerance ? 96 : 80, evidence };
  }
  const evidence = `${until}, so it expired ${distanceText(expires, at)}.`;
  if (isAlone(refusal)) return { cause: 'token-expired', weight: 90, evidence };
  // When the call was made is not known: the token may have been valid then.
  const weight = at - expires > tolerance ? 85 : 62;
  return { cause: 'token-expired', weight: refusal.status === 401 ? weight : Math.min(weight, 75), evidence };
}

function beginning({ claims, refusal, context }: ReadToken): Hint | undefined {
  const { notBefore } = claims;
  if (notBefore === undefined) return undefined;
  const { at, isOfAnswer } = momentOf(refusal, context);
  const from = `The token is valid from ${momentText(notBefore)} (nbf)`;
  if (notBefore <= at) {
    // A call that was made before may have been too early.
    const evidence = `${from}, which ${isOfAnswer ? 'was before the call' : 'has passed'}.`;
    return { cause: 'token-not-yet-valid', weight: isOfAnswer ? -40 : -15, evidence };
  }
  if (refusal.status !== undefined && refusal.status !== 401) return undefined;
  return {
    cause: 'token-not-yet-valid',
    weight: notBefore - at > tolerance ? 92 : 65,
    evidence: `${from}, which is ${distanceText(notBefore, at)}${isOfAnswer ? ' from the refused call' : ''}: a clock is wrong, or the token was made for later.`,
  };
}

/** What was granted after a token was issued is not in it. */
function staleness({ claims, refusal, call }: ReadToken): Hint | undefined {
  const { issued, isManagedIdentity } = claims;
  if (issued === undefined || refusal.status !== 403 || (call !== undefined && call.resource === undefined))
    return undefined;
  const was = `The token was issued at ${momentText(issued)}: what was granted later is not in it.`;
  return isManagedIdentity
    ? {
        cause: 'stale-token',
        weight: 35,
        evidence: `${was} Tokens of managed identities are kept for up to 24 hours, and nothing renews them earlier.`,
      }
    : { cause: 'stale-token', weight: 15, evidence: was };
}
