import type { CauseId } from '../causes/index.js';
import { lowerCodes, type Refusal } from '../evidence/refusal.js';
import type { Hint } from '../hint.js';
import { errorPage, oauthErrors } from '../oauth-errors.js';
import type { TokenFacts } from '../token/token-facts.js';
import { pathOf } from './path-of.js';

/**
 * What experience says where nothing else speaks for a cause: three guesses, by the status, by what was called, and by
 * the kind of the token, without those that something speaks against. All of them weigh less than 30, save for the status
 * that has one meaning only.
 */
export function guesses(refusal: Refusal, hints: readonly Hint[] = []): readonly Hint[] {
  if (refusal.status === 429) {
    return [
      { cause: 'throttled', weight: 75, evidence: 'Status 429 means that too many requests came in a short time.' },
    ];
  }
  const { ids, because } = guessed(refusal);
  const against = new Set(hints.flatMap(({ cause, weight }) => (weight < 0 ? cause : [])));
  const left = [...new Set([...ids, ...others])].filter((cause) => !against.has(cause));
  return left.slice(0, 3).map((cause, place) => ({ cause, weight: 20 - 5 * place, evidence: because }));
}

interface Guessed {
  readonly ids: readonly CauseId[];
  /** A whole sentence. */
  readonly because: string;
}

const generally: Guessed = {
  ids: ['missing-permission', 'token-expired', 'consent-missing'],
  because: 'Nothing is known of the call: these are the causes that most refusals have.',
};

/** What is left to guess where a token was read, and something in it speaks against the usual causes. */
const others: readonly CauseId[] = ['licence-missing', 'service-refuses', 'wrong-tenant', 'token-signature'];

function guessed(refusal: Refusal): Guessed {
  const status = refusal.status ?? statusOf(lowerCodes(refusal));
  if (isTokenRequest(refusal)) return atTokenEndpoint(refusal, status);
  if (status === undefined) return refusal.token === undefined ? generally : byToken(refusal.token);
  const ids = byStatus(status, refusal);
  if (ids === undefined) {
    const because = `Status ${status} is none that a missing right gives: these are the causes that most refusals have.`;
    return { ids: generally.ids, because };
  }
  return { ids, because: `Status ${status}, and nothing else that tells: these are its most common causes here.` };
}

/** What tokens of this form are refused for, where neither the status nor the answer is known. */
function byToken({ shape, form, claims }: TokenFacts): Guessed {
  if (claims !== undefined) {
    const unusual: readonly CauseId[] = [
      ...(claims.isPersonal ? (['personal-account-unsupported'] as const) : []),
      ...(claims.audiences.length > 1 ? (['wrong-audience'] as const) : []),
    ];
    return {
      ids: [...unusual, ...of403(claims.kind)],
      because:
        'Nothing in the token itself explains a refusal: these are the causes that most refusals of such a token have.',
    };
  }
  if (shape === 'encrypted') {
    return {
      ids: ['wrong-audience', 'token-expired', 'missing-permission'],
      because:
        'Only the API that the token is for can read it: these are the causes that most refusals of such a token have.',
    };
  }
  const because = 'Nothing can be read from the token: these are the causes that most refusals of such a token have.';
  return form === 'personal'
    ? { ids: ['personal-account-unsupported', 'token-expired', 'missing-permission'], because }
    : { ids: ['token-malformed', 'token-expired', 'wrong-audience'], because };
}

const tokenHosts =
  /^https?:\/\/(?:login\.microsoftonline|login\.windows|login\.partner\.microsoftonline|sts\.windows)\b/i;

function isTokenRequest(refusal: Refusal): boolean {
  if (refusal.call !== undefined) return tokenHosts.test(refusal.call.url);
  return (
    refusal.asked.length > 0 || refusal.aadsts.length > 0 || lowerCodes(refusal).some((code) => oauthErrors.has(code))
  );
}

function atTokenEndpoint(refusal: Refusal, status: number | undefined): Guessed {
  const [named] = lowerCodes(refusal).flatMap((code) => oauthErrors.get(code) ?? []);
  const rest: readonly CauseId[] =
    status === 401
      ? ['bad-secret', 'client-not-found', 'bad-certificate']
      : ['invalid-scope', 'consent-missing', 'conditional-access-at-token'];
  const [number] = refusal.aadsts;
  const unnamed =
    number === undefined
      ? 'The token was refused without an AADSTS number'
      : `AADSTS${number} is not in permlint's table (${errorPage(number)} says more)`;
  const because =
    named === undefined
      ? `${unnamed}: these are the most common causes.`
      : `The code of the answer means that ${named.means}; these causes are the nearest.`;
  return { ids: [...(named === undefined ? [] : [named.cause]), ...rest], because };
}

const statuses: ReadonlyMap<string, number> = new Map([
  ['invalidauthenticationtoken', 401],
  ['unauthorized', 401],
  ['unauthenticated', 401],
  ['authorization_requestdenied', 403],
  ['forbidden', 403],
  ['accessdenied', 403],
  ['erroraccessdenied', 403],
  ['badrequest', 400],
  ['notfound', 404],
  ['itemnotfound', 404],
]);

function statusOf(codes: readonly string[]): number | undefined {
  const [first] = codes.flatMap((code) => statuses.get(code) ?? []);
  return first;
}

function byStatus(status: number, refusal: Refusal): readonly CauseId[] | undefined {
  const kind = refusal.token?.claims?.kind;
  if (status === 401) {
    if (refusal.token?.claims !== undefined) return ['wrong-audience', 'token-expired', 'token-signature'];
    return ['token-expired', 'wrong-audience', 'token-missing'];
  }
  if (status === 403) return [...byPath(refusal), ...of403(kind)];
  if (status === 404) return ['not-found-or-hidden', ...byPath(refusal), 'wrong-tenant', 'licence-missing'];
  if (status === 400) {
    if (kind === 'application') return ['me-with-app-token', 'token-type-mismatch', 'licence-missing'];
    return ['token-type-mismatch', 'personal-account-unsupported', 'licence-missing'];
  }
  if (status === 402) return ['metered-api', 'licence-missing', 'missing-permission'];
  if (status === 405 || status === 412) return ['token-type-mismatch', 'service-refuses', 'missing-permission'];
  return status >= 500 && status < 600 ? ['transient', 'unknown-error', 'licence-missing'] : undefined;
}

function of403(kind: 'application' | 'delegated' | undefined): readonly CauseId[] {
  if (kind === 'application') return ['missing-permission', 'not-consented', 'licence-missing'];
  return ['missing-permission', 'user-lacks-access', 'licence-missing'];
}

/** What the part of Graph that was called is known for, the first that fits. */
const areas: readonly (readonly [RegExp, readonly CauseId[]])[] = [
  [/\/onlineMeetings|\/communications/i, ['teams-application-access-policy', 'teams-missing-permission']],
  [/\/teams|\/chats|\/channels|\/teamwork|\/appCatalogs/i, ['teams-missing-permission', 'teams-membership']],
  [/\/device(?:App)?Management/i, ['intune-permission']],
  [/\/auditLogs|\/reports/i, ['audit-permission', 'tenant-not-premium']],
  [/\/identityProtection/i, ['risk-permission', 'tenant-not-premium']],
  [/\/roleManagement|\/privileged/i, ['pim-permission']],
  [/\/authentication\//i, ['auth-methods-role']],
  [/\/policies|\/conditionalAccess/i, ['policy-permission']],
  [/\/security\//i, ['missing-app-roles']],
  [/\/messages|\/mailFolders|\/sendMail|\/events|\/calendar|\/contacts|\/mailboxSettings/i, ['exchange-access-denied']],
  [/\/sites|\/drives?|\/shares|\/lists|sharepoint\.com/i, ['spo-access-denied', 'selected-not-granted']],
  [/\/members|\/memberOf|\/transitiveMember/i, ['nested-group']],
];

function byPath({ call }: Refusal): readonly CauseId[] {
  const path = pathOf(call);
  if (path === undefined) return [];
  const [, ids = []] = areas.find(([area]) => area.test(path)) ?? [];
  return ids;
}
