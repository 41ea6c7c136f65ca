import type { Catalog, Permission } from './catalog/types.js';
import { callsOfLines } from './declared-calls.js';
import { callText } from './least/call-path.js';
import { type CallAnswer, openLeast } from './least/least.js';
import { type FindNearest, nearestFinder } from './least/nearest-calls.js';
import { catalog as shipped } from './library.js';
import type { PermissionKind } from './model/application.js';
import type { Call } from './model/call.js';

/** How the application signs in for the calls. */
export interface LeastOptions {
  readonly kind: PermissionKind;
  /** Whose accounts sign in, for delegated permissions [default: `work`]. */
  readonly accounts?: 'work' | 'personal';
  /** Another catalog, made by `createCatalog`. */
  readonly catalog?: Catalog;
}

/** The smallest set of permissions for some calls. */
export interface LeastReport {
  /** In the order of their names. */
  readonly permissions: readonly Permission[];
  /** Whether no set of less power exists. */
  readonly proven: boolean;
  /** What becomes of each call, in the order they were given. */
  readonly calls: readonly LeastCall[];
}

/** What becomes of one call. */
export interface LeastCall {
  /** Method and path: `GET /users/{id}`. */
  readonly call: string;
  /**
   * `covered`: `permissions` open it; `unknown`: it is in no list, `nearest` are; `none`: no permission of this kind
   * opens it; `needs-user`: it begins with `/me`, which an application without a user does not have.
   */
  readonly status: CallAnswer['status'];
  /** Those of the set that open it; all are needed where `together` is true, else each alone does. */
  readonly permissions: readonly Permission[];
  readonly together: boolean;
  readonly alternatives: readonly Permission[];
  /** Known calls like an unknown one, for the first twenty of these. */
  readonly nearest: readonly string[];
}

/**
 * The smallest set of permissions that covers calls of Microsoft Graph: the least power first, then the least reach,
 * then the fewest. Calls are written as `GET /users/{id}` or with a whole URL. Throws a TypeError for one that is none;
 * a call that cannot be covered is part of the answer.
 *
 * @example
 * const { permissions } = least(['GET /users', 'GET /groups/{id}/members'], { kind: 'application' });
 * console.log(permissions.map(({ name }) => name).join(' + ')); // GroupMember.Read.All + User.ReadBasic.All
 */
export function least(calls: readonly string[], options: LeastOptions): LeastReport {
  const { kind, accounts = 'work', catalog = shipped } = options;
  if (kind !== 'application' && kind !== 'delegated') {
    throw new TypeError('options.kind must be application or delegated');
  }
  if (accounts !== 'work' && accounts !== 'personal') throw new TypeError('options.accounts must be work or personal');
  const own = openLeast(catalog, kind === 'application' ? 'application' : accounts);
  const answer = own.cover(callsOfLines(calls));
  const find = nearestFinder(own.data);
  return {
    permissions: answer.permissions.map(({ permission }) => permission),
    proven: answer.isProven,
    calls: answer.calls.map((each) => leastCall(each, (call) => nearestTexts(find, call))),
  };
}

function nearestTexts(find: FindNearest, { method, url }: Call): readonly string[] {
  return find(method, url).map(({ path, methods }) => `${methods.includes(method) ? method : methods[0]} ${path}`);
}

function leastCall(answer: CallAnswer<Call>, nearest: (call: Call) => readonly string[]): LeastCall {
  const call = callText(answer.call);
  const { status } = answer;
  if (answer.status !== 'covered') {
    const near = status === 'unknown' ? nearest(answer.call) : [];
    return { call, status, permissions: [], together: false, alternatives: [], nearest: near };
  }
  const permissionsOf = (lives: typeof answer.by): readonly Permission[] => lives.map(({ permission }) => permission);
  return {
    call,
    status,
    permissions: permissionsOf(answer.by),
    together: answer.needsBoth,
    alternatives: permissionsOf(answer.alternatives),
    nearest: [],
  };
}
