/**
 * Number of single-character insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`
 * (optimal string alignment). Letter case counts. Distances above `max` come back as `max + 1`, which is cheaper.
 */
export function editDistance(a: string, b: string, max = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: Row = { costs: [], least: 0 };
  let above: Row = { costs: Array.from({ length: b.length + 1 }, (_, column) => column), least: 0 };
  for (let row = 1; row <= a.length; row += 1) {
    const current = nextRow(a, b, row, max, above.costs, before.costs);
    if (current.least > max && above.least > max) return max + 1;
    before = above;
    above = current;
  }
  return Math.min(above.costs[b.length] ?? far, max + 1);
}

/** One row of the table of costs: from the first letters of `a` to the first `column` letters of `b`. */
interface Row {
  readonly costs: readonly number[];
  readonly least: number;
}

const far = Number.POSITIVE_INFINITY;

/** Only the columns within `max` of the diagonal can matter; the others stay out of reach. */
function nextRow(
  a: string,
  b: string,
  row: number,
  max: number,
  above: readonly number[],
  before: readonly number[],
): Row {
  const costs: number[] = [row];
  let least = row;
  const letter = a.charCodeAt(row - 1);
  const letterBefore = row > 1 ? a.charCodeAt(row - 2) : -1;
  for (let column = 1; column <= b.length; column += 1) {
    let cost = far;
    if (Math.abs(column - row) <= max) {
      const other = b.charCodeAt(column - 1);
      const replaced = (above[column - 1] ?? far) + (letter === other ? 0 : 1);
      cost = Math.min(replaced, (above[column] ?? far) + 1, (costs[column - 1] ?? far) + 1);
      const swaps = column > 1 && letterBefore === other && letter === b.charCodeAt(column - 2);
      if (swaps) cost = Math.min(cost, (before[column - 2] ?? far) + 1);
    }
    costs.push(cost);
    least = Math.min(least, cost);
  }
  return { costs, least };
}

/** How far apart two words may be and still count as spellings of one: about a third of the shorter, at most 5. */
export function tolerance(word: string): number {
  return Math.min(5, Math.max(1, Math.floor(word.length / 3)));
}

/** Tells how far two lower-case words are apart; more than `max` means too far. */
export type Distance = (a: string, b: string, max: number) => number;

/** No name of anything is nearly as long, and a text of a megabyte takes seconds to compare. */
const longestWord = 256;

/**
 * The candidates that `word` may be a misspelling of, best first, at most `limit`; none when nothing is near, and none
 * that is twice as far as the best. Letter case is ignored; among equals the order of the candidates stays.
 */
export function nearestOf(
  word: string,
  candidates: Iterable<string>,
  limit: number,
  distance: Distance = editDistance,
): readonly string[] {
  if (word.length > longestWord) return [];
  const wanted = word.toLowerCase();
  const max = tolerance(wanted);
  const near: { readonly candidate: string; readonly apart: number }[] = [];
  for (const candidate of candidates) {
    const apart = distance(wanted, candidate.toLowerCase(), max);
    if (apart <= max) near.push({ candidate, apart });
  }
  near.sort((a, b) => a.apart - b.apart);
  const best = near[0]?.apart ?? 0;
  return near
    .filter(({ apart }) => apart === best || apart < 2 * best)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Whether the text at `start` differs from an id in one or two characters at most: a slip of the hand. */
export function differsLittle(text: string, id: string, start = 0): boolean {
  let differences = 0;
  for (let index = 0; index < id.length && differences <= 2; index += 1) {
    if (text.charCodeAt(start + index) !== id.charCodeAt(index)) differences += 1;
  }
  return differences <= 2;
}
