import type { CallItem } from '../../model/call.js';
import { findJsonFault } from '../json-fault.js';
import { filledLines, parseStrictJson, type TextLine } from '../json-text.js';
import { isRecord } from '../source.js';
import { longestLine, readCallLine } from './call-line.js';
import { isRegistration, itemsOfLine, listKeys, readEntry, whatElse } from './entry.js';
import type { At } from './lines-of.js';
import { problem } from './request.js';

/** Lines that tell whether a text holds calls at all. */
const linesToTry = 100;

/** Whether one of the first lines is meant as a call. Other texts are no list of faults: they hold no calls. */
export function looksLikeCalls(text: string): boolean {
  let tried = 0;
  for (const { offset, end } of filledLines(text)) {
    if (isJson(text, offset)) return true;
    const line = end - offset > longestLine ? undefined : readCallLine(text.slice(offset, end));
    if (line !== undefined && line.kind !== 'nothing') {
      if (line.kind !== 'fault' || line.isAttempt) return true;
      tried += 1;
    }
    if (tried >= linesToTry) return false;
  }
  return false;
}

/** Reads a call from every line: `GET /users`, or a JSON value. Blank lines and comments are passed over. */
export function* readCallLines(name: string, text: string): Iterable<CallItem> {
  let isFirst = true;
  for (const line of filledLines(text)) {
    if (isJson(text, line.offset)) {
      const value = yield* readJsonLine(name, text, line);
      if (isFirst && isRegistration(value)) return;
      isFirst = false;
    } else if (!isComment(text, line.offset)) {
      // A line of 50 megabytes is not even cut out.
      const read = readCallLine(text.slice(line.offset, Math.min(line.end, line.offset + longestLine + 1)));
      const column = read.kind === 'fault' ? read.column : 1;
      yield* itemsOfLine(read, { name, line: line.line, column });
    }
  }
}

/** Reads the JSON of a line, and returns its value. */
function* readJsonLine(name: string, text: string, { line, offset, end }: TextLine): Generator<CallItem, unknown> {
  const json = text.slice(offset, end);
  const parsed = parseStrictJson(json);
  if (!parsed.ok) {
    const fault = findJsonFault(json, 0, json.length);
    yield problem({ name, line, column: fault.range.start + 1 }, `${fault.message} This line could not be read.`);
    return undefined;
  }
  yield* readJsonValue(parsed.value, { name, line, column: json.search(/\S/) + 1 });
  return parsed.value;
}

/** A line may hold a message of many records. What these hold in turn is not looked into: no depth can matter. */
function* readJsonValue(value: unknown, at: At): Iterable<CallItem> {
  const key = isRecord(value) ? listKeys.find((each) => Array.isArray(value[each])) : undefined;
  const held: unknown = isRecord(value) && key !== undefined ? value[key] : value;
  if (!Array.isArray(held)) yield* readEntry(value, at);
  else if (held.length > 0 && isRegistration([held[0]])) yield problem(at, whatElse([held[0]]));
  else for (const item of held) yield* readEntry(item, at);
}

/** Whether a line holds JSON; `{{baseUrl}}/users` is an address, and a fault of its own. */
function isJson(text: string, offset: number): boolean {
  const start = startOf(text, offset);
  const char = text.charAt(start);
  return char === '[' || (char === '{' && text.charAt(start + 1) !== '{');
}

/** JSON with comments has them on lines of their own, too. */
function isComment(text: string, offset: number): boolean {
  return text.startsWith('// ', startOf(text, offset));
}

function startOf(text: string, offset: number): number {
  let at = offset;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}
