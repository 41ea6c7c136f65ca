// What an object or a list of a JSON text holds, with the commas and comments that belong to each entry.
import { endOfString, endOfValue, keyText, skipSpace } from './json-tokens.js';

/** A JSON text, and the same with its comments and trailing commas turned into spaces. */
export interface JsonText {
  readonly text: string;
  readonly json: string;
}

/** An item of a list, or a key with its value. */
export interface Member {
  readonly key: string | undefined;
  /** Where the item or the key begins, where its value begins, and where it ends. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
  /** The comma behind it; undefined where there is none. */
  readonly comma: number | undefined;
  /** Where what belongs to it begins: comments in front of it, and in the lines directly above. */
  readonly lead: number;
  /** Where what belongs to it ends: behind its comma and the comments in the same line. */
  readonly tail: number;
  /** Whether nothing else stands before it in its line. */
  readonly ownLine: boolean;
}

/** An object or a list between its brackets. */
export interface Container {
  readonly isList: boolean;
  readonly open: number;
  readonly close: number;
  readonly members: readonly Member[];
}

/** The members of the object or list that begins at an offset; undefined where something else begins there. */
export function readContainer({ text, json }: JsonText, open: number): Container | undefined {
  const bracket = json.charAt(open);
  if (bracket !== '{' && bracket !== '[') return undefined;
  const isList = bracket === '[';
  const members: Member[] = [];
  let from = open + 1;
  let at = skipSpace(json, from);
  while (at < json.length && json.charAt(at) !== '}' && json.charAt(at) !== ']') {
    const keyEnd = isList ? at : endOfString(json, at);
    const key = isList ? undefined : keyText(json, at, keyEnd);
    const valueStart = isList ? at : skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = endOfValue(json, valueStart);
    const next = skipTrivia(text, end);
    const comma = text.charAt(next) === ',' ? next : undefined;
    const lead = leadOf(text, from, at, members.length === 0);
    const ownLine = text.slice(from, lead).includes('\n');
    const tail = tailOf(text, comma === undefined ? end : comma + 1);
    members.push({ key, start: at, valueStart, end, comma, lead, tail, ownLine });
    from = tail;
    at = skipSpace(json, comma === undefined ? end : comma + 1);
  }
  return { isList, open, close: at, members };
}

/** The offset of the next character that is neither white space nor part of a comment. */
function skipTrivia(text: string, offset: number): number {
  for (let at = skipSpace(text, offset); ; ) {
    const end = endOfComment(text, at);
    if (end === at) return at;
    at = skipSpace(text, end);
  }
}

/** The offset after the comment that begins at an offset, its line end not counted; the offset itself where none does. */
function endOfComment(text: string, at: number): number {
  if (text.charAt(at) !== '/') return at;
  if (text.charAt(at + 1) === '*') return text.indexOf('*/', at + 2) + 2;
  const lineEnd = text.indexOf('\n', at);
  if (lineEnd === -1) return text.length;
  return text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
}

/** Comments from an offset on that stand before the next token. */
export function commentsFrom(text: string, offset: number): { readonly start: number; readonly end: number }[] {
  const comments: { readonly start: number; readonly end: number }[] = [];
  for (let start = skipSpace(text, offset); ; ) {
    const end = endOfComment(text, start);
    if (end === start) return comments;
    comments.push({ start, end });
    start = skipSpace(text, end);
  }
}

/** Comments without an empty line between them and the member are its own; what follows the opening bracket is the list's. */
function leadOf(text: string, from: number, start: number, isFirst: boolean): number {
  let lead = start;
  for (const comment of commentsFrom(text, from).reverse()) {
    const breaks = text.slice(comment.end, lead).split('\n').length - 1;
    const isBesideBracket = isFirst && breaks > 0 && !text.slice(from, comment.start).includes('\n');
    if (breaks > 1 || isBesideBracket) break;
    lead = comment.start;
  }
  return lead;
}

function tailOf(text: string, from: number): number {
  let tail = from;
  let at = skipBlanks(text, from);
  for (let end = endOfComment(text, at); end > at; end = endOfComment(text, at)) {
    if (text.slice(at, end).includes('\n')) break;
    tail = end;
    at = skipBlanks(text, end);
  }
  if (isLineEnd(text, at)) return at;
  // A comment before a bracket belongs to the last member, and one before the next member to that.
  return '}]'.includes(text.charAt(at)) ? tail : from;
}

/** The offset of the next character that is neither a space nor a tab. */
export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}

/** Whether a line or the text ends here. */
export function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text.charAt(at) === '\n' || (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n');
}

/** The offset at which the line of an offset begins. */
export function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
