// Lists of members, owners and memberships: what they hold may be of types that the token cannot read.
import type { Catalog, MemberType } from '../../../catalog/types.js';
import { type ListedTypes, listedTypes, unreadTypes } from '../../../least/member-relations.js';
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import type { PermissionKind } from '../../../model/application.js';
import { allOf } from '../../../model/wording.js';
import type { Step } from '../../causes/cause-text.js';
import type { Hint } from '../../hint.js';
import { type Held, opensCall, type RefusedCall } from './asked-call.js';
import { requestSteps } from './permission-steps.js';
import { withEvidence, withId } from './permission-words.js';

const hiddenMembers = 'Member.Read.Hidden';

/** What a list of directory objects may lack or be refused for. */
export function memberHints(call: RefusedCall, known: KnownCall): readonly Hint[] {
  const listed = known.method === 'GET' ? listedTypes(known.segments) : undefined;
  if (listed === undefined || call.fit === 'other' || call.fit === 'doubtful' || call.fit === 'hidden') return [];
  const { held } = call;
  const [scheme] = call.schemes;
  if (held?.kind === undefined || scheme === undefined) return untoldHints(call, known, listed);
  // What was answered is open, whatever the data say.
  return call.fit === 'answered' || opensCall(call, scheme, held.lives)
    ? toldHints(call, known, listed, held, scheme)
    : [];
}

/** Whether groups are listed together with what is in them: a group in a group can refuse the whole. */
function isMembership({ segments }: KnownCall): boolean {
  return segments.some((segment) => /^(?:transitive)?member(?:s|of)$/.test(segment));
}

function toldHints(
  call: RefusedCall,
  known: KnownCall,
  listed: ListedTypes,
  { lives }: Held,
  scheme: Scheme,
): readonly Hint[] {
  const { catalog } = call.context;
  const kind = kindOfScheme(scheme);
  const live = callData(catalog).live[kind];
  const unread = unreadTypes(catalog, [...listed.usual, ...listed.rare], kind, live, lives);
  if (call.fit === 'answered' || call.fit === 'untold') {
    const isUsual = unread.some(({ type }) => listed.usual.includes(type));
    const weight = (isUsual ? 92 : 65) - (call.fit === 'untold' ? 35 : 0);
    return unread.length === 0 ? [] : unreadHints(call, unread, kind, weight);
  }
  return isMembership(known)
    ? refusedHints(
        call,
        unread,
        kind,
        [...lives].some(({ name }) => name === hiddenMembers),
      )
    : [];
}

/** The answer came, and what the token may not read has its type and id alone. */
function unreadHints(
  { text, context: { catalog } }: RefusedCall,
  unread: readonly MemberType[],
  kind: PermissionKind,
  weight: number,
): readonly Hint[] {
  const hint: Hint = {
    cause: 'inaccessible-members',
    weight,
    title: `${text} lists members that the token may not read`,
    evidence: `Of what ${text} lists, ${allOf(unread.map(({ words }) => words))} come back with type and id alone, since the token has no permission to read them.`,
    steps: revealSteps(catalog, unread, kind),
  };
  return withEvidence(hint, principalsText(unread, kind));
}

/** The call was refused as a whole. */
function refusedHints(
  { text, context: { catalog } }: RefusedCall,
  unread: readonly MemberType[],
  kind: PermissionKind,
  readsHidden: boolean,
): readonly Hint[] {
  const isNested = unread.some(({ type }) => type === 'group' || type === 'servicePrincipal');
  const nested: Hint = {
    cause: 'nested-group',
    weight: unread.length === 0 ? 25 : isNested ? 70 : 50,
    ...(unread.length > 0 && { title: `${text} may list members that the token may not read` }),
    evidence:
      unread.length === 0
        ? `The token may read every type that ${text} lists.`
        : `${text} may list ${allOf(unread.map(({ words }) => words))} too, which the token has no permission to read; then the whole call can be refused.`,
    steps: revealSteps(catalog, unread, kind),
    checks: [
      'List one type at a time, such as /groups/{id}/members/microsoft.graph.user: the type that is refused is the one.',
    ],
  };
  const hidden: Hint = {
    cause: 'hidden-membership',
    weight: unread.length === 0 ? 55 : 40,
    evidence: `The token has no ${hiddenMembers}, which lists of hidden memberships take.`,
    checks: ["Read the group's visibility: HiddenMembership is what this is about."],
  };
  return [...withEvidence(nested, principalsText(unread, kind)), ...(readsHidden ? [] : [hidden])];
}

function principalsText(unread: readonly MemberType[], kind: PermissionKind): string | undefined {
  const principals = unread.find(({ type }) => type === 'servicePrincipal');
  return (
    principals && `Service principals, which could be read without it before, take ${principals.least[kind].name} now.`
  );
}

function untoldHints(call: RefusedCall, known: KnownCall, listed: ListedTypes): readonly Hint[] {
  const types = [...listed.usual, ...listed.rare];
  const found = call.context.catalog.memberTypes().filter(({ type }) => types.includes(type));
  const each = found.map(({ words, least }) => `${words} take ${least.application.name}`);
  const text = `${call.text} lists ${allOf(found.map(({ words }) => words))}: ${each.join(', ')}.`;
  if (call.fit === 'answered') return [{ cause: 'inaccessible-members', weight: 70, evidence: text }];
  return call.fit === 'denied' && isMembership(known) ? [{ cause: 'nested-group', weight: 44, evidence: text }] : [];
}

/** What lists usually hold; devices and contacts are rare, and nobody should request what reads them without need. */
const likelyTypes = ['user', 'group', 'servicePrincipal'];

/** The permission for each type, and the one for all. */
function revealSteps(catalog: Catalog, unread: readonly MemberType[], kind: PermissionKind): readonly Step[] {
  if (unread.length === 0) return [];
  const every = catalog.revealsEveryMember()[kind];
  const each = unread.map(({ words, least }) => `${words}: ${withId(least[kind])}`);
  const likely = unread.filter(({ type }) => likelyTypes.includes(type));
  const wanted = [...new Map(likely.map(({ least }) => [least[kind].id, least[kind]])).values()];
  return [
    {
      text: `Choose the types whose names you need, and request the ${kind} permission of each (${each.join('; ')}); ${every.name} reveals every type, and reads the whole directory.`,
    },
    ...requestSteps(catalog, wanted),
  ];
}
