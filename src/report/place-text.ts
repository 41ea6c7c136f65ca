import type { LineRange } from '../model/place.js';

/** `file:line:column`, or the file alone where there is no line. */
export function placeText(file: string, lines: LineRange | undefined): string {
  return lines === undefined ? file : `${file}:${lines.line}:${lines.column}`;
}
