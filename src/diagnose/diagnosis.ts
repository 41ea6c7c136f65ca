import type { Command } from './causes/cause-text.js';
import type { CauseId } from './causes/index.js';

/** `certain`: the evidence proves it; `likely`: it fits nothing else as well; `possible`: it fits; `guess`: nothing speaks for it but experience. */
export type Confidence = 'certain' | 'likely' | 'possible' | 'guess';

/** A cause that may hold, with what speaks for it and what to do. */
export interface Cause {
  readonly id: CauseId;
  readonly title: string;
  readonly confidence: Confidence;
  /** Why the call is refused because of it. */
  readonly why: string;
  /** What was seen, a sentence each. */
  readonly evidence: readonly string[];
  /** What to do, the first thing first; commands have what is known filled in. */
  readonly steps: readonly { readonly text: string; readonly commands: readonly Command[] }[];
  /** What would tell it from the other causes. */
  readonly checks: readonly string[];
}

/** What became of the evidence. */
export interface Diagnosis {
  /** The most likely first. Never empty where there was any usable evidence. */
  readonly causes: readonly Cause[];
  /** The refusals that were found, in the order of the evidence, each with its own causes. */
  readonly refusals: readonly RefusalSummary[];
  /** What else should be known: "the token could not be read". */
  readonly notes: readonly string[];
}

/** One refused call and its causes, for evidence that holds several. */
export interface RefusalSummary {
  /** `line 12`, `entry 3 of the HTTP archive`; null where there is one only. */
  readonly where: string | null;
  /** `GET /users`. */
  readonly call: string | null;
  readonly status: number | null;
  readonly codes: readonly string[];
  /** What the token says of itself: the claims that count, in words; null where there is none. */
  readonly token: readonly TokenRow[] | null;
  readonly causes: readonly CauseId[];
}

/** A line of what a token says: `permissions`, `User.Read, Mail.Read`. */
export interface TokenRow {
  readonly name: string;
  readonly value: string;
}
