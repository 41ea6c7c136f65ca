/** Milliseconds of a day. */
export const dayLength = 86_400_000;

/** The day that a text such as `2026-11-20` or a time of ISO 8601 names; undefined where it names none. */
export function parseDay(text: string): Date | undefined {
  const date = new Date(text);
  const isIso = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text);
  if (!isIso || Number.isNaN(date.getTime())) return undefined;
  // 2026-02-30 would count as the 2nd of March.
  return text.length === 10 && !date.toISOString().startsWith(text) ? undefined : date;
}
