import type { TextChange } from '../model/place.js';
import { type Container, commentsFrom, isLineEnd, lineStartOf, type Member, skipBlanks } from './json-members.js';

/** Members that are removed, from the first to the last of an unbroken run. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** The unbroken runs of the numbers of a set, in order. */
export function runsOf(removed: ReadonlySet<number>): Run[] {
  const runs: { from: number; to: number }[] = [];
  for (const index of [...removed].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === index - 1) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

/**
 * Takes a run of members out of their list or object, with their commas, their lines, and the comments that belong to
 * them. Other comments stay, no empty line is left over, and a trailing comma only where there was one.
 */
export function removeRun(text: string, container: Container, { from, to }: Run): TextChange[] {
  const { members, open, close } = container;
  const [first, last, before, after] = [members[from], members[to], members[from - 1], members[to + 1]];
  if (first === undefined || last === undefined) return [];
  const isAll = before === undefined && after === undefined;
  if (isAll && isBlank(text, open + 1, first.lead) && isBlank(text, last.tail, close)) {
    return [{ start: open + 1, end: close, text: '' }];
  }
  const range = first.ownLine
    ? removeLines(text, (before?.comma ?? open) + 1, open, first, last, after)
    : removeInline(first, last, before, after);
  const comma = after === undefined && last.comma === undefined ? before?.comma : undefined;
  const cut = { ...range, text: '' };
  if (comma === undefined) return [cut];
  const commaCut = { start: comma, end: comma + 1, text: '' };
  return commaCut.end === cut.start ? [{ ...cut, start: comma }] : [commaCut, cut];
}

function removeInline(first: Member, last: Member, before: Member | undefined, after: Member | undefined) {
  if (before?.comma !== undefined) return { start: before.comma + 1, end: last.tail };
  const joins = after !== undefined && !after.ownLine;
  return { start: first.lead, end: joins ? after.lead : last.tail };
}

function removeLines(text: string, from: number, open: number, first: Member, last: Member, after: Member | undefined) {
  const lineStart = lineStartOf(text, first.lead);
  if (isLineEnd(text, last.tail)) return withoutEmptyLines(text, open, lineStart, afterLineEnd(text, last.tail));
  if (after !== undefined) return { start: first.lead, end: after.lead };
  // The closing bracket follows in the same line: it moves to the end of the line before, if that is no comment.
  const isBehindComment = commentsFrom(text, from).some(({ start }) => start < lineStart && text[start + 1] === '/');
  if (isBehindComment) return { start: first.lead, end: skipBlanks(text, last.tail) };
  return { start: lineEndBefore(text, lineStart), end: last.tail };
}

/** Where empty lines would meet, or stand beside a bracket, those on one side go too. */
function withoutEmptyLines(text: string, open: number, start: number, end: number) {
  const afterEmpty = skipEmptyLines(text, end);
  const isBeforeBracket = '}]'.includes(text.charAt(skipBlanks(text, end)));
  const isBehindBracket = isBlank(text, open + 1, start);
  const beforeEmpty = backOverEmptyLines(text, start);
  if (beforeEmpty < start && (afterEmpty > end || isBeforeBracket)) return { start: beforeEmpty, end };
  return { start, end: isBehindBracket ? afterEmpty : end };
}

function skipEmptyLines(text: string, offset: number): number {
  let at = offset;
  for (let end = skipBlanks(text, at); end < text.length && isLineEnd(text, end); end = skipBlanks(text, at)) {
    at = afterLineEnd(text, end);
  }
  return at;
}

function backOverEmptyLines(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const above = lineStartOf(text, at - 1);
    if (!isBlank(text, above, at)) return at;
    at = above;
  }
  return at;
}

function lineEndBefore(text: string, lineStart: number): number {
  return text.charAt(lineStart - 2) === '\r' ? lineStart - 2 : Math.max(0, lineStart - 1);
}

function afterLineEnd(text: string, at: number): number {
  return Math.min(text.length, at + (text.charAt(at) === '\r' ? 2 : 1));
}

function isBlank(text: string, start: number, end: number): boolean {
  return /^\s*$/.test(text.slice(start, end));
}
