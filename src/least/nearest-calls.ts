import { editDistance, tolerance } from '../model/spelling.js';
import { pathText, type Segments, segmentsOf } from './call-path.js';
import type { CallData } from './openers.js';
import type { KnownPath, PathTable } from './path-table.js';

/** A known path like an unknown one, with its methods. */
export interface NearCall {
  /** As messages print it: `/users/{id}/messages`. */
  readonly path: string;
  readonly methods: readonly string[];
}

// No path of the data is half as long, and a path of a megabyte would take minutes to compare.
const mostSegments = 24;
// Farther than this is another call, not another spelling: one segment too many and a word that is wrong.
const mostApart = 5;
const costs = { key: 1, missing: 2, word: 3, slip: 1, method: 1 } as const;
// What was asked for and is not there weighs more than what is there besides.
const dropped = (segment: string): number => (segment === '*' ? costs.missing : costs.word);

/** The known calls nearest to one that is not known, best first, at most `limit`: the path with other methods, then paths like it. */
export function nearestCalls({ table }: CallData, method: string, url: string, limit: number): readonly NearCall[] {
  const segments = segmentsOf(url);
  if (segments.length === 0 || segments.length > mostSegments) return [];
  const wordCost = createWordCost();
  const near: { readonly known: KnownPath; readonly apart: number }[] = [];
  for (const { known, segments: other } of splitPaths(table)) {
    const [first = '', firstOther = ''] = [segments[0], other[0]];
    if (Math.abs(other.length - segments.length) > 2 || wordCost(first, firstOther) >= costs.word) continue;
    const apart = distance(segments, other, wordCost) + (known.group.has(method) ? 0 : costs.method);
    if (apart <= mostApart) near.push({ known, apart });
  }
  near.sort((a, b) => a.apart - b.apart || a.known.path.length - b.known.path.length);
  const best = near[0]?.apart ?? 0;
  const kept = near.filter(({ apart }) => apart <= best + 1).slice(0, limit);
  return kept.map(({ known }) => ({ path: pathText(known.path.split('/')), methods: [...known.group.keys()] }));
}

export type FindNearest = (method: string, url: string) => readonly NearCall[];

// The search looks at every known path; who has more unknown calls than this has another question.
const mostSearched = 20;

/** Finds up to three nearest calls, for the first twenty unknown ones that it is asked about; each is searched once. */
export function nearestFinder(data: CallData): FindNearest {
  const known = new Map<string, readonly NearCall[]>();
  return (method, url) => {
    const key = `${method} ${url}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= mostSearched) return [];
    const found = nearestCalls(data, method, url, 3);
    known.set(key, found);
    return found;
  };
}

interface SplitPath {
  readonly known: KnownPath;
  readonly segments: Segments;
}

const split = new WeakMap<PathTable, readonly SplitPath[]>();

function splitPaths(table: PathTable): readonly SplitPath[] {
  const made = split.get(table) ?? table.paths.map((known) => ({ known, segments: known.path.split('/') }));
  split.set(table, made);
  return made;
}

type WordCost = (a: string, b: string) => number;

function createWordCost(): WordCost {
  const known = new Map<string, number>();
  return (a, b) => {
    if (a === b) return 0;
    const key = `${a} ${b}`;
    const cost = known.get(key) ?? costOf(a, b);
    known.set(key, cost);
    return cost;
  };
}

function costOf(a: string, b: string): number {
  if (a === '*' || b === '*') return costs.key;
  if (a.length > 100) return costs.word;
  const max = tolerance(b);
  return editDistance(a, b, max) <= max ? costs.slip : costs.word;
}

/** What it costs to turn the path of a call into a known one, segment by segment. */
function distance(asked: Segments, known: Segments, wordCost: WordCost): number {
  let above = [0, ...known.map((_, column) => (column + 1) * costs.missing)];
  for (const segment of asked) {
    const current = [(above[0] ?? 0) + dropped(segment)];
    known.forEach((other, column) => {
      const replaced = (above[column] ?? 0) + wordCost(segment, other);
      const without = (above[column + 1] ?? 0) + dropped(segment);
      current.push(Math.min(replaced, without, (current[column] ?? 0) + costs.missing));
    });
    above = current;
  }
  return above.at(-1) ?? 0;
}
