import type { Catalog } from '../catalog/types.js';
import { type FindNearest, type NearCall, nearestFinder } from '../least/nearest-calls.js';
import { callData } from '../least/openers.js';

let find: FindNearest | undefined;

/** The known calls nearest to an unknown one; one search serves text and data of a run. */
export function nearestOf(catalog: Catalog, method: string, url: string): readonly NearCall[] {
  find ??= nearestFinder(callData(catalog));
  return find(method, url);
}
