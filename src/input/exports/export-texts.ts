import { isJsonLines } from '../json-text.js';
import { isExportName, mayHoldGrants } from './export-names.js';
import { openExport, type TenantExport } from './read-export.js';
import type { ExportFile } from './records.js';

// Every runtime has these, and the library is compiled without the types of any.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean; readonly ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes of UTF-8; undefined where they are none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A text of an export, as a file of which any part can be read. */
export function exportText(name: string, text: string): ExportFile {
  const bytes = new TextEncoder().encode(text.replace(/^\u{FEFF}/u, ''));
  const layout = isJsonLines(text) ? 'lines' : 'whole';
  return { name, layout, chunks: (from) => (from < bytes.length ? [bytes.subarray(from)] : []), decode: decodeUtf8 };
}

/** Whether a text may be a part of a tenant's export, by its name or by the grants that it holds. */
export function mayBeOfExport(name: string, text: string): boolean {
  return isExportName(name) || mayHoldGrants(text);
}

/** Opens texts as one export; undefined where none of them holds a grant, so that each can be read by itself. */
export function openExportTexts(
  files: readonly { readonly name: string; readonly text: string }[],
): TenantExport | undefined {
  if (files.length === 0) return undefined;
  const tenant = openExport(files.map(({ name, text }) => exportText(name, text)));
  return tenant.hasGrants ? tenant : undefined;
}
