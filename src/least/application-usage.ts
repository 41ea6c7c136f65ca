import { includesPersonal } from '../catalog/audience.js';
import { graphAppId } from '../catalog/lookup.js';
import type { Audience, Catalog, MemberType, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import type { Call } from '../model/call.js';
import { type KindUsage, type UsedCall, usageOf } from './call-usage.js';
import { type CallAnswer, openLeast } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { listedTypes, unreadTypes } from './member-relations.js';
import { needsUser } from './openers.js';
import type { Scheme } from './path-table.js';
import { type Requested, requestedOf } from './requested.js';

/** A declared call that no requested permission opens. */
export interface MissingCall<C extends UsedCall> {
  readonly call: C;
  /** What would open it, by the kinds that the application may make it with. */
  readonly answers: readonly { readonly kind: PermissionKind; readonly answer: CallAnswer<C> }[];
}

/** Calls whose answers hold members without names. */
export interface UnnamedMembers<C extends UsedCall> {
  readonly kind: PermissionKind;
  readonly types: readonly MemberType[];
  readonly calls: readonly C[];
}

/** What the declared calls of an application say of the permissions of Microsoft Graph that it requests. */
export interface ApplicationUsage<C extends UsedCall = Call> {
  /** The calls that concern this application. */
  readonly calls: readonly C[];
  readonly kinds: readonly KindUsage<C>[];
  readonly missing: readonly MissingCall<C>[];
  /** Calls that are in no list: nothing can be said of them. */
  readonly unknown: readonly C[];
  /** Delegated calls that work accounts can make and personal accounts cannot. */
  readonly workOnly: readonly C[];
  /** Calls that list members of types that the application may not read. */
  readonly unnamed: readonly UnnamedMembers<C>[];
  /** The calls that the data list under this permission, and under no other one that is requested. */
  readonly listedAlone: (permission: Permission) => readonly C[];
}

/** An application, as far as its calls are concerned. */
export interface CallingApplication {
  /** In lower case, where it is known. */
  readonly appId: string | undefined;
  readonly audience: Audience | undefined;
  /** Everything that it requests or was granted, and that exists. */
  readonly permissions: readonly Permission[];
  /** Whether some of what it requests is not known: then nothing is missing for sure. */
  readonly isPartial: boolean;
  /** The one kind that it can use, where its way of signing in is declared. */
  readonly onlyKind?: PermissionKind | undefined;
}

const kinds = ['delegated', 'application'] as const;

/**
 * Holds declared calls against one application. Calls that name another application are left out; a call that does not
 * say how the application signs in counts for every kind that it requests of Microsoft Graph. Undefined where no call
 * concerns it. `spares` tells which permissions are never called unused or excessive.
 */
export function applicationUsage<C extends UsedCall & { readonly appId?: string }>(
  catalog: Catalog,
  { appId, audience, permissions, isPartial, onlyKind }: CallingApplication,
  declared: readonly C[],
  spares: (permission: Permission) => boolean,
): ApplicationUsage<C> | undefined {
  const calls = declared.filter((call) => call.appId === undefined || call.appId === appId);
  if (calls.length === 0) return undefined;
  const own = permissions.filter(({ api }) => api.appId === graphAppId);
  const used = onlyKind === undefined ? usedKinds(own) : [onlyKind];
  const kindsOf = (call: C): readonly PermissionKind[] => (call.kind === undefined ? used : [call.kind]);
  const requested = new Map(kinds.map((kind) => [kind, requestedFor(catalog, kind, audience, own)]));
  const asked = (kind: PermissionKind): Requested | undefined => requested.get(kind);
  const usages = kinds.flatMap((kind) => {
    const mine = calls.filter((call) => kindsOf(call).includes(kind));
    const list = asked(kind);
    // Where every call says another kind, a permission of this one serves none.
    return list === undefined || (mine.length === 0 && list.lives.size === 0)
      ? []
      : [usageOf(list, mine, spares, revealing(catalog, list))];
  });
  const { missing, unknown } = missingOf(calls, kindsOf, asked);
  // What personal accounts can never do is not missing a permission.
  const isPersonalOnly = audience === 'PersonalMicrosoftAccount';
  const workOnly = includesPersonal(audience) ? workOnlyOf(catalog, calls, kindsOf) : [];
  return {
    calls,
    missing: isPartial ? [] : missing.filter(({ call }) => !isPersonalOnly || !workOnly.includes(call)),
    unknown,
    workOnly,
    unnamed: isPartial ? [] : usages.flatMap(({ kind, answers }) => unnamedOf(catalog, asked(kind), answers)),
    kinds: usages,
    listedAlone: (permission) =>
      listedAlone(
        asked(permission.kind),
        calls.filter((call) => kindsOf(call).includes(permission.kind)),
        permission,
      ),
  };
}

/** The kinds that an application requests; any where it requests none. */
function usedKinds(permissions: readonly Permission[]): readonly PermissionKind[] {
  const flows = kinds.filter((kind) => permissions.some((each) => each.kind === kind));
  return flows.length > 0 ? flows : kinds;
}

function requestedFor(
  catalog: Catalog,
  kind: PermissionKind,
  audience: Audience | undefined,
  permissions: readonly Permission[],
): Requested {
  const least = openLeast(catalog, schemeOf(kind, audience));
  return requestedOf(
    least,
    kind,
    permissions.filter((each) => each.kind === kind),
  );
}

function schemeOf(kind: PermissionKind, audience: Audience | undefined): Scheme {
  if (kind === 'application') return 'application';
  return audience === 'PersonalMicrosoftAccount' ? 'personal' : 'work';
}

function missingOf<C extends UsedCall>(
  calls: readonly C[],
  kindsOf: (call: C) => readonly PermissionKind[],
  asked: (kind: PermissionKind) => Requested | undefined,
): { readonly missing: readonly MissingCall<C>[]; readonly unknown: readonly C[] } {
  const left: C[] = [];
  const unknown: C[] = [];
  for (const call of calls) {
    const own = kindsOf(call).flatMap((kind) => asked(kind) ?? []);
    if (own[0]?.least.data.find(call.method, call.url) === undefined) unknown.push(call);
    else if (!own.some((list) => isMade(list, call))) left.push(call);
  }
  // What lacks is covered together, and apart from what is open already.
  const answers = kinds.map((kind) => {
    const own = left.filter((call) => kindsOf(call).includes(kind));
    return {
      kind,
      of: new Map(
        asked(kind)
          ?.least.cover(own)
          .calls.map((answer) => [answer.call, answer]),
      ),
    };
  });
  const missing = left.map((call) => ({
    call,
    answers: answers.flatMap(({ kind, of }) => {
      const answer = of.get(call);
      return answer === undefined ? [] : [{ kind, answer }];
    }),
  }));
  return { missing, unknown };
}

/** Whether the permissions open a call that can be made with their kind at all. */
function isMade({ least, lives, opens }: Requested, call: UsedCall): boolean {
  const known = least.data.find(call.method, call.url);
  if (known === undefined) return false;
  if (needsUser(known, least.scheme)) return false;
  return opens(known, lives);
}

function listedAlone<C extends UsedCall>(
  list: Requested | undefined,
  calls: readonly C[],
  { id }: Permission,
): readonly C[] {
  if (list === undefined) return [];
  const { data, scheme } = list.least;
  return calls.filter((call) => {
    const known = data.find(call.method, call.url);
    const listed = known === undefined ? [] : data.openers(known, scheme).map(({ live }) => live);
    const own = listed.filter((live) => list.lives.has(live));
    return own.length > 0 && own.every(({ permission }) => permission.id === id);
  });
}

function workOnlyOf<C extends UsedCall>(
  catalog: Catalog,
  calls: readonly C[],
  kindsOf: (call: C) => readonly PermissionKind[],
): readonly C[] {
  const [work, personal] = [openLeast(catalog, 'work'), openLeast(catalog, 'personal')];
  return calls.filter((call) => {
    const known = work.data.find(call.method, call.url);
    if (known === undefined || !kindsOf(call).includes('delegated')) return false;
    return work.needs(known) !== undefined && personal.needs(known) === undefined;
  });
}

/** Tells whether a permission is what gives the members of a listed call their names. */
function revealing<C extends UsedCall>(catalog: Catalog, { least, kind }: Requested) {
  const every = [
    ...catalog.memberTypes().flatMap(({ least: own, full }) => [own[kind], full[kind]]),
    catalog.revealsEveryMember()[kind],
  ];
  const names = new Set(every.map(({ name }) => name));
  const { byName, above } = least.data.live[kind];
  return (live: LivePermission, answers: readonly CallAnswer<C>[]): boolean => {
    const isRevealing = [...names].some((name) => {
      const own = byName.get(name.toLowerCase());
      return own !== undefined && (own === live || above(own).includes(live));
    });
    if (!isRevealing) return false;
    return answers.some((answer) => {
      const listed =
        answer.status === 'covered' && answer.call.method === 'GET' ? listedTypes(answer.known.segments) : undefined;
      const types = listed === undefined ? [] : [...listed.usual, ...listed.rare];
      return unreadTypes(catalog, types, kind, least.data.live[kind], new Set([live])).length < types.length;
    });
  };
}

/** The opened calls of one kind that list members whose usual types the application may not read, by those types. */
function unnamedOf<C extends UsedCall>(
  catalog: Catalog,
  list: Requested | undefined,
  answers: readonly CallAnswer<C>[],
): readonly UnnamedMembers<C>[] {
  if (list === undefined) return [];
  const { least, kind, lives, opens } = list;
  const groups = new Map<string, { readonly types: readonly MemberType[]; readonly calls: C[] }>();
  for (const answer of answers) {
    if (answer.status !== 'covered' || answer.call.method !== 'GET' || !opens(answer.known, lives)) continue;
    const listed = listedTypes(answer.known.segments);
    const types = listed === undefined ? [] : unreadTypes(catalog, listed.usual, kind, least.data.live[kind], lives);
    if (types.length === 0) continue;
    const key = types.map(({ type }) => type).join();
    const group = groups.get(key) ?? { types, calls: [] };
    groups.set(key, group);
    group.calls.push(answer.call);
  }
  return [...groups.values()].map((group) => ({ kind, ...group }));
}
