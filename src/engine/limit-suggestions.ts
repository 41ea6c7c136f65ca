import type { Catalog } from '../catalog/types.js';

/** A search for near names takes about a millisecond: a list of many thousand misspelt names gets these many. */
const mostSearches = 200;

/** The same catalog, whose searches for near names find nothing any more after the first two hundred. */
export function limitSuggestions(catalog: Catalog): Catalog {
  let searches = 0;
  const isSpent = (): boolean => {
    searches += 1;
    return searches > mostSearches;
  };
  return {
    ...catalog,
    nearest: (...asked) => (isSpent() ? [] : catalog.nearest(...asked)),
    nearestApis: (...asked) => (isSpent() ? [] : catalog.nearestApis(...asked)),
    nearestIds: (...asked) => (isSpent() ? [] : catalog.nearestIds(...asked)),
  };
}
