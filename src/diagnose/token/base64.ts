// Every runtime has these, and the library is compiled without the types of any.
declare function atob(base64: string): string;
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** The text in base64 or base64url, with or without padding; undefined where it is neither. */
export function textOfBase64(text: string): string | undefined {
  const bytes = bytesOf(text);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    // Another letter, or one letter too many or too few: no base64.
    return undefined;
  }
}
