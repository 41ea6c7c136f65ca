import { endOfString } from './json-tokens.js';

/** More open brackets than any parser or person follows. `JSON.parse` takes some 50 bytes for each. */
export const mostOpenBrackets = 1_000_000;

const longText = 5 * mostOpenBrackets;

/** Whether a long text nests so deep that parsing it could exhaust the memory; shorter texts never do. */
export function isTooDeep(text: string): boolean {
  if (text.length < longText) return false;
  let depth = 0;
  const marks = /["[\]{}]/g;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    if (match[0] === '"') marks.lastIndex = endOfString(text, match.index);
    else if (match[0] === '[' || match[0] === '{') depth += 1;
    else depth -= 1;
    if (depth > mostOpenBrackets) return true;
  }
  return false;
}
