import type { OffsetRange } from '../model/place.js';

const mayHoldSecrets = /secret|passw|pwd|passphrase|credential|token|key|connection|plaintext|ciphertext/i;
const quoteAfterKey = '\\\\{0,4}(["\'\\u2018-\\u201d]?)';
/** Keys whose value is a secret wherever they stand: also as the end of a longer key, such as `adminPassword`. */
const secretKey = new RegExp(
  `(secret\\w{0,12}|passw(?:or)?ds?(?:[_-]?value)?|pwd|passphrase|(?:api|private)[_-]?key|connection[_-]?string|(?:access|refresh|sas|bearer|auth)[_-]?token|(?:plain|cipher)text)${quoteAfterKey}`,
  'gi',
);
const credentialList = new RegExp(`(password|key)credentials?${quoteAfterKey}`, 'gi');
/** What stands beside the secrets in a list of credentials and is none. */
const harmlessInCredentials = /^(?:keyid|displayname|(?:start|end)date(?:time)?|type|usage)$/i;

/**
 * Ranges of the values that must never be shown: client secrets, passwords, keys and their hints. Works on text that
 * does not parse, and then rather hides too much: a broken value to the end of its line, a broken list to the end of
 * the text. Ranges are in order and do not overlap.
 */
export function findSecrets(text: string): readonly OffsetRange[] {
  if (!mayHoldSecrets.test(text)) return [];
  const ranges = [...valuesAfter(secretKey, text, secretsAt), ...valuesAfter(credentialList, text, credentialsAt)];
  return inOrder(ranges);
}

/** Ranges of a document's text that must never be shown: those of secrets, and what the text itself marks so. */
export function hiddenRanges(text: string, marked: readonly OffsetRange[]): readonly OffsetRange[] {
  return marked.length === 0 ? findSecrets(text) : inOrder([...findSecrets(text), ...marked]);
}

function inOrder(ranges: OffsetRange[]): OffsetRange[] {
  const kept: OffsetRange[] = [];
  let end = 0;
  for (const range of ranges.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.end <= end) continue;
    kept.push(range.start >= end ? range : { start: end, end: range.end });
    end = range.end;
  }
  return kept;
}

/** The ranges that a value hides, and where the value ends. */
interface Hidden {
  readonly ranges: readonly OffsetRange[];
  readonly end: number;
}

function valuesAfter(
  key: RegExp,
  text: string,
  hide: (text: string, start: number, key: string) => Hidden,
): OffsetRange[] {
  const found: OffsetRange[] = [];
  const search = new RegExp(key);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const start = valueStart(text, search.lastIndex, match[2] !== '');
    if (start === undefined) continue;
    const { ranges, end } = hide(text, start, match[1] ?? '');
    for (const range of ranges) found.push(range);
    search.lastIndex = Math.max(search.lastIndex, end);
  }
  return found;
}

/** Where the value of a key begins: after `:` or `=`, or, where the colon was forgotten, at whatever is no comma or bracket. */
function valueStart(text: string, afterKey: number, quoted: boolean): number | undefined {
  let next = skipBlank(text, afterKey);
  const hasColon = text[next] === ':' || text[next] === '=';
  while (text[next] === ':' || text[next] === '=') next = skipBlank(text, next + 1);
  if (hasColon) return next;
  const char = text[next];
  return quoted && char !== undefined && !',}])'.includes(char) ? next : undefined;
}

function secretsAt(text: string, start: number, key: string): Hidden {
  const isNested = text[start] === '[' || text[start] === '{';
  // The optional claims of an access token are a list below its name.
  if (isNested) return /secret|passw|pwd/i.test(key) ? valuesIn(text, start, () => false) : { ranges: [], end: start };
  const end = isQuote(text[start]) ? brokenEnd(text, stringEnd(text, start)) : bareEnd(text, start);
  return { ranges: end > start ? [{ start, end }] : [], end };
}

function credentialsAt(text: string, start: number): Hidden {
  if (text[start] === '[' || text[start] === '{')
    return valuesIn(text, start, (key) => harmlessInCredentials.test(key));
  return secretsAt(text, start, 'secret');
}

const number = /-?\d[\d.eE+-]*(?=\s*[,}\]])/y;
const harmless = /(?:null|true|false)\b|[{}[\],]|$/y;

/** A value that lost its opening quote ends with its line. */
function bareEnd(text: string, start: number): number {
  harmless.lastIndex = start;
  if (harmless.test(text)) return start;
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex : endOfLine(text, start);
}

/** Where a string is followed by what may not follow one, a quote is missing or too many: it may go on to the line's end. */
function brokenEnd(text: string, end: number): number {
  let next = end;
  while (isBlank(text[next]) && !isLineBreak(text[next])) next += 1;
  const char = text[next];
  if (isLineBreak(char)) return isQuote(text[end - 1]) ? end : continuedEnd(text, end);
  return char === undefined || ',}])/'.includes(char) ? end : endOfLine(text, end);
}

const mostContinued = 20;

/** A string without its closing quote may go on in the next lines, until one looks like JSON. */
function continuedEnd(text: string, start: number): number {
  let end = start;
  for (let lines = 0; lines < mostContinued; lines += 1) {
    const next = skipBlank(text, end);
    if (next >= text.length || '"\'{}[],'.includes(text.charAt(next))) return end;
    end = endOfLine(text, next);
  }
  return end;
}

/** The values below an object or list but for those of harmless keys; from the first fault on, everything. */
function valuesIn(text: string, start: number, isHarmless: (key: string) => boolean): Hidden {
  const ranges: OffsetRange[] = [];
  let depth = 0;
  let key = '';
  let at = start;
  do {
    const char = text[at];
    const isText = isQuote(char);
    const end = isText ? stringEnd(text, at) : literalEnd(text, at);
    const next = text[skipBlank(text, end)];
    if (char === undefined || (isText && (!isQuote(text[end - 1]) || next === undefined || !':,]}'.includes(next)))) {
      if (at < text.length) ranges.push({ start: at, end: text.length });
      return { ranges, end: text.length };
    }
    if (isText && next === ':') key = text.slice(at + 1, end - 1);
    else if (end > at && !isHarmless(key)) ranges.push({ start: at, end });
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    at = skipBlank(text, Math.max(end, at + 1));
  } while (depth > 0);
  return { ranges, end: at };
}

/** The offset after a number; `start` itself where none begins. */
function literalEnd(text: string, start: number): number {
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex : start;
}

const isQuote = (char: string | undefined): boolean =>
  char === '"' || char === "'" || char === '\u201c' || char === '\u201d' || char === '\u2018' || char === '\u2019';

// Loops, not regular expressions: a value of many megabytes would exhaust the stack of the expression's engine.

/** The offset after the closing quote; a string ends with its line at the latest. */
function stringEnd(text: string, start: number): number {
  const isTyped = text[start] === '"' || text[start] === "'";
  for (let at = start + 1; at < text.length; at += 1) {
    if (isTyped ? text[at] === text[start] : isQuote(text[at])) return at + 1;
    if (isLineBreak(text[at])) return at;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isLineBreak(text[end])) end += 1;
  return end;
}

const isLineBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';
// The spaces of web pages and word processors too: a secret behind one is a secret.
const isBlank = (char: string | undefined): boolean =>
  char !== undefined && (char <= ' ' || /[\s\u200b\ufeff\\]/.test(char));

const longestComment = 10_000;

/** The offset of the next character that is neither blank nor part of a comment. */
function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (isBlank(text[at])) at += 1;
    if (text[at] !== '/') return at;
    const ending = text[at + 1] === '/' ? '\n' : text[at + 1] === '*' ? '*/' : undefined;
    if (ending === undefined) return at;
    // No longer comment is looked for: each key of a hostile text would look through all that follows.
    const length = text.slice(at + 2, at + longestComment).indexOf(ending);
    if (length === -1) return at;
    at += 2 + length + ending.length;
  }
}
