import type { Catalog } from '../catalog/types.js';
import { causes, isCauseId } from '../diagnose/causes/index.js';
import { signaturesOf } from '../diagnose/signatures.js';
import { nearestOf } from '../model/spelling.js';
import { findRefusal } from './refusal-facts.js';
import { refusalText } from './refusal-text.js';

interface Answer {
  readonly data: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly text: () => string;
}

/** The answer to a code or the name of a cause, or why there is none; undefined where nothing of the kind is called so. */
export function explainRefusal(catalog: Catalog, text: string, width: number): Answer | string | undefined {
  const found = findRefusal(catalog, text.trim());
  if (found === undefined || typeof found === 'string') return found;
  const { isCause, ...data } = found;
  return { data, text: () => refusalText({ isCause, ...data }, width) };
}

/** Error codes and causes whose names are near a word. */
export function nearRefusals(catalog: Catalog, word: string): readonly string[] {
  const codes = signaturesOf(catalog).flatMap((each) => each.codes);
  return nearestOf(word, [...new Set([...codes, ...Object.keys(causes)])], 2);
}

/** What to ask for the cause that has the name of a rule. */
export function causeNamed(rule: string): string | undefined {
  return isCauseId(rule) ? `cause:${rule}` : undefined;
}
