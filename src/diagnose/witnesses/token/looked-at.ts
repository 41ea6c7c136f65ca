import type { Refusal } from '../../evidence/refusal.js';
import type { DiagnoseContext, Hint } from '../../hint.js';
import type { TokenClaims, TokenFacts } from '../../token/token-facts.js';
import type { ApiCall } from './api-call.js';

/** A token and what it was refused for. */
export interface LookedAt {
  readonly refusal: Refusal;
  readonly context: DiagnoseContext;
  readonly call: ApiCall | undefined;
  readonly token: TokenFacts;
}

/** A token whose claims can be read. */
export interface ReadToken extends LookedAt {
  readonly claims: TokenClaims;
}

/** Hints of which some may not hold. */
export function hintsOf(...hints: readonly (Hint | undefined | false)[]): readonly Hint[] {
  return hints.filter((hint) => hint !== undefined && hint !== false);
}

/** Whether nothing is known but the token: no call, no status, no words of an answer. */
export function isAlone({ status, codes, messages, challenges, call }: Refusal): boolean {
  return status === undefined && codes.length + messages.length + challenges.length === 0 && call === undefined;
}

/** Whether the answer may be about the token itself: 401, or no status is known. */
export function mayBeOfToken({ status }: Refusal): boolean {
  return status === undefined || status === 401;
}

/** Whether a code of the refusal is one of these, in any letter case. */
export function hasCode({ codes }: Refusal, ...wanted: readonly string[]): boolean {
  return codes.some((code) => wanted.some((each) => each.toLowerCase() === code.toLowerCase()));
}
