import type { TextChange } from '../model/place.js';
import { type Container, commentsFrom, type JsonText, type Member } from './json-members.js';
import type { Run } from './json-removals.js';
import { indentAt, type Style, writeValue } from './json-style.js';

/** An item, or a key with its value, that is to be added. */
export interface Added {
  readonly key: string | undefined;
  readonly value: unknown;
}

/** Adds members behind the last one. */
export function addBehind(text: string, last: Member, added: readonly Added[], style: Style): TextChange[] {
  const indent = indentAt(text, last.start);
  const parts = added.map((each) => writeMember(each, style, indent));
  const gap = last.ownLine ? style.newline + indent : style.comma;
  // In one line the new ones come before the comment that ends it.
  const at = last.ownLine ? last.tail : (last.comma ?? last.end - 1) + 1;
  if (last.comma !== undefined) return [insert(at, parts.map((part) => `${gap}${part},`).join(''))];
  const behind = parts.map((part) => gap + part).join(',');
  return at === last.end ? [insert(at, `,${behind}`)] : [insert(last.end, ','), insert(at, behind)];
}

/** Writes members in place of a run of old ones that ends the list: the commas around them stay. */
export function writeOver(
  text: string,
  { members }: Container,
  { from, to }: Run,
  added: readonly Added[],
  style: Style,
): TextChange[] {
  const [first, last] = [members[from], members[to]];
  if (first === undefined || last === undefined) return [];
  const indent = indentAt(text, first.start);
  const gap = first.ownLine ? style.newline + indent : style.comma;
  const parts = added.map((each) => writeMember(each, style, indent));
  const end = last.comma === undefined ? last.tail : last.end;
  const cut = { start: first.lead, end, text: parts.join(`,${gap}`) };
  const behind = last.comma === undefined ? end : last.comma + 1;
  return behind < last.tail ? [cut, { start: behind, end: last.tail, text: '' }] : [cut];
}

/** Fills an empty list or object. A comment in it stays, and stands above what is new. */
export function fill({ text }: JsonText, { open, close }: Container, added: readonly Added[], style: Style) {
  const comment = commentsFrom(text, open + 1).at(-1);
  const isTall = style.isTall || comment !== undefined;
  const outer = indentAt(text, open);
  const indent = outer + style.unit;
  const gap = isTall ? style.newline + indent : '';
  const parts = added.map((each) => writeMember(each, style, indent));
  const members = parts.map((part) => gap + part).join(`,${isTall ? '' : style.comma}`);
  const start = comment?.end ?? open + 1;
  const hasBreak = comment !== undefined && text.slice(start, close).includes('\n');
  if (hasBreak) return [insert(start, members)];
  return [{ start, end: close, text: isTall ? members + style.newline + outer : members }];
}

function insert(at: number, text: string): TextChange {
  return { start: at, end: at, text };
}

function writeMember({ key, value }: Added, style: Style, indent: string): string {
  const written = writeValue(value, style, indent);
  return key === undefined ? written : JSON.stringify(key) + style.colon + written;
}
