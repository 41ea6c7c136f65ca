import type { Catalog } from '../catalog/types.js';
import { type NearCall, nearestCalls } from '../least/nearest-calls.js';
import { callData } from '../least/openers.js';

// The search looks at every known path; who has more unknown calls than this has another question.
const mostSearched = 20;
const known = new Map<string, readonly NearCall[]>();

/** The known calls nearest to an unknown one; none after the first twenty of a run. */
export function nearestOf(catalog: Catalog, method: string, url: string): readonly NearCall[] {
  const key = `${method} ${url}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostSearched) return [];
  const found = nearestCalls(callData(catalog), method, url, 3);
  known.set(key, found);
  return found;
}
