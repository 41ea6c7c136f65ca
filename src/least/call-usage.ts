import type { Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { type Segments, segmentsOf } from './call-path.js';
import { isByBody } from './cover-rows.js';
import type { AskedCall, CallAnswer, Least } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { namesPath } from './naming.js';
import { type KnownCall, kindOfScheme } from './openers.js';

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
const isSelected = ({ name }: LivePermission): boolean => name.endsWith('.Selected');

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
  const shared = isOfAnyUser(call) ? [...own].filter(({ parts }) => parts.constraint === 'Shared') : [];
  return (live) =>
    own.has(live) ||
    selected.has(live.parts.resource) ||
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
): KindUsage<C> {
  const { least, kind, lives, opens } = requested;
  const whole = least.cover(calls);
  const set = new Set(lives);
  const open = whole.calls.flatMap((answer) =>
    answer.status === 'covered' && opens(answer.known, set) ? [answer.call] : [],
  );
  const { permissions, calls: answers } = least.cover(open);
  const needed = new Set(permissions);
  const unknown = whole.calls.flatMap((answer) => (answer.status === 'unknown' ? [answer.call.url] : []));
  const mayNeed = besideUnknown(requested, unknown);
  const unused: Unused[] = [];
  const redundant: Unused[] = [];
  const excessive: Excess<C>[] = [];
  for (const live of lives) {
    if (needed.has(live) || spares(live.permission)) continue;
    const own = answers.flatMap((answer) =>
      answer.status === 'covered' && takesPart(least, answer.known, live, set) ? [answer] : [],
    );
    if (own.length > 0) judge(requested, live, own, { unused, redundant, excessive });
    else if (least.weights.opened(live) > 0 && !mayNeed(live))
      unused.push({ permission: live.permission, openedBy: [] });
  }
  return { kind, least: whole.permissions, answers: whole.calls, unused, redundant, excessive };
}

type Covered<C extends AskedCall> = Extract<CallAnswer<C>, { status: 'covered' }>;

interface Judged<C extends UsedCall> {
  readonly unused: Unused[];
  readonly redundant: Unused[];
  readonly excessive: Excess<C>[];
}

/** Judges a permission whose calls the smallest set opens without it. */
function judge<C extends UsedCall>(
  { least: { weights, data, scheme }, lives }: Requested,
  live: LivePermission,
  answers: readonly Covered<C>[],
  { unused, redundant, excessive }: Judged<C>,
): void {
  const { permission } = live;
  const instead = [...new Set(answers.flatMap(({ by, needsBoth }) => (needsBoth ? by : by.slice(0, 1))))];
  const added = instead.filter((each) => !lives.includes(each));
  const calls = answers.map(({ call }) => call);
  const isLess = instead.every((each) => weights.cost(each) < weights.cost(live));
  // What is the user's own opens this for the user alone: the wider permission is there for the others.
  if (live.reach > 1 && instead.some(({ reach }) => reach === 1) && answers.some(({ known }) => isOfAnyUser(known)))
    return;
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
  const paths = urls.map(segmentsOf);
  const lists = new Set(paths.flatMap((path) => listsBeside(least, wordsOf(path))));
  return (live) => {
    const alone = new Set([live]);
    const isNamed = paths.some((path) => namesPath(live.name, path));
    return isNamed || [...lists].some((list) => opens({ method: 'GET', segments: [], list }, alone));
  };
}

function listsBeside({ data: { table } }: Least, words: Segments): readonly number[] {
  const isBeside = (own: Segments): boolean =>
    own.length === words.length && own.every((word, at) => word === words[at]);
  return table.paths.flatMap(({ path, group }) => (isBeside(wordsOf(path.split('/'))) ? [...group.values()] : []));
}

/** The first two words of a path; a signed-in user's own things are users' things. */
function wordsOf(segments: Segments): Segments {
  const words = segments.filter((segment) => segment !== '*').slice(0, 2);
  return words[0] === 'me' ? ['users', ...words.slice(1)] : words;
}
