import { endOfString } from '../../input/json-tokens.js';
import { isRecord } from '../../input/source.js';
import { readToken } from '../token/read-token.js';
import { callOf } from './calls.js';
import { type Group, groupsOf, tellsCore, wordsAround } from './groups.js';
import { harEntries, readHar } from './har.js';
import { joinedAll, messagesOf } from './join.js';
import { type BatchCalls, leftoverOf, mostItems, refusalsInValue } from './json.js';
import { firstMembers } from './objects.js';
import { emptyRefusal, type Refusal } from './refusal.js';
import { regionsOf } from './regions.js';
import { withoutTokens } from './scrubbed.js';
import { tracesIn } from './traces.js';
import { codesOf } from './words.js';

/** What a text holds. */
export interface ReadText {
  readonly refusals: readonly Refusal[];
  readonly notes: readonly string[];
}

const fineNote = 'The text is JSON, and nothing in it is a refusal.';
export const assumedNote = 'No method stands beside the address of the call, so GET is assumed.';

/** Reads a text of any form: the form is found out. Takes time in proportion to it. */
export function readText(text: string): ReadText {
  const plain = text.replace(/^\ufeff/, '');
  if (!/[A-Za-z0-9\u00c0-\ud7ff]/.test(plain) || isBinary(plain)) return { refusals: [], notes: [] };
  const short = plain.length < 30_000 ? shortForm(plain.trim()) : undefined;
  if (short !== undefined) return { refusals: [short], notes: [] };
  const value = parsed(plain);
  const json = value === undefined ? undefined : readJson(value);
  if (json !== undefined) return json;
  const read = readLog(plain);
  return value === undefined || read.refusals.some(tellsCore) ? read : { refusals: [], notes: [fineNote] };
}

function isBinary(text: string): boolean {
  const head = text.slice(0, 2_000);
  return head.includes('\0') || (head.match(/[\ufffd\u0001-\u0008\u000e-\u001a]/g) ?? []).length > head.length / 5;
}

/** A token, a code, a status or a call alone. */
function shortForm(text: string): Refusal | undefined {
  if (/^(?:Authorization: ?)?(?:Bearer\s{1,20})?["']?eyJ[\w.=~+/\s-]{0,30000}["']?$/i.test(text) || isOpaque(text)) {
    return { ...emptyRefusal, token: readToken(text.replace(/^Authorization: ?/i, '').replace(/^["']|["']$/g, '')) };
  }
  const [, number] =
    /^[("'#[]{0,2}(?:AADSTS[\s:#_-]{0,3}|(?:sign-in )?error[\s:#]{0,3}(?:code[\s:#=]{0,3})?|code[\s:#=]{0,3})?(\d{5,8})[:.)"'\]]{0,2}$/i.exec(
      text,
    ) ?? [];
  if (number !== undefined) return { ...emptyRefusal, aadsts: [Number(number)] };
  const [, status] = /^(?:HTTP |status:? |error )?([1-5]\d\d)$/i.exec(text) ?? [];
  if (status !== undefined) return { ...emptyRefusal, status: Number(status) };
  if (/^[A-Za-z]{3,40}(?:[_.][A-Za-z]{2,60}){0,4}$/.test(text) && /[a-z][A-Z]|_/.test(text))
    return { ...emptyRefusal, codes: codesOf(text) };
  return undefined;
}

/** One long word, as the tokens of personal accounts and refresh tokens are. */
function isOpaque(text: string): boolean {
  return (
    /^(?:Authorization: ?)?(?:Bearer\s{1,20}[\w.~+/=!*$-]{10,}|[\w.~+/=!*$-]{80,})$/i.test(text) &&
    /\d/.test(text) &&
    !/^https?:/i.test(text)
  );
}

const deepest = 200;

/** Whether brackets are nested deeper than in any answer: parsing that would take memory for nothing. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= deepest; ) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    at = code === 0x22 ? endOfString(text, at) : at + 1;
  }
  return depth > deepest;
}

/** The value of a text that is JSON as a whole. */
function parsed(text: string): unknown {
  if (!/^\s{0,2000}[{[]/.test(text) || isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a value of JSON; undefined where it tells nothing as such. */
function readJson(value: unknown): ReadText | undefined {
  const entries = harEntries(value);
  if (entries !== undefined) return readArchive(entries);
  const refusals = refusalsInValue(value, new Map());
  if (refusals.length > 0) return { refusals, notes: leftOut(value) };
  const leftover = leftoverOf(value);
  return leftover === undefined ? undefined : { refusals: [leftover], notes: [] };
}

/** What is said of a list that is longer than what is looked at. */
function leftOut(value: unknown): readonly string[] {
  const lists = isRecord(value) ? firstMembers(value).map(([, member]) => member) : [value];
  const longest = Math.max(...lists.map((each) => (Array.isArray(each) ? each.length : 0)));
  return longest > mostItems ? [`Of a list of ${longest} items, the first ${mostItems} were examined.`] : [];
}

function readArchive(all: readonly unknown[]): ReadText {
  const { refusals, entries, read, fine, retried } = readHar(all, (body) => readText(body).refusals);
  if (refusals.length === 0)
    return { refusals: [], notes: [`None of the ${entries} entries of the HTTP archive is a refusal.`] };
  const are = fine === 1 ? 'is no refusal' : 'are no refusals';
  const notes = fine === 0 ? [] : [`${fine} of the ${read} entries of the HTTP archive ${are}.`];
  if (read < entries) notes.push(`Of the ${entries} entries of the HTTP archive, the first ${read} were examined.`);
  const [again] = retried;
  if (again !== undefined)
    notes.push(
      `The call of entry ${again.refused} was made again and answered in entry ${again.fine}: it works by now.`,
    );
  return { refusals, notes };
}

/** A text that holds refusals somewhere; words alone are one, too. */
function readLog(written: string): ReadText {
  const calls: BatchCalls = new Map();
  const { text, tokens } = withoutTokens(written);
  const { regions, isWhole } = regionsOf(text);
  const groups = groupsOf(text, tracesIn(text, regions, { calls, tokens }));
  const notes = isWhole ? [] : ['The text is very long: only the beginning of what may tell of refusals was examined.'];
  const core = groups.filter(({ refusal }) => tellsCore(refusal));
  if (core.some(({ isAssumed }) => isAssumed)) notes.push(assumedNote);
  if (core.length === 0) return { refusals: [wordsAlone(text, groups)], notes };
  return { refusals: withPlaces(text, core), notes };
}

/** A text that tells of no refusal for sure: what it says, and what stands in it of a call or a token. */
function wordsAlone(text: string, groups: readonly Group[]): Refusal {
  const told = joinedAll(groups.map(({ refusal }) => refusal));
  const call = told.call ?? callAlone(text);
  const messages =
    told.messages.length > 0 ? told.messages : call !== undefined && told.call === undefined ? [] : wordsOf(text);
  return { ...told, messages, call: call?.method === '' ? undefined : call };
}

/** The lines of a text without frames of a stack, then the text as one. */
function wordsOf(text: string): readonly string[] {
  const lines = text.slice(0, 4_000).split('\n');
  const words = lines.filter((line) => /[A-Za-z]/.test(line) && !/^\s{1,20}at /.test(line)).slice(0, 12);
  return messagesOf(...words, ...(words.length > 1 ? [text] : []));
}

function callAlone(text: string): Refusal['call'] {
  // "/me request is only valid with ..." begins like a call, and is a sentence.
  const isAlone = /^\s{0,9}(?:\/\S{0,2000}|(?:GET|POST|PATCH|PUT|DELETE) \S{1,2000})(?: HTTP\/[\d.]{1,3})?\s{0,9}$/i;
  if (text.length > 4_000 || !isAlone.test(text)) return undefined;
  const call = callOf(text);
  return call && { method: call.method, url: call.url };
}

function withPlaces(text: string, groups: readonly Group[]): readonly Refusal[] {
  let line = 1;
  let at = 0;
  let before = 0;
  return groups.map((group, place) => {
    for (; at < group.start; at += 1) if (text.charCodeAt(at) === 10) line += 1;
    const { refusal } = group;
    const words = wordsAround(text, group, { before, after: groups[place + 1]?.start ?? text.length });
    before = group.end;
    const where = refusal.where?.startsWith('request ') === true ? refusal.where : `line ${line}`;
    if (refusal.messages.length === 0) return { ...refusal, messages: words, where };
    const around = words.filter((each) => !/^[{["']/.test(each) && !refusal.messages.includes(each));
    return { ...refusal, around, where };
  });
}
