// The token has a permission that opens the call: what else may refuse it.

import type { LivePermission } from '../../../least/live-permissions.js';
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import { isOfAnyUser } from '../../../least/requested.js';
import { allOf } from '../../../model/wording.js';
import type { CauseId } from '../../causes/index.js';
import type { Hint } from '../../hint.js';
import { answerFor, type Held, opensCall, type RefusedCall } from './asked-call.js';
import { workloadOf } from './paths.js';
import { leastStep, requestSteps } from './permission-steps.js';
import { firstOf, namesOf } from './permission-words.js';
import { signInActivityHints } from './query.js';
import { rightsHints } from './rights.js';
import { workloadHints } from './workloads.js';

/** Causes that a permission in the token speaks against, and how much. */
const against: readonly (readonly [CauseId, number])[] = [
  ['missing-permission', -60],
  ['missing-permission-or-role', -30],
  ['no-permissions-in-token', -60],
  ['teams-missing-permission', -50],
  ['missing-app-roles', -40],
  ['not-consented', -60],
  ['stale-token', -60],
];

/** What a permission in the token that opens the call speaks for and against. */
export function openedHints(call: RefusedCall, known: KnownCall, held: Held, scheme: Scheme): readonly Hint[] {
  if (!opensCall(call, scheme, held.lives)) return [];
  const by = [...held.lives].filter((live) => opensCall(call, scheme, new Set([live])));
  const kind = kindOfScheme(scheme);
  const has = `The token has ${kind === 'delegated' ? 'the delegated' : 'the application'} permission ${firstOf(namesOf(by), 3)}, which opens ${call.text}`;
  const query = signInActivityHints(call, held);
  if (query.some(({ cause }) => cause === 'missing-permission')) return query;
  const special = specialHints(call, known, scheme, by);
  if (special.some(({ cause }) => cause === 'missing-permission')) return special;
  const isRefused = call.fit === 'denied' || call.fit === 'untold' || call.fit === 'hidden';
  const others = isRefused ? [...rightsHints(call, held, kind, has), ...workloadHints(call, kind, `${has}.`)] : [];
  return [...againstHints(has), ...query, ...(special.length > 0 ? special : others)];
}

function againstHints(has: string): readonly Hint[] {
  return against.map(([cause, weight]) => ({ cause, weight, evidence: `${has}.` }));
}

/** Permissions that open the call for some things only. */
function specialHints(
  call: RefusedCall,
  known: KnownCall,
  scheme: Scheme,
  by: readonly LivePermission[],
): readonly Hint[] {
  if (by.length === 0 || call.fit === 'other' || call.fit === 'answered') return [];
  const isHidden = call.fit === 'hidden';
  const names = allOf(namesOf(by));
  if (by.every(({ name }) => name.endsWith('.Selected'))) {
    const evidence = `The token has ${names} alone for this, which opens only what the application was given a role on.`;
    return [{ cause: 'selected-not-granted', weight: isHidden ? 75 : 88, evidence }];
  }
  if (by.every(({ name }) => name.endsWith('OwnedBy'))) {
    const evidence = `The token has ${names} alone for this, which opens only what the application itself owns.`;
    return [{ cause: 'not-owner', weight: isHidden ? 40 : 88, evidence }];
  }
  return kindOfScheme(scheme) === 'delegated' && isOfAnyUser(known) && by.every(({ reach }) => reach === 1)
    ? othersHints(call, known, scheme, by)
    : [];
}

/** The permissions are enough for the signed-in user, and the path may be another user's. */
function othersHints(
  call: RefusedCall,
  known: KnownCall,
  scheme: Scheme,
  by: readonly LivePermission[],
): readonly Hint[] {
  const answer = answerFor(call, scheme);
  const all = answer.status === 'covered' ? [...answer.by, ...answer.alternatives] : [];
  const wider = all.find(({ reach }) => reach === 3);
  const names = allOf(namesOf(by));
  const own = `The token has ${names}, which opens ${call.text} for the signed-in user alone`;
  const base = call.fit === 'hidden' ? 45 : 72;
  if (wider === undefined) return isMailbox(call) ? sharedHints(call, own, by) : [];
  return [
    {
      cause: 'missing-permission',
      weight: base,
      title: `The token's ${names} opens ${call.text} for the signed-in user only`,
      evidence: `${own}; for other users it takes ${wider.name}.`,
      steps: [...requestSteps(call.context.catalog, [wider.permission]), leastStep(known, [scheme], call.text)],
      checks: ["Compare the id in the path with the token's oid: the call of one's own is open."],
    },
    { cause: 'user-lacks-access', weight: 40, evidence: `${own}.` },
    { cause: 'missing-permission-or-role', weight: -20, evidence: `${own}.` },
  ];
}

function sharedHints(call: RefusedCall, own: string, by: readonly LivePermission[]): readonly Hint[] {
  const { byName } = callData(call.context.catalog).live.delegated;
  const shared = by.flatMap(({ name }) => byName.get(`${name}.shared`.toLowerCase()) ?? []);
  const wanted = shared[0] === undefined ? '' : `; another user's mailbox takes ${shared[0].name}`;
  const steps = shared[0] === undefined ? [] : requestSteps(call.context.catalog, [shared[0].permission]);
  const isHidden = call.fit === 'hidden';
  return [
    { cause: 'shared-mailbox-scope', weight: isHidden ? 50 : 72, evidence: `${own}${wanted}.`, steps },
    {
      cause: 'exchange-access-denied',
      weight: 45,
      evidence: "With a shared permission, too, the user needs rights on the other mailbox's folder in Exchange.",
    },
    { cause: 'missing-permission', weight: -40, evidence: `${own}.` },
  ];
}

const isMailbox = ({ segments }: RefusedCall): boolean => workloadOf(segments) === 'mailbox';
