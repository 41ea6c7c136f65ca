import { blankComments } from './json-comments.js';
import { isTooDeep } from './json-depth.js';

/** What `JSON.parse` makes of a text; `json` is the text that was parsed, or that could not be. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly json: string }
  | { readonly ok: false; readonly json: string };

/** Parses JSON; where that fails, JSON with comments and trailing commas. Never throws. */
export function parseJson(text: string): Parsed {
  const strict = parseStrictJson(text);
  if (strict.ok) return strict;
  const json = blankComments(text);
  return json === text ? strict : parseStrictJson(json);
}

/** Parses JSON as it is. Never throws. */
export function parseStrictJson(json: string): Parsed {
  if (isTooDeep(json)) return { ok: false, json };
  try {
    const value: unknown = JSON.parse(json);
    return { ok: true, value, json };
  } catch {
    // The parser's message is not ours, and differs between versions: findJsonFault says what is wrong.
    return { ok: false, json };
  }
}

/** One line of a text: its number, counted from 1, where it begins, and where it ends before the line end. */
export interface TextLine {
  readonly line: number;
  readonly offset: number;
  readonly end: number;
}

/** Several JSON values, one on each line: the first line is a whole object or list, and more follows. */
export function isJsonLines(text: string): boolean {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  if (start === -1 || end === -1 || !'{['.includes(text.charAt(start))) return false;
  const hasMore = text.slice(end).search(/\S/) !== -1;
  return hasMore && parseStrictJson(text.slice(start, end)).ok;
}

/** The lines of a text that are not blank. */
export function* filledLines(text: string): Iterable<TextLine> {
  for (let offset = 0, line = 1; offset < text.length; line += 1) {
    const newline = text.indexOf('\n', offset);
    const end = newline === -1 ? text.length : newline;
    if (/\S/.test(text.slice(offset, end))) yield { line, offset, end };
    offset = end + 1;
  }
}
