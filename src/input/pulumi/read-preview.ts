import { listOf, memberOf } from '../members.js';
import { itemsOfResources } from '../resources/items.js';
import type { Resource } from '../resources/resource.js';
import { type InputItem, isRecord, type JsonSource } from '../source.js';
import { resourceAt } from './json-resources.js';

/** Reads the registrations of `pulumi preview --json`, as they will be. */
export function* readPulumiPreview(source: JsonSource): Iterable<InputItem> {
  const resources = new Map<string, Resource>();
  for (const [index, step] of listOf(memberOf(source.value, 'steps')).entries()) {
    if (!isRecord(step) || isEnd(step.op)) continue;
    const resource = resourceAt(source, ['steps', index, 'newState'], step.newState);
    // A replacement is several steps, which show the same resource.
    if (resource?.key !== undefined && !resources.has(resource.key)) resources.set(resource.key, resource);
  }
  yield* itemsOfResources([...resources.values()], 'a Pulumi preview');
}

/** Steps after which the resource is no longer there, or no longer the stack's. */
function isEnd(op: unknown): boolean {
  return typeof op === 'string' && /^(?:delete|discard|remove)/.test(op);
}
