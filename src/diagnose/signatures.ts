import type { Catalog } from '../catalog/types.js';
import { type CauseId, isCauseId } from './causes/index.js';

/** How one refusal reads: a row of data/signatures.tsv. Codes and patterns ignore letter case. */
export interface Signature {
  /** `graph-403-no-permission`, `aadsts-65001`. */
  readonly id: string;
  /** Where it is met: at a call, or where a token was asked for. */
  readonly stage: 'call' | 'token';
  readonly cause: CauseId;
  /** How much its code and text narrow the cause down. */
  readonly specificity: 'high' | 'medium' | 'low';
  /** Whether the text or the code was met in a source, not only described. */
  readonly isSeen: boolean;
  readonly statuses: readonly number[];
  /** Error codes, without AADSTS codes. */
  readonly codes: readonly string[];
  /** The number of its AADSTS code. */
  readonly aadsts: number | undefined;
  /** The id of the signature of an AADSTS code whose fixed sentence this is, for texts without the number. */
  readonly wordsOf: string | undefined;
  readonly message: RegExp | undefined;
  readonly path: RegExp | undefined;
  readonly header: RegExp | undefined;
  /** What it says in a line, in this project's words. */
  readonly note: string;
  /** Keys of the sources, as in signature-sources.ts. */
  readonly sources: readonly string[];
}

/** The signatures of a catalog, arranged for looking up. */
export interface SignatureTable {
  /** By the number of the AADSTS code: mostly one, several where its text tells more. */
  readonly numbered: ReadonlyMap<number, readonly Signature[]>;
  /** Those without a number. */
  readonly worded: readonly Signature[];
  /** How many causes share a code, by the code in lower case. */
  readonly causesOfCode: ReadonlyMap<string, number>;
}

const known = new WeakMap<Catalog, SignatureTable>();

/** The signatures of a catalog, made once. Throws where signatures.tsv is malformed. */
export function signatureTable(catalog: Catalog): SignatureTable {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const made = tableOf(signaturesOf(catalog));
  known.set(catalog, made);
  return made;
}

/** Every signature of a catalog, in the order of signatures.tsv. Throws where that is malformed. */
export function signaturesOf(catalog: Catalog): readonly Signature[] {
  return catalog.signatures().trimEnd().split('\n').map(signatureOf);
}

function tableOf(signatures: readonly Signature[]): SignatureTable {
  const numbered = new Map<number, Signature[]>();
  const worded: Signature[] = [];
  const causes = new Map<string, Set<CauseId>>();
  for (const signature of signatures) {
    const { aadsts, codes, cause } = signature;
    if (aadsts !== undefined) {
      numbered.set(aadsts, [...(numbered.get(aadsts) ?? []), signature]);
      continue;
    }
    worded.push(signature);
    for (const code of codes) {
      const lower = code.toLowerCase();
      causes.set(lower, (causes.get(lower) ?? new Set()).add(cause));
    }
  }
  return { numbered, worded, causesOfCode: new Map([...causes].map(([code, own]) => [code, own.size])) };
}

function signatureOf(line: string): Signature {
  const [id = '', stage, cause = '', specificity, seen, statuses = '', codes = '', ...rest] = line.split('\t');
  const [message = '', path = '', header = '', note = '', sources = ''] = rest;
  if (!isCauseId(cause)) throw new Error(`signatures.tsv: ${id} speaks of "${cause}", which is no cause`);
  const [, number] = /^aadsts-(\d+)(?:-|$)/.exec(id) ?? [];
  return {
    id,
    stage: stage === 'token' ? 'token' : 'call',
    cause,
    specificity: specificity === 'high' || specificity === 'medium' ? specificity : 'low',
    isSeen: seen === 'seen',
    statuses: listOf(statuses).map(Number),
    codes: listOf(codes),
    aadsts: number === undefined ? undefined : Number(number),
    wordsOf: /^words-(aadsts-.+)$/.exec(id)?.[1],
    message: patternOf(message),
    path: patternOf(path),
    header: patternOf(header),
    note,
    sources: listOf(sources),
  };
}

const listOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

const patternOf = (text: string): RegExp | undefined => (text === '' ? undefined : new RegExp(text, 'i'));
