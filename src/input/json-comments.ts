import { endOfString, skipSpace } from './json-tokens.js';

/**
 * JSON text with its comments and trailing commas turned into spaces, so that every other character keeps its place.
 * Returns the same text where there are none. Does not judge the rest.
 */
export function blankComments(text: string): string {
  return blankTrailingCommas(blankEach(text, /["/]/g, commentFinder(text)));
}

/** Where what begins at an offset ends; the offset itself where nothing does. */
type EndOf = (at: number) => number;

/** Turns into spaces what `endOf` says begins at a mark outside strings; line ends stay. */
function blankEach(text: string, marks: RegExp, endOf: EndOf): string {
  const pieces: string[] = [];
  let kept = 0;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    if (match[0] === '"') {
      marks.lastIndex = endOfString(text, match.index);
      continue;
    }
    const end = endOf(match.index);
    if (end === match.index) continue;
    pieces.push(text.slice(kept, match.index), blanks(text, match.index, end));
    kept = end;
    marks.lastIndex = end;
  }
  if (kept === 0) return text;
  pieces.push(text.slice(kept));
  return pieces.join('');
}

/** As many spaces as the range is long, line ends kept. */
function blanks(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/[^\r\n]+/g, (run) => ' '.repeat(run.length));
}

function commentFinder(text: string): EndOf {
  // No search for an end that is not there is made twice: a text full of unfinished comments would take forever.
  let lastEnd: number | undefined;
  return (at) => {
    const second = text.charAt(at + 1);
    if (second === '/') return endOfLine(text, at);
    if (second !== '*') return at;
    lastEnd ??= text.lastIndexOf('*/');
    return lastEnd < at + 2 ? at : text.indexOf('*/', at + 2) + 2;
  };
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

function blankTrailingCommas(text: string): string {
  return blankEach(text, /[",]/g, (at) => {
    const next = text.charAt(skipSpace(text, at + 1));
    if (next !== '}' && next !== ']') return at;
    const previous = previousCharacter(text, at);
    return previous === '' || '[{,'.includes(previous) ? at : at + 1;
  });
}

/** The last character before an offset that is no white space; empty where there is none. */
function previousCharacter(text: string, offset: number): string {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) <= 0x20) at -= 1;
  return text.charAt(at);
}
