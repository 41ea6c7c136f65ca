import { endOfString, skipSpace } from './json-tokens.js';

/**
 * JSON text with its comments and trailing commas turned into spaces, so that every other character keeps its place.
 * Returns the same text where there are none. Does not judge the rest.
 */
export function blankComments(text: string): string {
  return blankTrailingCommas(blankEach(text, endOfComment));
}

function blankTrailingCommas(text: string): string {
  return blankEach(text, (whole, at, previous) => {
    if (whole.charAt(at) !== ',' || previous === '' || '[{,'.includes(previous)) return at;
    const next = whole.charAt(skipSpace(whole, at + 1));
    return next === '}' || next === ']' ? at + 1 : at;
  });
}

/** Turns into spaces what `endOf` says begins at an offset outside strings; line ends stay. */
function blankEach(text: string, endOf: (text: string, at: number, previous: string) => number): string {
  const pieces: string[] = [];
  let kept = 0;
  let previous = '';
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const end = endOf(text, at, previous);
    if (end > at) {
      pieces.push(text.slice(kept, at), text.slice(at, end).replace(/[^\r\n]/g, ' '));
      kept = end;
      at = end;
      continue;
    }
    if (char > ' ') previous = char;
    at = char === '"' ? endOfString(text, at) : at + 1;
  }
  if (kept === 0) return text;
  pieces.push(text.slice(kept));
  return pieces.join('');
}

/** The offset after the comment that starts at `offset`; `offset` itself where none does or it never ends. */
function endOfComment(text: string, offset: number): number {
  if (text.charAt(offset) !== '/') return offset;
  const second = text.charAt(offset + 1);
  if (second === '/') {
    const end = text.indexOf('\n', offset);
    return end === -1 ? text.length : end;
  }
  if (second !== '*') return offset;
  const end = text.indexOf('*/', offset + 2);
  return end === -1 ? offset : end + 2;
}
