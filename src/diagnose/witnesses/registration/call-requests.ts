// Whether the registration requests, or was granted, what the refused call needs.
import type { Permission } from '../../../catalog/types.js';
import { wantedOf } from '../../../least/least.js';
import type { LivePermission } from '../../../least/live-permissions.js';
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import type { PermissionKind } from '../../../model/application.js';
import { aKind, allOf } from '../../../model/wording.js';
import type { CauseId } from '../../causes/index.js';
import type { Hint } from '../../hint.js';
import { momentText } from '../../token/moments.js';
import { answerFor, opensCall, type RefusedCall } from '../call/asked-call.js';
import { consentStep, leastStep, readGrantsStep, requestSteps } from '../call/permission-steps.js';
import { firstOf, namesOf, theKind, withEvidence } from '../call/permission-words.js';
import { consentFindings } from './findings.js';
import { livesOf, type Registered } from './registered.js';

/** What holding a refused call against the registration says. */
export function callRequestHints(call: RefusedCall, own: Registered): readonly Hint[] {
  const { known, held, fit, schemes } = call;
  if (known === undefined || fit === 'other' || fit === 'answered') return [];
  const [scheme] = schemes;
  if (held?.kind === undefined || scheme === undefined) return untoldHints(call, known, own);
  if (opensCall(call, scheme, held.lives)) return [];
  const wanted = openersIn(call, scheme, own.requested);
  if (openersIn(call, scheme, own.granted).length > 0) return staleHints(call, own, scheme);
  if (wanted.length > 0) return consentHints(call, own, wanted, scheme);
  return otherKindHints(call, known, own, scheme) ?? undeclaredHints(call, known, own, [scheme], true);
}

/** Of some permissions, those that open the call under a scheme, each by itself. */
function openersIn(call: RefusedCall, scheme: Scheme, permissions: readonly Permission[]): readonly LivePermission[] {
  const lives = livesOf(call.context.catalog, permissions, kindOfScheme(scheme));
  if (!opensCall(call, scheme, lives)) return [];
  const alone = [...lives].filter((live) => opensCall(call, scheme, new Set([live])));
  return alone.length > 0 ? alone : [...lives];
}

/** The grant is there, and the token has it not. */
function staleHints(call: RefusedCall, own: Registered, scheme: Scheme): readonly Hint[] {
  const names = firstOf(namesOf(openersIn(call, scheme, own.granted)), 3);
  const evidence = `The application was granted ${theKind(kindOfScheme(scheme), names)}, and the token does not have it: it is older than the grant, or is of another application or tenant.`;
  return [
    {
      cause: 'stale-token',
      weight: 85,
      evidence,
      steps: [{ text: 'Clear the token cache and get a new token.' }, readGrantsStep()],
    },
    ...lessened('missing-permission', 'no-permissions-in-token'),
  ];
}

const lessened = (...causes: readonly CauseId[]): readonly Hint[] =>
  causes.map((cause) => ({ cause, weight: -50, evidence: 'The registration has what opens the call.' }));

/** It is requested, and not in the token. */
function consentHints(
  call: RefusedCall,
  own: Registered,
  wanted: readonly LivePermission[],
  scheme: Scheme,
): readonly Hint[] {
  const kind = kindOfScheme(scheme);
  const names = firstOf(namesOf(wanted), 3);
  const permissions = wanted.slice(0, 1).map(({ permission }) => permission);
  const issued = call.held?.claims.issued;
  const isUngranted = own.hasGrants;
  const hint: Hint = {
    cause: 'not-consented',
    weight: isUngranted ? 92 : 80,
    title: `The registration requests ${names}, and the token does not have it`,
    evidence: `The registration requests ${theKind(kind, names)}, which opens ${call.text}, and the token does not have it${isUngranted ? '; the grants at hand do not have it either' : ''}.`,
    steps: [...consentSteps(permissions), readGrantsStep()],
    checks:
      kind === 'delegated'
        ? [
            'See which scopes the client asks for: a token has only those, or with .default everything that was granted.',
          ]
        : [],
  };
  const stale: Hint = {
    cause: 'stale-token',
    weight: isUngranted ? 20 : 50,
    evidence: `The token does not have ${names}: if that was granted in the meantime, the token is older.${issued === undefined ? '' : ` It was issued at ${momentText(issued)}.`}`,
  };
  return [
    ...withEvidence(hint, ...consentFindings(own.findings)),
    stale,
    ...lessened('missing-permission', 'no-permissions-in-token'),
  ];
}

function consentSteps(permissions: readonly Permission[]): Hint['steps'] & object {
  const [first] = permissions;
  const url = {
    text: 'An administrator can also consent at https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id>; then get a new token.',
  };
  return first === undefined ? [url] : [consentStep(permissions, first), url];
}

/** It is requested under the other kind. */
function otherKindHints(
  call: RefusedCall,
  known: KnownCall,
  own: Registered,
  scheme: Scheme,
): readonly Hint[] | undefined {
  const kind = kindOfScheme(scheme);
  const other: Scheme = kind === 'application' ? 'work' : 'application';
  const wanted = openersIn(call, other, [...own.requested, ...own.granted]);
  if (wanted.length === 0) return undefined;
  const names = firstOf(namesOf(wanted), 3);
  const whose = kind === 'application' ? "an application's" : "a user's";
  const hint: Hint = {
    cause: 'token-type-mismatch',
    weight: 97,
    title: `${names} is requested as ${aKind(kindOfScheme(other))}, and the token is ${whose}`,
    evidence: `The registration requests ${theKind(kindOfScheme(other), names)}, which opens ${call.text} with tokens of its own kind alone; this token is ${whose}.`,
    steps: [
      ...requestSteps(call.context.catalog, twinsOf(call, wanted, scheme)),
      otherWay[kind],
      leastStep(known, [scheme], call.text),
    ],
  };
  const evidence = `The registration requests ${names} for the other kind of sign-in.`;
  return [hint, { cause: 'missing-permission', weight: -20, evidence }];
}

const otherWay = {
  application: { text: 'Or sign a user in, so that the delegated permission counts.' },
  delegated: {
    text: 'Or get the token for the application itself (client credentials), so that the application permission counts.',
  },
} as const;

/** What to request of the token's kind: the permission of the same name where it opens the call, else the least. */
function twinsOf(call: RefusedCall, wanted: readonly LivePermission[], scheme: Scheme): readonly Permission[] {
  const { byName } = callData(call.context.catalog).live[kindOfScheme(scheme)];
  const twin = wanted
    .flatMap(({ name }) => byName.get(name.toLowerCase()) ?? [])
    .find((each) => opensCall(call, scheme, new Set([each])));
  if (twin !== undefined) return [twin.permission];
  const answer = answerFor(call, scheme);
  return answer.status === 'covered' ? wantedOf(answer).map(({ permission }) => permission) : [];
}

/** Nothing that is requested opens the call. */
function undeclaredHints(
  call: RefusedCall,
  known: KnownCall,
  own: Registered,
  schemes: readonly Scheme[],
  isToldByToken: boolean,
): readonly Hint[] {
  const answers = schemes.flatMap((scheme) => {
    const answer = answerFor(call, scheme);
    return answer.status === 'covered' ? [{ answer, scheme }] : [];
  });
  const [first] = answers;
  // What no permission of the kind opens is no matter of the registration.
  if (first === undefined) return [];
  const weight =
    (isToldByToken ? 97 : 85) - (own.isPartial ? 20 : 0) - (call.fit === 'denied' || call.fit === 'untold' ? 0 : 40);
  const hint: Hint = {
    cause: 'missing-permission',
    weight,
    title: `The registration requests no permission that opens ${call.text}`,
    // What the call needs, the witness of calls says.
    evidence: `The registration requests ${requestedText(own, schemes.map(kindOfScheme))}${requestsAny(own, schemes.map(kindOfScheme)) ? ', and none of that opens the call' : ''}.`,
    ...(!isToldByToken && {
      steps: [
        ...(answers.length === 1
          ? requestSteps(
              call.context.catalog,
              wantedOf(first.answer).map(({ permission }) => permission),
            )
          : []),
        leastStep(known, schemes, call.text),
      ],
    }),
  };
  return withEvidence(hint, ...consentFindings(own.findings));
}

function requestedNames({ requested }: Registered, kinds: readonly PermissionKind[]): readonly string[] {
  const names = requested.filter(({ kind, name }) => kinds.includes(kind) && name !== '').map(({ name }) => name);
  return [...new Set(names)];
}

const requestsAny = (own: Registered, kinds: readonly PermissionKind[]): boolean =>
  requestedNames(own, kinds).length > 0;

function requestedText(own: Registered, kinds: readonly PermissionKind[]): string {
  const names = requestedNames(own, kinds);
  if (names.length > 0)
    return `${kinds.length === 1 ? `the ${kinds[0]} ${names.length === 1 ? 'permission' : 'permissions'} ` : ''}${firstOf(names, 6)}`;
  return kinds.length === 1 ? `no ${kinds[0]} permission` : 'no permission';
}

/** No token was read: the registration alone tells. */
function untoldHints(call: RefusedCall, known: KnownCall, own: Registered): readonly Hint[] {
  const granted = call.schemes.flatMap((scheme) => openersIn(call, scheme, own.granted));
  if (granted.length > 0) return grantedHints(call, granted);
  const wanted = call.schemes.flatMap((scheme) => openersIn(call, scheme, own.requested));
  if (wanted.length === 0) return undeclaredHints(call, known, own, call.schemes, false);
  const kinds = [...new Set(wanted.map(({ permission }) => permission.kind))];
  const names = firstOf([...new Set(namesOf(wanted))], 3);
  const isEmpty = call.held !== undefined;
  const permissions = wanted.slice(0, 1).map(({ permission }) => permission);
  const hint: Hint = {
    cause: 'not-consented',
    weight: isEmpty ? 85 : own.hasGrants ? 80 : 58,
    evidence: `The registration requests the ${allOf(kinds)} permission ${names}, which opens ${call.text}: so it may not be consented to${own.hasGrants ? ', as the grants at hand do not have it' : ''}.`,
    steps: [...consentSteps(permissions), readGrantsStep()],
  };
  const mismatch: Hint = {
    cause: 'token-type-mismatch',
    weight: 38,
    evidence: `The registration requests ${theKind(kinds[0] ?? 'delegated', names)}, which serves tokens of that kind alone.`,
  };
  return [
    ...withEvidence(hint, ...consentFindings(own.findings)),
    { cause: 'stale-token', weight: 35, evidence: `A token from before ${names} was granted does not have it.` },
    ...(kinds.length === 1 && !isEmpty ? [mismatch] : []),
    ...lessened('missing-permission', 'no-permissions-in-token'),
  ];
}

function grantedHints(call: RefusedCall, granted: readonly LivePermission[]): readonly Hint[] {
  const names = firstOf([...new Set(namesOf(granted))], 3);
  const evidence = `The application was granted ${names}, which opens ${call.text}.`;
  const isDelegated = granted.some(({ permission }) => permission.kind === 'delegated');
  return [
    {
      cause: 'stale-token',
      weight: call.held === undefined ? 45 : 85,
      evidence: `${evidence} A token from before has it not.`,
    },
    ...(isDelegated ? [{ cause: 'user-lacks-access', weight: 45, evidence } as const] : []),
    ...lessened('missing-permission', 'no-permissions-in-token'),
    { cause: 'not-consented', weight: -40, evidence },
  ];
}
