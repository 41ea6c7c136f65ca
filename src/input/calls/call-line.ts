import type { PermissionKind } from '../../model/application.js';
import type { Call } from '../../model/call.js';
import { graphHostLike, isBatch, longestAddress, readAddress } from './address.js';
import { methodLike, methodOf, noMethod } from './methods.js';

/** What a line says: a call, the fault in it, or that there is none. Columns count from 1. */
export type CallLine =
  | { readonly kind: 'call'; readonly call: Call }
  /** `isAttempt`: somebody meant a call; the rest may be any text. */
  | { readonly kind: 'fault'; readonly message: string; readonly column: number; readonly isAttempt: boolean }
  | { readonly kind: 'other-host'; readonly host?: string; readonly column: number }
  | { readonly kind: 'nothing' };

/**
 * Reads a call that somebody wrote as one text, such as an argument: `GET /users/{id}`. The column counts from 1. Never
 * throws. Addresses of other hosts, and batches, whose calls stand in their body, are faults here.
 */
export function parseCallLine(
  text: string,
):
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly message: string; readonly column: number } {
  const line = readCallLine(text);
  switch (line.kind) {
    case 'call':
      if (!isBatch(line.call.url)) return { ok: true, call: line.call };
      return { ok: false, message: 'This is a $batch: name the calls in its body instead.', column: 1 };
    case 'fault':
      return { ok: false, message: line.message, column: line.column };
    case 'other-host':
      return { ok: false, message: otherHostMessage(line.host), column: line.column };
    case 'nothing':
      return { ok: false, message: 'There is no call here. Write one such as "GET /users".', column: 1 };
  }
}

function otherHostMessage(host: string | undefined): string {
  const near = host === undefined ? undefined : graphHostLike(host);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return `${host ?? 'This'} is not an address of Microsoft Graph.${hint}`;
}

/** A part of a text. */
interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The line is longer than any address, with room for what surrounds it. */
export const longestLine = longestAddress + 1_000;

/**
 * Reads a line such as `GET /users`: an optional `application` or `delegated`, a method in any letter case, and an
 * address. What people copy with it is passed over: list marks, quotes, backticks, `HTTP/1.1`. Takes linear time.
 */
export function readCallLine(text: string): CallLine {
  if (text.length > longestLine)
    return fault(1, false, `This line is too long (${text.length} characters) for a call.`);
  const span = unquoted(withoutMark(trimmed({ text, start: 0, end: text.length })));
  if (span.start === span.end || text.charAt(span.start) === '#') return { kind: 'nothing' };
  const kind = kindWord(span);
  const methodSpan = firstWord({ ...span, start: kind?.next ?? span.start });
  const word = textOf(methodSpan);
  const method = methodOf(word);
  if (method === undefined) return noCall(methodSpan, word);
  const target = unquoted(withoutHttpVersion(trimmed({ ...span, start: methodSpan.end })));
  if (target.start >= target.end)
    return fault(methodSpan.start + 1, true, `${method} needs an address after it, such as "${method} /users".`);
  return readTarget(target, { method, ...(kind && { kind: kind.value }) });
}

function readTarget(target: Span, call: Omit<Call, 'url'>): CallLine {
  const column = target.start + 1;
  const stray = strayText(target);
  if (stray !== undefined) return stray;
  const address = readAddress(textOf(target));
  if (address.kind === 'unreadable') return fault(column, true, `The address ${address.why}.`);
  if (address.kind === 'graph') return { kind: 'call', call: { ...call, url: address.url } };
  return { kind: 'other-host', column, ...(address.host !== undefined && { host: address.host }) };
}

/** White space ends an address, except in its query and between brackets, where people leave it unescaped. */
function strayText({ text, start, end }: Span): CallLine | undefined {
  if (!/\s/.test(text.slice(start, end))) return undefined;
  let open = 0;
  for (let at = start; at < end; at += 1) {
    const char = text.charAt(at);
    if (char === '?') return undefined;
    if (char === '(') open += 1;
    else if (char === ')') open -= 1;
    else if (open <= 0 && isSpace(char)) {
      const more = trimmed({ text, start: at, end });
      const isComment = text.charAt(more.start) === '#';
      const what = isComment
        ? 'Write a comment on a line of its own.'
        : 'Write one call a line, and a space in an address as %20.';
      return fault(more.start + 1, true, `There is text after the address. ${what}`);
    }
  }
  return undefined;
}

/** Why a line without a method at its beginning is no call. */
function noCall({ start }: Span, word: string): CallLine {
  const column = start + 1;
  if (/^(?:\/|[a-z][a-z0-9+.-]*:\/\/|\{\{|graph\.)/i.test(word)) {
    return fault(column, true, 'There is no method before this address. Write it first, as in "GET /users".');
  }
  return fault(column, methodLike(word) !== undefined, `${noMethod(word)} Expected a call here, such as "GET /users".`);
}

function fault(column: number, isAttempt: boolean, message: string): CallLine {
  return { kind: 'fault', message, column, isAttempt };
}

function kindWord({ text, start, end }: Span): { readonly value: PermissionKind; readonly next: number } | undefined {
  const word = firstWord({ text, start, end });
  const next = trimmed({ text, start: word.end, end }).start;
  const value = textOf(word).toLowerCase();
  if (next === word.end || next >= end) return undefined;
  return value === 'application' || value === 'delegated' ? { value, next } : undefined;
}

function firstWord({ text, start, end }: Span): Span {
  let at = start;
  while (at < end && !isSpace(text.charAt(at))) at += 1;
  return { text, start, end: at };
}

/** Without the mark of a list: `- `, `* `, `+ `, `1. `. */
function withoutMark(span: Span): Span {
  const mark = /^(?:[-*+\u2022]|\d{1,4}[.)])\s/.exec(span.text.slice(span.start, span.start + 8));
  return mark === null ? span : trimmed({ ...span, start: span.start + mark[0].length });
}

const quotePairs: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '\u201c': '\u201d', '<': '>' };

/** Without the quotes or backticks around it, and the comma that follows them in a list of texts. */
function unquoted(span: Span): Span {
  const closing = quotePairs[span.text.charAt(span.start)];
  if (closing === undefined) return span;
  const end = span.text.charAt(span.end - 1) === ',' ? span.end - 1 : span.end;
  if (end - 1 <= span.start || span.text.charAt(end - 1) !== closing) return span;
  return trimmed({ ...span, start: span.start + 1, end: end - 1 });
}

/** Without the `HTTP/1.1` that ends the first line of a request. */
function withoutHttpVersion(span: Span): Span {
  const from = Math.max(span.start, span.end - 9);
  const version = /\sHTTP\/\d(?:\.\d)?$/i.exec(span.text.slice(from, span.end));
  return version === null ? span : trimmed({ ...span, end: from + version.index });
}

function trimmed({ text, start, end }: Span): Span {
  let first = start;
  let last = end;
  while (first < last && isSpace(text.charAt(first))) first += 1;
  while (last > first && isSpace(text.charAt(last - 1))) last -= 1;
  return { text, start: first, end: last };
}

/** Most characters are letters, for which a comparison of codes is enough. */
function isSpace(char: string): boolean {
  const code = char.charCodeAt(0);
  return code <= 0x20 || code >= 0x7f ? /\s/.test(char) : false;
}

function textOf({ text, start, end }: Span): string {
  return text.slice(start, end);
}
