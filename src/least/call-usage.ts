import type { Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { type Segments, segmentsOf } from './call-path.js';
import { isByBody } from './cover-rows.js';
import { type AskedCall, type CallAnswer, type Least, wantedOf } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { namesPath } from './naming.js';
import { type CallData, type KnownCall, kindOfScheme } from './openers.js';

/** A call of an application, with the kind of permission that it is made with where that is known. */
export interface UsedCall extends AskedCall {
  readonly kind?: PermissionKind;
}

/** Calls held against requested permissions of Microsoft Graph, of one kind. */
export interface KindUsage<C extends UsedCall> {
  readonly kind: PermissionKind;
  /** The smallest set for all calls of the kind. */
  readonly least: readonly LivePermission[];
  /** How that set opens each call. */
  readonly answers: readonly CallAnswer<C>[];
  /** Requested permissions that no call needs. */
  readonly unused: readonly Unused[];
  /** Requested permissions whose calls one opens that is broader by its name, and needed. */
  readonly redundant: readonly Unused[];
  readonly excessive: readonly Excess<C>[];
}

/** A requested permission that no call needs: it opens none, or others that are needed anyway open all that it does. */
export interface Unused {
  readonly permission: Permission;
  readonly openedBy: readonly LivePermission[];
}

/** A requested permission in whose place less would do. */
export interface Excess<C extends UsedCall> {
  readonly permission: Permission;
  /** What opens its calls instead; those that are requested already among them. */
  readonly instead: readonly LivePermission[];
  /** Of `instead`, what is to be added. */
  readonly added: readonly LivePermission[];
  readonly calls: readonly C[];
}

/** The requested permissions of one kind, as far as calls can tell of them. */
export interface Requested {
  readonly least: Least;
  readonly kind: PermissionKind;
  /** Those that are live. */
  readonly lives: readonly LivePermission[];
  readonly opens: (call: KnownCall, lives: ReadonlySet<LivePermission>) => boolean;
}

/** The permissions of one kind among those requested of Microsoft Graph, ready to be held against calls. */
export function requestedOf(least: Least, kind: PermissionKind, permissions: readonly Permission[]): Requested {
  const { byName } = least.data.live[kind];
  const lives = permissions.flatMap((permission) => {
    const live = byName.get(permission.name.toLowerCase());
    return live !== undefined && live.permission.id === permission.id ? [live] : [];
  });
  return { least, kind, lives: [...new Set(lives)], opens: (call, own) => isOpenTo(least, call, own) };
}

/** What chosen things open is granted at each of them, and the data lists hardly any of its calls. */
const isSelected = ({ name }: LivePermission): boolean => /\.(?:Selected|AppFolder|WhereInstalled)$/.test(name);

/** `/users/{id}` may be the signed-in user, or somebody else, who shares something or not. */
function isOfAnyUser({ segments }: Pick<KnownCall, 'segments'>): boolean {
  return segments[0] === 'users' && segments[1] === '*';
}

/**
 * Tells whether one of some permissions is listed for a call, above a listed one by name, for chosen things of its kind,
 * or for what other users share.
 */
function holderOf(
  { data, scheme }: Least,
  call: Pick<KnownCall, 'segments'>,
  own: ReadonlySet<LivePermission>,
): (live: LivePermission) => boolean {
  const { above } = data.live[kindOfScheme(scheme)];
  const selected = new Set([...own].filter(isSelected).map(({ parts }) => parts.resource));
  const selectedNames = new Set([...own].filter(isSelected).map(({ name }) => name.toLowerCase()));
  // Whoever acts as the user reaches all of the directory that the user does.
  const actsAsUser = [...own].some(({ name }) => name === 'Directory.AccessAsUser.All');
  const shared = isOfAnyUser(call) ? [...own].filter(({ parts }) => parts.constraint === 'Shared') : [];
  return (live) =>
    own.has(live) ||
    selected.has(live.parts.resource) ||
    (selectedNames.size > 0 && data.narrowerNames(live).some((name) => selectedNames.has(name))) ||
    (actsAsUser && live.parts.resource === 'Directory') ||
    shared.some((each) => each.parts.resource === live.parts.resource && each.operation >= live.operation) ||
    (!isByBody(call) && above(live).some((higher) => own.has(higher)));
}

/** Whether some of the permissions open a call, with what each needs besides. */
function isOpenTo(least: Least, call: KnownCall, own: ReadonlySet<LivePermission>): boolean {
  const holds = holderOf(least, call, own);
  return least.data
    .openers(call, least.scheme)
    .some(({ live, also }) => holds(live) && (also.length === 0 || also.some(holds)));
}

/** Whether a permission takes part where some open a call: by itself, or as what another one needs besides. */
function takesPart(least: Least, call: KnownCall, live: LivePermission, own: ReadonlySet<LivePermission>): boolean {
  const [holds, isMine] = [holderOf(least, call, own), holderOf(least, call, new Set([live]))];
  return least.data.openers(call, least.scheme).some(({ live: opener, also }) => {
    if (!holds(opener) || (also.length > 0 && !also.some(holds))) return false;
    return isMine(opener) || also.some(isMine);
  });
}

/**
 * What the calls of one kind say of the permissions that are requested for them. `spares` tells which are never called
 * unused. A permission is excessive only where what would take its place weighs less by the objective of `cover`.
 */
export function usageOf<C extends UsedCall>(
  requested: Requested,
  calls: readonly C[],
  spares: (permission: Permission) => boolean,
  reveals: (live: LivePermission, answers: readonly CallAnswer<C>[]) => boolean,
): KindUsage<C> {
  const { least, kind, lives, opens } = requested;
  const whole = least.cover(calls);
  const set = new Set(lives);
  const open = whole.calls.flatMap((answer) =>
    answer.status === 'covered' && opens(answer.known, set) ? [answer.call] : [],
  );
  const { permissions, calls: answers } = least.cover(open);
  const groups = groupedByPath(answers);
  const needed = new Set(permissions);
  const unknown = whole.calls.flatMap((answer) => (answer.status === 'unknown' ? [answer.call.url] : []));
  const mayNeed = besideUnknown(requested, unknown);
  const spared = new Set([...lives].filter((live) => spares(live.permission) || reveals(live, answers)));
  const unused: Unused[] = [];
  const redundant: Unused[] = [];
  const excessive: Excess<C>[] = [];
  for (const live of lives) {
    if (needed.has(live) || spared.has(live)) continue;
    const own = groups.filter(([{ known }]) => takesPart(least, known, live, set)).flat();
    if (mayNeed(live)) continue;
    if (own.length > 0) judge(requested, live, own, { unused, redundant, excessive });
    else if (least.weights.opened(live) > 0 && !goesWithWrite(live, needed)) {
      unused.push({ permission: live.permission, openedBy: [] });
    }
  }
  return { kind, least: whole.permissions, answers: whole.calls, unused, redundant, excessive };
}

/** Covered calls of one known path: a log holds the same for every user. None is empty. */
function groupedByPath<C extends UsedCall>(
  answers: readonly CallAnswer<C>[],
): readonly (readonly [Covered<C>, ...Covered<C>[]])[] {
  const groups = new Map<string, [Covered<C>, ...Covered<C>[]]>();
  for (const answer of answers) {
    if (answer.status !== 'covered') continue;
    const key = `${answer.known.method} ${answer.known.segments.join('/')}`;
    const before = groups.get(key);
    if (before === undefined) groups.set(key, [answer]);
    else before.push(answer);
  }
  return [...groups.values()];
}

type Covered<C extends AskedCall> = Extract<CallAnswer<C>, { status: 'covered' }>;

interface Judged<C extends UsedCall> {
  readonly unused: Unused[];
  readonly redundant: Unused[];
  readonly excessive: Excess<C>[];
}

/** Writing some things takes the right to read them as well, which the data do not say (policies, for one). */
function goesWithWrite({ access, parts }: LivePermission, needed: ReadonlySet<LivePermission>): boolean {
  const writes = [...needed].filter((each) => each.access === 'write');
  return access === 'read' && writes.some((each) => each.parts.resource === parts.resource);
}

// What the live service's consent texts (2026-08-20) say that basic permissions show of users, and hide of messages.
const basicOfUsers = ['id', 'displayname', 'givenname', 'surname', 'mail', 'userprincipalname', 'photo'];
const hiddenOfOthers = ['body', 'bodypreview', 'uniquebody', 'attachments', 'extensions', 'description'];

/** Whether a call asks for properties, or for a content, that basic permissions do not show. */
function needsMore<C extends UsedCall>({ call: { url }, by }: Covered<C>): boolean {
  if (!by.some(({ operation }) => operation === 0)) return false;
  const [path = '', query = ''] = url.split('?');
  if (/\/\$value\/?$/i.test(path) || /(?:^|&)(?:\$|%24)expand=/i.test(query)) return true;
  const selected = /(?:^|&)(?:\$|%24)select=([^&]*)/i.exec(query)?.[1];
  const names = selected?.toLowerCase().split(/,|%2c/) ?? [];
  const isOfUsers = by.some(({ parts }) => parts.resource === 'User');
  return names.some((name) => (isOfUsers ? !basicOfUsers.includes(name.trim()) : hiddenOfOthers.includes(name.trim())));
}

/** Judges a permission whose calls the smallest set opens without it. */
function judge<C extends UsedCall>(
  { least: { weights, data, scheme }, lives }: Requested,
  live: LivePermission,
  answers: readonly Covered<C>[],
  { unused, redundant, excessive }: Judged<C>,
): void {
  const { permission } = live;
  if (answers.some((answer) => isByBody(answer.known) || needsMore(answer))) return;
  const instead = [...new Set(answers.flatMap(wantedOf))];
  const added = instead.filter((each) => !lives.includes(each));
  const calls = answers.map(({ call }) => call);
  const isLess = instead.every((each) => weights.cost(each) < weights.cost(live));
  // What is the user's own opens this for the user alone: the wider permission is there for the others.
  const isNarrowed = answers.some(({ known, by }) => isOfAnyUser(known) && by.some(({ reach }) => reach < live.reach));
  if (isNarrowed && live.reach > 1) return;
  if (added.length > 0) {
    const cost = added.reduce((sum, each) => sum + weights.cost(each), 0);
    if (cost < weights.cost(live)) excessive.push({ permission, instead, added, calls });
  } else if (isLess) excessive.push({ permission, instead, added, calls });
  else {
    const isBroader = data.live[kindOfScheme(scheme)].above(live).some((each) => instead.includes(each));
    (isBroader ? redundant : unused).push({ permission, openedBy: instead });
  }
}

/**
 * Tells whether a permission may be what one of these calls needs, none of which is known: it opens calls that begin
 * with the same two words, or its resource is named in the path.
 */
function besideUnknown({ least, opens }: Requested, urls: readonly string[]): (live: LivePermission) => boolean {
  const paths = new Map(urls.map(segmentsOf).map((path) => [path.join('/'), path]));
  const words = new Set([...paths.values()].map((path) => wordsOf(path).join('/')));
  const lists = new Set([...words].flatMap((each) => listsBeside(least, each.split('/'))));
  // What a subscription needs depends on what is subscribed to: it may be anything.
  if (words.has('subscriptions')) return () => true;
  return (live) => {
    const alone = new Set([live]);
    const isNamed = [...paths.values()].some((path) => namesPath(live.name, path));
    return isNamed || [...lists].some((list) => opens({ method: 'GET', segments: [], list }, alone));
  };
}

const indexes = new WeakMap<CallData, ReadonlyMap<string, readonly number[]>>();

function listsBeside({ data }: Least, words: Segments): readonly number[] {
  const index = indexes.get(data) ?? listsByWords(data);
  indexes.set(data, index);
  return index.get(words.join('/')) ?? [];
}

function listsByWords({ table }: CallData): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const { path, group } of table.paths) {
    const key = wordsOf(path.split('/')).join('/');
    const lists = index.get(key) ?? [];
    index.set(key, lists);
    lists.push(...group.values());
  }
  return index;
}

/** The first two words of a path; a signed-in user's own things are users' things. */
function wordsOf(segments: Segments): Segments {
  const words = segments.filter((segment) => segment !== '*').slice(0, 2);
  return words[0] === 'me' ? ['users', ...words.slice(1)] : words;
}
