// How new JSON is laid out: like what stands beside it.
import { type Container, type JsonText, lineStartOf, type Member, readContainer, skipBlanks } from './json-members.js';

/** What stands around a value that is written anew. */
export interface Style {
  /** The line break of the file: `\n` or `\r\n`. */
  readonly newline: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Between a key and its value. */
  readonly colon: string;
  /** Between two entries of one line. */
  readonly comma: string;
  /** Inside the brackets of an object of one line. */
  readonly pad: string;
  /** Whether an object takes several lines. */
  readonly isTall: boolean;
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStartOf(text, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** The style of new entries of a container; `isTall` says how those of an empty one are written. */
export function styleFor(source: JsonText, container: Container, above: string, isTall: boolean): Style {
  const { text, json } = source;
  const { members } = container;
  const newline = newlineNear(text, container.close);
  const sample = members.findLast(({ valueStart }) => json.charAt(valueStart) === '{');
  const object = sample && readContainer(source, sample.valueStart);
  const [first] = object?.members ?? [];
  const keyed = first ?? (container.isList ? undefined : members.at(-1));
  const colon = (keyed && colonOf(json, keyed.start, keyed.valueStart)) ?? above;
  const comma = commaOf(text, members) ?? commaOf(text, object?.members ?? []) ?? (colon.endsWith(' ') ? ' ' : '');
  const own = { newline, unit: unitOf(text, container), colon, comma, pad: '' };
  if (sample === undefined || object === undefined || first === undefined) {
    return { ...own, isTall: isTall && members.length === 0 };
  }
  const inner = indentAt(text, first.start).slice(indentAt(text, sample.start).length);
  return {
    ...own,
    unit: first.ownLine && inner !== '' ? inner : own.unit,
    pad: first.ownLine ? '' : blanksOnly(text.slice(object.open + 1, first.start)),
    isTall: text.slice(sample.start, sample.end).includes('\n'),
  };
}

/** What stands behind the comma between the first two members, when these are in one line. */
function commaOf(text: string, [first, second]: readonly Member[]): string | undefined {
  if (first?.comma === undefined || second === undefined) return undefined;
  return /^[ \t]*$/.exec(text.slice(first.comma + 1, second.start))?.[0];
}

/** What stands between a key and its value, when it is in one line: `: `. */
export function colonOf(json: string, keyStart: number, valueStart: number): string | undefined {
  return /"([ \t]*:[ \t]*)$/.exec(json.slice(keyStart, valueStart))?.[1];
}

const blanksOnly = (text: string): string => (/^[ \t]*$/.test(text) ? text : '');

/** The line break before an offset, or else the first one after it. */
function newlineNear(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset);
  const at = before === -1 ? text.indexOf('\n', offset) : before;
  return text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** How much deeper the members of a container stand than its line; otherwise what the first indented line begins with. */
function unitOf(text: string, { open, members }: Container): string {
  const line = indentAt(text, open);
  const inner = members.find(({ ownLine }) => ownLine);
  const deeper = inner && indentAt(text, inner.start);
  if (deeper?.startsWith(line) && deeper.length > line.length) return deeper.slice(line.length);
  return /\n([ \t]+)[^\s*/]/.exec(text)?.[1] ?? '  ';
}

/** A value as JSON, in lines that are indented as the one it begins in. Only fixes' own values are written: they are small. */
export function writeValue(value: unknown, style: Style, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = indent + style.unit;
  const parts = Array.isArray(value)
    ? value.map((item: unknown) => writeValue(item, style, inner))
    : Object.entries(value).map(([key, item]) => JSON.stringify(key) + style.colon + writeValue(item, style, inner));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (style.isTall) {
    const { newline } = style;
    return `${open}${newline}${inner}${parts.join(`,${newline}${inner}`)}${newline}${indent}${close}`;
  }
  const pad = Array.isArray(value) ? '' : style.pad;
  return open + pad + parts.join(`,${style.comma}`) + pad + close;
}
