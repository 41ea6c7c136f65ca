import { UsageError } from './usage-error.js';

/** The day of the run: `PERMLINT_NOW` where it is set, so that a run can be repeated, else today. */
export function dayOfRun(): Date {
  const fixed = process.env.PERMLINT_NOW;
  if (fixed === undefined || fixed === '') return new Date();
  const date = new Date(fixed);
  const isIso = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(fixed);
  if (!isIso || Number.isNaN(date.getTime()) || (fixed.length === 10 && !date.toISOString().startsWith(fixed))) {
    throw new UsageError(`PERMLINT_NOW is "${fixed.slice(0, 80)}"; expected a date such as 2026-11-20`);
  }
  return date;
}
