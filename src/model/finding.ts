import type { Application, PermissionKind } from './application.js';
import type { Edit, Place } from './place.js';

export type { Edit } from './place.js';

/** From worst to least; `high` and above fail a run by default. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** `safe` leaves the meaning in the tenant unchanged; `unsafe` takes rights away or guesses intent. */
export interface Fix {
  readonly class: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** The permission that a finding is about, as far as it is known. */
export interface PermissionRef {
  /** The API's appId. */
  readonly api: string;
  readonly apiName: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly kind: PermissionKind | null;
}

export interface RelatedPlace {
  readonly at: Place;
  readonly message: string;
}

/** Why a finding was accepted on purpose, and until when. */
export interface WaivedBy {
  readonly reason: string;
  /** The last day, as `2027-03-31`; undefined where it holds for ever. */
  readonly expires: string | undefined;
  readonly owner?: string;
  readonly ticket?: string;
}

/** What a rule says about one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  readonly application?: Application;
  readonly permission?: PermissionRef;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** Set where a waiver accepts it: then it is shown, and fails nothing. */
  readonly waived?: WaivedBy;
  /** Set where it stands in the baseline: it was there when the tool was adopted, and fails nothing. */
  readonly baselined?: true;
}

/** Whether a finding counts: nobody has accepted it. */
export function isOpen({ waived, baselined }: Finding): boolean {
  return waived === undefined && baselined === undefined;
}

/** True when `severity` is at or above `threshold`. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}
