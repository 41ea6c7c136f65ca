const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16Mark = Buffer.from([0xff, 0xfe]);

/** Which text encoding bytes are in, as far as `decode` reads it. */
export type Encoding = 'utf-8' | 'utf-16';

/** The encoding of bytes that `decode` takes. */
export function encodingOf(bytes: Buffer): Encoding {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' ? 'utf-16' : 'utf-8';
}

/** The bytes of a text, in the encoding and with the byte order mark of the bytes that it was read from. */
export function encodeLike(bytes: Buffer, text: string): Buffer {
  if (encodingOf(bytes) === 'utf-8') {
    const isMarked = bytes.subarray(0, 3).equals(utf8Mark);
    return isMarked ? Buffer.concat([utf8Mark, Buffer.from(text)]) : Buffer.from(text);
  }
  const encoded = Buffer.concat([utf16Mark, Buffer.from(text, 'utf16le')]);
  return bytes[0] === 0xfe ? encoded.swap16() : encoded;
}
