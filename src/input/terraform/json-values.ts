// Values of a plan or a state, in which `Pending` stands for what is not known yet and for what must not be shown.

import { memberOf } from '../members.js';
import { isRecord, Pending } from '../source.js';

/** The names of attributes and blocks from a resource to a value; which block of several does not count. */
export type Path = readonly string[];

/** What a resource holds, and what is said of its values in objects of the same form with `true` for each such value. */
export interface Stored {
  readonly values: unknown;
  readonly unknown: unknown;
  /** Several, as a plan says it twice. */
  readonly hidden: readonly unknown[];
}

/** No attribute that is read lies deeper; a text can nest deeper than any function can follow. */
const deepest = 50;

/** The values of a resource; `pendingAt` makes what stands for one that is not known yet. */
export function settledValues({ values, unknown, hidden }: Stored, pendingAt: (path: Path) => Pending): unknown {
  return settled(values, unknown, hidden, [], 0);

  function settled(value: unknown, open: unknown, masks: readonly unknown[], path: Path, depth: number): unknown {
    if (masks.includes(true)) return new Pending([]);
    if (open === true) return pendingAt(path);
    if (depth > deepest) return undefined;
    const below = (key: string | number, to: Path) =>
      settled(memberOf(value, key), memberOf(open, key), membersOf(masks, key), to, depth + 1);
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => below(index, path));
    const isOpen = value === undefined && isRecord(open);
    if (!isRecord(value) && !isOpen) return value;
    const keys = [value, open].flatMap((each) => (isRecord(each) ? Object.keys(each) : []));
    return Object.fromEntries([...new Set(keys)].map((key) => [key, below(key, [...path, key])]));
  }
}

function membersOf(masks: readonly unknown[], key: string | number): readonly unknown[] {
  return masks.length === 0 ? masks : masks.map((mask) => memberOf(mask, key)).filter((mask) => mask !== undefined);
}
