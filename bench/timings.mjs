// Timings of commands, pairs of them, and how they are printed.
import { spawnSync } from 'node:child_process';

/**
 * @param {string[]} command @param {{ cwd?: string, codes?: number[] }} [options] where it runs, and the codes that count as success
 * @returns {number} milliseconds
 */
export function time([command = '', ...args], { cwd, codes = [0] } = {}) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 });
  const end = process.hrtime.bigint();
  if (!codes.includes(status ?? -1)) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(end - start) / 1e6;
}

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
