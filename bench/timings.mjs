// Pairs of timings and how they are printed.

/** @param {number} count @param {() => number} base @param {() => number} own */
export function pairs(count, base, own) {
  base();
  own();
  return Array.from({ length: count }, () => ({ base: base(), own: own() }));
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Prints a line of the table: medians, and the ratio pair by pair. @param {string} what @param {{ base: number, own: number }[]} timings @param {string} budget */
export function report(what, timings, budget) {
  const ratios = timings.map(({ base, own }) => own / base).sort((a, b) => a - b);
  const spread = [ratios[0] ?? 0, median(ratios), ratios.at(-1) ?? 0].map((ratio) => ratio.toFixed(2)).join(', ');
  const [base, own] = [median(timings.map((pair) => pair.base)), median(timings.map((pair) => pair.own))];
  console.log(`| ${what} | ${base.toFixed(1)} | ${own.toFixed(1)} | ${spread} | ${budget} |`);
}
