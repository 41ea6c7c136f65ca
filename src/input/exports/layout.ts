import { parseStrictJson } from '../json-text.js';
import { byteElements, byteLines } from './byte-records.js';
import type { Decode, ExportFile } from './records.js';

/** Below this a single document is read whole, whatever its form. */
const largeDocument = 64 * 1024 * 1024;

/**
 * How a large file is read record by record, by its first bytes: lines of JSON, or a document that is a list of objects or
 * holds lists as Microsoft Graph answers with. Undefined where it is neither, or a document of usual size.
 */
export function layoutOf(begin: Uint8Array, size: number, decode: Decode): ExportFile['layout'] | undefined {
  const text = firstLine(begin, decode);
  if (text !== undefined && /^\s*[[{]/.test(text) && parseStrictJson(text).ok) return 'lines';
  if (size < largeDocument) return undefined;
  for (const { isCut } of byteElements([begin])) return isCut ? undefined : 'elements';
  return undefined;
}

/** The first line that is not blank, if it ends here and another follows. */
function firstLine(begin: Uint8Array, decode: Decode): string | undefined {
  for (const { bytes, offset } of byteLines([begin])) {
    if (bytes === undefined || offset + bytes.length >= begin.length) return undefined;
    const text = decode(bytes) ?? '';
    if (/\S/.test(text)) return text;
  }
  return undefined;
}
