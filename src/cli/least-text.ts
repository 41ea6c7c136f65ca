import { isTierZero } from '../catalog/tier-zero.js';
import type { Catalog, Permission } from '../catalog/types.js';
import { isByBody } from '../least/cover-rows.js';
import { insteadOf } from '../least/instead.js';
import type { CallAnswer } from '../least/least.js';
import type { LivePermission } from '../least/live-permissions.js';
import { callData, kindOfScheme } from '../least/openers.js';
import type { Scheme } from '../least/path-table.js';
import { counted } from '../report/heading.js';
import { wrap } from '../report/wrap.js';
import { insteadOf as scopesOf } from '../rules/narrower-wording.js';
import { cutList } from './command-output.js';
import { type CallGroup, type SchemeAnswer, schemeNames } from './least-answers.js';
import { memberNote } from './member-note.js';
import { nearestOf } from './nearest.js';

type Covered = Extract<CallAnswer, { status: 'covered' }>;

const widestCall = 38;

/** How much is told, in how many columns. */
export interface LeastTextSetting {
  readonly width: number;
  /** The set alone. */
  readonly isBrief: boolean;
  /** Every alternative. */
  readonly isVerbose: boolean;
}

/** The set, how sure it is, and a line for each call. */
export function leastText(
  catalog: Catalog,
  { scheme, answer }: SchemeAnswer,
  { width, isBrief, isVerbose }: LeastTextSetting,
): string {
  const { permissions, calls, isProven, tierZero, alternative } = answer;
  const covered = calls.filter(({ status }) => status === 'covered').length;
  const names = permissions.map(({ name }) => name).join(' + ') || 'none';
  const proof = isProven ? 'no smaller set exists' : 'not proven minimal';
  const head = `${schemeNames[scheme]}: ${names}`;
  const open = `${counted(permissions.length, 'permission')} ${permissions.length === 1 ? 'covers' : 'cover'} ${covered} of ${counted(calls.length, 'call')}`;
  const lines = [
    ...wrap(head, width, ''),
    ...wrap(
      permissions.length === 0 ? `covers 0 of ${counted(calls.length, 'call')}` : `${open}; ${proof}`,
      width,
      '  ',
    ),
  ];
  if (isBrief) return `${lines.join('\n')}\n`;
  const column = Math.min(widestCall, Math.max(...calls.map(({ call }) => labelOf(call).length)));
  for (const each of calls)
    lines.push(
      ...callLines(
        labelOf(each.call),
        callNote(catalog, each, scheme, permissions, isVerbose ? Number.POSITIVE_INFINITY : 2),
        column,
        width,
      ),
    );
  for (const live of tierZero) lines.push(...wrap(takeoverText(catalog, live.permission), width, '  '));
  for (const live of permissions) lines.push(...scopeLines(catalog, live, width));
  if (alternative !== undefined) {
    const others = alternative.map(({ name }) => name).join(' + ');
    lines.push(...wrap(`With fewer permissions of tier 0, beyond the documented least: ${others}`, width, '  '));
  }
  return `${lines.join('\n')}\n`;
}

/** Means that hold a permission to chosen things: they open the same calls. */
function scopeLines(catalog: Catalog, { permission, name }: LivePermission, width: number): readonly string[] {
  const narrower = permission.kind === 'application' ? catalog.narrower(permission) : undefined;
  if (narrower === undefined) return [];
  const permissions = narrower.permissions.filter((each) => each.permission.name.endsWith('.Selected'));
  const text = scopesOf({ ...narrower, permissions }).trim();
  return text === '' ? [] : wrap(`${name} can be held to less. ${text}`, width, '  ');
}

function labelOf(call: CallGroup): string {
  return `${call.text}${call.count > 1 ? ` (${call.count} addresses)` : ''}`;
}

function callLines(call: string, note: string, column: number, width: number): readonly string[] {
  const [label = ''] = wrap(call, Number.POSITIVE_INFINITY, '');
  if (label.length > column) return [`  ${label}`, ...wrap(note, width, '      ')];
  const [first = '', ...rest] = wrap(note, width, ' '.repeat(column + 5));
  return [`  ${label.padEnd(column)}   ${first.trimStart()}`, ...rest];
}

/** What there is to say of one call; `set` is the whole answer. */
export function callNote(
  catalog: Catalog,
  answer: CallAnswer<CallGroup>,
  scheme: Scheme,
  set: readonly LivePermission[],
  mostAlternatives = 2,
): string {
  switch (answer.status) {
    case 'covered':
      return [coveredNote(catalog, answer, scheme, mostAlternatives), memberNote(catalog, answer.known, scheme, set)]
        .filter((text) => text !== undefined)
        .join('; ');
    case 'unknown':
      return unknownNote(catalog, answer.call, scheme);
    case 'needs-user':
      return 'no application permission: /me needs a signed-in user. Use /users/{id}.';
    case 'none':
      return noneNote(catalog, answer, scheme);
  }
}

function coveredNote(
  catalog: Catalog,
  { by, needsBoth, alternatives, known, pick }: Covered,
  scheme: Scheme,
  most: number,
): string {
  const [first] = by;
  const names = needsBoth ? by.map(({ name }) => name).join(' together with ') : (first?.name ?? '');
  // What is less than the documented least is listed by the data all the same, and no advice.
  const others = alternatives.filter(
    (live) => live.parts.resource !== pick.parts.resource || live.operation >= pick.operation,
  );
  const parts = [names];
  if (others.length > 0 && !needsBoth)
    parts.push(
      `or ${cutList(
        others.map(({ name }) => name),
        most,
      )}`,
    );
  if (isByBody(known)) parts.push('what it needs depends on the kinds of things in its body');
  if (first !== undefined) parts.push(...limitsOf(catalog, first, others, known.segments, scheme));
  return parts.join('; ');
}

/** Where a permission opens a call for some things or properties only. */
function limitsOf(
  catalog: Catalog,
  live: LivePermission,
  others: readonly LivePermission[],
  segments: readonly string[],
  scheme: Scheme,
): readonly string[] {
  const isOwn = scheme !== 'application' && live.reach === 1 && segments[0] === 'users' && segments[1] === '*';
  const wider = others.find(({ reach }) => reach === 3)?.name;
  const own = `for the signed-in user's own; other users' take ${wider ?? 'more'}`;
  const more = others.find(({ parts, operation }) => parts.resource === live.parts.resource && operation === 1)?.name;
  const basic = `basic properties only${more === undefined ? '' : `, ${more} for all`}`;
  const reach = live.reach === 0 ? catalog.naming(live.permission)?.reach : undefined;
  return [...(live.operation === 0 ? [basic] : []), ...(isOwn ? [own] : []), ...(reach === undefined ? [] : [reach])];
}

function unknownNote(catalog: Catalog, { method, url }: CallGroup, scheme: Scheme): string {
  const data = callData(catalog);
  const near = nearestOf(catalog, method, url).map(({ path, methods }) => {
    const own = methods.includes(method) ? method : methods[0];
    const known = own === undefined ? undefined : data.find(own, path);
    const pick = known && data.pick(known, scheme);
    return `${own} ${path}${pick === undefined ? '' : ` (${pick.live.name})`}`;
  });
  const nearest = near.length === 0 ? '' : `. Nearest: ${near.join(', ')}`;
  return `unknown: not in the published list of ${data.table.date}, which has gaps${nearest}`;
}

function noneNote(
  catalog: Catalog,
  { known, openTo }: Extract<CallAnswer, { status: 'none' }>,
  scheme: Scheme,
): string {
  const data = callData(catalog);
  const kind = kindOfScheme(scheme);
  const whom =
    scheme === 'personal'
      ? 'personal accounts cannot make it: no permission opens it for them'
      : `no ${kind} permission opens it`;
  const others = openTo.flatMap((each) => {
    const pick = data.pick(known, each);
    return pick === undefined ? [] : [`${schemeNames[each]}: ${pick.live.name}`];
  });
  const instead = scheme === 'application' ? insteadOf(catalog, known) : undefined;
  const marks = (instead?.permissions ?? []).flatMap((each) =>
    isTierZero(catalog, each) ? [takeoverText(catalog, each)] : [],
  );
  const said = others.length === 0 ? whom : `${whom} (${others.join('; ')})`;
  return [said, ...(instead === undefined ? [] : [`Instead: ${instead.words}`]), ...marks].join('. ');
}

function takeoverText(catalog: Catalog, permission: Permission): string {
  const tier = catalog.tier(permission);
  const whose = permission.kind === 'delegated' ? ', when an administrator signs in' : '';
  return `${permission.name} is tier ${tier?.tier}${whose}: ${tier?.path}`;
}
