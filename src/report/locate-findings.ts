import type { Application } from '../model/application.js';
import type { Finding } from '../model/finding.js';
import { type Document, type LineRange, linesOf, type OffsetRange, type Place, type Spot } from '../model/place.js';
import type { FileResult, LocatedFinding } from './types.js';

interface Located {
  readonly range: OffsetRange | undefined;
  readonly lines: LineRange | undefined;
}

/**
 * Finds the lines of all findings of one input, and orders them by line, column and rule. Those of the requested
 * permissions are found in the same scan where `withRequests` says so. What `isShown` says no to is only counted, and
 * gets no lines: to look for its place takes time.
 */
export function locateFindings(
  file: string,
  applications: readonly Application[],
  findings: readonly Finding[],
  withRequests = false,
  isShown: (finding: Finding) => boolean = () => true,
): FileResult {
  const places = findings
    .filter(isShown)
    .flatMap((finding) => [finding.at, ...(finding.related ?? []).map(({ at }) => at)]);
  const requests = withRequests
    ? applications.flatMap((each) => each.requests.map(({ permission }) => permission.at))
    : [];
  const located = locatePlaces([...places, ...requests]);
  const requestLines = new Map(requests.map((at) => [at, located.get(at)?.lines]));
  const nowhere: Located = { range: undefined, lines: undefined };
  const results = findings.map((finding): LocatedFinding => {
    const relatedLines = (finding.related ?? []).map(({ at }) => located.get(at)?.lines);
    return { ...finding, ...(located.get(finding.at) ?? nowhere), relatedLines };
  });
  return { file, applications, findings: results.sort(byPlace), requestLines };
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  const [first, second] = [a.lines, b.lines];
  if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined);
  if (first.line !== second.line) return first.line - second.line;
  if (first.column !== second.column) return first.column - second.column;
  return a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1;
}

function locatePlaces(places: readonly Place[]): ReadonlyMap<Place, Located> {
  const located = new Map<Place, Located>();
  for (const [document, own] of groupByDocument(places)) {
    const ranges = rangesOf(document, own);
    const lines = linesOf(document, ranges);
    for (const [index, { place }] of own.entries()) located.set(place, { range: ranges[index], lines: lines[index] });
  }
  return located;
}

/** What a plan or a state leaves out has the range of the nearest thing around it; those are found in a second scan. */
function rangesOf(document: Document, own: readonly Sought[]): readonly (OffsetRange | undefined)[] {
  const ranges = document.locate(own.map(({ spot }) => spot));
  const above = own.flatMap(({ place, spot: { pointer } }, index) => {
    if (ranges[index] !== undefined || place.document.whole === undefined) return [];
    return pointer
      .slice(1)
      .map((_, length) => ({ index, pointer: pointer.slice(0, length + 1), part: 'value' as const }));
  });
  if (above.length === 0) return ranges;
  const found = document.locate(above);
  return ranges.map((range, index) => range ?? found.findLast((each, at) => each && above[at]?.index === index));
}

/** A place, and the spot in the text that it means. */
interface Sought {
  readonly place: Place;
  readonly spot: Spot;
}

/** The places in parts of one document are found in one scan of it. */
function groupByDocument(places: readonly Place[]): Map<Document, Sought[]> {
  const groups = new Map<Document, Sought[]>();
  for (const place of places) {
    const { whole, spell } = place.document;
    const { part, range, pointer } = place;
    const spot = whole === undefined ? place : { part, pointer: spell(pointer), ...(range && { range }) };
    const group = groups.get(whole ?? place.document);
    if (group === undefined) groups.set(whole ?? place.document, [{ place, spot }]);
    else group.push({ place, spot });
  }
  return groups;
}
