import type { Pointer } from '../../model/place.js';
import { olderNames } from '../resources/provider-names.js';

/** Turns the names of properties into those of today, and back. */
export interface CanonicalNames {
  readonly rename: <T>(properties: Readonly<Record<string, T>>) => Readonly<Record<string, T>>;
  /** The pointer in the names that are written. */
  readonly spell: (pointer: Pointer) => Pointer;
}

/** The names of a resource, given those that are written: an older one counts where the newer one is not there. */
export function canonicalNames(type: string, written: Iterable<string>): CanonicalNames {
  const all = new Set(written);
  const renamed = Object.entries(olderNames(type)).filter(([before, now]) => all.has(before) && !all.has(now));
  const [newer, older] = [new Map(renamed), new Map(renamed.map(([before, now]) => [now, before] as const))];
  return {
    rename: (properties) =>
      Object.fromEntries(Object.entries(properties).map(([key, value]) => [newer.get(key) ?? key, value])),
    spell: ([key, ...rest]) => (key === undefined ? [] : [older.get(String(key)) ?? key, ...rest]),
  };
}
