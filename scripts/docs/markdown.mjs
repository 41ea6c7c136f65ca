/**
 * Plain text as Markdown: what has a meaning there is escaped. An underscore within a word has none.
 * @param {string} text
 */
export function escapeMarkdown(text) {
  return text
    .replace(/\s*\r?\n\s*/g, ' ')
    .replace(/[\\`*[\]<>|~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/^(\s*\d*)([-+=#.)])(?=#*\s)/, '$1\\$2');
}

/**
 * A block of code, with a fence longer than any in the text.
 * @param {string} language @param {string} text
 */
export function codeBlock(language, text) {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\s*$/, '')}\n${fence}`;
}

/**
 * Words of code within a line.
 * @param {string} text
 */
export function code(text) {
  const ticks = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([found]) => found.length)));
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${gap}${text}${gap}${ticks}`;
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows cells that are Markdown already */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
