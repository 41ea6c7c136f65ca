import { callIn } from './calls.js';
import { challengesOf } from './challenge.js';
import { decodedClaims, fromPercents } from './claims.js';
import { idsIn } from './ids.js';
import { aadstsIn, messagesOf } from './join.js';
import { matchesOf } from './matches.js';
import { emptyRefusal, type Refusal } from './refusal.js';
import { tokenIn } from './scrubbed.js';
import { codesOf, isCodeLike, isPlainCode, plainCodesIn, statusOf } from './words.js';

/** What a line of a log, of a response or of a console tells. */
export interface ToldByLine {
  readonly refusal: Refusal;
  /** Whether the method of its call is only assumed. */
  readonly isAssumed: boolean;
}

const names =
  'Bad ?Request|Unauthorized|Forbidden|Not ?Found|Payment ?Required|Method ?Not ?Allowed|Conflict|Gone|Too ?Many ?Requests|Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Time-?out';

/** How statuses are written, the surest first. Each has one group: a number or a name. */
const statuses: readonly RegExp[] = [
  /\bHTTP\/[\d.]{1,3}"?\s{1,4}([1-5]\d\d)\b/,
  /\b(?:HTTP|HTTP error|HTTP status|HTTP response|failed with) ?(?:code)?:?\s{1,2}([1-5]\d\d)\b/i,
  new RegExp(
    `(?<![A-Za-z])status(?:[ _-]?code)?["']?\\s{0,30}[:=]?\\s{0,3}["'({[]{0,2}([1-5]\\d\\d(?![\\d.])|(?:${names})(?!\\w))`,
    'i',
  ),
  new RegExp(
    `(?<![\\w.-])([45]\\d\\d)\\s{0,2}[-:(]{0,2}\\s{0,2}["'([]?(?:${names}|Client Error|Server Error)(?!\\w)`,
    'i',
  ),
  new RegExp(`(?<!\\w)(?:${names})\\s{0,2}[-:(]{1,2}\\s{0,2}([45]\\d\\d)(?!\\d)`, 'i'),
  /(?:error|server|status|response|respuesta|serveur|Fehler|erreur)[^\n()]{0,60}\(([45]\d\d)\)/i,
  /\bCode["']?\s{0,2}[:=]\s{0,2}["']?([45]\d\d)(?!\d)/i,
  /(?:Error|Responses?|returned|HTTPError|got|failed|answer(?:s|ed)|returns|respond(?:s|ed) with|throws|gets?|gives?)[ :,-]{1,3}(?:an? |HTTP ){0,2}([45]\d\d)(?!\d|\.\d)/i,
  /(?:GET|POST|PATCH|PUT|DELETE|HEAD) \S{1,2000}(?: HTTP\/[\d.]{1,3}"?)? (?:->|=>|-|:)? ?([1-5]\d\d)(?!\d)/,
  /^[\s<>*|│]{0,20}([45]\d\d)\s{0,10}$/,
  /invalid status ['"]([A-Za-z ]{3,30})['"]/,
  /: ([45]\d\d) - /,
  new RegExp(`(?:Error|ERROR): (${names})(?!\\w)`),
];

/** Where codes are said to stand. */
const codeNames: readonly RegExp[] = [
  /(?<![A-Za-z]|(?:status|device|user|authorization)[ _-])(?:Error[ _]?)?Code\s{0,30}[:=]\s{0,3}["']?([A-Za-z-][^\s"'|;)]{1,100}(?:, System\.\w{3,60})?)/gi,
  /(?:^|\s)\[([A-Z][A-Za-z]{2,60}(?:_[A-Za-z]{2,60})?)\]\s{0,3}:/g,
  /OData error: ([A-Za-z][\w.]{2,100}):/g,
  /\b(?:ERROR|Error|Message): \(([A-Z][A-Za-z]{2,80})\)/g,
  /(?:Error|Exception|Token|Failed|Error getting token): ([a-z]{3,30}(?:_[a-z]{2,30}){1,3})(?![\w-])/g,
  /<(?:\w{1,10}:)?(?:code|ResponseCode|faultcode|ErrorCode)(?:\s[^<>]{0,200})?>([^<>]{2,150})</gi,
];

const messageNames: readonly RegExp[] = [
  /(?<![A-Za-z])(?:Error[ _]?)?(?:Message|Description)\s{0,30}[:=]\s{0,3}["']?([^\n]{2,4000})/i,
  /OData error: [A-Za-z][\w.]{2,100}: ([^\n]{2,4000})/,
  /(?:^|\s)\[(?:[A-Z][a-z]{1,40}[A-Z_]\w{1,80}|Forbidden|Unauthorized)\]\s{0,3}: ([^\n]{2,4000})/,
  /(?:ODataErrors?|ODataErrorException|ServiceException|APIError|GraphError|ClientException): (?!Error code|Code:|Message:|[({])([^\n]{2,4000})/,
  /<(?:\w{1,10}:)?(?:message|MessageText|faultstring|ErrorMessage)(?:\s[^<>]{0,200})?>([^<>]{2,4000})/i,
  /\b(?:ERROR|Error): \([A-Z]\w{2,80}\) ([^\n]{2,4000})/,
  /(AADSTS[ :]{0,2}\d{4,8}[^\n]{0,4000})/i,
];

/** Reads one line. Takes time in proportion to it. */
export function toldByLine(line: string): ToldByLine {
  const call = callIn(line);
  const header = toldByHeader(line);
  const codes = [...namedCodes(line), ...plainCodesIn(line)];
  const challenged = header.challenges.flatMap(({ parameters }) => parameters.error ?? []);
  const refusal: Refusal = {
    ...emptyRefusal,
    ...header,
    status: statusIn(line),
    codes: [...new Set(codes)].filter((code) => !challenged.includes(code)),
    aadsts: aadstsIn(line),
    messages: namedMessages(line),
    call: call && { method: call.method, url: call.url },
    asked: askedIn(line),
    token: tokenIn(line),
    ids: idsIn(line),
  };
  return { refusal, isAssumed: call?.isAssumed === true };
}

function statusIn(line: string): number | undefined {
  for (const pattern of statuses) {
    const status = statusOf(pattern.exec(line)?.[1]);
    if (status !== undefined) return status;
  }
  return undefined;
}

function namedCodes(line: string): readonly string[] {
  return codeNames.flatMap((pattern) =>
    matchesOf(pattern, line, 10).flatMap(([, text = '']) =>
      codesOf(text.replace(/[.,:]{1,3}$/, '')).filter(isCodeLike),
    ),
  );
}

function namedMessages(line: string): readonly string[] {
  for (const pattern of messageNames) {
    const [, text] = pattern.exec(line) ?? [];
    if (text !== undefined) return messagesOf(withoutTail(text));
  }
  return [];
}

/** Without the ids and the marks that stand behind a message on its line. */
function withoutTail(text: string): string {
  const at = text.search(
    /\s(?:Trace ID|Correlation ID|Timestamp): | \| |["'](?:, ?["'\w]|\s{1,3}\w{1,20}=|[)}\]])|<\/?\w/i,
  );
  return (at === -1 ? text : text.slice(0, at)).replace(/["']\s{0,3}$/, '');
}

function toldByHeader(line: string): Pick<Refusal, 'challenges' | 'claims'> {
  const [, name = '', value = ''] =
    /(?<![\w-])(WWW-Authenticate|claims)["']?\]?\s{0,3}[:=]\s{0,3}([^\n]{4,16000})/i.exec(line) ?? [];
  if (/^www/i.test(name)) return { challenges: challengesOf(value.replace(/^[[{"'\s]{1,6}/, '')), claims: undefined };
  return { challenges: [], claims: name === '' ? undefined : decodedClaims(value.replace(/^["']|["']$/g, '')) };
}

const askedFor = /(?:^|[?&\s"'])(?:scope|resource)=([^&\s"']{1,2000})/g;

/** What a request for a token asks for: `scope=...`, `resource=...`, in its body or its address. */
function askedIn(line: string): readonly string[] {
  if (!/(?:grant_type|client_id|response_type)=/.test(line)) return [];
  return matchesOf(askedFor, line)
    .flatMap(([, text = '']) => (fromPercents(text.replaceAll('+', ' ')) ?? text).split(' '))
    .filter((each) => each !== '')
    .slice(0, 20);
}

const parameters =
  /(?<![\w-])(error|error_description|error_subcode|suberror|claims|trace_id|correlation_id|timestamp)=([^&\s"'<>#]{1,8000})/g;

/** The parameters of an error that came by a redirect or in a form: `error=access_denied&error_description=...`. */
export function toldByParameters(line: string): Refusal | undefined {
  const found = new Map<string, string>();
  if (/www-authenticate/i.test(line)) return undefined;
  for (const [, name = '', value = ''] of matchesOf(parameters, line)) {
    if (!found.has(name)) found.set(name, fromPercents(value.replaceAll('+', ' ')) ?? value);
  }
  const error = found.get('error');
  if (error === undefined || !(found.has('error_description') || isPlainCode(error))) return undefined;
  const description = found.get('error_description') ?? '';
  return {
    ...emptyRefusal,
    codes: [error, found.get('suberror') ?? '', found.get('error_subcode') ?? ''].flatMap(codesOf),
    aadsts: aadstsIn(description),
    messages: messagesOf(description),
    claims: decodedClaims(found.get('claims') ?? ''),
    ids: idsIn(description),
  };
}
