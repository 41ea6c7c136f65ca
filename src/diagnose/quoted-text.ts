import { cut } from '../model/wording.js';

/**
 * A part of the evidence as people may see it, in quotes: on one line, cut, and without what may be a token or a secret.
 * What stands in evidence of causes and is not ours goes through here.
 */
export function quotedText(text: string, longest = 160): string {
  return `"${safeText(text, longest)}"`;
}

/** The same without quotes. */
export function safeText(text: string, longest = 160): string {
  return cut(withoutSecrets(beginning(text)).replace(/\s+/g, ' ').trim(), longest);
}

const mostRead = 6_000;

/** Half a secret at the end could pass for a word. */
function beginning(text: string): string {
  if (text.length <= mostRead) return text;
  const some = text.slice(0, mostRead);
  const end = Math.max(some.lastIndexOf(' '), some.lastIndexOf('\n'));
  return end > 0 ? some.slice(0, end) : some;
}

/** A text with … for each token and for what may be a secret. Takes time in proportion to the text. */
export function withoutSecrets(text: string): string {
  return withoutValues(replacements.reduce((shown, [pattern, by]) => shown.replace(pattern, by), text))
    .replace(credentials, (whole, scheme: string, value: string) => (isWord(value) ? whole : `${scheme} …`))
    .replace(runs, withoutRandom);
}

const quote = String.raw`(?:\\{0,3}["']|%22|&quot;)?`;

/** `name=`, `"name": `, `name: `: names whose value is always secret. */
const named = new RegExp(
  String.raw`(?<![a-z])(?:[\w-]{0,40}(?:secret|passw(?:or)?d|passphrase|api[-_]?key|account_?key|access_?key|subscription-key|private_?key)|pwd|(?:client_)?assertion|saml_?response|(?:refresh|access|id|sso|bearer|sas|primary_refresh)_?token|device_code|code_verifier|nonce_token|sig|x-ms-refreshtokencredential)${quote}\s{0,9}(?:[:=]|%3d)\s{0,9}`,
  'gi',
);

/** A text with … in place of the values of such names. */
function withoutValues(text: string): string {
  const parts: string[] = [];
  let at = 0;
  named.lastIndex = 0;
  for (let match = named.exec(text); match !== null; match = named.exec(text)) {
    const start = match.index + match[0].length;
    const end = endOfValue(text, start);
    if (end === start) continue;
    parts.push(text.slice(at, start), '…');
    at = end;
    named.lastIndex = end;
  }
  return parts.join('') + text.slice(at);
}

/** Where the value ends that begins at a place: with its quote, at the end of a text that is cut off, or with its word. */
function endOfValue(text: string, start: number): number {
  const opening = /(\\{0,3})(["'])/y;
  opening.lastIndex = start;
  const [whole, slashes = '', mark = ''] = opening.exec(text) ?? [];
  if (whole === undefined) {
    const bare = /[^\s&;,"'<>{[][^\s&;,"'<>]{0,8000}/y;
    bare.lastIndex = start;
    return start + (bare.exec(text)?.[0].length ?? 0);
  }
  let close = text.indexOf(mark, start + whole.length);
  while (close !== -1 && !closes(text, close, slashes.length)) close = text.indexOf(mark, close + 1);
  return close === -1 ? text.length : close + 1;
}

/** Inner quotes have more backslashes before them than the one that opened the value. */
function closes(text: string, at: number, slashes: number): boolean {
  let run = 0;
  while (run < 16 && text.charAt(at - 1 - run) === '\\') run += 1;
  return run % (2 * (slashes + 1)) === slashes;
}

/** Headers whose whole value is secret, as lines and as entries of an HTTP archive. */
const headers =
  /((?<![\w-])(?:(?:set-)?cookie2?|(?:proxy-)?authorization|x-api-key|ocp-apim-subscription-key)["']?\s{0,9}[:=]\s{0,9})[^\r\n]{1,20000}/gi;
const entries =
  /("name"\s{0,9}:\s{0,9}"(?:(?:set-)?cookie2?|(?:proxy-)?authorization|x-api-key|code|assertion|client_assertion|client_secret|refresh_token|password)"\s{0,9},\s{0,9}"value"\s{0,9}:\s{0,9})"(?:[^"\\]|\\.){0,20000}/gis;

const replacements: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[^-]{0,20000}(?:-----END [A-Z ]{1,40}-----)?/g, '…'],
  // With `.` and with the same in percent signs; what is cut off is a token, too.
  [/(?<!K)eyJ[\w-]{6,}(?:(?:\.|%2[Ee])[\w-]*)*/g, '…'],
  // The quote at the end stays.
  [entries, '$1"…'],
  [headers, '$1…'],
  [/([?&#]|\b(?:grant|authorization)_)(code)=[^\s&"'<>]{1,8000}/gi, '$1$2=…'],
  [/(\bcode["']?\s{0,9}[=:]\s{0,9}["']?)(?=[^\s&"',<>]{0,400}\d)[^\s&"',<>]{16,8000}/gi, '$1…'],
  [/(:\/\/)[^\s/?#@:]{0,200}:[^\s/@]{1,1000}@/g, '$1…@'],
];

const credentials =
  /\b(Basic|Bearer|Negotiate|NTLM|PoP|DPoP|SharedKey|SharedKeyLite|SharedAccessSignature|Token)\s{1,9}([\w+/=~.!*:-]{6,8000})/gi;

/** Whether what follows the name of a scheme is a word of a sentence, or a parameter of a challenge: `realm=`. */
function isWord(value: string): boolean {
  return /^[A-Za-z]{1,15}[.:]?$|^[a-z][a-z_]{0,40}[=:]?$/.test(value) && !/[a-z][A-Z]/.test(value);
}

const runs = /[\w+/=~.%!*$-]{20,}/g;
const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** Takes out of a path, a name or whatever is long and unbroken the parts that nobody made of words. */
function withoutRandom(run: string): string {
  const parts = run.replace(/[\w+=~!*$-]{20,}/g, (part) => (isRandom(part, 3.4) ? '…' : part));
  return isRandom(parts, 2.6) ? '…' : parts;
}

/** Whether a text has too few words for its length, as far as its letters tell, or breaks off too often. */
function isRandom(text: string, shortestPieces: number): boolean {
  const letters = text.replace(guid, '').match(/[A-Za-z]+|\d+/g) ?? [];
  const length = letters.reduce((sum, each) => sum + each.length, 0);
  if (length < 17) return false;
  const pieces = letters.flatMap((each) => each.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? []);
  const words = pieces.filter((each) => each.length > 3 && /[aeiouy]/i.test(each) && !/[^aeiouy]{7}/i.test(each));
  const share = words.reduce((sum, each) => sum + each.length, 0) / length;
  return share < 0.45 || (length > 25 && length / pieces.length < shortestPieces);
}
