import { isRecord } from '../../input/source.js';
import { textOfBase64 } from '../token/base64.js';
import { readToken } from '../token/read-token.js';
import { challengesOf } from './challenge.js';
import { idOf } from './ids.js';
import { joined, joinedAll } from './join.js';
import { hidesMembers } from './json.js';
import { toldByLine, toldByParameters } from './lines.js';
import { emptyRefusal, type Refusal } from './refusal.js';
import { scrubbed } from './scrubbed.js';
import { isRefused } from './words.js';

/** What reads the body of an answer: the same that reads any text. */
export type ReadBody = (body: string) => readonly Refusal[];

/** The refusals of an HTTP archive (HAR 1.2), and how many entries there are, were read and are fine. */
export interface ReadHar {
  readonly refusals: readonly Refusal[];
  readonly entries: number;
  readonly read: number;
  readonly fine: number;
  /** Entries, counted from 1, that are refused, and the later ones in which the same call is fine. */
  readonly retried: readonly { readonly refused: number; readonly fine: number }[];
}

const longestBody = 200_000;
/** Nobody reads more of them, and each is read as a text of its own. */
const mostRefusals = 1_000;

/** The entries of an HTTP archive; undefined where the value is none. */
export function harEntries(value: unknown): readonly unknown[] | undefined {
  const log = isRecord(value) ? value.log : undefined;
  return isRecord(log) && Array.isArray(log.entries) ? log.entries : undefined;
}

/** Reads an HTTP archive. Of its requests the token's claims are read and the scopes that were asked for; no secret is kept. */
export function readHar(entries: readonly unknown[], readBody: ReadBody): ReadHar {
  const refusals: Refusal[] = [];
  const open = new Map<string, number>();
  const retried: { refused: number; fine: number }[] = [];
  let fine = 0;
  let read = 0;
  for (const [index, entry] of entries.entries()) {
    if (refusals.length >= mostRefusals) break;
    read += 1;
    const found = isRecord(entry) ? refusalsOfEntry(entry, readBody) : [];
    const call = callKey(entry);
    const refused = open.get(call);
    if (found.length > 0) open.set(call, index + 1);
    else {
      fine += 1;
      if (refused !== undefined) retried.push({ refused, fine: index + 1 });
      open.delete(call);
    }
    const where = `entry ${index + 1} of the HTTP archive`;
    refusals.push(
      ...found.map((each) => ({ ...each, where: each.where === undefined ? where : `${each.where}, ${where}` })),
    );
  }
  return { refusals, entries: entries.length, read, fine, retried };
}

/** What tells whether two entries are the same call; a preflight is another one. */
function callKey(entry: unknown): string {
  const request = isRecord(entry) && isRecord(entry.request) ? entry.request : {};
  return `${text(request.method)} ${text(request.url)}`;
}

function refusalsOfEntry(entry: Readonly<Record<string, unknown>>, readBody: ReadBody): readonly Refusal[] {
  const { request, response } = entry;
  if (!isRecord(request) || !isRecord(response)) return [];
  const status = typeof response.status === 'number' && response.status > 0 ? response.status : undefined;
  const headers = headersOf(response.headers);
  const location = headers.get('location') ?? text(response.redirectURL);
  const body = bodyOf(response.content);
  const asking = toldByRequest(request);
  if (isRefused(status)) {
    const answers = /\S/.test(body) ? readBody(body) : [];
    const inner = answers.length > 1 ? [] : answers;
    const started = { ...emptyRefusal, ids: idOf('date', entry.startedDateTime) };
    return [
      joinedAll([{ ...emptyRefusal, status }, asking, toldByHeaders(headers), ...inner.map(withoutPlace), started]),
    ];
  }
  const redirected = toldByParameters(location) ?? toldByParameters(text(request.url));
  if (redirected !== undefined) return [joined(asking, joined(redirected, { ...emptyRefusal, status }))];
  return answersInside(body, asking, status, readBody);
}

/** What an answer that is fine for HTTP holds: refusals of a batch, a page with an error, members that hide. */
function answersInside(
  body: string,
  asking: Refusal,
  status: number | undefined,
  readBody: ReadBody,
): readonly Refusal[] {
  if (body.includes('"responses"') || /AADSTS\d{4}/.test(body)) {
    return readBody(body)
      .filter(({ codes, aadsts, status: own }) => codes.length > 0 || aadsts.length > 0 || isRefused(own))
      .map((each) => joined(each, { ...asking, ...(each.call && { call: each.call }) }));
  }
  if (!/microsoft\.graph\./.test(body)) return [];
  const value = parsed(body);
  return isRecord(value) && hidesMembers(value) ? [{ ...asking, status, hidesMembers: true }] : [];
}

const withoutPlace = (refusal: Refusal): Refusal => ({ ...refusal, where: undefined, call: undefined });

function toldByRequest(request: Readonly<Record<string, unknown>>): Refusal {
  const { method, url, postData } = request;
  const authorization = headersOf(request.headers).get('authorization') ?? '';
  const posted = isRecord(postData) ? postData : {};
  const form = text(posted.text) === '' ? formOf(posted.params) : text(posted.text);
  return {
    ...emptyRefusal,
    call: { method: text(method).toUpperCase() || 'GET', url: scrubbed(text(url).slice(0, 4_000)) },
    asked: [
      ...new Set([form.slice(0, 8_000), text(url).slice(0, 8_000)].flatMap((each) => toldByLine(each).refusal.asked)),
    ],
    token: /^Bearer\s/i.test(authorization) ? readToken(authorization) : undefined,
  };
}

function formOf(params: unknown): string {
  const all: readonly unknown[] = Array.isArray(params) ? params.slice(0, 50) : [];
  return all.map((each) => (isRecord(each) ? `${text(each.name)}=${text(each.value)}` : '')).join('&');
}

function toldByHeaders(headers: ReadonlyMap<string, string>): Refusal {
  const challenge = headers.get('www-authenticate');
  return {
    ...emptyRefusal,
    challenges: challenge === undefined ? [] : challengesOf(challenge),
    ids: [...headers].flatMap(([name, value]) => idOf(name, value)),
  };
}

/** Headers by their names in lower case; what stands several times is joined by commas. */
function headersOf(headers: unknown): ReadonlyMap<string, string> {
  const all: readonly unknown[] = Array.isArray(headers) ? headers.slice(0, 200) : [];
  const found = new Map<string, string>();
  for (const each of all) {
    if (!isRecord(each)) continue;
    const name = text(each.name).toLowerCase();
    const before = found.get(name);
    found.set(name, before === undefined ? text(each.value) : `${before}, ${text(each.value)}`);
  }
  return found;
}

function bodyOf(content: unknown): string {
  if (!isRecord(content)) return '';
  const body = text(content.text).slice(0, longestBody);
  return content.encoding === 'base64' ? (textOfBase64(body) ?? '') : body;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
