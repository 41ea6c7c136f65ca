/** A moment as people read it: `2026-11-20 10:05 UTC`. */
export function momentText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A span in its largest unit of which there are two: `90 seconds`, `3 hours`. */
export function spanText(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  const [name, size] = units.find(([, each]) => span >= 2 * each) ?? ['second', 1_000];
  const count = Math.floor(span / size);
  return `${count.toLocaleString('en-US')} ${name}${count === 1 ? '' : 's'}`;
}

/** How far a moment is from another: `3 hours ago`, `in 5 minutes`, `just now`. */
export function distanceText(moment: number, now: number): string {
  if (Math.abs(moment - now) < 1_000) return 'just now';
  return moment < now ? `${spanText(now - moment)} ago` : `in ${spanText(moment - now)}`;
}
