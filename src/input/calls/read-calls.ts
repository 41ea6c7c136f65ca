import { withoutMark } from '../../model/byte-order-mark.js';
import type { CallItem } from '../../model/call.js';
import { findJsonFault } from '../json-fault.js';
import { filledLines, isJsonLines, parseJson, parseStrictJson } from '../json-text.js';
import { isRecord } from '../source.js';
import { looksLikeCalls, readCallLines } from './call-lines.js';
import { distinctItems } from './distinct.js';
import { readDocument } from './document.js';
import { placesIn } from './lines-of.js';
import { readTable, recogniseTable } from './log-table.js';
import { problem } from './request.js';

export { parseCallLine } from './call-line.js';

/**
 * Reads the calls of a text whose format is known by what it holds, never by its name: a call a line, NDJSON, a list or
 * an object in JSON, an HTTP archive, an API manifest, a batch body, and Microsoft Graph activity logs in JSON or CSV.
 *
 * Identical calls (method, address, kind, application) come once, with the place of the first, so that memory is
 * bounded by the number of distinct calls and not by the length of a log. Addresses in logs and archives lose their
 * query first; those that people wrote are kept as written, but for user info, which is kept nowhere. What is left out
 * on purpose is counted, at the end; a text without any call is a problem. Never throws for a fault in the text.
 */
export function* readCalls(name: string, text: string): Iterable<CallItem> {
  let isEmpty = true;
  for (const item of distinctItems(readAny(name, withoutMark(text)))) {
    isEmpty = false;
    yield item;
  }
  if (isEmpty) yield holdsNone(name);
}

function readAny(name: string, text: string): Iterable<CallItem> {
  const start = text.search(/\S/);
  const begin = start === -1 ? '' : text.slice(start, start + 2);
  // A text of calls may begin with Postman's {{baseUrl}}, JSON with a comment.
  const isJson = /^(?:\[|\{(?!\{))/.test(begin);
  if (isJson && isJsonLines(text)) return readCallLines(name, text);
  if (isJson || begin === '//' || begin === '/*') {
    const { json, ...parsed } = parseJson(text);
    if (parsed.ok) return readDocument({ name, json, value: parsed.value });
    if (isJson && !hasWholeSecondLine(text)) return [unreadable(name, json)];
  }
  const table = isJson ? undefined : recogniseTable(text);
  if (table !== undefined) return readTable(name, text, table);
  return isJson || looksLikeCalls(text) ? readCallLines(name, text) : [];
}

/** NDJSON whose first line is broken, not a document over several lines: the second line is an object by itself. */
function hasWholeSecondLine(text: string): boolean {
  const [first, second] = firstLines(text);
  if (first === undefined || second === undefined || !/^\s*\{\s*"/.test(first)) return false;
  const parsed = parseStrictJson(second);
  return parsed.ok && isRecord(parsed.value);
}

function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (const { offset, end } of filledLines(text)) {
    lines.push(text.slice(offset, end));
    if (lines.length === 2) break;
  }
  return lines;
}

function unreadable(name: string, json: string): CallItem {
  const fault = findJsonFault(json, 0, json.length);
  return problem(placesIn(name, json)(fault.range.start), `${fault.message} Nothing in this text could be read.`);
}

function holdsNone(name: string): CallItem {
  const expected =
    'expected a call a line, such as "GET /users", or NDJSON, JSON or CSV of calls, an HTTP archive (HAR), ' +
    'an API manifest, or Microsoft Graph activity logs';
  return problem({ name, line: 1, column: 1 }, `This text holds no calls: ${expected}.`);
}
