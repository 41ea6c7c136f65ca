import { lowerCodes, type Refusal } from '../evidence/refusal.js';
import type { Hint } from '../hint.js';
import { errorPage, oauthErrors } from '../oauth-errors.js';
import type { Signature, SignatureTable } from '../signatures.js';

/** What AADSTS numbers speak for, and whether any of them is known. */
export interface FromNumbers {
  readonly hints: readonly Hint[];
  readonly isKnown: boolean;
}

/**
 * Numbers that stand before the one that tells: "AADSTS70002: Error validating credentials. AADSTS50012: ...". They count
 * in full only where no other known number is there.
 */
const general: ReadonlySet<number> = new Set([70002, 70000, 50131, 65005, 90009, 50013, 50001]);

/** So many numbers of one answer are looked at: services send one or two. */
const most = 8;

/** The first particular number proves its cause; the others may be what it was wrapped in. */
export function fromNumbers(refusal: Refusal, { numbered }: SignatureTable): FromNumbers {
  const numbers = refusal.aadsts.slice(0, most);
  const known = numbers.filter((number) => numbered.has(number));
  if (known.length === 0)
    return { hints: numbers.slice(0, 1).flatMap((each) => unknown(each, refusal)), isKnown: false };
  const ordered = [...known.filter((each) => !general.has(each)), ...known.filter((each) => general.has(each))];
  const hints = ordered.flatMap((number, place): readonly Hint[] =>
    ownOf(numbered.get(number) ?? [], refusal).map(({ cause, id, note }) => ({
      cause,
      weight: place === 0 ? 97 : Math.max(60 - place, 50),
      signature: id,
      evidence: `AADSTS${number}: ${note}`,
    })),
  );
  return { hints, isKnown: true };
}

/** Of the signatures of one number: those whose own text is met, or else the one that asks for none. */
function ownOf(signatures: readonly Signature[], { messages }: Refusal): readonly Signature[] {
  const heads = messages.slice(0, 40).map((text) => text.slice(0, 32_000));
  const worded = signatures.filter(({ message }) => message !== undefined && heads.some((text) => message.test(text)));
  return worded.length > 0 ? worded.slice(0, 1) : signatures.filter(({ message }) => message === undefined);
}

function unknown(number: number, refusal: Refusal): readonly Hint[] {
  for (const code of lowerCodes(refusal)) {
    const error = oauthErrors.get(code);
    if (error === undefined) continue;
    const evidence = `AADSTS${number} is not in permlint's table. It comes with ${code}, which means that ${error.means}. ${errorPage(number)} says more.`;
    return [{ cause: error.cause, weight: 25, evidence }];
  }
  return [];
}
