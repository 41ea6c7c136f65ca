import type { LivePermission } from './live-permissions.js';
import { namesPath } from './naming.js';

/** A usable permission that opens a call. */
export interface Opener {
  readonly live: LivePermission;
  readonly isMarked: boolean;
  /** One of these is needed besides. */
  readonly also: readonly LivePermission[];
}

/** A call with everything in the data that bears on its least permission. */
export interface PickInput {
  readonly method: string;
  readonly segments: readonly string[];
  readonly openers: readonly Opener[];
  /** Resources of marked names that no application can be given; resource-specific ones left out. */
  readonly discardedResources: () => ReadonlySet<string>;
  /** Whether the call adds to a collection whose items can be changed or removed. */
  readonly isCreation: () => boolean;
  readonly isTierZero: (live: LivePermission) => boolean;
}

/**
 * The permission to ask for where one call is made: the guarded pick of section 3 of the specification. Marks of the
 * source are followed where they make sense for the method, and corrected where they do not. Undefined without openers.
 */
export function pickOf(input: PickInput): Opener | undefined {
  if (input.openers.length === 0) return undefined;
  const marked = marksOfCollection(trustedMarks(input), input);
  const pool = withoutParents(marked.length === 0 ? unmarkedPool(input) : guarded(marked, input));
  const pick = lowest(pool, input);
  return pick && (ownOf(pick, input) ?? pick);
}

/**
 * The marks of the source, but for those of rights on one kind of object or property (`Group-NestingSupport`), where
 * something else that fits opens the call too.
 */
function trustedMarks({ openers, method }: PickInput): readonly Opener[] {
  const marked = openers.filter(({ isMarked }) => isMarked);
  const sure = marked.filter(({ live }) => !live.isNoise);
  return sure.length > 0 || openers.some(({ live }) => !live.isNoise && fits(live, method)) ? sure : marked;
}

/** The collections of directory objects. Their actions share one table of the documentation, and its marks. */
const collections = ['users', 'groups', 'devices', 'applications', 'serviceprincipals', 'contacts', 'directoryobjects'];

/**
 * A read that is marked for an action on objects of another collection opens it there; here it takes the read of the
 * own collection or, where there is none, of the directory. (`POST /users/{id}/checkMemberObjects` is marked for
 * `Application.Read.All`.)
 */
function marksOfCollection(marked: readonly Opener[], { method, segments, openers }: PickInput): readonly Opener[] {
  const [first = ''] = segments;
  const own = first === 'me' ? 'users' : first;
  const isOfObject = first === 'me' ? segments.length > 1 : segments[1] === '*';
  if (method !== 'POST' || !isOfObject || !collections.includes(own)) return marked;
  const isOfAnother = ({ live }: Opener): boolean =>
    live.access === 'read' && !namesPath(live.name, [own]) && namesPath(live.name, collections);
  if (own === 'serviceprincipals' || marked.length === 0 || !marked.every(isOfAnother)) return marked;
  const reads = openers.filter(({ live }) => live.access === 'read' && !live.isConditional);
  const named = reads.filter(({ live }) => namesPath(live.name, [own]));
  const directory = reads.filter(({ live }) => live.parts.resource === 'Directory');
  return [named, directory, marked].find((each) => each.length > 0) ?? [];
}

const ofUsers = ['me', 'users'];

/**
 * The permission for the signed-in user's own things, where it opens a call of a user and only the one for everybody's
 * is marked: reach goes before marks, as documentation tables list it first (four calls of the data).
 */
function ownOf({ live: { parts, reach, operation } }: Opener, input: PickInput): Opener | undefined {
  if (!ofUsers.includes(input.segments[0] ?? '')) return undefined;
  const own = input.openers.filter(
    ({ live, also }) =>
      also.length === 0 &&
      !live.isConditional &&
      live.parts.resource === parts.resource &&
      live.reach < reach &&
      live.operation === operation,
  );
  return lowest(own, input);
}

function lowest(pool: readonly Opener[], { segments }: PickInput): Opener | undefined {
  let best: { readonly opener: Opener; readonly rank: number } | undefined;
  for (const opener of pool) {
    const rank = rankOf(opener.live, segments);
    if (best === undefined || rank < best.rank || (rank === best.rank && opener.live.name < best.opener.live.name)) {
      best = { opener, rank };
    }
  }
  return best?.opener;
}

const usualWrites = ['ReadWrite', 'Manage', 'FullControl'];

/** Smallest first: meant for this kind of call, reach, operation, not the whole directory, named in the path. */
function rankOf(live: LivePermission, segments: readonly string[]): number {
  const { name, isNoise, reach, operation, parts } = live;
  const isUsual = live.access !== 'write' || usualWrites.includes(parts.operation);
  const distance = distanceOf(live, segments);
  const digits = [isNoise, reach, operation, name.startsWith('Directory.'), distance, !isUsual];
  return digits.reduce<number>((rank, digit) => rank * 8 + Number(digit), 0);
}

/** How far a permission's resource is from what the path names: 0 named, 1 named in part, 2 not named. */
function distanceOf({ name, parts }: LivePermission, segments: readonly string[]): 0 | 1 | 2 {
  if (namesPath(name, segments) || beginsSegment(parts.resource, segments)) return 0;
  return namesPathInPart(parts.resource, segments) ? 1 : 2;
}

/** Whether a segment begins with a resource of several words: `RoleAssignmentSchedule` in `roleAssignmentScheduleRequests`. */
function beginsSegment(resource: string, segments: readonly string[]): boolean {
  return /[a-z][A-Z]/.test(resource) && segments.some((segment) => segment.startsWith(resource.toLowerCase()));
}

/** Whether the first words of the resource are named in the path: `TeamSettings` in `/teams/{id}`. */
function namesPathInPart(resource: string, segments: readonly string[]): boolean {
  return segments.some((segment) => {
    const stem = segment.replace(/s$/, '');
    if (stem === '' || !resource.toLowerCase().startsWith(stem)) return false;
    return /^s?[A-Z]/.test(resource.slice(stem.length));
  });
}

function fits({ access }: LivePermission, method: string): boolean {
  return access !== (method === 'GET' ? 'write' : 'read');
}

/**
 * Where nothing usable is marked: what shares a resource with a mark that is not live, else what the path names, else
 * what fits the method.
 */
function unmarkedPool({ openers, discardedResources, method, segments }: PickInput): readonly Opener[] {
  const allFitting = method === 'POST' ? openers : openers.filter(({ live }) => fits(live, method));
  const sure = allFitting.filter(({ live }) => !live.isConditional || live.reach === 0);
  const fitting = sure.length > 0 ? sure : allFitting;
  const resources = [...discardedResources()];
  const related = fitting.filter(({ live }) => resources.some((each) => isPart(live.parts.resource, each)));
  if (related.length > 0) return related;
  const named = fitting.filter(({ live }) => distanceOf(live, segments) < 2);
  if (named.length > 0) return named;
  return fitting.length > 0 ? fitting : openers;
}

function guarded(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  return input.method === 'GET' ? guardedRead(marked, input) : guardedWrite(marked, input);
}

function guardedRead(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  const reads = input.openers.filter(({ live }) => live.access === 'read');
  const lowered = marked.flatMap((mark) => {
    if (mark.live.access !== 'write') return [mark];
    const { reach, parts } = mark.live;
    const narrower = reads.filter(({ live }) => live.parts.resource === parts.resource && live.reach <= reach);
    const found = lowest(narrower, input);
    // Where the source marks a read of the resource that is no wider, another one would be a guess.
    return found !== undefined && marked.some(({ live }) => isNoWider(live, found.live)) ? [] : [found ?? mark];
  });
  const others = lowered.filter(({ live }) => live.access !== 'write');
  const kept = others.length > 0 ? others : withoutTakeover(lowered, reads, input);
  if (!kept.every(({ live }) => live.name.startsWith('DeviceManagement'))) return kept;
  const named = reads.filter(({ live }) => namesPath(live.name, input.segments));
  return named.length === 0
    ? kept
    : [...named, ...reads.filter(({ live }) => live.reach <= 1 && !named.some((each) => each.live === live))];
}

/** No reading takes a write permission that can take over the tenant where a read permission opens it, too. */
function withoutTakeover(
  lowered: readonly Opener[],
  reads: readonly Opener[],
  { isTierZero }: PickInput,
): readonly Opener[] {
  const isTakeover = lowered.every(({ live, also }) => also.length === 0 && isTierZero(live));
  const ordinary = reads.filter(({ live }) => !live.isConditional);
  return isTakeover && ordinary.length > 0 ? ordinary : lowered;
}

function isNoWider(read: LivePermission, other: LivePermission): boolean {
  const isSame = read.access === 'read' && read.parts.resource === other.parts.resource;
  return isSame && read.reach <= other.reach && read.operation <= other.operation;
}

const replacing = ['PATCH', 'PUT', 'DELETE'];

/**
 * A read permission can be right for an action (POST) and for personal things, not for a change of the tenant. Where a
 * POST adds to a collection, a write of the same resource with a constraint of its own is what it takes.
 */
function guardedWrite(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  const writing = marked.filter(({ live }) => live.access !== 'read');
  if (writing.length > 0) return writing;
  const replaces = replacing.includes(input.method);
  if (!replaces && !input.isCreation()) return marked;
  const writes = input.openers.filter(({ live }) => live.access === 'write');
  const raised = marked.flatMap(({ live: { reach, parts } }) => {
    if (reach < 3) return [];
    const own = writes.filter(({ live }) => live.parts.resource === parts.resource);
    const fitting = replaces ? own : own.filter(({ live }) => live.parts.constraint !== parts.constraint);
    const found = lowest(fitting, input);
    return found === undefined ? [] : [found];
  });
  return raised.length > 0 ? raised : marked;
}

/** Whether a resource is another one or a part of it: `GroupMember` of `Group`. */
function isPart(part: string, whole: string): boolean {
  return part === whole || (part.startsWith(whole) && /^[A-Z]/.test(part.slice(whole.length)));
}

/** `GroupMember` beside `Group` is the narrower right, unless it does or reaches more. */
function withoutParents(pool: readonly Opener[]): readonly Opener[] {
  return pool.filter(
    ({ live: parent }) =>
      !pool.some(
        ({ live: child }) =>
          child.parts.resource.length > parent.parts.resource.length &&
          child.parts.resource.startsWith(parent.parts.resource) &&
          child.operation <= parent.operation &&
          child.reach <= parent.reach,
      ),
  );
}
