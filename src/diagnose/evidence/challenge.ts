import { decodedClaims } from './claims.js';

/** One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`. */
  readonly scheme: string;
  /** By name in lower case: `error`, `error_description`, `claims`, `authorization_uri`, `realm`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The claims challenge, decoded from base64 or percent signs: JSON text; undefined where there is none, or it is cut off. */
  readonly claims: string | undefined;
}

const longestHeader = 16_000;
const mostChallenges = 10;

/** The challenges of a `WWW-Authenticate` header, also of several headers that were joined by commas. */
export function challengesOf(header: string): readonly Challenge[] {
  const text = unescaped(header.slice(0, longestHeader));
  const found: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  const word = /[\s,]*([A-Za-z0-9!#$%&'*+.^_`|~-]{1,200})/y;
  let at = 0;
  while (at < text.length && found.length <= mostChallenges) {
    word.lastIndex = at;
    const match = word.exec(text);
    // What is no word of a header is passed over, a character at a time.
    if (match === null) {
      at += 1;
      continue;
    }
    const [whole, name = ''] = match;
    at += whole.length;
    const value = valueAt(text, at);
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else {
      found.at(-1)?.parameters.set(name.toLowerCase(), value.text);
      at = value.end;
    }
  }
  return found.slice(0, mostChallenges).map(({ scheme, parameters }) => ({
    scheme,
    parameters: Object.fromEntries(parameters),
    claims: decodedClaims(parameters.get('claims') ?? ''),
  }));
}

/** What follows a name: `= "quoted"` or `= plain`; undefined where no equals sign stands, so that the name is a scheme. */
function valueAt(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const equals = /\s{0,20}=\s{0,20}/y;
  equals.lastIndex = at;
  const sign = equals.exec(text);
  if (sign === null) return undefined;
  const start = at + sign[0].length;
  if (text.charAt(start) === '"') return quotedAt(text, start);
  const plain = /[^\s,"]*/y;
  plain.lastIndex = start;
  const [value = ''] = plain.exec(text) ?? [];
  return { text: value, end: start + value.length };
}

/** A text in quotes: a backslash takes the next character as it is. One that is cut off ends with the header. */
function quotedAt(text: string, start: number): { readonly text: string; readonly end: number } {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text.charAt(at) !== '"'; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    value += text.charAt(at);
  }
  return { text: value, end: at + 1 };
}

/** Logs write a header as a part of JSON: `error=\"insufficient_claims\"`. */
function unescaped(header: string): string {
  const first = header.indexOf('"');
  return first > 0 && header.charAt(first - 1) === '\\' ? header.replace(/\\(["\\])/g, '$1') : header;
}
