import type { Place } from './place.js';

/**
 * Why a value is not known yet.
 * `placeholder`: a template variable that a tool fills in; `expression`: computed by a program;
 * `tenant`: an object id, which only the tenant can tell the meaning of;
 * `malformed`: the value has the wrong type, which is a finding of its own.
 */
export type UnknownReason = 'placeholder' | 'expression' | 'tenant' | 'malformed';

/** Where a tool looks up the id of a permission by name: among those of one kind that an API has. */
export interface LookedUp {
  /** The API's appId. */
  readonly api: string;
  readonly of: 'application' | 'delegated';
  /** The expression that looks it up, as people may see it. */
  readonly raw?: string;
}

export interface KnownFact<T> {
  readonly known: true;
  readonly value: T;
  /** Set where the value is not written, and the tool takes this one. */
  readonly isDefault?: true;
  /** Set where the value is the name of a permission whose id is wanted, and the tool looks that up. */
  readonly lookedUp?: LookedUp;
  readonly at: Place;
}

export interface UnknownFact {
  readonly known: false;
  readonly why: UnknownReason;
  /** What stands for the value: a template variable as written (`${{AAD_APP_CLIENT_ID}}`), an expression as people may see it. */
  readonly raw?: string;
  /** What has to be deployed before the value is known, in words: `ServicePrincipal graph`. */
  readonly waitsFor?: readonly string[];
  readonly at: Place;
}

/**
 * A value with its place, known or not yet known. `known: true` with `undefined` means that the value is absent;
 * a missing fact means that the format cannot express it.
 */
export type Fact<T> = KnownFact<T> | UnknownFact;

/** The value of a fact, or undefined where it is missing or not known. */
export function knownValue<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.known === true ? fact.value : undefined;
}
