import { escapeText } from './escape.js';

// What XML 1.0 cannot hold, not even escaped.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const lineBreaks = /([\t\n\r])/;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The head of every XML report. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A text between the quotes of an attribute. */
export function attribute(text: string): string {
  return readable(text).replace(/[&<>"'\t\n\r]/g, (char) => entities[char] ?? char);
}

/** A text between tags. Its line breaks stay, and no line of it is a command to GitHub Actions. */
export function content(text: string): string {
  return readable(text)
    .replace(/[&<>"'\r]/g, (char) => entities[char] ?? char)
    .replaceAll('::', '&#58;:');
}

/** The text as XML can hold it, with what would hide or reorder it shown as `\u202e` text; tabs and line breaks stay. */
function readable(text: string): string {
  const parts = text.replace(notXml, '\u{FFFD}').split(lineBreaks);
  return parts.map((part) => (lineBreaks.test(part) ? part : escapeText(part))).join('');
}
