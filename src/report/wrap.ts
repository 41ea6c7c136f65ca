import { displayWidth } from './display-width.js';
import { escapeText } from './escape.js';

/**
 * Breaks a text at spaces into indented lines of at most `width` columns. A word is never broken, so an id, a path or a
 * command can be copied; it may stand out. Line breaks of the text stay, everything else unsafe is escaped.
 */
export function wrap(text: string, width: number, indent: string): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrapParagraph(escapeText(paragraph), width, indent));
}

function wrapParagraph(paragraph: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of paragraph.split(' ')) {
    const wordWidth = displayWidth(word);
    if (line !== '' && used + 1 + wordWidth > width) {
      lines.push(line);
      line = '';
    }
    used = line === '' ? indent.length + wordWidth : used + 1 + wordWidth;
    line = line === '' ? indent + word : `${line} ${word}`;
  }
  lines.push(line.trimEnd());
  return lines;
}
