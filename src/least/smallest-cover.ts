/** A choice of the cover problem: its cost, and a name that settles ties. */
export interface Choice {
  /** More than zero; the sum of all stays below 2^53. */
  readonly cost: number;
  readonly name: string;
}

/** Indexes of the chosen, ascending; whether no cheaper cover exists, or the search was cut off. */
export interface Cover {
  readonly chosen: readonly number[];
  readonly isProven: boolean;
}

// Known instances need a dozen nodes; a tree of millions, or one that is thousands deep, would be an adversary's. Rows
// that are looked at are counted, as they are what takes time.
const mostLooks = 20_000_000;
const deepest = 2_000;

/**
 * The cheapest set of choices of which every row holds one at least; equal costs are settled by names, so that the
 * answer is stable. Exact: what cannot matter is taken out first, the rest is searched part by part with a lower bound.
 * Rows are lists of indexes of choices, none empty.
 */
export function smallestCover(rows: readonly (readonly number[])[], choices: readonly Choice[]): Cover {
  const problem = reduced(rows, choices);
  const chosen = new Set(problem.forced);
  let isProven = true;
  const budget = { looks: mostLooks };
  for (const part of partsOf(problem.rows)) {
    const found = searchPart(part, choices, budget);
    for (const choice of found.chosen) chosen.add(choice);
    isProven &&= found.isProven;
  }
  return { chosen: [...chosen].sort((a, b) => a - b), isProven };
}

type Row = ReadonlySet<number>;

interface Reduced {
  readonly forced: ReadonlySet<number>;
  readonly rows: readonly Row[];
}

/** Takes out what is decided: rows with one choice, rows that hold another row, choices that another one outdoes. */
function reduced(all: readonly (readonly number[])[], choices: readonly Choice[]): Reduced {
  const forced = new Set<number>();
  let rows: readonly Row[] = distinct(all.map((row) => [...row].sort((a, b) => a - b))).map((row) => new Set(row));
  for (;;) {
    const before = weightOf(rows);
    for (const row of rows) if (row.size === 1) for (const only of row) forced.add(only);
    rows = rows.filter((row) => ![...row].some((choice) => forced.has(choice)));
    rows = withoutOutdone(withoutSupersets(rows), choices);
    if (weightOf(rows) === before) return { forced, rows };
  }
}

const weightOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.size, rows.length);

function distinct(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

/** The rows of each choice. */
function rowsByChoice(rows: readonly Row[]): ReadonlyMap<number, ReadonlySet<Row>> {
  const by = new Map<number, Set<Row>>();
  for (const row of rows) {
    for (const choice of row) {
      const own = by.get(choice) ?? new Set();
      by.set(choice, own);
      own.add(row);
    }
  }
  return by;
}

/** What meets the smaller row meets the larger as well. */
function withoutSupersets(rows: readonly Row[]): readonly Row[] {
  const by = rowsByChoice(rows);
  const dropped = new Set<Row>();
  for (const row of rows) {
    if (dropped.has(row)) continue;
    const rarest = [...row].map((choice) => by.get(choice) ?? new Set<Row>()).sort((a, b) => a.size - b.size)[0];
    for (const other of rarest ?? []) {
      if (other !== row && other.size >= row.size && isSubset(row, other)) dropped.add(other);
    }
  }
  return rows.filter((row) => !dropped.has(row));
}

/** A choice whose rows another one has as well, for no more, is never needed. */
function withoutOutdone(rows: readonly Row[], choices: readonly Choice[]): readonly Row[] {
  const by = rowsByChoice(rows);
  const outdone = new Set<number>();
  for (const [choice, own] of by) {
    const [first] = own;
    for (const other of first ?? []) {
      const others = by.get(other);
      if (other === choice || outdone.has(other) || others === undefined || others.size < own.size) continue;
      if (isSubset(own, others) && isBefore(choices[other], choices[choice])) {
        outdone.add(choice);
        break;
      }
    }
  }
  if (outdone.size === 0) return rows;
  return rows.map((row) => new Set([...row].filter((choice) => !outdone.has(choice))));
}

function isBefore(a: Choice | undefined, b: Choice | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.cost < b.cost || (a.cost === b.cost && a.name < b.name);
}

function isSubset<T>(small: ReadonlySet<T>, large: ReadonlySet<T>): boolean {
  for (const each of small) if (!large.has(each)) return false;
  return true;
}

/** Rows that share no choice, even by way of others, can be solved apart. */
function partsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const by = rowsByChoice(rows);
  const seen = new Set<Row>();
  const parts: Row[][] = [];
  for (const start of rows) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (const row of part) {
      for (const choice of row) {
        for (const next of by.get(choice) ?? []) {
          if (!seen.has(next)) part.push(next);
          seen.add(next);
        }
      }
    }
    parts.push(part);
  }
  return parts;
}

function searchPart(rows: readonly Row[], choices: readonly Choice[], budget: { looks: number }): Cover {
  const costOf = (choice: number): number => choices[choice]?.cost ?? 0;
  let best = greedy(rows, choices);
  let bestCost = sumOf(best, costOf);
  let isCut = false;
  const visit = (open: readonly Row[], taken: readonly number[], cost: number): void => {
    budget.looks -= open.length;
    isCut ||= budget.looks < 0 || taken.length > deepest;
    if (isCut) return;
    if (open.length === 0) {
      if (cost < bestCost || (cost === bestCost && namesOf(taken, choices) < namesOf(best, choices))) {
        best = taken;
        bestCost = cost;
      }
      return;
    }
    if (cost + boundOf(open, costOf) > bestCost) return;
    const [shortest] = [...open].sort((a, b) => a.size - b.size);
    const banned = new Set<number>();
    for (const choice of [...(shortest ?? [])].sort((a, b) => (isBefore(choices[a], choices[b]) ? -1 : 1))) {
      const rest = open.filter((row) => !row.has(choice)).map((row) => withoutBanned(row, banned));
      if (rest.every((row) => row.size > 0)) visit(rest, [...taken, choice], cost + costOf(choice));
      banned.add(choice);
    }
  };
  visit(rows, [], 0);
  return { chosen: best, isProven: !isCut };
}

function withoutBanned(row: Row, banned: ReadonlySet<number>): Row {
  if (banned.size === 0 || ![...row].some((choice) => banned.has(choice))) return row;
  return new Set([...row].filter((choice) => !banned.has(choice)));
}

/** The cheapest choices of rows that share none: no cover can cost less. */
function boundOf(rows: readonly Row[], costOf: (choice: number) => number): number {
  const used = new Set<number>();
  let bound = 0;
  for (const row of [...rows].sort((a, b) => a.size - b.size)) {
    const own = [...row];
    if (own.some((choice) => used.has(choice))) continue;
    for (const choice of own) used.add(choice);
    bound += Math.min(...own.map(costOf));
  }
  return bound;
}

/** The cover that takes, again and again, what costs least for each row that it adds. */
function greedy(rows: readonly Row[], choices: readonly Choice[]): readonly number[] {
  const taken: number[] = [];
  let open = rows;
  while (open.length > 0) {
    let best: { readonly choice: number; readonly price: number } | undefined;
    for (const [choice, own] of rowsByChoice(open)) {
      const price = (choices[choice]?.cost ?? 0) / own.size;
      const isLess = best === undefined || price < best.price;
      if (isLess || (price === best?.price && isBefore(choices[choice], choices[best.choice])))
        best = { choice, price };
    }
    if (best === undefined) break;
    const { choice } = best;
    taken.push(choice);
    open = open.filter((row) => !row.has(choice));
  }
  return taken;
}

const sumOf = (taken: readonly number[], costOf: (choice: number) => number): number =>
  taken.reduce((sum, choice) => sum + costOf(choice), 0);

function namesOf(taken: readonly number[], choices: readonly Choice[]): string {
  return taken
    .map((choice) => choices[choice]?.name ?? '')
    .sort()
    .join(' ');
}
