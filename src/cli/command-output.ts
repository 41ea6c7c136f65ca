import { escapeJson } from '../report/escape.js';
import { wrap } from '../report/wrap.js';
import type { Output } from './output.js';

/** Two columns of text: a word and what there is to say of it. */
export type Row = readonly [label: string, text: string];

/** Rows below a title, labels in one column, texts wrapped beside them. */
export function renderRows(rows: readonly Row[], width: number): string {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const indent = ' '.repeat(labelWidth + 5);
  return rows
    .flatMap(([label, text]) => {
      const [first = '', ...rest] = wrap(text, width, indent);
      return [`  ${label.padEnd(labelWidth)}   ${first.trimStart()}`, ...rest];
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** A list that is cut: the first ones and how many there are besides. */
export function cutList(items: readonly string[], most: number): string {
  const more = items.length - most;
  return more > 0 ? `${items.slice(0, most).join(', ')} and ${more} more` : items.join(', ');
}

/** Prints an answer as JSON. */
export function writeJson(output: Output, value: unknown): void {
  output.write(`${escapeJson(JSON.stringify(value, null, 2))}\n`);
}
