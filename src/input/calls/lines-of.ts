import { endOfValue, skipSpace } from '../json-tokens.js';

/** Where something stands in a text of calls. Line and column count from 1. */
export interface At {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Tells line and column of offsets that come in ascending order, in one pass over the text: the next line end is kept,
 * so that a text of one line of 50 megabytes is not searched again for every offset.
 */
export function placesIn(name: string, text: string): (offset: number) => At {
  let line = 1;
  let start = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      start = next + 1;
      next = text.indexOf('\n', start);
    }
    return { name, line, column: offset - start + 1 };
  };
}

/** The offsets of the items of the list that begins at `start`, in valid JSON text; one step at a time. */
export function* itemOffsets(json: string, start: number): Generator<number, undefined> {
  let at = skipSpace(json, start + 1);
  while (at < json.length && json.charAt(at) !== ']') {
    yield at;
    const end = skipSpace(json, endOfValue(json, at));
    at = json.charAt(end) === ',' ? skipSpace(json, end + 1) : end;
  }
  return undefined;
}
