/** How long the parts of a run took. */
export interface Timings {
  /** Adds the time since the last mark to a part. */
  readonly mark: (part: string) => void;
  /** `0.21 s: start and config 30 ms, ...` */
  readonly text: () => string;
}

/** Begins with the start of the process. */
export function createTimings(): Timings {
  const parts = new Map<string, number>();
  let last = 0;
  return {
    mark: (part) => {
      const now = performance.now();
      parts.set(part, (parts.get(part) ?? 0) + now - last);
      last = now;
    },
    text: () => {
      const list = [...parts].map(([part, time]) => `${part} ${Math.round(time)} ms`).join(', ');
      return `${(last / 1000).toFixed(2)} s: ${list}`;
    },
  };
}
