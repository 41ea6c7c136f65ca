import type { LivePermission } from './live-permissions.js';
import { type CallData, type KnownCall, kindOfScheme } from './openers.js';
import type { Scheme } from './path-table.js';
import type { Opener } from './pick.js';
import type { Weights } from './weights.js';

/** What it takes to make a call: one permission of each row. */
export interface CallNeeds {
  /** The permission to ask for where this is the only call. */
  readonly pick: LivePermission;
  /** What the pick needs besides, where it does. */
  readonly companion: LivePermission | undefined;
  /** The permissions of which one is needed; a second row where the pick needs another besides. */
  readonly rows: readonly (readonly LivePermission[])[];
}

/** The needs of a call, or undefined where no usable permission opens it. */
export function needsOf(data: CallData, weights: Weights, call: KnownCall, scheme: Scheme): CallNeeds | undefined {
  const pick = data.pick(call, scheme);
  if (pick === undefined) return undefined;
  const { above } = data.live[kindOfScheme(scheme)];
  const withAbove = (own: readonly LivePermission[]) => [...new Set(own.flatMap((live) => [live, ...above(live)]))];
  if (pick.also.length > 0) {
    const [companion] = [...pick.also].sort((a, b) => weights.cost(a) - weights.cost(b));
    const rows = [[pick.live], ...(companion === undefined ? [] : [withAbove([companion])])];
    return { pick: pick.live, companion, rows };
  }
  const candidates = candidatesOf(soundOpeners(data.openers(call, scheme), pick, weights), pick, call.method);
  const row = isByBody(call) ? candidates : withAbove(candidates);
  return { pick: pick.live, companion: undefined, rows: [[...new Set([pick.live, ...row])]] };
}

/** A search: what it needs depends on the kinds of things in its body, so that no permission stands for another. */
export function isByBody({ segments }: Pick<KnownCall, 'segments'>): boolean {
  return segments.length === 2 && segments[0] === 'search' && segments[1] === 'query';
}

/**
 * Openers less those that the data list and nobody else: what belongs to another resource, is marked nowhere and yet
 * weighs less than the documented least (`User.Read` for a drive) would be the least itself if it were enough; and what
 * manages devices is listed for whatever their pages show (`GET /users`).
 */
function soundOpeners(openers: readonly Opener[], pick: Opener, weights: Weights): readonly Opener[] {
  const meant = [pick, ...openers.filter(({ isMarked }) => isMarked)].map(({ live }) => live.parts.resource);
  return openers.filter(({ live, isMarked }) => {
    const { resource } = live.parts;
    if (isMarked || live === pick.live || resource === 'Directory') return true;
    if (resource.startsWith('DeviceManagement')) return meant.includes(resource);
    const isRelated = meant.some((each) => each.startsWith(resource) || resource.startsWith(each));
    return isRelated || weights.cost(live) >= weights.cost(pick.live);
  });
}

function candidatesOf(openers: readonly Opener[], pick: Opener, method: string): readonly LivePermission[] {
  const alone = openers.filter(({ also }) => also.length === 0);
  const fitting =
    method === 'GET' || pick.live.access === 'read' ? alone : alone.filter(({ live }) => live.access !== 'read');
  const sure = fitting.filter(({ live, isMarked }) => isMarked || !live.isConditional);
  const ordinary = sure.filter(({ live }) => !live.isNoise);
  const kept = [ordinary, sure, fitting].find((each) => each.length > 0) ?? [];
  return kept.map(({ live }) => live);
}
