import { isGuid } from '../../model/guid.js';
import type { Step } from '../causes/cause-text.js';
import type { CauseId } from '../causes/index.js';
import type { Challenge } from '../evidence/challenge.js';
import type { Refusal } from '../evidence/refusal.js';
import type { Hint, Witness } from '../hint.js';
import { quotedText, safeText } from '../quoted-text.js';
import { type ClaimsRequest, readClaimsRequest } from '../token/claims-request.js';
import { momentText } from '../token/moments.js';

/** What `WWW-Authenticate` and the claims of the token endpoint ask for, in words, and how to pass it on. */
export const fromChallenge: Witness = (refusal) => [
  ...refusal.challenges.slice(0, 20).flatMap((challenge) => hintsOfChallenge(challenge, refusal)),
  ...(refusal.claims === undefined ? [] : [atTokenEndpoint(refusal.claims)]),
];

function hintsOfChallenge(challenge: Challenge, refusal: Refusal): readonly Hint[] {
  return [...claimsHints(challenge, refusal), ...errorHints(challenge), ...tenantHints(challenge, refusal)];
}

function parameter({ parameters }: Challenge, name: string): string | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

function claimsHints(challenge: Challenge, refusal: Refusal): readonly Hint[] {
  const error = parameter(challenge, 'error')?.toLowerCase();
  const raw = parameter(challenge, 'claims');
  const request = challenge.claims === undefined ? undefined : readClaimsRequest(challenge.claims);
  if (raw === undefined && error !== 'insufficient_claims') return [];
  const cause = causeOf(refusal, request);
  if (request === undefined || challenge.claims === undefined) return [unreadable(cause, raw !== undefined, error)];
  const asked = request.asks.length === 0 ? 'a token with other claims' : request.asks.join('; ');
  return [
    {
      cause,
      weight: 93,
      evidence: `The challenge asks for ${asked}. Decoded, it says ${safeText(challenge.claims, 400)}.`,
      steps: stepsToPassOn(refusal),
    },
    ...againstToken(cause, request, refusal),
  ];
}

function causeOf({ status }: Refusal, request: ClaimsRequest | undefined): CauseId {
  if (request?.isRevocation === true) return 'claims-challenge-cae';
  return status === 403 ? 'claims-challenge-403' : 'claims-challenge';
}

function unreadable(cause: CauseId, isThere: boolean, error: string | undefined): Hint {
  const says = error === undefined ? 'There is a claims challenge' : `The challenge says ${quotedText(error, 60)}`;
  return {
    cause,
    weight: 80,
    evidence: isThere
      ? `${says}, and its claims cannot be decoded: they are no base64 of JSON, or they are cut off.`
      : `${says} and names no claims.`,
    checks: ['Look at the whole WWW-Authenticate header: the value of claims is base64 of JSON text.'],
  };
}

/** What the token says of the things that a challenge asks for. */
function againstToken(
  cause: CauseId,
  { after, contexts, wantsMfa }: ClaimsRequest,
  { token }: Refusal,
): readonly Hint[] {
  const claims = token?.claims;
  if (claims === undefined) return [];
  const said: string[] = [];
  const { issued, methods, handlesChallenges } = claims;
  if (after !== undefined && issued !== undefined) {
    const isBefore = issued < after;
    said.push(
      `The token was issued at ${momentText(issued)}, ${isBefore ? 'before that' : 'after that, so it is not the one that was refused'}.`,
    );
  }
  const missing = contexts.filter((context) => !claims.contexts.includes(context));
  if (missing.length > 0)
    said.push(
      `The token does not have the authentication context ${missing.map((each) => safeText(each, 40)).join(', ')} (acrs).`,
    );
  if (wantsMfa && !methods.includes('mfa')) said.push('The token shows no multifactor authentication (amr).');
  if (!handlesChallenges)
    said.push('The client has not declared that it handles claims challenges (no cp1 in xms_cc).');
  return said.map((evidence) => ({ cause, weight: 60, evidence }));
}

function stepsToPassOn({ token }: Refusal): readonly Step[] {
  const isDeclared = token?.claims?.handlesChallenges === true;
  const isWithoutUser = token?.claims?.kind === 'application';
  return [
    {
      text: `Ask for a new token with the decoded claims${isWithoutUser ? '' : ', silently first and then with the user'}: WithClaims(claims) in MSAL .NET, claims in the request of MSAL.js and MSAL Node, claims_challenge in MSAL Python, claims(ClaimsRequest) in MSAL Java.`,
    },
    {
      text: 'In a web API that was called by a client, send the challenge on: answer 401 with WWW-Authenticate: Bearer error="insufficient_claims", claims="<base64 of the claims>", so that the client asks the user.',
    },
    ...(isDeclared
      ? []
      : [
          {
            text: 'Declare the capability cp1, so that APIs send challenges: WithClientCapabilities(new[] { "cp1" }) in MSAL .NET, clientCapabilities: ["CP1"] in MSAL.js, client_capabilities=["CP1"] in MSAL Python, clientCapabilities(Set.of("cp1")) in MSAL Java.',
          },
        ]),
  ];
}

function atTokenEndpoint(claims: string): Hint {
  const request = readClaimsRequest(claims);
  const shown = `Decoded, it says ${safeText(claims, 400)}.`;
  const asked = request === undefined || request.asks.length === 0 ? undefined : request.asks.join('; ');
  return {
    cause: 'conditional-access-at-token',
    weight: 66,
    evidence:
      asked === undefined
        ? 'The token endpoint names claims to ask for, and they cannot be read: they are no JSON, or they are cut off.'
        : `The token endpoint asks for ${asked}. ${shown}`,
    steps: [
      {
        text: 'Catch the exception of MSAL that asks for interaction (MsalUiRequiredException, InteractionRequiredAuthError) and ask for the token with the user and with these claims: WithClaims(ex.Claims) in MSAL .NET, claims in the request of MSAL.js, claims_challenge in MSAL Python, claims in MSAL Java.',
      },
      {
        text: 'In a web API that acts on behalf of a user, nobody can be asked: answer the client with 401 and WWW-Authenticate with these claims in base64.',
      },
    ],
  };
}

const descriptions: readonly (readonly [RegExp, CauseId, number])[] = [
  [/\bnot (?:yet valid|valid yet)|before its/i, 'token-not-yet-valid', 82],
  [/\bexpired\b|\blifetime\b/i, 'token-expired', 86],
  [/\baudience\b/i, 'wrong-audience', 84],
  [/\bissuer\b/i, 'wrong-issuer', 80],
  [/\bsignature\b|\bsigning key\b/i, 'token-signature', 80],
  [/\bmalformed\b|\bwell.formed\b|\bparsing\b|\bdecode\b/i, 'token-malformed', 80],
];

/** `invalid_token` and `insufficient_scope` (RFC 6750, section 3.1) with what the API says of them. */
function errorHints(challenge: Challenge): readonly Hint[] {
  const error = parameter(challenge, 'error')?.toLowerCase();
  const said = parameter(challenge, 'error_description')?.slice(0, 2_000) ?? '';
  if (error === 'insufficient_scope') {
    const scope = parameter(challenge, 'scope');
    const asks = scope === undefined ? '' : ` and asks for ${quotedText(scope)}`;
    const evidence = `The challenge says insufficient_scope${asks}: the token is right, and lacks a permission.`;
    return [{ cause: 'missing-permission', weight: 78, evidence }];
  }
  if (error !== 'invalid_token') return [];
  const found = descriptions.find(([pattern]) => pattern.test(said));
  if (found === undefined) return [];
  const [, cause, weight] = found;
  return [{ cause, weight, evidence: `The challenge says invalid_token: ${quotedText(said)}.` }];
}

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;

/** The tenant that an API sends its callers to, against the tenant of the token. */
function tenantHints(challenge: Challenge, { token }: Refusal): readonly Hint[] {
  const address = parameter(challenge, 'authorization_uri') ?? parameter(challenge, 'authorization') ?? '';
  const ofAddress = /^https:\/\/login\./i.test(address)
    ? guid.exec(address.slice(0, 300).toLowerCase())?.[0]
    : undefined;
  const realm = parameter(challenge, 'realm')?.toLowerCase();
  const tenant = ofAddress ?? (realm !== undefined && isGuid(realm) ? realm : undefined);
  const own = token?.claims?.tenant;
  if (tenant === undefined || own === undefined) return [];
  if (tenant === own)
    return [
      {
        cause: 'wrong-tenant',
        weight: -30,
        evidence: `The challenge names the tenant ${tenant}, which is that of the token.`,
      },
    ];
  return [
    {
      cause: 'wrong-tenant',
      weight: 76,
      evidence: `The challenge names the tenant ${tenant}; the token is one of the tenant ${safeText(own, 60)}.`,
      steps: [
        { text: `Ask for the token at the tenant that has the data: https://login.microsoftonline.com/${tenant}.` },
      ],
    },
  ];
}
