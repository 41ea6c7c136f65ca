import { joined, messagesOf } from './join.js';
import { emptyRefusal, type MadeCall, type Refusal } from './refusal.js';
import type { Trace } from './traces.js';
import { isOAuthCode, isRefused } from './words.js';

/** The traces of one refused request. */
export interface Group {
  readonly start: number;
  readonly end: number;
  readonly refusal: Refusal;
  readonly isAssumed: boolean;
}

const farLines = 40;
const farCharacters = 6_000;

/**
 * Puts traces together that tell of one request: what a request says, then what its answer says. A second call, another
 * status or other codes begin the next one.
 */
export function groupsOf(text: string, traces: readonly Trace[]): readonly Group[] {
  const groups: Group[] = [];
  let current: Group | undefined;
  for (const trace of traces) {
    if (isFine(trace.refusal)) {
      current = undefined;
      continue;
    }
    if (current !== undefined && belongs(text, current, trace)) {
      current = added(current, trace);
      groups[groups.length - 1] = current;
    } else {
      current = {
        start: trace.start,
        end: trace.end,
        refusal: added(empty, trace).refusal,
        isAssumed: trace.isAssumed,
      };
      groups.push(current);
    }
  }
  return groups;
}

const empty: Group = { start: 0, end: 0, refusal: emptyRefusal, isAssumed: false };

/** An answer that is no refusal: what was said of its request is of no interest. */
function isFine({ status, codes, aadsts, hidesMembers }: Refusal): boolean {
  return (
    hidesMembers === undefined &&
    status !== undefined &&
    !isRefused(status) &&
    codes.length === 0 &&
    aadsts.length === 0
  );
}

function added(group: Group, { end, refusal, isAssumed }: Trace): Group {
  const { call } = group.refusal;
  const told = joined(group.refusal, refusal);
  const isSurer =
    call !== undefined && group.isAssumed && !isAssumed && refusal.call !== undefined && refusal.call.method !== '';
  const merged = isSurer ? refusal.call : withHost(told.call, refusal.call);
  return {
    start: group.start,
    end: Math.max(group.end, end),
    refusal: { ...told, call: merged },
    isAssumed: told.call !== undefined && (call === undefined ? isAssumed : group.isAssumed && !isSurer),
  };
}

/** A host without a method stands for the host of the call before it. */
function withHost(call: MadeCall | undefined, host: MadeCall | undefined): MadeCall | undefined {
  if (call === undefined || call.method === '') return undefined;
  if (host?.method !== '' || !call.url.startsWith('/')) return call;
  return { method: call.method, url: `https://${host.url}${call.url}` };
}

function belongs(text: string, group: Group, trace: Trace): boolean {
  const { refusal } = trace;
  const own = group.refusal;
  if (trace.start - group.end > farCharacters) return false;
  const between = text.slice(group.end, trace.start);
  const lines = between.split('\n').length - 1;
  if (lines > farLines || (own.status ?? refusal.status) !== (refusal.status ?? own.status)) return false;
  if (own.codes.length + own.aadsts.length > 0 && sameId(own, refusal) === false) return false;
  if (isNextRequest(own, refusal, lines)) return false;
  if (differ(own.aadsts, refusal.aadsts)) return lines === 0 || isInner(between);
  if (areOfTwoServices(own, refusal) || areOfTwoServices(refusal, own)) return lines === 0 || isInner(between);
  if (differ(own.codes, refusal.codes))
    return lines === 0 || isInner(between) || isVague(own.codes) || isVague(refusal.codes);
  return lines < 12 || sameId(own, refusal) === true || !tellsCore(own) || !tellsCore(refusal);
}

/** Whether a trace tells of a request that was made after the answer of the group. */
function isNextRequest(own: Refusal, next: Refusal, lines: number): boolean {
  const { call } = next;
  if (call === undefined || call.method === '')
    return next.token !== undefined && own.token === undefined && tellsCore(own) && lines > 3;
  if (own.call === undefined || own.call.method === '') return tellsCore(own) && lines > 5;
  if (own.call.url.endsWith(call.url) || call.url.endsWith(own.call.url)) return false;
  return tellsCore(own) || tellsCore(next) || lines > 0;
}

/** Whether both have an id of one name: undefined where they have none. */
function sameId(own: Refusal, next: Refusal): boolean | undefined {
  for (const { name, value } of own.ids) {
    if (name === 'date') continue;
    const other = next.ids.find((id) => id.name === name);
    if (other !== undefined) return other.value.toLowerCase() === value.toLowerCase();
  }
  return undefined;
}

function differ<T>(own: readonly T[], next: readonly T[]): boolean {
  return own.length > 0 && next.length > 0 && !next.some((each) => own.includes(each));
}

/** An AADSTS code comes from the token endpoint, and a code that is none of OAuth from an API. */
function areOfTwoServices({ aadsts }: Refusal, { codes }: Refusal): boolean {
  return aadsts.length > 0 && codes.length > 0 && !codes.some(isOAuthCode);
}

/** What stands before the inner error of an exception. */
function isInner(between: string): boolean {
  return /--->|Caused by|Inner ?(?:error|exception)|Original exception|During handling|direct cause/i.test(between);
}

/** Codes that only repeat the status, which a client puts beside the code of the service. */
function isVague(codes: readonly string[]): boolean {
  return codes.every((code) =>
    /^(?:Forbidden|Unauthorized|BadRequest|Bad_Request|NotFound|UnknownError|Unknown|generalException)$/i.test(code),
  );
}

/** Whether something tells why a request was refused, or that it was. */
export function tellsCore({ status, codes, aadsts, challenges, claims, hidesMembers }: Refusal): boolean {
  if (hidesMembers === true) return true;
  return isRefused(status) || codes.length > 0 || aadsts.length > 0 || challenges.length > 0 || claims !== undefined;
}

const longestWords = 4_000;

/** The words around a group: its lines, the paragraph before it, and what stands after it, before the next one. */
export function wordsAround(
  text: string,
  { start, end }: Group,
  { before, after }: { readonly before: number; readonly after: number },
): readonly string[] {
  const from = paragraphStart(text, start, before);
  const to = Math.min(paragraphEnd(text, end, after), from + longestWords);
  const lines = text
    .slice(from, to)
    .split('\n')
    .map((line) => line.replace(/^[\s│|<>*+]{0,40}/, '').trim());
  const words = lines.filter((line) => /[A-Za-z]{3}/.test(line) && !isFrame(line)).slice(0, 16);
  return messagesOf(...words, ...(words.length > 1 ? [words.join(' ')] : []));
}

/** Up to eight lines after a place, over one empty line at a time, and not into the group after it. */
function paragraphEnd(text: string, place: number, after: number): number {
  const part = text.slice(place, Math.min(place + longestWords, after));
  let end = part.search(/\n|$/);
  let isGap = false;
  for (let lines = 0; lines < 8 && end < part.length; lines += 1) {
    const next = part.indexOf('\n', end + 1);
    const line = part.slice(end + 1, next === -1 ? part.length : next);
    const isEmpty = !/[A-Za-z]{3}/.test(line);
    if (isEmpty && isGap) break;
    isGap = isEmpty;
    end = next === -1 ? part.length : next;
  }
  return place + end;
}

/** Up to four lines before a place, over one empty line at most, and not into the group before. */
function paragraphStart(text: string, place: number, before: number): number {
  const floor = Math.max(before, place - longestWords / 2);
  const part = text.slice(floor, place);
  let start = part.lastIndexOf('\n') + 1;
  let isGap = false;
  for (let lines = 0; lines < 4 && start > 1; lines += 1) {
    const previous = part.lastIndexOf('\n', start - 2) + 1;
    const isEmpty = !/[A-Za-z]{3}/.test(part.slice(previous, start));
    // PowerShell leaves one line empty between what went wrong and the status.
    if (isEmpty && isGap) break;
    isGap ||= isEmpty;
    start = previous;
  }
  return floor + start;
}

/** Headers, request lines and frames of a stack: nothing that the service says. */
function isFrame(line: string): boolean {
  return /^(?:HTTP\/|(?:GET|POST|PATCH|PUT|DELETE) [/h]|at [\w.<]|File "|[\w-]{3,40} {0,40}: [^ ]{1,200}$|Headers:|Status(?: ?Code)?: |[\w-]{3,40}: (?:\{|Bearer)|(?:Date|Content-Type|Cache-Control|Strict-Transport-Security|Server|Vary|WWW-Authenticate): )/i.test(
    line,
  );
}
