import type { PermissionKind } from '../../model/application.js';
import { type Call, type CallItem, withoutQuery } from '../../model/call.js';
import { parseStrictJson } from '../json-text.js';
import { isRecord } from '../source.js';
import { wordForValue } from '../wording.js';
import { below, graphHostLike, isBatch, readAddress } from './address.js';
import { addressIn, appIdIn, type Fields, fieldsOf, isLogRow, kindIn, methodIn } from './fields.js';
import type { At } from './lines-of.js';
import { methodOf, noMethod } from './methods.js';

/** A request as a text has it, before anything of it is known to be right. */
export interface Request {
  readonly method: unknown;
  readonly url: unknown;
  readonly at: At;
  /** What a problem calls it: "This call", "Request 3 of this $batch". */
  readonly what: string;
  /** A log holds what users typed, in queries, and what browsers ask on their own: neither is kept. */
  readonly isLog: boolean;
  readonly kind?: PermissionKind;
  readonly appId?: string;
  /** Of a batch, where the text has it: the text of its JSON, or what that says. */
  readonly body?: unknown;
  /** The address that `url` is relative to. */
  readonly base?: string;
  /** Set for a request inside a batch, which cannot hold another. */
  readonly isInner?: true;
}

/** Why calls are left out, for all formats. */
export const reasons = {
  otherHost: 'not an address of Microsoft Graph',
  preflight: 'CORS preflight (OPTIONS), which browsers send on their own',
  excluded: 'excluded by the API manifest',
  otherLog: 'log entry of another category',
  batch: 'a $batch without its body, which holds the calls',
  // "For batched requests, [OperationId] will be the same for all requests in the batch": each is a row of its own.
  loggedBatch: 'a $batch, whose requests are rows of the log themselves',
} as const;

/** Reads one request: the call, or the calls of a batch, or why there is none. */
export function* readRequest(request: Request): Iterable<CallItem> {
  const { at, what, isLog } = request;
  if (typeof request.url !== 'string') {
    yield problem(at, `${what} has no address: its url is ${wordForValue(request.url)}.`);
    return;
  }
  const address = readAddress(below(request.base ?? '', request.url.trim()));
  if (address.kind === 'other') {
    yield otherHost(isLog ? undefined : address.host);
    return;
  }
  const method = typeof request.method === 'string' ? methodOf(request.method.trim()) : undefined;
  if (address.kind === 'unreadable') yield problem(at, `${what} has no address: its url ${address.why}.`);
  else if (method === undefined) yield problem(at, methodFault(request));
  else if (isBatch(address.url)) yield* readBatchCall(request, address.url);
  else if (isLog && method === 'OPTIONS') yield leftOut(reasons.preflight);
  else yield { kind: 'call', call: callOf(request, method, isLog ? withoutQuery(address.url) : address.url) };
}

/** Reads an object or row whose fields tell a call. */
export function* readFields(fields: Fields, at: At): Iterable<CallItem> {
  const { kind, fault } = kindIn(fields);
  if (fault !== undefined) {
    yield problem(at, `${fault} Write one of the two, or leave it out.`);
    return;
  }
  const appId = appIdIn(fields);
  const body = fields.has('requests') ? { requests: fields.get('requests') } : fields.get('body');
  yield* readRequest({
    method: methodIn(fields),
    url: addressIn(fields),
    at,
    what: 'This call',
    isLog: isLogRow(fields),
    body,
    ...(kind && { kind }),
    ...(appId !== undefined && { appId }),
  });
}

/** The common part of the requests of a batch. */
export type BatchContext = Pick<Request, 'at' | 'isLog' | 'kind' | 'appId' | 'base'>;

/** Reads the requests of a batch body: `{"requests": [{"id", "method", "url"}]}`. */
export function* readBatch(requests: readonly unknown[], context: BatchContext): Iterable<CallItem> {
  if (requests.length === 0) yield problem(context.at, 'This $batch holds no requests.');
  for (const [index, inner] of requests.entries()) yield* readInner(inner, index, context);
}

/** Reads one request of a batch body. */
export function* readInner(inner: unknown, index: number, context: BatchContext): Iterable<CallItem> {
  const what = `Request ${index + 1} of this $batch`;
  const fields = isRecord(inner) ? fieldsOf(inner) : undefined;
  if (fields === undefined) yield problem(context.at, `${what} is ${wordForValue(inner)}, not an object.`);
  else yield* readRequest({ ...context, method: methodIn(fields), url: addressIn(fields), what, isInner: true });
}

function* readBatchCall(request: Request, url: string): Iterable<CallItem> {
  const { at, isLog, kind, appId } = request;
  if (request.isInner) {
    yield problem(at, `${request.what} is a $batch itself, which Microsoft Graph does not take.`);
    return;
  }
  const requests = requestsIn(request.body);
  if (requests === undefined) {
    yield leftOut(isLog && request.body === undefined ? reasons.loggedBatch : reasons.batch);
    return;
  }
  const path = withoutQuery(url);
  const base = path.slice(0, path.lastIndexOf('/', path.length - 2));
  yield* readBatch(requests, { at, isLog, base, ...(kind && { kind }), ...(appId !== undefined && { appId }) });
}

function requestsIn(body: unknown): readonly unknown[] | undefined {
  const parsed = typeof body === 'string' ? parseStrictJson(body) : { ok: true, value: body };
  if (!parsed.ok || !('value' in parsed) || !isRecord(parsed.value)) return undefined;
  const { requests } = parsed.value;
  return Array.isArray(requests) ? requests : undefined;
}

function methodFault({ method, what }: Request): string {
  if (typeof method !== 'string') return `${what} has no method: it is ${wordForValue(method)}. Write "method": "GET".`;
  return method.trim() === ''
    ? `${what} has no method: it is empty.`
    : `${what} has no method. ${noMethod(method.trim())}`;
}

function callOf({ kind, appId, at }: Request, method: string, url: string): Call {
  const source = { name: at.name, line: at.line };
  return { method, url, ...(kind && { kind }), ...(appId !== undefined && { appId }), source };
}

export function problem({ name, line, column }: At, message: string): CallItem {
  return { kind: 'problem', problem: { name, line, column, message } };
}

export function leftOut(reason: string): CallItem {
  return { kind: 'left-out', reason, count: 1 };
}

/** A call of another host, named where it is known, and what it may be a misspelling of. */
export function otherHost(host: string | undefined): CallItem {
  if (host === undefined) return leftOut(reasons.otherHost);
  const near = graphHostLike(host);
  return leftOut(`${reasons.otherHost} (${host}${near === undefined ? '' : `; did you mean ${near}?`})`);
}
