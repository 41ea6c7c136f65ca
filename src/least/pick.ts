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
  readonly discardedResources: ReadonlySet<string>;
}

/**
 * The permission to ask for where one call is made: the guarded pick of section 3 of the specification. Marks of the
 * source are followed where they make sense for the method, and corrected where they do not. Undefined without openers.
 */
export function pickOf(input: PickInput): Opener | undefined {
  const marked = meantMarks(input);
  const pool = marked.length === 0 ? unmarkedPool(input) : withoutParents(guarded(marked, input));
  const pick = lowest(pool, input);
  return pick && (ownOf(pick, input) ?? pick);
}

/**
 * The permission for the signed-in user's own things, where it opens the call and only the one for everybody's is
 * marked: reach goes before marks, as documentation tables list it first (five calls of the data).
 */
function ownOf({ live: { parts, reach, operation } }: Opener, input: PickInput): Opener | undefined {
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

/** The marks, less those for special kinds of the thing where something ordinary opens the call as well. */
function meantMarks({ openers, method }: PickInput): readonly Opener[] {
  const marked = openers.filter(({ isMarked }) => isMarked);
  const ordinary = openers.some(({ live }) => !live.isNoise && fits(live, method));
  return ordinary ? marked.filter(({ live }) => !live.isNoise) : marked;
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

/**
 * Smallest first: meant for this kind of call, reach, operation, an ordinary one before a special right of the same rank
 * (`ReadWrite` before `ManageProtection`), not the whole directory, named in the path.
 */
function rankOf({ name, isNoise, reach, operation, parts }: LivePermission, segments: readonly string[]): number {
  const isSpecial = operation === 3 && parts.operation !== 'ReadWrite';
  const digits = [isNoise, reach, operation, isSpecial, name.startsWith('Directory.'), !namesPath(name, segments)];
  return digits.reduce<number>((rank, digit) => rank * 8 + Number(digit), 0);
}

function fits({ access }: LivePermission, method: string): boolean {
  return access !== (method === 'GET' ? 'write' : 'read');
}

/**
 * Where nothing usable is marked: what belongs to the resource of a mark that cannot be used, else what fits the method.
 * `Group-NestingSupport` belongs to `Group`, and so does the narrower `GroupMember`.
 */
function unmarkedPool({ openers, discardedResources, method }: PickInput): readonly Opener[] {
  const fitting = openers.filter(({ live }) => fits(live, method));
  const noise = openers.filter(({ live, isMarked }) => isMarked && live.isNoise).map(({ live }) => live.parts.resource);
  const resources = [...discardedResources, ...noise].map((resource) => resource.replace(/-.*/, ''));
  const related = fitting.filter(
    ({ live }) => !live.isNoise && resources.some((each) => isWithin(live.parts.resource, each)),
  );
  if (related.length > 0) return withoutParents(related);
  return fitting.length > 0 ? fitting : openers;
}

/** `Group` itself and `GroupMember`, not `Groups`. */
function isWithin(resource: string, outer: string): boolean {
  return resource === outer || (resource.startsWith(outer) && /^[A-Z]/.test(resource.slice(outer.length)));
}

function guarded(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  return input.method === 'GET' ? guardedRead(marked, input) : guardedWrite(marked, input);
}

function guardedRead(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  const reads = input.openers.filter(({ live }) => live.access === 'read');
  const lowered = marked.map((mark) => {
    if (mark.live.access !== 'write') return mark;
    const { reach, parts } = mark.live;
    const narrower = reads.filter(({ live }) => live.parts.resource === parts.resource && live.reach <= reach);
    return lowest(narrower, input) ?? mark;
  });
  const others = lowered.filter(({ live }) => live.access !== 'write');
  const kept = others.length > 0 ? others : lowered;
  if (!kept.every(({ live }) => live.name.startsWith('DeviceManagement'))) return kept;
  const named = reads.filter(({ live }) => namesPath(live.name, input.segments));
  return named.length === 0
    ? kept
    : [...named, ...reads.filter(({ live }) => live.reach <= 1 && !named.some((each) => each.live === live))];
}

const replacing = ['PATCH', 'PUT', 'DELETE'];

/** A read permission can be right for an action (POST) and for personal things, not for a change of the tenant. */
function guardedWrite(marked: readonly Opener[], input: PickInput): readonly Opener[] {
  const writing = marked.filter(({ live }) => live.access !== 'read');
  if (writing.length > 0) return writing;
  if (!replacing.includes(input.method)) return marked;
  const writes = input.openers.filter(({ live }) => live.access === 'write');
  const raised = marked.flatMap(({ live: { reach, parts } }) => {
    if (reach < 3) return [];
    const found = lowest(
      writes.filter(({ live }) => live.parts.resource === parts.resource),
      input,
    );
    return found === undefined ? [] : [found];
  });
  return raised.length > 0 ? raised : marked;
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
