import type { Catalog } from '../catalog/types.js';
import { callText, pathText } from '../least/call-path.js';
import { type LeastAnswer, openLeast } from '../least/least.js';
import { callData, kindOfScheme } from '../least/openers.js';
import type { Scheme } from '../least/path-table.js';
import type { Call } from '../model/call.js';

/** Calls that go to one known path count as one; logs hold the same call for every user. */
export interface CallGroup extends Call {
  /** How many addresses it stands for. */
  readonly count: number;
  /** The call as answers print it. */
  readonly text: string;
}

/** The smallest set for one way to sign in. */
export interface SchemeAnswer {
  readonly scheme: Scheme;
  readonly answer: LeastAnswer<CallGroup>;
}

/** How the schemes are called in answers. */
export const schemeNames: Readonly<Record<Scheme, string>> = {
  work: 'delegated',
  personal: 'delegated, personal accounts',
  application: 'application',
};

/** The schemes that are asked for, or else those that the calls are made with; both kinds where nothing says. */
export function schemesOf(asked: readonly Scheme[], calls: readonly Call[]): readonly Scheme[] {
  if (asked.length > 0) return asked;
  const schemes = ['work', 'application'] as const;
  const said = schemes.filter((scheme) =>
    calls.some(({ kind }) => kind === undefined || kind === kindOfScheme(scheme)),
  );
  return said.length > 0 ? said : schemes;
}

/** The smallest set for each scheme, over the calls that are made with it. */
export function answersFor(
  catalog: Catalog,
  schemes: readonly Scheme[],
  groups: readonly CallGroup[],
): readonly SchemeAnswer[] {
  return schemes.flatMap((scheme) => {
    const own = groups.filter(({ kind }) => kind === undefined || kind === kindOfScheme(scheme));
    return own.length === 0 ? [] : [{ scheme, answer: openLeast(catalog, scheme).cover(own) }];
  });
}

/** The calls, those of one known path and kind together. */
export function groupCalls(catalog: Catalog, calls: readonly Call[]): readonly CallGroup[] {
  const { find } = callData(catalog);
  const groups = new Map<string, CallGroup>();
  for (const call of calls) {
    const known = find(call.method, call.url);
    const path = known === undefined ? undefined : pathText(known.segments);
    const key = `${call.kind} ${call.method} ${path ?? call.url}`;
    const before = groups.get(key);
    const count = (before?.count ?? 0) + 1;
    const text = path === undefined || count === 1 ? callText(call) : `${call.method} ${path}`;
    groups.set(key, { ...(before ?? call), count, text });
  }
  return [...groups.values()];
}

/** The calls that no way to sign in can make. */
export function unanswered(answers: readonly SchemeAnswer[]): readonly CallGroup[] {
  const all = answers.flatMap(({ answer }) => answer.calls);
  const covered = new Set(all.flatMap(({ status, call }) => (status === 'covered' ? [call] : [])));
  return [...new Set(all.map(({ call }) => call))].filter((call) => !covered.has(call));
}
