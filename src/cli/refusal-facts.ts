import type { Catalog } from '../catalog/types.js';
import type { Command } from '../diagnose/causes/cause-text.js';
import { type CauseId, causes, isCauseId } from '../diagnose/causes/index.js';
import { errorPage } from '../diagnose/oauth-errors.js';
import { signatureSources } from '../diagnose/signature-sources.js';
import { type Signature, signaturesOf } from '../diagnose/signatures.js';
import type { Source } from '../rules/define-rule.js';
import { describeUnknownNumber } from './aadsts-families.js';

/** What is known of one refusal: plain data, which `explain -f json` prints. */
export interface RefusalFacts {
  readonly id: string;
  readonly stage: Signature['stage'];
  readonly statuses: readonly number[];
  /** Error codes that it comes with; of the token endpoint the OAuth error. */
  readonly codes: readonly string[];
  readonly aadsts: number | null;
  readonly note: string;
  readonly cause: CauseId;
  /** Whether its text was met in a source, not only described. */
  readonly seen: boolean;
  readonly sources: readonly Source[];
}

/** A cause with all that is said of it, and the codes that it is met with. */
export interface CauseFacts {
  readonly id: CauseId;
  readonly title: string;
  readonly why: string;
  readonly steps: readonly StepFacts[];
  readonly checks: readonly string[];
  /** `AADSTS65001`, `Authorization_RequestDenied`. */
  readonly codes: readonly string[];
}

/** A step, and the codes that it is for. */
export interface StepFacts {
  readonly text: string;
  readonly commands: readonly Command[];
  /** The codes that the step is for; empty: all of them. */
  readonly only: readonly string[];
}

/** What `explain` says of a code, or of a cause. */
export interface RefusalAnswer {
  readonly kind: 'refusal';
  /** The code or the cause, spelt as the data spell it. */
  readonly name: string;
  readonly isCause: boolean;
  readonly refusals: readonly RefusalFacts[];
  readonly causes: readonly CauseFacts[];
  /** Where Microsoft explains the number. */
  readonly page: string | null;
}

/**
 * What an error code, an AADSTS number or the name of a cause means. A text: why there is no answer. Undefined: nothing
 * of the kind is called so.
 */
export function findRefusal(catalog: Catalog, text: string): RefusalAnswer | string | undefined {
  const signatures = signaturesOf(catalog);
  const number = /^(?:aadsts[\s:#-]{0,9})?(\d{4,9}):?$/i.exec(text)?.[1];
  const ofEntra = number === undefined ? undefined : ofNumber(signatures, Number(number), /^a/i.test(text));
  if (ofEntra !== undefined) return ofEntra;
  const word = text.replace(/^cause:/i, '').toLowerCase();
  if (isCauseId(word)) {
    const own = signatures.filter(({ cause }) => cause === word);
    return { kind: 'refusal', name: word, isCause: true, ...factsOf(signatures, own, [word]), page: null };
  }
  const own = signatures.filter(({ id, codes }) => id === word || codes.some((code) => code.toLowerCase() === word));
  if (own.length === 0) return undefined;
  const code = own.flatMap(({ codes }) => codes).find((each) => each.toLowerCase() === word);
  return { kind: 'refusal', name: code ?? word, isCause: false, ...factsOf(signatures, own), page: null };
}

/** A bare number that is not known may be anything; one that says that it is a code is told what is known of its kin. */
function ofNumber(signatures: readonly Signature[], number: number, isCode: boolean) {
  const own = signatures.filter(({ aadsts }) => aadsts === number);
  if (own.length === 0) return isCode ? describeUnknownNumber(number, signatures) : undefined;
  const name = `AADSTS${number}`;
  return { kind: 'refusal', name, isCause: false, ...factsOf(signatures, own), page: errorPage(number) } as const;
}

function factsOf(all: readonly Signature[], own: readonly Signature[], ids: readonly CauseId[] = causesOf(own)) {
  return { refusals: own.map(refusalFacts), causes: ids.map((id) => causeFacts(id, all, own)) };
}

const places = { high: 0, medium: 1, low: 2 } as const;

/** The causes of a code that several share: first what was met, what its code and text prove, and what holds for any call. */
function causesOf(signatures: readonly Signature[]): readonly CauseId[] {
  const place = ({ isSeen, specificity, path }: Signature): number =>
    places[specificity] + (isSeen ? 0 : 3) + (path === undefined ? 0 : 1);
  return [...new Set(signatures.toSorted((a, b) => place(a) - place(b)).map(({ cause }) => cause))];
}

function refusalFacts(signature: Signature): RefusalFacts {
  const { id, stage, statuses, codes, aadsts, note, cause, isSeen, sources } = signature;
  return {
    id,
    stage,
    statuses,
    codes,
    aadsts: aadsts ?? null,
    note,
    cause,
    seen: isSeen,
    sources: sources.map((key) => signatureSources[key] ?? { title: 'A public thread', where: key, seen: '2026' }),
  };
}

/** The cause with the steps that hold for these signatures. */
function causeFacts(id: CauseId, all: readonly Signature[], own: readonly Signature[]): CauseFacts {
  const { title, why, steps, checks } = causes[id];
  const ofCause = all.filter(({ cause }) => cause === id);
  // `aadsts-650051-too-long` is one reading of AADSTS650051: whoever asks for the number wants to know of each.
  const isOwn = (only: string): boolean => own.some((each) => each.id === only || only.startsWith(`${each.id}-`));
  const shown = steps.filter(({ only }) => only === undefined || only.some(isOwn));
  return {
    id,
    title,
    why,
    steps: shown.map(({ text, commands = [], only = [] }) => ({
      text,
      commands,
      only: [...new Set(only.map(codeOf))],
    })),
    checks,
    codes: distinct(ofCause.flatMap(codesOfSignature)),
  };
}

function codeOf(id: string): string {
  return id.replace(/^aadsts-(\d+).*$/, 'AADSTS$1');
}

const codesOfSignature = ({ aadsts, codes }: Signature): readonly string[] =>
  aadsts === undefined ? codes : [`AADSTS${aadsts}`];

/** Codes differ in letter case from page to page; each is named once. */
function distinct(codes: readonly string[]): readonly string[] {
  return [...new Map(codes.toReversed().map((code) => [code.toLowerCase(), code])).values()].toReversed();
}
