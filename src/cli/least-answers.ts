import type { Catalog } from '../catalog/types.js';
import { pathText, segmentsOf } from '../least/call-path.js';
import { type LeastAnswer, openLeast } from '../least/least.js';
import { callData, kindOfScheme } from '../least/openers.js';
import type { Scheme } from '../least/path-table.js';
import type { Call } from '../model/call.js';

/** Calls that go to one known path count as one; logs hold the same call for every user. */
export interface CallGroup extends Call {
  /** How many calls it stands for. */
  readonly count: number;
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
  calls: readonly Call[],
): readonly SchemeAnswer[] {
  return schemes.flatMap((scheme) => {
    const own = calls.filter(({ kind }) => kind === undefined || kind === kindOfScheme(scheme));
    return own.length === 0 ? [] : [{ scheme, answer: openLeast(catalog, scheme).cover(grouped(catalog, own)) }];
  });
}

function grouped(catalog: Catalog, calls: readonly Call[]): readonly CallGroup[] {
  const { find } = callData(catalog);
  const groups = new Map<string, CallGroup>();
  for (const call of calls) {
    const known = find(call.method, call.url);
    const path = pathText(known?.segments ?? segmentsOf(call.url));
    const key = `${call.method} ${path}`;
    const before = groups.get(key);
    groups.set(key, before === undefined ? { ...call, count: 1 } : { ...before, url: path, count: before.count + 1 });
  }
  return [...groups.values()];
}
