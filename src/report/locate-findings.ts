import type { Application } from '../model/application.js';
import type { Finding } from '../model/finding.js';
import { type Document, type LineRange, linesOf, type OffsetRange, type Place } from '../model/place.js';
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
    const ranges = document.locate(own);
    const lines = linesOf(document, ranges);
    for (const [index, place] of own.entries()) located.set(place, { range: ranges[index], lines: lines[index] });
  }
  return located;
}

function groupByDocument(places: readonly Place[]): Map<Document, Place[]> {
  const groups = new Map<Document, Place[]>();
  for (const place of places) {
    const group = groups.get(place.document);
    if (group === undefined) groups.set(place.document, [place]);
    else group.push(place);
  }
  return groups;
}
