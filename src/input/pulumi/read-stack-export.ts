import type { Pointer } from '../../model/place.js';
import { isList, memberOf } from '../members.js';
import { itemsOfResources } from '../resources/items.js';
import { type InputItem, isRecord, type JsonSource } from '../source.js';
import { resourceAt } from './json-resources.js';

/** Reads the registrations of `pulumi stack export`, and of the files in which a backend keeps a stack. */
export function* readPulumiStackExport(source: JsonSource): Iterable<InputItem> {
  const { at, resources } = resourcesOf(source.value);
  const read = resources.flatMap((value, index) => {
    // What waits to be deleted has been replaced already.
    if (!isRecord(value) || value.delete === true) return [];
    return resourceAt(source, [...at, index], value) ?? [];
  });
  yield* itemsOfResources(read, 'a Pulumi state');
}

const paths: readonly Pointer[] = [
  ['deployment', 'resources'],
  ['checkpoint', 'latest', 'resources'],
];

function resourcesOf(value: unknown): { readonly at: Pointer; readonly resources: readonly unknown[] } {
  for (const at of paths) {
    const found = at.reduce(memberOf, value);
    if (isList(found)) return { at, resources: found };
  }
  return { at: [], resources: [] };
}
