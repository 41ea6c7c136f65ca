import type { Catalog } from '../catalog/types.js';
import type { Step } from './causes/cause-text.js';
import type { CauseId } from './causes/index.js';
import type { Refusal } from './evidence/refusal.js';
import type { Registration } from './registration.js';

/**
 * What a witness says of one cause. The weight tells how much it proves: 90 and more proves the cause, 60 makes it
 * likely, 30 possible; less is a guess. A weight below zero speaks against the cause.
 */
export interface Hint {
  readonly cause: CauseId;
  readonly weight: number;
  /** What was seen and what it means, a whole sentence; never a token, a secret, or unquoted text of the input. */
  readonly evidence: string;
  /** What is wrong here in particular, in place of the cause's own title; without a full stop. */
  readonly title?: string;
  /** What to do here in particular, before the cause's own steps; of a weight above zero only. */
  readonly steps?: readonly Step[];
  /** What would tell more, before the cause's own checks. */
  readonly checks?: readonly string[];
  /** The signature that was met, for the cause's steps that hold for it only. */
  readonly signature?: string;
}

/** What diagnoses rest on besides the refusal. */
export interface DiagnoseContext {
  readonly catalog: Catalog;
  readonly now: Date;
  /** The registration of the application that made the call, and what the linter finds in it. */
  readonly registration?: Registration;
}

/** Looks at one side of a refusal and says what it speaks for and against. Knows nothing of the other witnesses. */
export type Witness = (refusal: Refusal, context: DiagnoseContext) => readonly Hint[];
