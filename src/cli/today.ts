import { parseDay } from '../model/day.js';
import { UsageError } from './usage-error.js';

/** The day of the run: `PERMLINT_NOW` where it is set, so that a run can be repeated, else today. */
export function dayOfRun(): Date {
  const fixed = process.env.PERMLINT_NOW;
  if (fixed === undefined || fixed === '') return new Date();
  const date = parseDay(fixed);
  if (date !== undefined) return date;
  throw new UsageError(`PERMLINT_NOW is "${fixed.slice(0, 80)}"; expected a date such as 2026-11-20`);
}
