import type { OffsetRange } from '../../model/place.js';
import type { Site } from '../expressions/expression.js';
import { graphResources, graphType } from '../expressions/graph-resource.js';
import { textProblem, textResource, type ValueRanges } from '../located.js';
import { itemsOfResources } from '../resources/items.js';
import type { InputItem } from '../source.js';
import { type Declarations, declarationsIn } from './declarations.js';
import { resourcesOf } from './resources.js';

/** Reads the registrations and grants of a Bicep file. Never throws for what is in it. */
export function* readBicep(name: string, text: string): Iterable<InputItem> {
  const file = declarationsIn(text);
  for (const range of unreadIn(text, file)) {
    yield { kind: 'problem', problem: textProblem({ name, text }, range, 'unreadable', notRead) };
  }
  const node = (value: unknown, places: ReadonlyMap<string, Site>) => textResource(name, text, value, rangesOf(places));
  yield* itemsOfResources(graphResources([...resourcesOf(file, node)]), 'a Bicep file');
}

const notRead =
  'This does not follow the syntax of Bicep, so what it says of a registration is not checked. bicep build says what is wrong.';

function rangesOf(places: ReadonlyMap<string, Site>): ReadonlyMap<string, ValueRanges> {
  const ranges = new Map<string, ValueRanges>();
  for (const [pointer, { range, key }] of places) {
    if (range !== undefined) ranges.set(pointer, { value: range, ...(key && { key }) });
  }
  return ranges;
}

/** Words of registrations; where one stands in what could not be read, something would be hidden. */
const words = /Microsoft\.Graph\/|requiredResourceAccess|resourceAppId|resourceAccess|appRoleId/i;

/** What could not be read of resources, and the statements that could not be and hold words of registrations. */
function unreadIn(text: string, { resources, faults, unread }: Declarations): readonly OffsetRange[] {
  const graph = resources.filter(({ type, inner }) => graphType(type) !== undefined || inner.length > 0);
  let at = 0;
  // Both are in the order of the text.
  const inResources = faults.filter(({ start }) => {
    while (graph[at] !== undefined && (graph[at]?.range.end ?? 0) <= start) at += 1;
    return start >= (graph[at]?.range.start ?? text.length);
  });
  const statements = unread.flatMap(({ start, end }) => {
    const found = words.exec(text.slice(start, end));
    return found === null ? [] : [{ start: start + found.index, end: start + found.index + found[0].length }];
  });
  return [...inResources, ...statements];
}
