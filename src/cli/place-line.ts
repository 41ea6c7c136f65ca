import { lineRanges, type Place } from '../model/place.js';

/** A place for people: `permlint.yaml:12`; the document's name alone where it has no lines. */
export function placeLine({ document, ...spot }: Place): string {
  const [lines] = lineRanges(document, [spot]);
  return lines === undefined ? document.name : `${document.name}:${lines.line}`;
}
