// Permissions for one team, chat or user: tokens do not list them.
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import type { Hint } from '../../hint.js';
import type { RefusedCall } from './asked-call.js';
import { firstOf } from './permission-words.js';

/** What a resource-specific permission may open the call, where the data list one: the token cannot tell. */
export function resourceSpecificHints(
  { context, text, fit }: RefusedCall,
  known: KnownCall,
  schemes: readonly Scheme[],
): readonly Hint[] {
  const { table, live } = callData(context.catalog);
  const names = schemes.flatMap((scheme) =>
    table.entries(known.list, scheme).flatMap(({ name }) => {
      const own = table.names[name] ?? '';
      const isListed = live[kindOfScheme(scheme)].byName.has(own.toLowerCase());
      return !isListed && /\.(?:Group|Chat|User)$/.test(own) ? [own] : [];
    }),
  );
  if (names.length === 0 || (fit !== 'denied' && fit !== 'untold')) return [];
  const evidence = `${text} is also open by ${firstOf([...new Set(names)], 2)}, which no token lists: it holds in the team or chat that the Teams app is installed in.`;
  return [{ cause: 'rsc-not-installed', weight: 40, evidence }];
}
