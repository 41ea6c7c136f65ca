import type { LivePermission } from './live-permissions.js';
import type { CallData } from './openers.js';
import { kindOfScheme } from './openers.js';
import type { Scheme } from './path-table.js';

/** What it costs to ask for a permission, for one scheme. */
export interface Weights {
  /** How many known calls it opens, the ones that its name says it opens included. */
  readonly opened: (live: LivePermission) => number;
  /** Tier, then reach, then number, in one figure: the sum over a set is the objective. */
  readonly cost: (live: LivePermission) => number;
}

const operationWeights = [1, 2, 3, 4, 6] as const;
const reachWeights = [1, 1, 2, 4] as const;
// Every application that signs users in has it.
const freeScope = 'User.Read';
// The reach of all permissions together stays below this, so that one more of tier 0 outweighs any reach.
const tierZeroCost = 1e12;

/** Weighs permissions by the objective of section 4 of the specification of least privilege. */
export function createWeights(data: CallData, scheme: Scheme): Weights {
  const counts = openedCounts(data, scheme);
  const costs = new Map<LivePermission, number>();
  const opened = (live: LivePermission): number => counts.get(live) ?? 0;
  const costOf = (live: LivePermission): number => {
    const isFree = live.name === freeScope && scheme !== 'application';
    const reach = isFree ? 1 : operationWeights[live.operation] * reachWeights[live.reach] * Math.max(1, opened(live));
    return (data.isTierZero(live) ? tierZeroCost : 0) + reach * 1e3 + 1;
  };
  return {
    opened,
    cost(live) {
      const known = costs.get(live) ?? costOf(live);
      costs.set(live, known);
      return known;
    },
  };
}

/** How many calls each permission opens; each list of entries is looked at once, however many calls share it. */
function openedCounts(data: CallData, scheme: Scheme): ReadonlyMap<LivePermission, number> {
  const calls = new Int32Array(data.table.listCount);
  for (const { group } of data.table.paths) for (const list of group.values()) calls[list] = (calls[list] ?? 0) + 1;
  const { above } = data.live[kindOfScheme(scheme)];
  const counts = new Map<LivePermission, number>();
  const seenIn = new Map<LivePermission, number>();
  calls.forEach((count, list) => {
    const add = (live: LivePermission): void => {
      if (seenIn.get(live) === list) return;
      seenIn.set(live, list);
      counts.set(live, (counts.get(live) ?? 0) + count);
    };
    for (const { live } of data.openers({ list }, scheme)) {
      add(live);
      above(live).forEach(add);
    }
  });
  return counts;
}
