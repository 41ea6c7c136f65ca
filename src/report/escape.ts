// C0 and C1 controls, DEL, line separators, bidi controls and surrogates without a partner. The `u` flag makes a
// surrogate match only when it stands alone.
const unsafe = /[\u{0}-\u{1F}\u{7F}-\u{9F}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{D800}-\u{DFFF}]/gu;

const toEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Shows everything that could colour, erase, reorder or break a line of a terminal as `\u001b` text. */
export function escapeText(text: string): string {
  return text.replace(unsafe, toEscape);
}

/** The same for JSON text: only what `JSON.stringify` left bare, and its line breaks stay. The value is unchanged. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (char) => (char === '\n' ? char : toEscape(char)));
}
