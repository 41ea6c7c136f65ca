import { createCatalog } from '../../src/catalog/catalog.js';
import { emptyRefusal, type Refusal } from '../../src/diagnose/evidence/refusal.js';
import type { DiagnoseContext } from '../../src/diagnose/hint.js';
import { partText } from '../catalog/open.js';

/** What diagnoses of tests rest on: the shipped catalog, and a fixed day. */
export const context: DiagnoseContext = {
  catalog: createCatalog(partText),
  now: new Date('2026-09-01T00:00:00Z'),
};

/** A refusal of which only this is known. */
export function refusal(known: Partial<Refusal>): Refusal {
  return { ...emptyRefusal, ...known };
}

/** An answer of Microsoft Graph. */
export function graphAnswer(status: number | undefined, code: string, message: string, path?: string): Refusal {
  return refusal({
    status,
    codes: code === '' ? [] : [code],
    messages: message === '' ? [] : [message],
    call: path === undefined ? undefined : { method: 'GET', url: path },
  });
}
