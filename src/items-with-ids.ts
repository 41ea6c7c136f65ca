import { withIds } from './catalog/looked-up.js';
import type { Catalog } from './catalog/types.js';
import type { InputItem } from './input/source.js';

/** What a reader of programs yields, with the ids of the permissions that its tool looks up by name. */
export function* itemsWithIds(items: Iterable<InputItem>, catalog: Catalog): Iterable<InputItem> {
  for (const item of items) {
    yield item.kind === 'application' ? { ...item, application: withIds(item.application, catalog) } : item;
  }
}
