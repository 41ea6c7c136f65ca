// What error codes look like, and what the names of HTTP statuses are.

import { withoutSecrets } from '../quoted-text.js';
import { matchesOf } from './matches.js';

/** The statuses whose names clients print in place of the number. */
const statusNames: ReadonlyMap<string, number> = new Map([
  ['badrequest', 400],
  ['unauthorized', 401],
  ['paymentrequired', 402],
  ['forbidden', 403],
  ['notfound', 404],
  ['methodnotallowed', 405],
  ['conflict', 409],
  ['gone', 410],
  ['toomanyrequests', 429],
  ['internalservererror', 500],
  ['badgateway', 502],
  ['serviceunavailable', 503],
  ['gatewaytimeout', 504],
]);

/** The status of a number or a name: `403`, `"403 Forbidden"`, `Forbidden`. */
export function statusOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 100 && value <= 599 ? value : undefined;
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const [, number] = /^\s{0,9}([1-5]\d\d)(?![\d.])/.exec(value) ?? [];
  return number === undefined ? statusNames.get(value.replace(/[\s_-]/g, '').toLowerCase()) : Number(number);
}

/** Whether a status is that of a refusal. */
export function isRefused(status: number | undefined): boolean {
  return status !== undefined && status >= 400;
}

const oauth =
  'invalid_grant|invalid_client|invalid_scope|invalid_resource|invalid_request|invalid_token|invalid_target|unauthorized_client|unsupported_grant_type|unsupported_response_type|access_denied|interaction_required|consent_required|login_required|account_selection_required|temporarily_unavailable|authorization_pending|authorization_declined|expired_token|bad_token|insufficient_claims|insufficient_scope|interaction_in_progress|monitor_window_timeout|popup_window_error|no_tokens_found|invalid_instance|basic_action|additional_action|message_only|user_password_expired|protection_policy_required|claims_challenge';

const services =
  '(?:Authorization|Authentication|Request|Directory|Service)_[A-Z]\\w{2,80}|InvalidAuthenticationToken(?:Tenant)?|ExpiredAuthenticationToken|AuthenticationFailed(?:MissingToken)?|AuthorizationFailed|LinkedAuthorizationFailed|TokenExpired|InvalidAudience|TokenCreatedWithOutdatedPolicies|TokenIssuedBeforeRevocationTimestamp|NoPermissionsInAccessToken|InsufficientPrivileges|AADGraphRetired|MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|CredentialLifetimeNotAllowedAsPerAppPolicy|CredentialTypeNotAllowedAsPerAppPolicy|HostNameNotOnVerifiedDomain|KeyCredentialsInvalid|PermissionScopeNotGranted|TenantEnabledInAadRoleMigration|TenantRestrictionsBlocked|UnauthorizedAccessException|UnauthorizedAccess|ApplicationThrottled|MissingCredentials|UnknownError|ResourceNotFound|ExtensionError|Error(?:Access|Invalid|Item|Quota|SendAs|NonExistent|Folder|Mailbox|Exceeded|Internal|Impersonat|NotAllowed|TooMany|Cannot|Missing|Delegate|Irresolvable)\\w{1,60}';

/** Codes that are told from prose wherever they stand. */
const plainCodes = new RegExp(
  `(?<![\\w.-])(?:(?:${oauth})(?![\\w-])|(?:${services})(?!\\w)|AADB2C\\d{5,7}(?!\\d))`,
  'g',
);

/** Codes that a text names without saying that they are codes. */
export function plainCodesIn(text: string): readonly string[] {
  // Cheaper than the search itself, which most lines are spared.
  if (!/[a-z]_[a-z]|[a-z][A-Z]|_[A-Z]|AADB2C/.test(text)) return [];
  const found = new Set<string>();
  for (const [code] of matchesOf(plainCodes, text)) {
    if (!/^(?:InvalidAuthenticationTokenException|ErrorInvalidOperation)$/.test(code)) found.add(code);
  }
  return [...found];
}

/** Whether a word looks like a code, and not like the next word of a sentence. */
export function isCodeLike(word: string): boolean {
  return (
    /[a-z][A-Z]|[_\d]/.test(word) || /^(?:unauthenticated|unauthorized)$/.test(word) || statusOf(word) !== undefined
  );
}

/** Whether a code is one of OAuth, which AADSTS codes come with: `invalid_grant`. */
export function isOAuthCode(code: string): boolean {
  return /^[a-z]{1,30}(?:_[a-z]{1,30}){1,4}$/.test(code);
}

/** Whether a word is a code for sure. */
export function isPlainCode(word: string): boolean {
  const [only, ...others] = plainCodesIn(word.slice(0, 120));
  return only === word && others.length === 0;
}

/**
 * The codes that stand where a code is said to stand. SharePoint gives a number and the name of an exception, of which
 * the last part counts: `-2147024891, System.UnauthorizedAccessException`.
 */
export function codesOf(text: string): readonly string[] {
  if (text.length > 200) return [];
  if (/^-?\d{1,15}$/.test(text.trim())) return [];
  return text
    .split(',')
    .map((part) => part.trim().replace(/^System\./, ''))
    .filter((part) => /^-?[\w.:/-]{2,100}$/.test(part) && !isNoCode(part));
}

function isNoCode(word: string): boolean {
  if (/^(?:none|null|undefined|unknown|true|false|ok|success|error|failed|n\/a)$/i.test(word)) return true;
  if (/^\d{1,15}$/.test(word) || /^AADSTS/i.test(word) || /^eyJ/.test(word)) return true;
  // An authorization code and a device code are called `code`, too.
  return word.length >= 20 && withoutSecrets(word) !== word;
}
