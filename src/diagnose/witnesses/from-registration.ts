import { isGuid } from '../../model/guid.js';
import type { CauseId } from '../causes/index.js';
import type { Hint, Witness } from '../hint.js';
import { quotedText } from '../quoted-text.js';
import { refusedCallOf } from './call/asked-call.js';
import { askedApiHints, askedScopeHints } from './registration/asked-api.js';
import { callRequestHints } from './registration/call-requests.js';
import { findingHints } from './registration/findings.js';
import { registeredOf } from './registration/registered.js';
import { signInHints } from './registration/sign-in.js';
import { askedScopes, namedInAnswer } from './scopes/read-scopes.js';

/** What the registration of the application says of the refusal: what it requests, what is granted, what lint finds. */
export const fromRegistration: Witness = (refusal, context) => {
  const own = registeredOf(context);
  if (own === undefined) return [];
  const { catalog } = context;
  const named = namedInAnswer(catalog, refusal);
  const caller = refusal.token?.claims?.appId ?? (refusal.aadsts.length > 0 ? named.client : undefined);
  if (caller !== undefined && own.appId !== undefined && caller.toLowerCase() !== own.appId)
    return anotherHints(own.appId, caller);
  const call = refusedCallOf(refusal, context);
  const asked = askedScopes(catalog, refusal);
  return [
    ...(call === undefined ? [] : callRequestHints(call, own)),
    ...findingHints(refusal.aadsts, own.findings),
    ...signInHints(refusal.aadsts, own, named.redirectUri),
    ...askedApiHints(catalog, refusal, asked, named, own),
    ...askedScopeHints(refusal, asked, own),
  ];
};

const related: readonly CauseId[] = [
  'missing-permission',
  'missing-permission-or-role',
  'no-permissions-in-token',
  'token-type-mismatch',
  'user-lacks-access',
  'consent-missing',
  'resource-not-declared',
  'client-not-found',
];

/** The registration is another application's: it says nothing, and people should know. */
function anotherHints(registered: string, caller: string): readonly Hint[] {
  const checks = [
    `The refused request is of the application ${idText(caller)}, the registration at hand of ${idText(registered)}: it is left aside. Hand in the right one.`,
  ];
  const evidence = `The registration at hand is of another application (${idText(registered)}) than the request.`;
  return related.map((cause) => ({ cause, weight: 0, evidence, checks }));
}

const idText = (id: string): string => (isGuid(id) ? id : quotedText(id, 60));
