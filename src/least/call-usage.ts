import type { Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { besideUnknown } from './beside-unknown.js';
import { isByBody } from './cover-rows.js';
import { type AskedCall, type CallAnswer, wantedOf } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { kindOfScheme } from './openers.js';
import { isOfAnyUser, type Requested, takesPart } from './requested.js';

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
  const open = whole.calls.flatMap((answer) =>
    answer.status === 'covered' && opens(answer.known, lives) ? [answer.call] : [],
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
    const own = groups.filter(([{ known }]) => takesPart(least, known, live, lives)).flat();
    if (mayNeed(live)) continue;
    if (own.length > 0) judge(requested, live, own, { needed, unused, redundant, excessive });
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
  readonly needed: ReadonlySet<LivePermission>;
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
  { needed, unused, redundant, excessive }: Judged<C>,
): void {
  const { permission } = live;
  if (answers.some((answer) => isByBody(answer.known) || needsMore(answer))) return;
  const instead = [...new Set(answers.flatMap(wantedOf))];
  const added = instead.filter((each) => !lives.has(each));
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
    if (isBroader) redundant.push({ permission, openedBy: instead });
    else if (!goesWithWrite(live, needed)) unused.push({ permission, openedBy: instead });
  }
}
