import type { CallItem } from '../../model/call.js';
import { describeOther, recognise } from '../recognise.js';
import { isRecord, objectSource, rootNode } from '../source.js';
import { wordForValue } from '../wording.js';
import { isBatch } from './address.js';
import { type CallLine, readCallLine } from './call-line.js';
import { fieldsOf, tellsCall } from './fields.js';
import type { At } from './lines-of.js';
import { leftOut, otherHost, problem, readBatch, readFields, reasons } from './request.js';

/** Where the entries of an answer or a message stand: Event Hubs, Advanced hunting, Microsoft Graph, people. */
export const listKeys = ['records', 'results', 'value', 'calls'];

/** Reads an item of a list, or the value of a line: an object that tells a call, or a text such as `GET /users`. */
export function* readEntry(value: unknown, at: At): Iterable<CallItem> {
  if (typeof value === 'string') {
    const line = readCallLine(value);
    if (line.kind === 'nothing') yield problem(at, 'There is no call in this text. Write one such as "GET /users".');
    else yield* itemsOfLine(line, at);
  } else if (isRecord(value)) yield* readObject(value, at);
  else yield problem(at, `${wanted} This is ${wordForValue(value)}.`);
}

const wanted = 'Expected a call here: {"method": "GET", "url": "/users"}, or "GET /users".';

/** The items of a line that was read; its faults stand at `at`. */
export function* itemsOfLine(line: CallLine, at: At): Iterable<CallItem> {
  if (line.kind === 'fault') yield problem(at, line.message);
  else if (line.kind === 'other-host') yield otherHost(line.host);
  else if (line.kind === 'call') {
    const source = { name: at.name, line: at.line };
    yield isBatch(line.call.url) ? leftOut(reasons.batch) : { kind: 'call', call: { ...line.call, source } };
  }
}

function* readObject(value: Readonly<Record<string, unknown>>, at: At): Iterable<CallItem> {
  const fields = fieldsOf(value);
  const requests = fields.get('requests');
  if (tellsCall(fields)) yield* readFields(fields, at);
  else if (Array.isArray(requests)) yield* readBatch(requests, { at, isLog: false });
  else if (fields.has('category')) yield leftOut(reasons.otherLog);
  else yield problem(at, whatElse(value));
}

/** What a value is that holds no calls, and what to do about it. */
export function whatElse(value: unknown): string {
  if (isRegistration(value)) return 'This is an app registration; name it with --for.';
  const other = describeOther(value);
  return other.startsWith('is ') ? `This ${other}. ${wanted}` : `This is no call. ${wanted}`;
}

/** Whether a value is a registration, or a list of APIs that one requests. */
export function isRegistration(value: unknown): boolean {
  return recognise(rootNode(objectSource('', value).document, value)).length > 0;
}
