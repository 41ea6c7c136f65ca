import type { Catalog } from './catalog/types.js';
import { diagnoseEvidence } from './diagnose/diagnose.js';
import type { Diagnosis } from './diagnose/diagnosis.js';
import type { Evidence } from './diagnose/evidence/evidence.js';
import { type Registration, registrationsOf } from './diagnose/registration.js';
import { isRecord } from './input/source.js';
import { catalog as shipped } from './library.js';
import { lintValue } from './lint.js';
import { lintJson } from './lint-files.js';
import { rules } from './rules/index.js';

/** What a caller may set. */
export interface DiagnoseOptions {
  /** The moment that a token is judged by [default: now]. */
  readonly now?: Date;
  /** The registration of the application that made the call: the text of a manifest, or an object as `JSON.parse` returns it. */
  readonly manifest?: string | object;
  /** Another catalog, made by `createCatalog`. */
  readonly catalog?: Catalog;
}

/**
 * Why a call was refused: the causes that the evidence speaks for, the most likely first, each with what was seen, what to
 * do and what would tell it from the others. `confidence` is `guess` where nothing that permlint knows reads like the
 * evidence; there are no causes where nothing in it is usable. A token is decoded, not verified; no part of its text and
 * no signature is in the answer. Asks no network, reads no file, and does not throw for what is in the evidence:
 * a TypeError says that an argument is none.
 *
 * @example
 * const { causes } = diagnose({ status: response.status, body: await response.text(), call: 'GET /users', token });
 * for (const { id, confidence, title } of causes) console.log(`${confidence} ${id}: ${title}`);
 */
export function diagnose(evidence: Evidence | string, options: DiagnoseOptions = {}): Diagnosis {
  const { now = new Date(), manifest, catalog = shipped } = options;
  if (!(now instanceof Date) || Number.isNaN(now.getTime())) throw new TypeError('options.now must be a valid Date');
  const registrations = manifest === undefined ? [] : registrationsIn(manifest, { catalog, now });
  const read = typeof evidence === 'string' ? { text: evidence } : evidence;
  checkEvidence(read);
  const diagnosis = diagnoseEvidence(read, { catalog, now, registrations });
  if (manifest === undefined || registrations.length > 0) return diagnosis;
  return { ...diagnosis, notes: [...diagnosis.notes, 'The manifest holds no app registration: it was left out.'] };
}

/** What is no evidence at all is a mistake of the caller; what stands in evidence never is. */
function checkEvidence(evidence: unknown): void {
  if (!isRecord(evidence)) throw new TypeError('evidence must be a text or an object such as { status: 403, body }');
  for (const name of ['text', 'body', 'call', 'token']) {
    const value = evidence[name];
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`evidence.${name} must be a string`);
  }
  const { status, headers } = evidence;
  if (status !== undefined && typeof status !== 'number') throw new TypeError('evidence.status must be a number');
  if (headers === undefined) return;
  if (!Array.isArray(headers) || headers.some((each) => typeof each !== 'string')) {
    throw new TypeError('evidence.headers must be a list of lines "Name: value"');
  }
}

function registrationsIn(
  manifest: string | object,
  { catalog, now }: { readonly catalog: Catalog; readonly now: Date },
): readonly Registration[] {
  const setting = { catalog, now, rules, cloud: 'global', keepsAll: true } as const;
  const name = '<manifest>';
  return registrationsOf(
    typeof manifest === 'string' ? lintJson({ name, text: manifest }, setting) : lintValue(name, manifest, setting),
  );
}
