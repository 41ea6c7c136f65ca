import { withoutMark } from '../model/byte-order-mark.js';
import { baselineErrorsOf } from './checker.generated.js';
import type { BaselineFile } from './schema.js';
import { nameOf, pointerOf } from './schema-faults.js';

/** A finding that was there when the tool was adopted. */
export type BaselineEntry = BaselineFile['findings'][number];

export type BaselineReading = { readonly entries: readonly BaselineEntry[] } | { readonly fault: string };

/** Reads a baseline file. Never throws. */
export function readBaseline(text: string): BaselineReading {
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(text));
  } catch {
    return { fault: 'is not JSON; a merge may have left its marks. permlint baseline writes it anew' };
  }
  if (isBaseline(value)) return { entries: value.findings };
  const [first] = baselineErrorsOf(value);
  const where = nameOf(pointerOf(first?.instancePath ?? '')).replace('the config', 'it');
  return { fault: `is no baseline of version 1: ${where} is not as permlint baseline writes it` };
}

function isBaseline(value: unknown): value is BaselineFile {
  return baselineErrorsOf(value).length === 0;
}

/** The text of a baseline: sorted, an entry a line, so that changes of two branches merge. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ fingerprint, rule, file }) => `    ${JSON.stringify({ fingerprint, rule, file })}`);
  const body = lines.length === 0 ? '' : `\n${lines.sort().join(',\n')}\n  `;
  return `{\n  "version": 1,\n  "findings": [${body}]\n}\n`;
}
