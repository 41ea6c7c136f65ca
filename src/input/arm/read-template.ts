import { type Pointer, pointerText } from '../../model/place.js';
import type { Site } from '../expressions/expression.js';
import { graphResources } from '../expressions/graph-resource.js';
import { jsonResource } from '../located.js';
import { itemsOfResources } from '../resources/items.js';
import { type InputItem, isRecord, type JsonSource } from '../source.js';
import { resourcesOf } from './resources.js';
import { openTemplate } from './template.js';

/** Reads the registrations of a deployment template. */
export function* readArmTemplate(source: JsonSource): Iterable<InputItem> {
  const value = isRecord(source.value) ? source.value : {};
  const template = openTemplate(value, [], '', { steps: 0, depth: 0 });
  const node = (body: unknown, places: ReadonlyMap<string, Site>) =>
    jsonResource(source, body, (pointer) => pointerIn(pointer, places));
  yield* itemsOfResources(graphResources([...resourcesOf(template, node)]), 'a deployment template');
}

/** Where a value of a resource stands in the template; one that is not written there, where the nearest one around it does. */
function pointerIn(pointer: Pointer, places: ReadonlyMap<string, Site>): Pointer {
  for (let length = pointer.length; length >= 0; length -= 1) {
    const at = places.get(pointerText(pointer.slice(0, length)))?.pointer;
    if (at !== undefined) return at;
  }
  return [];
}
