import { isRecord } from '../../input/source.js';
import { readToken } from '../token/read-token.js';
import { challengesOf } from './challenge.js';
import { decodedClaims } from './claims.js';
import { idOf } from './ids.js';
import { aadstsIn, joined, joinedAll, messagesOf, tellsAnswer } from './join.js';
import { toldByLine } from './lines.js';
import { looseObjectAt } from './loose-value.js';
import { emptyRefusal, type MadeCall, type Refusal } from './refusal.js';
import { scrubbed } from './scrubbed.js';
import { codesOf, isPlainCode, statusOf } from './words.js';

const deepest = 8;
const longestText = 50_000;
const mostRead = 400;

type Members = Readonly<Record<string, unknown>>;
/** What a member tells; `depth` counts the texts and objects around it. */
type Reader = (value: unknown, depth: number) => Partial<Refusal>;

/** What an error object of any service or client tells, with what is nested in it: the outermost code first. */
export function toldByObject(value: Members, depth = 0): Refusal {
  const members = firstMembers(value).slice(0, mostRead);
  const plain = members.map(([name, member]) => ({ ...emptyRefusal, ...toldByMember(name, member, depth) }));
  const own = joined(joinedAll(plain), callOfObject(value));
  if (depth > deepest) return own;
  const nested = members
    .filter(([name]) => !/^(?:requests?|config|scopes?)$/i.test(name))
    .map(([, member]) => toldByNested(member, depth));
  return joined(own, joinedAll(nested));
}

/** So many members of an object are looked at, at most. */
const mostMembers = 2_000;

/** What was found of objects with more members than anybody wants a list of: going through them takes time. */
const large = new WeakMap<Members, readonly (readonly [string, unknown])[]>();

/** The first members of an object. */
export function firstMembers(value: Members): readonly (readonly [string, unknown])[] {
  const before = large.get(value);
  if (before !== undefined) return before;
  const found: [string, unknown][] = [];
  for (const name in value) {
    if (found.length >= mostMembers) {
      large.set(value, found);
      break;
    }
    if (Object.hasOwn(value, name)) found.push([name, value[name]]);
  }
  return found;
}

function toldByNested(value: unknown, depth: number): Refusal {
  if (isRecord(value)) return toldByObject(value, depth + 1);
  if (!Array.isArray(value)) return emptyRefusal;
  const items: readonly unknown[] = value.slice(0, 20);
  return joinedAll(items.map((item) => toldByNested(item, depth + 1)));
}

function toldByMember(name: string, value: unknown, depth: number): Partial<Refusal> {
  const key = name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/^@?odata\./, '');
  const reader = readers.get(key);
  if (reader !== undefined) return reader(value, depth);
  const ids = idOf(key, value);
  return ids.length > 0 ? { ids } : {};
}

/** A code: that of an error, the number of an AADSTS code, or a status where a client calls that a code. */
const code: Reader = (value) => {
  if (typeof value === 'number') return numbered(value);
  if (typeof value !== 'string') return {};
  if (/^[45]\d\d$/.test(value)) return { status: Number(value) };
  if (/^[1-9]\d{4,7}$/.test(value)) return numbered(Number(value));
  return { codes: codesOf(value), aadsts: aadstsIn(value) };
};

function numbered(value: number): Partial<Refusal> {
  if (value >= 400 && value <= 599) return { status: value };
  return value >= 16_000 && value < 10_000_000 && Number.isInteger(value) ? { aadsts: [value] } : {};
}

/** The code of OAuth, or the sentence that some services write there. */
const error: Reader = (value, depth) => {
  if (typeof value !== 'string') return {};
  return /\s/.test(value.trim()) ? message(value, depth) : code(value, depth);
};

/** A message, which may hold another error as JSON, or be an object with the text in it. */
const message: Reader = (value, depth) => {
  if (isRecord(value)) return typeof value.value === 'string' ? message(value.value, depth) : {};
  if (typeof value !== 'string' || value.trim() === '') return {};
  const text = value.slice(0, longestText);
  const inner = toldByInner(text, depth);
  if (/^\s{0,9}[{[]/.test(text)) {
    // Intune writes its answer as JSON into the message; what is no error object may still hold the sentence.
    return inner === emptyRefusal ? toldByWrapped(text, depth) : inner;
  }
  const { status, codes, aadsts, ids } = toldByLine(text.slice(0, 4_000)).refusal;
  return joined(
    { ...emptyRefusal, status, codes: codes.filter(isPlainCode), aadsts, ids, messages: messagesOf(value) },
    inner,
  );
};

/** What carries a whole text: a body, a line of a log. It may tell of the call, too. */
const carrier: Reader = (value, depth) => {
  if (typeof value !== 'string' || value.trim() === '') return {};
  const inner = toldByInner(value.slice(0, longestText), depth);
  if (inner !== emptyRefusal) return inner;
  const { refusal } = toldByLine(value.slice(0, 4_000));
  return { ...refusal, messages: tellsAnswer(refusal) ? messagesOf(value) : [] };
};

/** What a message of JSON says that is no error as such; the text itself where it says nothing. */
function toldByWrapped(text: string, depth: number): Partial<Refusal> {
  const { value } = looseObjectAt(text, text.search(/[{[]/));
  const told = isRecord(value) && depth <= deepest ? toldByObject(value, depth + 2) : emptyRefusal;
  return told.messages.length > 0 || told.codes.length > 0 ? told : { messages: messagesOf(text) };
}

/** The error object in a text. */
function toldByInner(text: string, depth: number): Refusal {
  const start = text.search(/\{[\s\\nrt]{0,40}[ub]?["']/);
  if (start === -1 || depth > deepest) return emptyRefusal;
  const { value } = looseObjectAt(text, start);
  if (!isRecord(value)) return emptyRefusal;
  const told = toldByObject(value, depth + 2);
  return isError(told, value) ? told : emptyRefusal;
}

const status: Reader = (value) => {
  const read = statusOf(value);
  return read === undefined ? {} : { status: read };
};

const aadsts: Reader = (value) => {
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, 20) : [value];
  return { aadsts: all.map(Number).filter((each) => each >= 1_000 && each < 100_000_000) };
};

const challenge: Reader = (value) => {
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, 5) : [value];
  return { challenges: all.flatMap((each) => (typeof each === 'string' ? challengesOf(each) : [])) };
};

const claims: Reader = (value) => {
  const text = typeof value === 'string' ? decodedClaims(value) : undefined;
  return text === undefined ? {} : { claims: text };
};

const token: Reader = (value) => {
  if (typeof value !== 'string' || value.length < 20 || /\s/.test(value.replace(/^Bearer\s/i, ''))) return {};
  return { token: readToken(value) };
};

const readers: ReadonlyMap<string, Reader> = new Map([
  ...['code', 'errorcode', 'serrorcode', 'resulttype', 'suberror'].map((name) => [name, code] as const),
  ...['error', 'errorname'].map((name) => [name, error] as const),
  ...[
    'message',
    'errormessage',
    'errordescription',
    'errordesc',
    'localizedmessage',
    'failurereason',
    'detail',
    'resultdescription',
  ].map((name) => [name, message] as const),
  ...['reason', 'description', 'strserviceexceptionmessage', 'errormsg'].map((name) => [name, message] as const),
  ...['msg', 'log', 'body', 'content', 'responsebody', 'data', 'text', 'stderr', 'originalmessage'].map(
    (name) => [name, carrier] as const,
  ),
  ...['status', 'statuscode', 'httpstatuscode', 'httpstatus', 'responsestatuscode'].map(
    (name) => [name, status] as const,
  ),
  ['errorcodes', aadsts],
  ['erroruri', (value) => (typeof value === 'string' ? { aadsts: aadstsIn(value) } : {})],
  ['wwwauthenticate', challenge],
  ['claims', claims],
  ...['authorization', 'accesstoken'].map((name) => [name, token] as const),
]);

/** The call that an object tells of: of its own, or in `request` or `config`, as clients and batches have it. */
function callOfObject(value: Members): Refusal {
  for (const each of [value, value.request, value.config]) {
    const call = isRecord(each) ? callOfMembers(each) : undefined;
    if (call !== undefined) return { ...emptyRefusal, call };
  }
  return emptyRefusal;
}

/** A method and an address that stand together. */
export function callOfMembers(value: Members): MadeCall | undefined {
  const method = value.method ?? value.requestMethod ?? value.httpMethod;
  const url = value.url ?? value.uri ?? value.requestUri ?? value.requestUrl ?? value.RequestUri;
  if (typeof method !== 'string' || typeof url !== 'string' || !/^[A-Za-z]{3,7}$/.test(method)) return undefined;
  return { method: method.toUpperCase(), url: scrubbed(url.slice(0, 4_000)) };
}

/** Whether an object that told this is an error, and not some other object with a code or a message. */
export function isError(told: Refusal, value: Members): boolean {
  if ((told.status ?? 0) >= 400 || told.aadsts.length > 0 || told.challenges.length > 0) return true;
  if (told.codes.some(isPlainCode)) return true;
  const isNamed = ['error', 'odata.error', 'Error', 'errorCode', 'error_description', 'innerError'].some((name) =>
    Object.hasOwn(value, name),
  );
  return told.codes.length > 0 && (isNamed || told.messages.length > 0) ? true : isNamed && told.messages.length > 0;
}
