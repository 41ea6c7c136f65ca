import { lowerCodes, type Refusal } from '../evidence/refusal.js';
import type { Hint, Witness } from '../hint.js';
import { oauthErrors } from '../oauth-errors.js';
import { quotedText } from '../quoted-text.js';
import { type Signature, type SignatureTable, signatureTable } from '../signatures.js';
import { fromNumbers } from './from-numbers.js';
import { pathOf } from './path-of.js';

/** What the codes and the words of the refusal speak for, by data/signatures.tsv. A known AADSTS number wins over all else. */
export const fromSignatures: Witness = (refusal, { catalog }) => {
  const table = signatureTable(catalog);
  const { hints, isKnown } = fromNumbers(refusal, table);
  if (isKnown) return hints;
  const seen = seenIn(refusal);
  const met = table.worded.flatMap((signature) => metBy(signature, seen, table) ?? []);
  return [...hints, ...telling(met, refusal).map(hintOf)];
};

/** A signature that was met, and how much that proves. */
interface Fit {
  readonly signature: Signature;
  readonly met: Met;
  readonly weight: number;
  /** Whether other causes have its code, too. */
  readonly isShared: boolean;
}

/**
 * The fits that tell something beside the others: where the text of the answer was met, a code that many causes share says
 * nothing more; and beside an AADSTS number, known or not, the OAuth error is only its wrapping.
 */
function telling(fits: readonly Fit[], { aadsts }: Refusal): readonly Fit[] {
  const isWorded = fits.some(({ met, weight }) => met.text !== undefined && weight >= 60);
  return fits.filter(({ met, isShared }) => {
    if (met.text !== undefined || met.hasHeader) return true;
    if (isWorded && isShared) return false;
    return aadsts.length === 0 || met.code === undefined || !oauthErrors.has(met.code.toLowerCase());
  });
}

function hintOf({ signature, met, weight }: Fit): Hint {
  const { cause, id, note, wordsOf } = signature;
  if (wordsOf === undefined) return { cause, weight, signature: id, evidence: `${whatWasMet(met)} ${note}` };
  const [, number = ''] = /(\d+)/.exec(wordsOf) ?? [];
  return {
    cause,
    weight,
    signature: wordsOf,
    evidence: `${whatWasMet(met)} This is what AADSTS${number} says: ${note}`,
  };
}

/** A refusal as signatures are held against it. */
interface Seen {
  readonly status: number | undefined;
  /** In lower case. */
  readonly codes: ReadonlySet<string>;
  readonly messages: readonly string[];
  readonly lowerMessages: readonly string[];
  /** What stands about the answer. */
  readonly around: readonly string[];
  /** Undefined where no call is known, or the call tells nothing. */
  readonly path: string | undefined;
  readonly headers: readonly string[];
}

/** So much of a text is read, at its beginning and at its end: answers are short, and a log was cut into lines before. */
const side = 16_000;

function seenIn(refusal: Refusal): Seen {
  const messages = refusal.messages
    .slice(0, 40)
    .map((text) => (text.length <= 2 * side ? text : `${text.slice(0, side)}\n${text.slice(-side)}`));
  const headers = refusal.challenges.slice(0, 8).map(({ scheme, parameters }) => {
    const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${value.slice(0, 500)}"`);
    return `www-authenticate: ${scheme} ${pairs.join(', ')}`;
  });
  return {
    status: refusal.status,
    codes: new Set(lowerCodes(refusal)),
    messages,
    lowerMessages: messages.map((text) => text.toLowerCase()),
    around: refusal.around.slice(0, 40).map((text) => text.slice(0, 2 * side)),
    path: pathOf(refusal.call),
    headers,
  };
}

/** What of a signature is met in a refusal. */
interface Met {
  /** As the signature writes it. */
  readonly code: string | undefined;
  /** The text about the match. */
  readonly text: string | undefined;
  /** Whether that text is not of the answer, but stands about it. */
  readonly isAround: boolean;
  readonly status: number | undefined;
  readonly hasHeader: boolean;
  readonly hasPath: boolean;
}

function metBy(signature: Signature, seen: Seen, { causesOfCode }: SignatureTable): Fit | undefined {
  const { path, header, statuses, specificity } = signature;
  const hasPath = path !== undefined && seen.path !== undefined && path.test(seen.path);
  if (path !== undefined && seen.path !== undefined && !hasPath) return undefined;
  const text = textIn(signature.message, seen.messages);
  const around = text === undefined && specificity === 'high' ? textIn(signature.message, seen.around) : undefined;
  const met: Met = {
    code: codeIn(signature, seen),
    text: text ?? around,
    isAround: around !== undefined,
    status: seen.status !== undefined && statuses.includes(seen.status) ? seen.status : undefined,
    hasHeader: header !== undefined && seen.headers.some((line) => header.test(line)),
    hasPath,
  };
  const sharing = met.code === undefined ? 0 : (causesOfCode.get(met.code.toLowerCase()) ?? 1);
  const weight = weightOf(signature, met, seen, sharing);
  return weight === 0 ? undefined : { signature, met, weight, isShared: sharing > 1 };
}

function codeIn({ codes }: Signature, { codes: own, lowerMessages }: Seen): string | undefined {
  return codes.find((code) => {
    const lower = code.toLowerCase();
    // A long code in the midst of a text is the code, a short one ("Forbidden") may be a word of it.
    return own.has(lower) || (code.length >= 13 && lowerMessages.some((text) => hasWord(text, lower)));
  });
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0) return false;
  return !/[\w.]/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length));
}

function textIn(message: RegExp | undefined, texts: readonly string[]): string | undefined {
  if (message === undefined) return undefined;
  for (const text of texts) {
    const at = text.search(message);
    if (at >= 0) return text.slice(at < 80 ? 0 : at - 40, at + 240);
  }
  return undefined;
}

const ofText = { high: 66, medium: 48, low: 20 } as const;
const ofCode = { high: 62, medium: 45, low: 18 } as const;

/** Causes that name several things at once: what proves one of them in particular stands before them. */
const wide: ReadonlySet<string> = new Set([
  'missing-permission-or-role',
  'exchange-policy',
  'exchange-access-denied',
  'spo-access-denied',
  'spo-general',
  'unknown-error',
  'user-lacks-access',
  'not-found-or-hidden',
  'exchange-not-visible',
  'service-refuses',
]);

/** How much of a signature being met proves; 0: nothing. */
function weightOf(signature: Signature, met: Met, seen: Seen, sharing: number): number {
  const around = aroundOf(signature, met, seen, sharing);
  const { specificity, isSeen, cause, message, wordsOf } = signature;
  if (met.text === undefined && !met.hasHeader) {
    // The text of the answer was there and reads otherwise: the code alone counts only where nothing else has it.
    if (met.code === undefined || (message !== undefined && seen.messages.length > 0 && sharing > 1)) return 0;
    // A code that many have, of an entry that goes by its text, says no more than the status.
    if (message !== undefined && sharing > 3) return 0;
    const own = message === undefined || sharing <= 1 ? ofCode[specificity] : 60 / (sharing + 1);
    return Math.max(0, Math.min(own + around, 80));
  }
  const proven = isSeen && specificity === 'high' && met.code !== undefined ? 10 : 0;
  // The fixed sentence of an AADSTS code tells more than words that many services use.
  const fixed = wordsOf === undefined ? 0 : 8;
  const own =
    ofText[specificity] + fixed + (met.code === undefined ? 0 : 14) + (met.hasHeader ? 14 : 0) + proven + around;
  const most = Math.min(mostFor(signature, met), wide.has(cause) ? 78 : 96);
  return Math.max(0, Math.min(own - (wide.has(cause) ? 3 : 0), most));
}

/** What the status and the path add or take. */
function aroundOf({ specificity, path, statuses }: Signature, met: Met, seen: Seen, sharing: number): number {
  const byStatus = met.status !== undefined ? 4 : seen.status === undefined || statuses.length === 0 ? 0 : -25;
  if (met.hasPath) return byStatus + (specificity === 'low' ? 14 : 6);
  // Its text and its code are met elsewhere, too, and the call is not known.
  return byStatus - (path !== undefined && sharing !== 1 ? 8 : 0);
}

/** What stands about an answer may be anybody's guess. */
const mostAround = 56;

/** Words like "group" or "password" mean something only at the calls that they are about. */
function mostFor({ specificity, path }: Signature, { code, hasPath, isAround }: Met): number {
  if (isAround) return mostAround;
  if (path === undefined || hasPath) return 100;
  return specificity === 'low' || (specificity === 'medium' && code === undefined) ? 25 : 100;
}

function whatWasMet({ code, text, isAround, status, hasHeader }: Met): string {
  const also = [
    ...(code === undefined ? [] : [`the code ${code}`]),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(hasHeader ? ['a challenge of this kind'] : []),
  ];
  if (text === undefined) return `The answer has ${also.join(' and ')}.`;
  const says = isAround ? 'Beside the answer stands' : 'The answer says';
  return `${says} ${quotedText(text)}${also.length === 0 ? '' : `, with ${also.join(' and ')}`}.`;
}
