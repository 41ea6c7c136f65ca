import { isMap, isNode, isScalar, isSeq, stringify, type YAMLSeq } from 'yaml';
import { readConfigFile } from './read-config.js';
import { parseYaml } from './yaml-text.js';

/** A config's text after an edit, or why it cannot be edited as it stands. */
export type EditedConfig = { readonly text: string } | { readonly fault: string };

/**
 * Adds a key to a config, at its end. What stands in the text stays as it is: comments, order, indentation, line ends.
 */
export function addKey(text: string, key: string, value: string): EditedConfig {
  return afterCheck(text, appended(text, stringify({ [key]: value }, layout)), { [key]: value });
}

/** Adds an item to a list of a config (`waivers`), at its end; the list is made where there is none. */
export function addItem(text: string, key: string, item: Readonly<Record<string, unknown>>): EditedConfig {
  const read = parseYaml(text);
  if ('faults' in read) return { fault: ownFaults };
  const { contents } = read.yaml;
  const pair = isMap(contents)
    ? contents.items.find(({ key: each }) => isScalar(each) && each.value === key)
    : undefined;
  const list = pair?.value;
  if (pair === undefined)
    return afterCheck(text, appended(text, stringify({ [key]: [item] }, layout)), { [key]: [item] });
  if (isSeq(list) && list.items.length > 0) {
    const edited = list.flow === true ? inFlow(text, list, item) : inBlock(text, list.range, item);
    return afterCheck(text, edited, { [key]: [item] });
  }
  // `waivers:`, `waivers: []` and `waivers: null` hold nothing yet.
  const range = isSeq(list) || isScalar(list) ? list.range : undefined;
  const keyEnd = isScalar(pair.key) ? pair.key.range?.[1] : undefined;
  if (!range || keyEnd === undefined) return { fault: `${key} is no list` };
  // A value that is not written has its place behind comments.
  const behindColon = text.indexOf(':', keyEnd) + 1;
  const [start, end] = range[0] === range[1] ? [behindColon, behindColon] : range;
  return afterCheck(text, inEmpty(text, start, end, item), { [key]: [item] });
}

const ownFaults = 'it has faults of its own; correct them first';

/** In place of the value that stands for an empty list. */
function inEmpty(text: string, start: number, end: number, item: Readonly<Record<string, unknown>>): string {
  const before = text.slice(0, start).replace(/[ \t]+$/, '');
  const after = text.slice(end);
  const comment = /^[ \t]*(?:#[^\r\n]*)?/.exec(after)?.[0] ?? '';
  const lineEnd = lineEndOf(text);
  const block = inLines(indented(stringify([item], layout), '  '), lineEnd);
  return `${before}${comment.trimEnd()}${lineEnd}${block}${afterBlock(after.slice(comment.length))}`;
}

// Quoted as JSON: folded over lines, some texts would not be read again as they were.
const layout = { lineWidth: 0, indentSeq: true, doubleQuotedAsJSON: true } as const;

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

/** Behind the last item, whatever stands between that and the closing bracket; what is JSON is YAML. */
function inFlow(text: string, list: YAMLSeq, item: Readonly<Record<string, unknown>>): string {
  const last = list.items.at(-1);
  const end = isNode(last) && last.range ? last.range[1] : 0;
  return `${text.slice(0, end)}, ${JSON.stringify(item)}${text.slice(end)}`;
}

function appended(text: string, block: string): string {
  const lineEnd = lineEndOf(text);
  const gap = text === '' ? '' : /\n$/.test(text) ? lineEnd : lineEnd + lineEnd;
  return `${text}${gap}${inLines(block, lineEnd)}`;
}

function indented(block: string, indent: string): string {
  // By line ends only: to `^` other characters end a line, too.
  return block
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n');
}

function inLines(block: string, lineEnd: string): string {
  return lineEnd === '\n' ? block : block.replaceAll('\n', lineEnd);
}

function lineEndOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** Nothing is written that could not be read again, or that says more or less than was asked for. */
function afterCheck(before: string, text: string, added: Readonly<Record<string, unknown>>): EditedConfig {
  const old = readConfigFile('permlint.yaml', before);
  if (!old.ok) return { fault: ownFaults };
  const reading = readConfigFile('permlint.yaml', text);
  if (!reading.ok && !('faults' in parseYaml(text))) {
    return { fault: reading.faults.map(({ message }) => message).join(' ') };
  }
  if (reading.ok && isSame(reading.file.value, joined(old.file.value, added))) return { text };
  return { fault: `it is written in a form that cannot be added to. Add by hand: ${JSON.stringify(added)}` };
}

function joined(before: object, added: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(added).map(([key, value]) => {
    const old: unknown = Reflect.get(before, key);
    return [key, Array.isArray(old) && Array.isArray(value) ? [...old, ...value] : value];
  });
  return { ...before, ...Object.fromEntries(entries) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
