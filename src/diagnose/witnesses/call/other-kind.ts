// Calls that the token's kind of sign-in cannot make, whatever its permissions.
import { isTierZero } from '../../../catalog/tier-zero.js';
import { pathText } from '../../../least/call-path.js';
import { insteadOf } from '../../../least/instead.js';
import { type CallAnswer, wantedOf } from '../../../least/least.js';
import { isConditional } from '../../../least/naming.js';
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import { cut } from '../../../model/wording.js';
import type { Step } from '../../causes/cause-text.js';
import type { Hint } from '../../hint.js';
import { answerFor, type Held, type RefusedCall } from './asked-call.js';
import type { Fit } from './fit.js';
import { leastStep, requestSteps } from './permission-steps.js';
import { heldText, namesOf, openersText, theKind, withEvidence } from './permission-words.js';

const kindWeights: Readonly<Record<Fit, number>> = {
  denied: 95,
  untold: 93,
  doubtful: 80,
  hidden: 50,
  answered: 0,
  other: 0,
};

/** `/me` with a token that has no user. */
export function meHints(call: RefusedCall): readonly Hint[] {
  const { held, segments, fit, known } = call;
  if (segments[0] !== 'me') return [];
  if (held === undefined) return isBadRequest(call) ? [{ ...meHint(call), weight: 40 }] : [];
  if (held.kind !== 'application' || fit === 'other' || fit === 'answered') return [];
  const hint: Hint = { ...meHint(call), weight: fit === 'hidden' ? 80 : 96, steps: meSteps(call, known) };
  return withEvidence(hint, `The token has ${heldText(call.context.catalog, held)} and no user.`);
}

function meHint({ text }: RefusedCall): Omit<Hint, 'weight'> {
  return {
    cause: 'me-with-app-token',
    title: `${cut(text)} needs a signed-in user, and the token has none`,
    evidence: `/me is the signed-in user; a token of an application by itself (client credentials, managed identity) has none.`,
  };
}

/** Microsoft Graph answers 400 BadRequest to /me without a user. */
function isBadRequest({ refusal: { status, codes } }: RefusedCall): boolean {
  return status === 400 && codes.some((code) => /^BadRequest$/i.test(code));
}

function meSteps(call: RefusedCall, known: KnownCall | undefined): readonly Step[] {
  const { context, segments, method } = call;
  const instead = known && insteadOf(context.catalog, known);
  if (instead !== undefined) return [{ text: `Do this instead: ${instead.words}.` }, signInStep];
  const url = pathText(['users', '*', ...segments.slice(1)]);
  const written = call.text.replace(/^\S+ \/me/i, '/users/{id}');
  const answer = answerFor({ ...call, url }, 'application');
  const own = callData(context.catalog).find(method, url);
  const text = `Call ${method} ${written} with the user's id or user principal name.`;
  if (answer.status !== 'covered' || own === undefined) return [{ text }, signInStep];
  const needs = `It needs ${theKind('application', openersText(answer))}.`;
  return [{ text: `${text} ${needs}` }, leastStep(own, ['application'], `${method} ${written}`), signInStep];
}

const signInStep: Step = {
  text: 'Or sign a user in (authorization code, device code, on-behalf-of) and use that token.',
};

/** The call is known, and no permission of the token's kind opens it. */
export function otherKindHints(call: RefusedCall, known: KnownCall, held: Held, scheme: Scheme): readonly Hint[] {
  const answer = answerFor(call, scheme);
  const weight = kindWeights[call.fit];
  if (answer.status !== 'none' || weight <= 0) return [];
  const kind = kindOfScheme(scheme);
  if (scheme === 'personal' && answer.openTo.includes('work')) return [personalHint(call, weight)];
  const other: Scheme = kind === 'application' ? 'work' : 'application';
  if (!answer.openTo.includes(other)) return [];
  const hint: Hint = {
    cause: 'token-type-mismatch',
    weight,
    title:
      kind === 'application'
        ? `No application permission opens ${call.text}, and the token is an application's`
        : `Only an application permission opens ${call.text}, and the token is a user's`,
    evidence: `No ${kind} permission opens ${call.text}; ${theKind(kindOfScheme(other), openedByText(call, other))} does.`,
    steps: kind === 'application' ? delegatedSteps(call, known, other) : applicationSteps(call, known, other),
  };
  return withEvidence(hint, `The token has ${heldText(call.context.catalog, held)}.`);
}

function openedByText(call: RefusedCall, scheme: Scheme): string {
  const answer = answerFor(call, scheme);
  return answer.status === 'covered' ? openersText(answer) : 'of the other kind';
}

function personalHint({ text }: RefusedCall, weight: number): Hint {
  return {
    cause: 'personal-account-unsupported',
    weight,
    evidence: `No permission opens ${text} for personal accounts; for work or school accounts there is one.`,
  };
}

function delegatedSteps(call: RefusedCall, known: KnownCall, scheme: Scheme): readonly Step[] {
  const { catalog } = call.context;
  const instead = insteadOf(catalog, known);
  const takeovers = (instead?.permissions ?? []).filter((each) => isTierZero(catalog, each));
  const warning =
    takeovers.length === 0 ? '' : ` ${takeovers.map(({ name }) => name).join(' and ')} can take over the tenant.`;
  const way: readonly Step[] =
    instead === undefined ? [] : [{ text: `Without a user, do this instead: ${instead.words}.${warning}` }];
  const answer = answerFor(call, scheme);
  const names = answer.status === 'covered' ? namesOf(wantedOf(answer)).join(' and ') : '';
  return [
    ...way,
    { text: `Sign a user in and ask for the delegated permission ${names}.` },
    ...(answer.status === 'covered'
      ? requestSteps(
          catalog,
          wantedOf(answer).map(({ permission }) => permission),
        )
      : []),
    leastStep(known, [scheme], call.text),
  ];
}

function applicationSteps(call: RefusedCall, known: KnownCall, scheme: Scheme): readonly Step[] {
  const answer = answerFor(call, scheme);
  const wanted = answer.status === 'covered' ? wantedOf(answer).map(({ permission }) => permission) : [];
  return [
    {
      text: 'Get the token for the application itself: client credentials with the scope https://graph.microsoft.com/.default, or a managed identity.',
    },
    ...requestSteps(call.context.catalog, wanted),
    leastStep(known, [scheme], call.text),
  ];
}

/**
 * A call that is meant for users, and that an application's permission opens in a special mode only, such as the import
 * of messages: empty where an ordinary permission opens it.
 */
export function delegatedOnlyHints(
  call: RefusedCall,
  known: KnownCall,
  held: Held,
  answer: CallAnswer,
): readonly Hint[] {
  const weight = kindWeights[call.fit];
  if (answer.status !== 'covered' || weight <= 0 || !isConditional(answer.pick.name)) return [];
  const { catalog } = call.context;
  const hint: Hint = {
    cause: 'token-type-mismatch',
    weight,
    title: `${call.text} is for signed-in users, and the token is an application's`,
    evidence: `Of the application permissions only ${answer.pick.name} opens ${call.text}, and that for a special purpose.`,
    steps: delegatedSteps(call, known, 'work'),
  };
  return withEvidence(hint, `The token has ${heldText(catalog, held)}.`);
}
