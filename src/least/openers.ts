import { graphAppId } from '../catalog/lookup.js';
import { isTierZero } from '../catalog/tier-zero.js';
import type { Catalog } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { type Segments, segmentsOf, withoutCasts } from './call-path.js';
import { type LivePermission, type LivePermissions, livePermissions } from './live-permissions.js';
import { partsOf } from './naming.js';
import { createMatcher, type MatchPath, meantMethod } from './path-match.js';
import { type PathTable, readPathTable, type Scheme } from './path-table.js';
import { type Opener, pickOf } from './pick.js';

/** A call whose path and method the data know. */
export interface KnownCall {
  readonly method: string;
  /** In the spelling of the data. */
  readonly segments: Segments;
  /** The number of its list of entries: calls with one number are opened by the same permissions. */
  readonly list: number;
}

/** What the data say of calls and permissions, made once for a catalog. */
export interface CallData {
  readonly table: PathTable;
  readonly live: Readonly<Record<PermissionKind, LivePermissions>>;
  readonly isTierZero: (live: LivePermission) => boolean;
  /** Names, in lower case, of what is narrower than a permission and opens its calls for chosen things. */
  readonly narrowerNames: (live: LivePermission) => readonly string[];
  /** The known call that a method and URL mean; HEAD is read as GET, MERGE as PATCH. */
  readonly find: (method: string, url: string) => KnownCall | undefined;
  /** The usable permissions that open a call. */
  readonly openers: (call: Pick<KnownCall, 'list'>, scheme: Scheme) => readonly Opener[];
  /** The permission to ask for where this is the only call. */
  readonly pick: (call: KnownCall, scheme: Scheme) => Opener | undefined;
}

const known = new WeakMap<Catalog, CallData>();

/** The data of calls for a catalog; takes some milliseconds at the first call for it. Throws where paths.tsv is malformed. */
export function callData(catalog: Catalog): CallData {
  const before = known.get(catalog);
  if (before !== undefined) return before;
  const made = createCallData(catalog);
  known.set(catalog, made);
  return made;
}

/** The kind of permission that a scheme signs in with. */
export function kindOfScheme(scheme: Scheme): PermissionKind {
  return scheme === 'application' ? 'application' : 'delegated';
}

/** `/me` is the signed-in user's, whom an application without a user does not have, though the data list some such calls. */
export function needsUser({ segments }: Pick<KnownCall, 'segments'>, scheme: Scheme): boolean {
  return scheme === 'application' && segments[0] === 'me';
}

function createCallData(catalog: Catalog): CallData {
  const table = readPathTable(catalog.paths());
  const match = createMatcher(table);
  const live = {
    application: livePermissions(catalog, 'application'),
    delegated: livePermissions(catalog, 'delegated'),
  };
  const named = ({ byName }: LivePermissions) => table.names.map((name) => byName.get(name.toLowerCase()));
  const usable: Usable = { application: named(live.application), delegated: named(live.delegated) };
  const openers = openerReader(table, usable);
  const isResourceSpecific = resourceSpecificTest(catalog);
  const isTakeover = ({ permission }: LivePermission): boolean => isTierZero(catalog, permission);
  return {
    table,
    live,
    isTierZero: isTakeover,
    narrowerNames({ permission }) {
      const narrower = catalog.narrower(permission)?.permissions ?? [];
      return narrower.map((each) => each.permission.name.toLowerCase());
    },
    find: remembering((method, url) => {
      const found = match(method, segmentsOf(url)) ?? matchCast(match, method, url);
      return found && { method: meantMethod(method), segments: found.known.path.split('/'), list: found.list };
    }),
    openers,
    pick(call, scheme) {
      const own = usable[kindOfScheme(scheme)];
      return pickOf({
        method: call.method,
        segments: call.segments,
        openers: openers(call, scheme),
        isTierZero: isTakeover,
        isCreation: () =>
          call.method === 'POST' && ['PATCH', 'DELETE'].some((each) => match(each, [...call.segments, '*'])),
        discardedResources: () => discardedResources(table, own, call.list, scheme, isResourceSpecific),
      });
    },
  };
}

type Usable = Readonly<Record<PermissionKind, readonly (LivePermission | undefined)[]>>;

function openerReader(table: PathTable, usable: Usable): CallData['openers'] {
  const lists = new Map<string, readonly Opener[]>();
  return ({ list }, scheme) => {
    const key = `${scheme} ${list}`;
    const found = lists.get(key) ?? openersOf(table, usable[kindOfScheme(scheme)], list, scheme);
    lists.set(key, found);
    return found;
  };
}

/** A list that is narrowed to one kind of directory object needs what the list needs. */
function matchCast(match: MatchPath, method: string, url: string): ReturnType<MatchPath> {
  const plain = method === 'GET' ? withoutCasts(url) : undefined;
  return plain && match(method, plain);
}

const mostRemembered = 20_000;

/** Remembers answers, none included: the same calls are asked about for every application and kind. */
function remembering(find: CallData['find']): CallData['find'] {
  const known = new Map<string, { readonly call: KnownCall | undefined }>();
  return (method, url) => {
    const key = `${method} ${url}`;
    const before = known.get(key);
    if (before !== undefined) return before.call;
    if (known.size >= mostRemembered) known.clear();
    const call = find(method, url);
    known.set(key, { call });
    return call;
  };
}

function openersOf(
  table: PathTable,
  usable: readonly (LivePermission | undefined)[],
  list: number,
  scheme: Scheme,
): readonly Opener[] {
  return table.entries(list, scheme).flatMap(({ name, isMarked, also }) => {
    const live = usable[name];
    const companions = also.flatMap((each) => usable[each] ?? []);
    // What needs something that nobody can be given opens nothing.
    if (live === undefined || (also.length > 0 && companions.length === 0)) return [];
    return [{ live, isMarked, also: companions }];
  });
}

function discardedResources(
  table: PathTable,
  usable: readonly (LivePermission | undefined)[],
  list: number,
  scheme: Scheme,
  isResourceSpecific: (name: string) => boolean,
): ReadonlySet<string> {
  const discarded = table.entries(list, scheme).flatMap(({ name, isMarked }) => {
    const text = table.names[name];
    return isMarked && usable[name] === undefined && text !== undefined && !isResourceSpecific(text) ? [text] : [];
  });
  return new Set(discarded.map((name) => partsOf(name).resource));
}

function resourceSpecificTest(catalog: Catalog): (name: string) => boolean {
  const names = new Set(catalog.resourceSpecificNames().map(({ name }) => name.toLowerCase()));
  const graph = catalog.api(graphAppId);
  for (const { name, resourceSpecific } of graph === undefined ? [] : catalog.permissionsOf(graph)) {
    if (resourceSpecific) names.add(name.toLowerCase());
  }
  return (name) => names.has(name.toLowerCase());
}
