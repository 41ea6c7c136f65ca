import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import { readConfigFile } from './read-config.js';

/** A config's text after an edit, or why it cannot be edited as it stands. */
export type EditedConfig = { readonly text: string } | { readonly fault: string };

/**
 * Adds a key to a config, at its end. What stands in the text stays as it is: comments, order, indentation, line ends.
 */
export function addKey(text: string, key: string, value: string): EditedConfig {
  return checked(text, appended(text, stringify({ [key]: value })));
}

/** Adds an item to a list of a config (`waivers`), at its end; the list is made where there is none. */
export function addItem(text: string, key: string, item: Readonly<Record<string, unknown>>): EditedConfig {
  const { contents } = parseDocument(text);
  const pair = isMap(contents)
    ? contents.items.find(({ key: each }) => isScalar(each) && each.value === key)
    : undefined;
  const list = pair?.value;
  if (pair === undefined) return checked(text, appended(text, stringify({ [key]: [item] }, layout)));
  if (isSeq(list) && list.items.length > 0) {
    return checked(text, list.flow === true ? inFlow(text, list.range, item) : inBlock(text, list.range, item));
  }
  // `waivers:`, `waivers: []` and `waivers: null` hold nothing yet.
  const range = isSeq(list) || isScalar(list) ? list.range : undefined;
  if (!range) return { fault: `${key} is no list` };
  const block = indented(stringify([item], layout), '  ');
  const before = text.slice(0, range[0]).replace(/[ \t]+$/, '');
  const after = text.slice(range[1]);
  const comment = /^[ \t]*(?:#[^\r\n]*)?/.exec(after)?.[0] ?? '';
  const lineEnd = lineEndOf(text);
  return checked(
    text,
    `${before}${comment.trimEnd()}${lineEnd}${inLines(block, lineEnd)}${afterBlock(after.slice(comment.length))}`,
  );
}

const layout = { lineWidth: 0, indentSeq: true } as const;

type Range = readonly [number, number, number] | null | undefined;

/** After the last item, in the column of the dashes. */
function inBlock(text: string, range: Range, item: Readonly<Record<string, unknown>>): string {
  const [start = 0, valueEnd = 0] = range ?? [];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start).replace(/\S.*$/, '');
  const lineEnd = lineEndOf(text);
  const kept = text.slice(0, valueEnd).trimEnd();
  // A comment behind the last value stays behind it.
  const rest = text.slice(kept.length);
  const comment = /^[ \t]*#[^\r\n]*/.exec(rest)?.[0] ?? '';
  const block = inLines(indented(stringify([item], layout), indent), lineEnd);
  return `${kept}${comment}${lineEnd}${block}${afterBlock(rest.slice(comment.length))}`;
}

/** What follows a block, which ends its own last line. */
function afterBlock(rest: string): string {
  return rest.replace(/^\r?\n/, '');
}

/** Before the closing bracket; what is JSON is YAML. */
function inFlow(text: string, range: Range, item: Readonly<Record<string, unknown>>): string {
  const [start = 0, end = 0] = range ?? [];
  const inner = text.slice(start, end - 1).trimEnd();
  const comma = inner.endsWith(',') ? ' ' : ', ';
  return `${inner === '' ? '' : text.slice(0, start)}${inner}${comma}${JSON.stringify(item)}${text.slice(start + inner.length)}`;
}

function appended(text: string, block: string): string {
  const lineEnd = lineEndOf(text);
  const gap = text === '' ? '' : /\n$/.test(text) ? lineEnd : lineEnd + lineEnd;
  return `${text}${gap}${inLines(block, lineEnd)}`;
}

function indented(block: string, indent: string): string {
  return block.replace(/^(?=.)/gm, indent);
}

function inLines(block: string, lineEnd: string): string {
  return lineEnd === '\n' ? block : block.replaceAll('\n', lineEnd);
}

function lineEndOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** Nothing is written that could not be read again. */
function checked(before: string, text: string): EditedConfig {
  const reading = readConfigFile('permlint.yaml', text);
  if (reading.ok) return { text };
  if (!readConfigFile('permlint.yaml', before).ok) return { fault: 'it has faults of its own; correct them first' };
  return { fault: reading.faults.map(({ message }) => message).join(' ') };
}
