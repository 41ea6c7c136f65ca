import type { OffsetRange } from '../model/place.js';

const mayHoldSecrets = /secret|passw(?:or)?d|credential/i;
/** Keys whose value is a secret wherever they stand: also as the end of a longer key, such as `adminPassword`. */
const secretKey = /(?:secret(?:[_-]?text)?|passw(?:or)?d)(["']?)/gi;
const credentialList = /(?:password|key)credentials?(["']?)/gi;
/** Keys that hold or reveal a secret inside a list of credentials. */
const credentialKey = /(?<![\w$.-])(?:value|key|hint|customKeyIdentifier)(["']?)/gi;

/**
 * Ranges of the values that must never be shown: client secrets, passwords, keys and their hints. Works on text that
 * does not parse, and then rather hides too much: after a fault inside a list of credentials, every `key` and `value`
 * to the end of the text. Ranges are in order and do not overlap.
 */
export function findSecrets(text: string): readonly OffsetRange[] {
  if (!mayHoldSecrets.test(text)) return [];
  const ranges = valuesOf(secretKey, text, 0, text.length);
  for (const region of credentialRegions(text)) {
    for (const range of [...region.bare, ...valuesOf(credentialKey, text, region.start, region.end)])
      ranges.push(range);
  }
  return inOrder(ranges);
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

function valuesOf(key: RegExp, text: string, start: number, end: number): OffsetRange[] {
  const found: OffsetRange[] = [];
  const search = new RegExp(key);
  // The search sees the region only: it would look through the rest of the text once for each region.
  const region = text.slice(start, end);
  for (let match = search.exec(region); match !== null; match = search.exec(region)) {
    const value = valueStart(text, start + search.lastIndex, match[1] !== '');
    if (value === undefined) continue;
    const ranges = secretsAt(text, value);
    for (const range of ranges) found.push(range);
    search.lastIndex = Math.max(search.lastIndex, (ranges.at(-1)?.end ?? start) - start);
  }
  return found;
}

/** Where the value of a key begins: after `:` or `=`, or, where the colon was forgotten, at whatever is no comma or bracket. */
function valueStart(text: string, afterKey: number, quoted: boolean): number | undefined {
  const next = skipBlank(text, afterKey);
  if (text[next] === ':' || text[next] === '=') return skipBlank(text, next + 1);
  const char = text[next];
  return quoted && char !== undefined && !',}])'.includes(char) ? next : undefined;
}

function secretsAt(text: string, start: number): OffsetRange[] {
  if (text[start] === '[') return listedStrings(text, start + 1);
  const end = isQuote(text[start]) ? stringEnd(text, start) : bareEnd(text, start);
  return end > start ? [{ start, end }] : [];
}

/** Strings at the beginning of a list. */
function listedStrings(text: string, start: number): OffsetRange[] {
  const found: OffsetRange[] = [];
  let at = skipBlank(text, start);
  while (isQuote(text[at])) {
    const end = stringEnd(text, at);
    found.push({ start: at, end });
    at = skipBlank(text, end);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return found;
}

const number = /-?\d[\d.eE+-]*(?=\s*[,}\]])/y;
const harmless = /(?:null|true|false)\b|[{}[\],]|$/y;

/** A value that lost its opening quote ends at the next quote or line. */
function bareEnd(text: string, start: number): number {
  harmless.lastIndex = start;
  if (harmless.test(text)) return start;
  number.lastIndex = start;
  if (number.test(text)) return number.lastIndex;
  let end = start;
  while (end < text.length && !isQuote(text[end]) && !isLineBreak(text[end])) end += 1;
  return end;
}

interface Region extends OffsetRange {
  /** Strings that stand in the list themselves, where objects belong. */
  readonly bare: readonly OffsetRange[];
}

function* credentialRegions(text: string): Generator<Region> {
  const search = new RegExp(credentialList);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const start = valueStart(text, search.lastIndex, match[1] !== '');
    if (start === undefined) continue;
    const region = regionAt(text, start);
    yield region;
    if (region.end === text.length) return;
    search.lastIndex = Math.max(search.lastIndex, region.end);
  }
}

function regionAt(text: string, start: number): Region {
  const bare: OffsetRange[] = [];
  const open: string[] = [];
  let at = start;
  do {
    const char = text[at];
    if (char === undefined) return { start, end: text.length, bare };
    if (isQuote(char)) {
      const end = stringEnd(text, at);
      const next = text[skipBlank(text, end)];
      // A quote is missing somewhere: what is inside a string and what is outside cannot be told from here on.
      if (!isQuote(text[end - 1]) || next === undefined || !':,]}'.includes(next))
        return { start, end: text.length, bare };
      if (open.at(-1) !== '{') bare.push({ start: at, end });
      at = end;
    } else {
      if (char === '[' || char === '{') open.push(char);
      else if (char === ']' || char === '}') open.pop();
      at += 1;
    }
    at = skipBlank(text, at);
  } while (open.length > 0);
  return { start, end: at, bare };
}

const isQuote = (char: string | undefined): boolean => char === '"' || char === "'";

// Loops, not regular expressions: a value of many megabytes would exhaust the stack of the expression's engine.

/** The offset after the closing quote; a string ends with its line at the latest. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === quote) return at + 1;
    if (isLineBreak(text[at])) return at;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}

const isLineBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';
const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || isLineBreak(char);

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
