// What is missing from the token of a call, or may be missing where no token is known.
import { wantedOf } from '../../../least/least.js';
import { type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import type { Step } from '../../causes/cause-text.js';
import { requestInGeneral } from '../../causes/grant-steps.js';
import type { Hint } from '../../hint.js';
import { hostOf } from '../../token/resources.js';
import { answerFor, type Held, opensCall, type RefusedCall } from './asked-call.js';
import type { Fit } from './fit.js';
import { leastStep, requestSteps } from './permission-steps.js';
import { type CoveredCall, heldText, openersText, theKind, withEvidence } from './permission-words.js';
import { resourceSpecificHints } from './resource-specific.js';

/** How much a token that lacks every permission proves, by what the answer says. */
const lackWeights: Readonly<Record<Fit, number>> = {
  denied: 95,
  untold: 92,
  doubtful: 60,
  hidden: 45,
  answered: 0,
  other: 0,
};

/** The call is known, the token is read, and it has nothing that opens the call, though its kind could. */
export function lackHints(call: RefusedCall, known: KnownCall, held: Held, scheme: Scheme): readonly Hint[] {
  const answer = answerFor(call, scheme);
  if (answer.status !== 'covered' || opensCall(call, scheme, held.lives)) return [];
  const { catalog } = call.context;
  const specific = resourceSpecificHints(call, known, [scheme]);
  // What the catalog has never heard of may be newer than it, and open the call; so may what tokens do not list.
  const doubt = held.unknown.length > 0 ? 20 : specific.length > 0 ? 8 : 0;
  const weight = lackWeights[call.fit] - (lackWeights[call.fit] > 60 ? doubt : 0);
  if (weight <= 0) return [];
  const least = leastText(answer, scheme);
  const hint: Hint = {
    cause: 'missing-permission',
    weight,
    title: `The token has no permission that opens ${call.text}`,
    evidence: `${call.text} needs ${least}.`,
    steps: wantedSteps(call, known, answer, scheme),
    checks: cloudChecks(call),
  };
  const has = `The token has ${heldText(catalog, held)}${held.names.length === 0 ? '' : ', and none of that opens the call'}.`;
  const newer =
    held.unknown.length === 0
      ? undefined
      : `Not all of these are in permlint's catalog of ${catalog.date}: one may be newer and open it.`;
  return [
    ...withEvidence(hint, has, newer),
    ...specific,
    { cause: 'missing-permission-or-role', weight: -40, evidence: `The token lacks what opens ${call.text}.` },
    { cause: 'user-lacks-access', weight: -30, evidence: `The token lacks what opens ${call.text}.` },
  ];
}

/** The token has neither scopes nor roles: whatever the call is, it opens nothing. */
export function emptyHints(call: RefusedCall, known: KnownCall): readonly Hint[] {
  const weight = lackWeights[call.fit];
  if (weight <= 0) return [];
  const answers = coveredFor(call);
  const evidence =
    'The token has neither scopes (scp) nor roles: nothing was granted to the application in this tenant.';
  const needs = answers.map(({ answer, scheme }) => leastText(answer, scheme)).join('; ');
  const first = answers.find(({ scheme }) => scheme === 'application') ?? answers[0];
  const steps = first === undefined ? [] : wantedSteps(call, known, first.answer, first.scheme);
  const specific = resourceSpecificHints(call, known, call.schemes);
  const hint: Hint = {
    cause: 'no-permissions-in-token',
    weight: weight - (specific.length > 0 ? 8 : 0),
    evidence,
    steps,
  };
  return [...withEvidence(hint, needs === '' ? undefined : `${call.text} needs ${needs}.`), ...specific];
}

/** Nothing is known of the token: what the call needs, by each way of signing in. */
export function untoldHints(call: RefusedCall, known: KnownCall): readonly Hint[] {
  const weight = untoldWeight(call);
  const answers = coveredFor(call);
  if (weight <= 0 || answers.length === 0) return [];
  const hint: Hint = {
    cause: 'missing-permission',
    weight,
    evidence: `${call.text} needs ${answers.map(({ answer, scheme }) => leastText(answer, scheme)).join('; ')}.`,
    steps: [
      {
        text: `Compare the token's ${answers.map(({ scheme }) => (scheme === 'application' ? 'roles' : 'scp')).join(' or ')} claim with this, and request what is missing.`,
      },
      leastStep(known, call.schemes, call.text),
      ...requestInGeneral,
    ],
    checks: call.refusal.token === undefined ? [handIn] : [],
  };
  return [hint, { cause: 'missing-permission-or-role', weight: 0, evidence: hint.evidence }];
}

const handIn = 'Hand in the token too (permlint diagnose --token -): it tells whether the permission is in it.';

function untoldWeight({ fit, refusal }: RefusedCall): number {
  if (fit === 'denied') return refusal.codes.length === 0 && refusal.messages.length === 0 ? 60 : 45;
  return { untold: 35, doubtful: 20, hidden: 20, answered: 0, other: 0 }[fit];
}

function coveredFor(call: RefusedCall): readonly { readonly answer: CoveredCall; readonly scheme: Scheme }[] {
  return call.schemes.flatMap((scheme) => {
    const answer = answerFor(call, scheme);
    return answer.status === 'covered' ? [{ answer, scheme }] : [];
  });
}

function leastText(answer: CoveredCall, scheme: Scheme): string {
  return theKind(kindOfScheme(scheme), openersText(answer));
}

/** The steps to request what a call needs least. */
export function wantedSteps(
  { context, held, schemes, text }: RefusedCall,
  known: KnownCall,
  answer: CoveredCall,
  scheme: Scheme,
): readonly Step[] {
  const wanted = wantedOf(answer).map(({ permission }) => permission);
  const isManagedIdentity = held?.claims.isManagedIdentity === true && scheme === 'application';
  return [
    ...requestSteps(context.catalog, wanted, { isManagedIdentity }),
    leastStep(known, held === undefined ? schemes : [scheme], text),
  ];
}

/** Ids of permissions are those of the public cloud, which the catalog is of. */
function cloudChecks({ url }: RefusedCall): readonly string[] {
  const host = hostOf(url);
  return host === undefined || host.endsWith('graph.microsoft.com')
    ? []
    : [
        "Look permissions up by name in this cloud: their ids may differ from the public cloud's, which are given here.",
      ];
}
