/** Numbers from 0 to 1, the same ones for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Some of the items, each at most once, in a random order. */
export function sampleOf<T>(items: readonly T[], count: number, random: () => number): readonly T[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const at = Math.floor(random() * left.length);
    const last = left.pop();
    const taken = left[at];
    if (last === undefined) throw new Error('nothing left to take');
    if (taken === undefined) return last;
    left[at] = last;
    return taken;
  });
}
