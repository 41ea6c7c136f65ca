import { dayLength } from '../model/day.js';
import type { Catalog } from './types.js';

/** After so many days new permissions are likely to be missing from the catalog. */
export const staleAfterDays = 180;

/** Days from the day of the catalog to the day of a run, fractions included. */
export function ageInDays({ date }: Pick<Catalog, 'date'>, now: Date): number {
  return (now.getTime() - Date.parse(date)) / dayLength;
}
