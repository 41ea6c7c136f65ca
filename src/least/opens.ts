import { graphAppId } from '../catalog/lookup.js';
import type { Catalog, Permission } from '../catalog/types.js';
import { pathText } from './call-path.js';
import { type CallData, callData, type KnownCall, needsUser } from './openers.js';
import type { Entry, Scheme } from './path-table.js';

/** A call that the data list a permission for. */
export interface OpenedCall {
  readonly method: string;
  /** As in the data, in lower case: `/users/{id}/messages`, `/applications(appid={appid})`. */
  readonly path: string;
  /** The first segment of the path: `users`. */
  readonly family: string;
  /** Names of which one is needed besides; empty where the permission is enough. */
  readonly alsoNeeds: readonly string[];
  /** Whether it is the permission to ask for where this is the only call. */
  readonly isLeast: boolean;
  /** Who makes the call; an application permission has no accounts. */
  readonly accounts: { readonly work: boolean; readonly personal: boolean } | undefined;
}

/**
 * The calls that the data list for this very permission, in the order of their paths. What it covers besides by its
 * name is left out, and so is `/me` for applications, which no token without a user has. Empty for APIs other than
 * Microsoft Graph; a call that is missing may still work.
 */
export function callsOpenedBy(catalog: Catalog, permission: Permission): readonly OpenedCall[] {
  if (permission.api.appId !== graphAppId || permission.name === '') return [];
  const data = callData(catalog);
  const wanted = permission.name.toLowerCase();
  const name = data.table.names.findIndex((each) => each.toLowerCase() === wanted);
  if (name === -1) return [];
  const ofLists = new Map<number, ListEntries | undefined>();
  const entriesOf = (list: number): ListEntries | undefined => {
    if (!ofLists.has(list)) ofLists.set(list, listEntries(data, list, name, permission));
    return ofLists.get(list);
  };
  return data.table.paths.flatMap(({ path, group }) => {
    const segments = path.split('/');
    if (needsUser({ segments }, permission.kind === 'application' ? 'application' : 'work')) return [];
    return [...group].flatMap(([method, list]) => {
      const own = entriesOf(list);
      return own === undefined ? [] : [openedCall(data, { method, segments, list }, own, permission)];
    });
  });
}

/** A permission's part in a list of entries: the schemes that list it, and what it needs besides. */
interface ListEntries {
  readonly schemes: readonly Scheme[];
  readonly alsoNeeds: readonly string[];
}

function listEntries(data: CallData, list: number, name: number, { kind }: Permission): ListEntries | undefined {
  const among: readonly Scheme[] = kind === 'application' ? ['application'] : ['work', 'personal'];
  const own = (scheme: Scheme): readonly Entry[] =>
    data.table.entries(list, scheme).filter((each) => each.name === name);
  const schemes = among.filter((scheme) => own(scheme).length > 0);
  const [first] = schemes;
  if (first === undefined) return undefined;
  const entries = own(first);
  const also = entries.some((each) => each.also.length === 0) ? [] : entries.flatMap((each) => each.also);
  return { schemes, alsoNeeds: [...new Set(also)].flatMap((each) => data.table.names[each] ?? []) };
}

function openedCall(
  data: CallData,
  call: KnownCall,
  { schemes, alsoNeeds }: ListEntries,
  { kind, id }: Permission,
): OpenedCall {
  return {
    method: call.method,
    path: pathText(call.segments),
    family: (call.segments[0] ?? '').replace(/\(.*$/, ''),
    alsoNeeds,
    isLeast: schemes.some((scheme) => data.pick(call, scheme)?.live.permission.id === id),
    accounts:
      kind === 'application' ? undefined : { work: schemes.includes('work'), personal: schemes.includes('personal') },
  };
}
