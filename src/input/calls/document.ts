import type { CallItem } from '../../model/call.js';
import type { Pointer } from '../../model/place.js';
import { locateInJson } from '../json-places.js';
import { isRecord } from '../source.js';
import { readManifestRequest } from './api-manifest.js';
import { isRegistration, listKeys, readEntry, whatElse } from './entry.js';
import { fieldsOf, tellsCall } from './fields.js';
import { readHarEntry } from './har.js';
import { type At, itemOffsets, placesIn } from './lines-of.js';
import { problem, readInner } from './request.js';

/** A whole JSON text: `value` is what it says, `json` the text with its comments blanked. */
export interface JsonDocument {
  readonly name: string;
  readonly json: string;
  readonly value: unknown;
}

type ReadItem = (item: unknown, at: At, index: number) => Iterable<CallItem>;

/** A list of requests in a document, and how one is read. */
interface RequestList {
  readonly pointer: Pointer;
  readonly items: readonly unknown[];
  readonly read: ReadItem;
}

/** Reads the calls of a JSON document in any of the known formats. */
export function* readDocument(document: JsonDocument): Iterable<CallItem> {
  const { name, json, value } = document;
  const lists = listsOf(value);
  const [first] = lists[0]?.items ?? [];
  if (lists.length > 0 && (lists.length > 1 || !isRecord(first) || !isRegistration([first]))) {
    yield* readLists(document, lists);
    return;
  }
  const at = placesIn(name, json)(Math.max(0, json.search(/\S/)));
  if (lists.length > 0) yield problem(at, whatElse([first]));
  else if (!isManifest(value)) yield* readEntry(value, at);
}

function listsOf(value: unknown): RequestList[] {
  if (Array.isArray(value)) return [{ pointer: [], items: value, read: readEntry }];
  if (!isRecord(value)) return [];
  const archive = isRecord(value.log) ? value.log.entries : undefined;
  if (Array.isArray(archive)) return [{ pointer: ['log', 'entries'], items: archive, read: readHarEntry }];
  if (isManifest(value)) return manifestLists(value.apiDependencies);
  if (tellsCall(fieldsOf(value))) return [];
  const { requests } = value;
  if (Array.isArray(requests)) {
    const read: ReadItem = (item, at, index) => readInner(item, index, { at, isLog: false });
    return [{ pointer: ['requests'], items: requests, read }];
  }
  for (const key of listKeys) {
    const items = value[key];
    if (Object.hasOwn(value, key) && Array.isArray(items)) return [{ pointer: [key], items, read: readEntry }];
  }
  return [];
}

function isManifest(value: unknown): value is { readonly apiDependencies: object } {
  return isRecord(value) && typeof value.apiDependencies === 'object' && value.apiDependencies !== null;
}

/** The requests of each dependency; early manifests have a list of dependencies, later ones an object. */
function manifestLists(dependencies: object): RequestList[] {
  return Object.entries(dependencies).flatMap(([key, dependency]: [string, unknown]) => {
    if (!isRecord(dependency) || !Array.isArray(dependency.requests)) return [];
    const read: ReadItem = (item, at) => readManifestRequest(item, dependency, at);
    return [{ pointer: ['apiDependencies', key, 'requests'], items: dependency.requests, read }];
  });
}

/** Reads lists in the order of the text: one scan finds them all, one more the places of their items. */
function* readLists({ name, json }: JsonDocument, lists: readonly RequestList[]): Iterable<CallItem> {
  const ranges = locateInJson(
    json,
    0,
    lists.map(({ pointer }) => ({ pointer, part: 'value' })),
  );
  const placed = lists.map((list, index) => ({ list, start: ranges[index]?.start ?? 0 }));
  placed.sort((a, b) => a.start - b.start);
  const placeOf = placesIn(name, json);
  for (const { list, start } of placed) {
    const offsets = itemOffsets(json, start);
    for (const [index, item] of list.items.entries()) {
      yield* list.read(item, placeOf(offsets.next().value ?? start), index);
    }
  }
}
