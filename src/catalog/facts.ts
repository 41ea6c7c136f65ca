import { azureAdGraphAppId, graphAppId, isListed, type PermissionLookup } from './lookup.js';
import { kindOf, letterOf } from './table.js';
import type { Api, Catalog, Limit, Permission, ReadPart, Retirement, Succession, Tier } from './types.js';

type Facts = Pick<
  Catalog,
  | 'succession'
  | 'retirement'
  | 'graphSuccessors'
  | 'resourceSpecificNames'
  | 'limit'
  | 'tier'
  | 'isRefusedByManagedConsent'
>;

/** The small parts of the catalog, each read and taken apart when it is first asked for. */
export function createFacts(readPart: ReadPart, lookup: PermissionLookup): Facts {
  const successions = lazy(() => readPart('graph-retired.tsv'));
  const azureAdGraph = lazy(() => readPart('azure-ad-graph.tsv'));
  const tiers = lazy(() => readPart('tiers.tsv'));
  const retirements = lazy(() => retirementsOf(readPart('retirements.json')));
  const limits = lazy(() => limitsOf(readPart('limits.json')));
  const refused = lazy(() => new Set(readPart('consent-policy.tsv').trimEnd().split('\n')));
  const names = lazy(() =>
    readPart('resource-specific.tsv')
      .trimEnd()
      .split('\n')
      .map((line) => ({ name: line.slice(2), kind: kindOf(line.charAt(0)) })),
  );
  const known = new WeakMap<Permission, Tier | undefined>();
  return {
    succession: (permission) => successionOf(permission, successions, lookup),
    retirement(api, permission) {
      const known = retirements().get(api) ?? retirements().get(api.toLowerCase());
      if (known === undefined || permission === undefined) return known?.whole;
      const own = known[permission.kind];
      return own.get(permission.id) ?? own.get(permission.id.toLowerCase());
    },
    graphSuccessors(permission) {
      if (permission.api.appId !== azureAdGraphAppId) return [];
      const [ids] = rowAfter(azureAdGraph(), [letterOf(permission.kind), permission.id]) ?? [];
      return graphPermissions(ids, permission, lookup);
    },
    resourceSpecificNames: names,
    limit(id) {
      const limit = limits().get(id);
      if (limit === undefined) throw new Error(`the catalog has no limit "${id}"`);
      return limit;
    },
    tier(permission) {
      if (!known.has(permission)) known.set(permission, tierOf(tiers(), permission));
      return known.get(permission);
    },
    isRefusedByManagedConsent: ({ api, kind, id }) => kind === 'delegated' && refused().has(`${api.appId}\t${id}`),
  };
}

/** Makes a value when it is first asked for, once. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The fields after the first ones, of the line that begins with these. */
export function rowAfter(text: string, first: readonly string[]): readonly string[] | undefined {
  const wanted = `${first.join('\t')}\t`;
  let at = text.startsWith(wanted) ? 0 : text.indexOf(`\n${wanted}`);
  if (at === -1) return undefined;
  if (at > 0) at += 1;
  return text.slice(at + wanted.length, text.indexOf('\n', at)).split('\t');
}

function successionOf(
  permission: Permission,
  successions: () => string,
  lookup: PermissionLookup,
): Succession | undefined {
  if (permission.api.appId !== graphAppId) return undefined;
  if (permission.state !== 'retired' && permission.state !== 'draft') return undefined;
  const [lastSeen, ids] = rowAfter(successions(), [letterOf(permission.kind), permission.id]) ?? [];
  return lastSeen === undefined ? undefined : { lastSeen, successors: graphPermissions(ids, permission, lookup) };
}

/** Live Microsoft Graph permissions of the same kind, by ids that commas part. */
function graphPermissions(
  ids: string | undefined,
  { kind }: Permission,
  lookup: PermissionLookup,
): readonly Permission[] {
  const graph: Api | undefined = lookup.api(graphAppId);
  if (ids === undefined || ids === '' || graph === undefined) return [];
  const all = ids.split(',').flatMap((id) => lookup.permissionsIn(graph, id));
  return all.filter((each) => each.kind === kind && isListed(each));
}

function tierOf(text: string, { api, kind, id }: Permission): Tier | undefined {
  const [tier, path = ''] = rowAfter(text, [api.appId, letterOf(kind), id]) ?? [];
  return isTier(tier) ? { tier, path } : undefined;
}

function isTier(value: string | undefined): value is Tier['tier'] {
  return value === '0-direct' || value === '0-indirect' || value === '1';
}

interface ApiRetirements {
  whole: Retirement | undefined;
  readonly application: Map<string, Retirement>;
  readonly delegated: Map<string, Retirement>;
}

function retirementsOf(text: string): ReadonlyMap<string, ApiRetirements> {
  const rows: readonly Retirement[] = JSON.parse(text);
  const apis = new Map<string, ApiRetirements>();
  for (const row of rows) {
    const own = apis.get(row.api) ?? { whole: undefined, application: new Map(), delegated: new Map() };
    apis.set(row.api, own);
    if (row.kind === null || row.id === null) own.whole = row;
    else own[row.kind].set(row.id, row);
  }
  return apis;
}

function limitsOf(text: string): ReadonlyMap<string, Limit> {
  const rows: readonly Limit[] = JSON.parse(text);
  return new Map(rows.map((row) => [row.id, row]));
}
