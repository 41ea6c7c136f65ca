import { itemsOfResources } from '../resources/items.js';
import type { InputItem } from '../source.js';
import { type DeclaredResource, graphResources } from './graph-resource.js';

/** What the resources that a template or a Bicep file declares come to; `what` says what holds none. */
export function itemsOfDeclared(all: readonly DeclaredResource[], what: string): Iterable<InputItem> {
  return itemsOfResources(graphResources(all), what);
}
