import type { Catalog, Permission } from '../catalog/types.js';
import { callText } from '../least/call-path.js';
import { insteadOf } from '../least/instead.js';
import type { CallAnswer } from '../least/least.js';
import type { LivePermission } from '../least/live-permissions.js';
import { nearestCalls } from '../least/nearest-calls.js';
import { callData, kindOfScheme } from '../least/openers.js';
import type { Scheme } from '../least/path-table.js';
import { counted } from '../report/heading.js';
import { wrap } from '../report/wrap.js';
import { cutList } from './command-output.js';
import { type CallGroup, type SchemeAnswer, schemeNames } from './least-answers.js';
import { memberNote } from './member-note.js';

const widestCall = 44;

/** The set, how sure it is, and a line for each call. */
export function leastText(catalog: Catalog, { scheme, answer }: SchemeAnswer, width: number, isBrief: boolean): string {
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
    lines.push(...callLines(labelOf(each.call), callNote(catalog, each, scheme, permissions), column, width));
  for (const live of tierZero) lines.push(...wrap(takeoverText(catalog, live.permission), width, '  '));
  if (alternative !== undefined) {
    const others = alternative.map(({ name }) => name).join(' + ');
    lines.push(...wrap(`With fewer permissions of tier 0, beyond the documented least: ${others}`, width, '  '));
  }
  return `${lines.join('\n')}\n`;
}

function labelOf(call: CallGroup): string {
  return `${callText(call)}${call.count > 1 ? ` (${call.count} calls)` : ''}`;
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
): string {
  switch (answer.status) {
    case 'covered':
      return [coveredNote(answer, scheme), memberNote(catalog, answer.known, scheme, set)]
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

function coveredNote(answer: Extract<CallAnswer, { status: 'covered' }>, scheme: Scheme): string {
  const { by, needsBoth, alternatives, isByBody, known } = answer;
  const names = by.map(({ name }) => name).join(needsBoth ? ' together with ' : ', ');
  const parts = [names];
  if (alternatives.length > 0 && !needsBoth)
    parts.push(
      `or ${cutList(
        alternatives.map(({ name }) => name),
        2,
      )}`,
    );
  if (isByBody) parts.push('what it needs depends on the kinds of things in its body');
  const [own] = by;
  if (own !== undefined && isOwnOnly(own, known.segments, scheme))
    parts.push('for the signed-in user; others need more');
  return parts.join('; ');
}

/** A permission for the user's own things opens `/users/{id}` for that user alone. */
function isOwnOnly(live: LivePermission, segments: readonly string[], scheme: Scheme): boolean {
  return (
    scheme !== 'application' &&
    live.reach === 1 &&
    live.parts.resource.startsWith('User') &&
    segments[0] === 'users' &&
    segments[1] === '*'
  );
}

function unknownNote(catalog: Catalog, { method, url }: CallGroup, scheme: Scheme): string {
  const data = callData(catalog);
  const near = nearestCalls(data, method, url, 3).map(({ path, methods }) => {
    const own = methods.includes(method) ? method : methods[0];
    const known = own === undefined ? undefined : data.find(own, path);
    const pick = known && data.pick(known, scheme);
    return `${own} ${path}${pick === undefined ? '' : ` (${pick.live.name})`}`;
  });
  const nearest = near.length === 0 ? '' : `. Nearest: ${near.join(', ')}`;
  return `unknown: not among the calls of ${data.table.date}, which lack some${nearest}`;
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

function isTierZero(catalog: Catalog, permission: Permission): boolean {
  return catalog.tier(permission)?.tier.startsWith('0') === true;
}

function takeoverText(catalog: Catalog, permission: Permission): string {
  const tier = catalog.tier(permission);
  const whose = permission.kind === 'delegated' ? ', when an administrator signs in' : '';
  return `${permission.name} is tier ${tier?.tier}${whose}: ${tier?.path}`;
}
