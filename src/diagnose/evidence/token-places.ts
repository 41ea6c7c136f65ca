/** A part of a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

const beginning = /(?<![\w-])Bearer[ \t]{1,4}(?=[\w.~+/=-]{20})|eyJ(?=[\w-]{8})/gi;
const ofBearer = /[\w.~+/=-]{20,20000}/y;
const ofJwt = /[\w-]{11,20000}(?:(\.)[\w.=-]{8,20000})?/y;
/** A line break in a token, and what stands on the next line. */
const nextLine = /[ \t]{0,8}\r?\n[ \t]{0,8}([\w.=-]{4,20000})/y;
const mostLines = 100;

/**
 * Where tokens stand in a text, up to so many: JWTs, whole or cut, which a console may have broken into lines, and what stands after
 * `Bearer`. Each character is looked at a few times at most.
 */
export function placesOfTokens(text: string, most: number): readonly Place[] {
  const found: Place[] = [];
  beginning.lastIndex = 0;
  for (let match = beginning.exec(text); match !== null && found.length < most; match = beginning.exec(text)) {
    const [mark] = match;
    const start = match.index;
    const isBearer = !/^eyJ/i.test(mark);
    const pattern = isBearer ? ofBearer : ofJwt;
    const from = isBearer ? start + mark.length : start;
    pattern.lastIndex = from;
    const [own = '', dot] = pattern.exec(text) ?? [];
    const end = from + own.length;
    const isToken = isBearer || dot !== undefined;
    const last = isToken || own.length >= 20 ? endOfLines(text, end, isToken) : end;
    if (isToken || last > end) found.push({ start, end: last });
    // What began here and is no token is not looked at again in its midst.
    beginning.lastIndex = Math.max(last, start + mark.length);
  }
  return found;
}

/** Where the last line of a token ends. The first line alone proves none where it has no dot: the second one must look like one. */
function endOfLines(text: string, start: number, isToken: boolean): number {
  let end = start;
  for (let lines = 0; lines < mostLines; lines += 1) {
    nextLine.lastIndex = end;
    const [whole, piece = ''] = nextLine.exec(text) ?? [];
    if (whole === undefined || !goesOn(piece, text.charAt(end + whole.length), isToken || lines > 0)) break;
    end += whole.length;
  }
  return end;
}

/** Whether a line goes on with a token: by what it looks like, else by what stands behind it. */
function goesOn(piece: string, behind: string, isToken: boolean): boolean {
  if (piece.length >= 17 && isMixed(piece)) return true;
  if (!isToken) return piece.length >= 17 && behind !== ':';
  return /^[\s"'{},;)<]?$/.test(behind);
}

/** Letters of both cases and digits, as words never have. */
function isMixed(piece: string): boolean {
  const some = piece.slice(0, 200);
  return /\d/.test(some) && /[a-z]/.test(some) && /[A-Z]/.test(some);
}
