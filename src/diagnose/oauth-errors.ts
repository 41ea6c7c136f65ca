import type { CauseId } from './causes/index.js';

/** What an `error` of the token endpoint means (RFC 6749, section 5.2, and what Entra adds), and the cause that is nearest. */
export interface OauthError {
  /** Goes on from "which means that". */
  readonly means: string;
  readonly cause: CauseId;
}

/** By `error` or `suberror`. */
export const oauthErrors: ReadonlyMap<string, OauthError> = new Map<string, OauthError>([
  ['invalid_request', { means: 'the request breaks the protocol', cause: 'malformed-request' }],
  [
    'invalid_grant',
    { means: 'the code, the refresh token, the assertion or the consent is no longer good', cause: 'session-expired' },
  ],
  ['unauthorized_client', { means: 'the application is unknown, or may not do this here', cause: 'client-not-found' }],
  ['invalid_client', { means: "the application's credential is wrong", cause: 'bad-secret' }],
  ['unsupported_grant_type', { means: 'the kind of grant is not supported', cause: 'malformed-request' }],
  ['unsupported_response_type', { means: 'the kind of response is not enabled', cause: 'implicit-disabled' }],
  ['invalid_resource', { means: 'the API that was asked for is unknown', cause: 'resource-not-found' }],
  ['invalid_target', { means: 'the API that was asked for is unknown', cause: 'resource-not-found' }],
  ['interaction_required', { means: 'the user has to act', cause: 'conditional-access-at-token' }],
  ['temporarily_unavailable', { means: 'the service is busy, and a later try may work', cause: 'transient' }],
  ['invalid_scope', { means: 'the scope is wrong', cause: 'invalid-scope' }],
  ['access_denied', { means: 'a policy or the user said no', cause: 'blocked-by-ca' }],
  ['login_required', { means: 'there is no session of the user', cause: 'session-expired' }],
  ['consent_required', { means: 'consent is missing', cause: 'consent-missing' }],
]);

/** Where Microsoft explains the number of an AADSTS code. Nothing is asked there; the address is shown. */
export const errorPage = (number: number): string => `https://login.microsoftonline.com/error?code=${number}`;
