/** A token without what stands around it, and what that was, in words. */
export interface Unwrapped {
  readonly token: string;
  readonly faults: readonly string[];
}

/** Nobody wraps a token more often than this. */
const mostLayers = 12;

const quotes = '"\'`\u201c\u201d\u2018\u2019';

/** Takes away what is certainly no part of the token: `Bearer`, quotes, a comma at the end, line breaks, percent signs. */
export function unwrap(text: string): Unwrapped {
  const faults = new Set<string>();
  let token = text.trim();
  if (/%(?:20|2e|3d|22)/i.test(token)) {
    token = token.replace(/%20/g, ' ').replace(/%2e/gi, '.').replace(/%3d/gi, '=').replace(/%22/g, '"');
    faults.add('it is percent-encoded');
  }
  let schemes = 0;
  for (let [before, layers] = ['', 0]; before !== token && layers < mostLayers; layers += 1) {
    before = token;
    const named = /^["']?(?:authorization|access_?token|token)["']?\s{0,9}[:=]\s{0,9}/i.exec(token);
    if (named !== null) token = token.slice(named[0].length);
    const scheme = /^bearer(?:[\s:=]{1,40}|$)/i.exec(token);
    if (scheme !== null) {
      schemes += 1;
      token = token.slice(scheme[0].length).trimStart();
    }
    token = withoutQuotes(token, faults);
    if (/[,;]$/.test(token)) {
      token = token.slice(0, -1).trimEnd();
      faults.add('a comma or semicolon stands at its end');
    }
  }
  if (schemes > 1) faults.add('"Bearer" stands before it more than once');
  return { token: joined(token, faults), faults: [...faults] };
}

function withoutQuotes(token: string, faults: Set<string>): string {
  const start = token.startsWith('\\') && quotes.includes(token.charAt(1)) ? 2 : Number(isQuote(token.charAt(0)));
  const end = Number(token.length > start && isQuote(token.charAt(token.length - 1)));
  if (start + end === 0) return token;
  faults.add('quotes stand around it');
  const inner = token.slice(start, token.length - end);
  return (inner.endsWith('\\') ? inner.slice(0, -1) : inner).trim();
}

const isQuote = (letter: string): boolean => letter !== '' && quotes.includes(letter);

/** Shorter lines are words: no terminal and no editor breaks a token so early. */
const shortestLine = 16;

/** A token that was broken into lines is put together; of other text around a token nothing is kept. */
function joined(token: string, faults: Set<string>): string {
  const escaped = token.includes('\\n') || token.includes('\\r') ? token.replace(/\\[nr]/g, '\n') : token;
  if (!/\s/.test(escaped)) return escaped.startsWith('eyJ') ? escaped : (among(escaped, faults) ?? escaped);
  const pieces = escaped.split(/\s+/, 50_000);
  const isBroken = pieces.every(
    (piece, at) => /^[\w.=+/-]*$/.test(piece) && (piece.length >= shortestLine || at === pieces.length - 1),
  );
  if (isBroken) {
    faults.add('line breaks or spaces stand inside');
    return pieces.join('');
  }
  return among(escaped, faults) ?? escaped;
}

/** The first JWT among other text, or the one that a token response calls the access token. */
function among(text: string, faults: Set<string>): string | undefined {
  for (const [run] of text.slice(Math.max(0, text.search(/access_?token/i))).matchAll(/[\w.=-]+/g)) {
    const start = run.indexOf('eyJ');
    if (start === -1 || !run.includes('.', start)) continue;
    faults.add('other text stands around it');
    return run.slice(start).replace(/\.$/, '');
  }
  return undefined;
}
