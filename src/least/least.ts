import type { Catalog } from '../catalog/types.js';
import { type CallNeeds, needsOf } from './cover-rows.js';
import type { LivePermission } from './live-permissions.js';
import { type CallData, callData, type KnownCall, needsUser } from './openers.js';
import type { Scheme } from './path-table.js';
import { smallestCover } from './smallest-cover.js';
import { createWeights, type Weights } from './weights.js';

/** A call as the answer needs it. */
export interface AskedCall {
  /** In upper case. */
  readonly method: string;
  readonly url: string;
}

/** What became of one call. */
export type CallAnswer<C extends AskedCall = AskedCall> =
  | {
      readonly status: 'covered';
      readonly call: C;
      readonly known: KnownCall;
      /** Of the set, those that open the call; the cheapest first. Two where one needs another besides. */
      readonly by: readonly LivePermission[];
      /** Whether all of `by` are needed together. */
      readonly needsBoth: boolean;
      /** The permission to ask for where this is the only call. */
      readonly pick: LivePermission;
      /** What else would open it: first the same resource, then the others, each the least first. */
      readonly alternatives: readonly LivePermission[];
    }
  /** No call of this method and path is in the data. */
  | { readonly status: 'unknown'; readonly call: C }
  /** `/me` without a user. */
  | { readonly status: 'needs-user'; readonly call: C; readonly known: KnownCall }
  /** The call is known, and no permission of this scheme opens it. */
  | { readonly status: 'none'; readonly call: C; readonly known: KnownCall; readonly openTo: readonly Scheme[] };

/** What an answer asks to request: one permission, or two that work together. */
export function wantedOf({
  by,
  needsBoth,
}: {
  readonly by: readonly LivePermission[];
  readonly needsBoth: boolean;
}): readonly LivePermission[] {
  return needsBoth ? by : by.slice(0, 1);
}

/** The smallest set for some calls, and how each of them fares. */
export interface LeastAnswer<C extends AskedCall = AskedCall> {
  /** In the order of their names. */
  readonly permissions: readonly LivePermission[];
  /** Whether no set of less power exists under the objective. */
  readonly isProven: boolean;
  readonly calls: readonly CallAnswer<C>[];
  /** Another set with fewer permissions of tier 0, where one exists. */
  readonly alternative: readonly LivePermission[] | undefined;
  readonly tierZero: readonly LivePermission[];
}

/** The questions of least privilege, for one scheme. */
export interface Least {
  readonly scheme: Scheme;
  readonly data: CallData;
  readonly weights: Weights;
  /** The smallest set for all calls together: the least power first, then the least reach, then the fewest. */
  readonly cover: <C extends AskedCall>(calls: readonly C[]) => LeastAnswer<C>;
  /** What it takes to make a known call. */
  readonly needs: (call: KnownCall) => CallNeeds | undefined;
}

const opened = new WeakMap<Catalog, Map<Scheme, Least>>();

/**
 * Least privilege for one scheme, by section 4 of the specification. What is read from the catalog is kept for the next
 * question. Throws only where the catalog's data are malformed.
 */
export function openLeast(catalog: Catalog, scheme: Scheme): Least {
  const own = opened.get(catalog) ?? new Map<Scheme, Least>();
  opened.set(catalog, own);
  const before = own.get(scheme);
  if (before !== undefined) return before;
  const data = callData(catalog);
  const weights = createWeights(data, scheme);
  const known = new Map<string, CallNeeds | undefined>();
  const needs = (call: KnownCall): CallNeeds | undefined => {
    const key = `${call.method} ${call.segments.join('/')}`;
    if (!known.has(key)) known.set(key, needsOf(data, weights, call, scheme));
    return known.get(key);
  };
  const made: Least = {
    scheme,
    data,
    weights,
    needs,
    cover: (calls) => coverOf(calls, { data, weights, needs, scheme }),
  };
  own.set(scheme, made);
  return made;
}

interface Setting {
  readonly data: CallData;
  readonly weights: Weights;
  readonly needs: Least['needs'];
  readonly scheme: Scheme;
}

type Placed<C> =
  | { readonly call: C; readonly known: KnownCall; readonly needs: CallNeeds }
  | { readonly call: C; readonly answer: CallAnswer<C & AskedCall> };

function coverOf<C extends AskedCall>(calls: readonly C[], setting: Setting): LeastAnswer<C> {
  const placed = calls.map((call): Placed<C> => place(call, setting));
  const needs = placed.flatMap((each) => ('needs' in each ? [each.needs] : []));
  const picks = new Set(needs.flatMap(({ pick, companion }) => (companion === undefined ? [pick] : [pick, companion])));
  const { chosen, isProven } = solve(needs, setting.weights, (live) => picks.has(live));
  const set = new Set(chosen);
  assertCovered(needs, set);
  const tierZero = chosen.filter(setting.data.isTierZero);
  return {
    permissions: chosen,
    isProven,
    tierZero,
    alternative: tierZero.length === 0 ? undefined : saferThan(tierZero.length, needs, setting),
    calls: placed.map((each) =>
      'needs' in each ? coveredBy(each.call, each.known, each.needs, set, setting.weights) : each.answer,
    ),
  };
}

function place<C extends AskedCall>(call: C, { data, needs, scheme }: Setting): Placed<C> {
  const known = data.find(call.method, call.url);
  if (known === undefined) return { call, answer: { status: 'unknown', call } };
  if (needsUser(known, scheme)) return { call, answer: { status: 'needs-user', call, known } };
  const own = needs(known);
  if (own !== undefined) return { call, known, needs: own };
  const others = (['work', 'personal', 'application'] as const).filter((each) => each !== scheme);
  const openTo = others.filter((each) => data.openers(known, each).length > 0);
  return { call, answer: { status: 'none', call, known, openTo } };
}

/** The best choice among the permissions that may be taken; sorted by name. */
function solve(
  needs: readonly CallNeeds[],
  weights: Weights,
  mayTake: (live: LivePermission) => boolean,
): { readonly chosen: readonly LivePermission[]; readonly isProven: boolean } {
  const indexes = new Map<LivePermission, number>();
  const lives: LivePermission[] = [];
  const indexOf = (live: LivePermission): number => {
    const before = indexes.get(live);
    if (before !== undefined) return before;
    indexes.set(live, lives.length);
    return lives.push(live) - 1;
  };
  const rows = [...new Set(needs)].flatMap((each) => each.rows.map((row) => row.filter(mayTake).map(indexOf)));
  const choices = lives.map((live) => ({ cost: weights.cost(live), name: live.name }));
  const { chosen, isProven } = smallestCover(rows, choices);
  const found = chosen.flatMap((index) => lives[index] ?? []);
  return { chosen: found.sort((a, b) => (a.name < b.name ? -1 : 1)), isProven };
}

/** Beyond the documented picks there may be a set with fewer permissions of tier 0. */
function saferThan(
  tierZero: number,
  needs: readonly CallNeeds[],
  { weights, data }: Setting,
): readonly LivePermission[] | undefined {
  const { chosen } = solve(needs, weights, () => true);
  return chosen.filter(data.isTierZero).length < tierZero ? chosen : undefined;
}

/** A set that leaves a call out must never be printed, whatever the reason. */
function assertCovered(needs: readonly CallNeeds[], set: ReadonlySet<LivePermission>): void {
  for (const { rows, pick } of needs) {
    if (!rows.every((row) => row.some((live) => set.has(live)))) {
      throw new Error(`the set leaves out a call that ${pick.name} opens; this is a bug in permlint`);
    }
  }
}

function coveredBy<C extends AskedCall>(
  call: C,
  known: KnownCall,
  { pick, companion, rows }: CallNeeds,
  set: ReadonlySet<LivePermission>,
  weights: Weights,
): CallAnswer<C> {
  const byCost = (lives: readonly LivePermission[]) => [...lives].sort((a, b) => weights.cost(a) - weights.cost(b));
  const each = rows.map((row) => byCost(row.filter((live) => set.has(live))));
  const by =
    companion === undefined ? (each[0] ?? []) : each.flatMap(([first]) => (first === undefined ? [] : [first]));
  const others = byCost((rows[0] ?? []).filter((live) => !set.has(live)));
  const isOwn = ({ parts }: LivePermission): boolean => parts.resource === pick.parts.resource;
  const alternatives = [...others.filter(isOwn), ...others.filter((live) => !isOwn(live))];
  return {
    status: 'covered',
    call,
    known,
    by,
    needsBoth: companion !== undefined,
    pick,
    alternatives,
  };
}
