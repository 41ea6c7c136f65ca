import type { CauseId } from '../../../src/diagnose/causes/index.js';
import { emptyRefusal, type Refusal } from '../../../src/diagnose/evidence/refusal.js';
import type { Hint, Witness } from '../../../src/diagnose/hint.js';
import { readToken } from '../../../src/diagnose/token/read-token.js';
import { catalog } from '../../rules/lint-fixture.js';
import { now } from '../tokens.js';

/** A refusal as a test writes it: the call as `GET /me`, the token as text. */
export interface Given extends Partial<Omit<Refusal, 'call' | 'token'>> {
  readonly call?: string;
  readonly token?: string;
}

export function refusalOf({ call, token, ...rest }: Given): Refusal {
  const [method = '', url = ''] = call?.split(' ') ?? [];
  return {
    ...emptyRefusal,
    ...rest,
    ...(call !== undefined && { call: { method, url } }),
    ...(token !== undefined && { token: readToken(token) }),
  };
}

/** The hints of a witness, the heaviest first. */
export function hints(witness: Witness, given: Given): readonly Hint[] {
  return [...witness(refusalOf(given), { catalog, now })].sort((a, b) => b.weight - a.weight);
}

/** The causes that a witness speaks for, and those it speaks against. */
export function causes(witness: Witness, given: Given): { readonly for: CauseId[]; readonly against: CauseId[] } {
  const all = hints(witness, given);
  const named = (some: readonly Hint[]): CauseId[] => [...new Set(some.map(({ cause }) => cause))];
  return {
    for: named(all.filter(({ weight }) => weight > 0)),
    against: named(all.filter(({ weight }) => weight < 0)).sort(),
  };
}

/** The heaviest hint for a cause; it fails the test where there is none. */
export function hintFor(witness: Witness, given: Given, cause: CauseId): Hint {
  const found = hints(witness, given).find((hint) => hint.cause === cause);
  if (found === undefined) throw new Error(`nothing speaks of ${cause}`);
  return found;
}
