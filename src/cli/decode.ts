import { isUtf8 } from 'node:buffer';
import { looksLikeRegistration } from '../lint.js';

/** A text, or why the bytes are none. */
export type Decoded = { readonly text: string } | { readonly undecodable: string };

/** Reads UTF-8, with or without a byte order mark, or UTF-16 with one. The mark is no part of the text. */
export function decode(bytes: Buffer): Decoded {
  const [first, second, third] = [bytes[0], bytes[1], bytes[2]];
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeUtf8(bytes, 3);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    return { undecodable: 'is a ZIP archive. Of a saved Terraform plan, lint what terraform show -json prints' };
  }
  if ((first === 0xff || first === 0) && isUtf32(bytes)) return { undecodable: 'is UTF-32: save it as UTF-8' };
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2));
  if (first === 0xfe && second === 0xff) return decodeUtf16(swapped(bytes.subarray(2)));
  if (bytes.length > 1 && (first === 0 || second === 0)) {
    return { undecodable: 'looks like UTF-16 without a byte order mark: save it as UTF-8' };
  }
  return decodeUtf8(bytes, 0);
}

/** The byte order mark of UTF-32 begins like that of UTF-16. */
function isUtf32(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 4).toString('hex');
  return mark === 'fffe0000' || mark === '0000feff';
}

function decodeUtf8(bytes: Buffer, start: number): Decoded {
  const text = bytes.toString('utf8', start);
  // The replacement character stands for each invalid byte; it may also be in the file itself.
  if (!text.includes('\u{FFFD}') || isUtf8(bytes)) return { text };
  const offset = start + firstDifference(bytes.subarray(start), Buffer.from(text));
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return {
    undecodable: `is neither UTF-8 nor UTF-16 with a byte order mark (byte 0x${byte} at offset ${offset}): save it as UTF-8`,
  };
}

function firstDifference(bytes: Buffer, others: Buffer): number {
  let at = 0;
  while (at < bytes.length && bytes[at] === others[at]) at += 1;
  return at;
}

function decodeUtf16(bytes: Buffer): Decoded {
  if (bytes.length % 2 === 1) return { undecodable: 'is UTF-16 with an odd number of bytes: it was cut off' };
  return { text: bytes.toString('utf16le') };
}

function swapped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes.length % 2 === 1 ? bytes.subarray(0, -1) : bytes).swap16();
  return bytes.length % 2 === 1 ? Buffer.concat([copy, bytes.subarray(-1)]) : copy;
}

/** Whether bytes that cannot be decoded hold a word of registrations, letters of UTF-16 included. */
export function bytesLookLikeRegistration(bytes: Buffer): boolean {
  return looksLikeRegistration(bytes.toString('latin1').replaceAll('\0', ''));
}
