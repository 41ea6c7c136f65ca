import type { Refusal } from '../../evidence/refusal.js';

/**
 * What the answer says of a lack of permission. `denied`: it is what a lack of permission looks like; `untold`: nothing
 * of the answer is known; `doubtful`: something else is as likely; `hidden`: not found, which may be a lack of rights;
 * `answered`: the call was not refused; `other`: it speaks of something else.
 */
export type Fit = 'denied' | 'untold' | 'doubtful' | 'hidden' | 'answered' | 'other';

// Authorization_RequestDenied, AccessDenied, Forbidden, UnknownError, NoPermissionsInAccessToken, PermissionScopeNotGranted, generalException.
const denials = /denied|forbidden|unauthori[sz]ed|unknownerror|privilege|permission|generalexception/i;
const others = /claims|premium|IdentityNotFound|IdentityDisabled|TenantRestrictions|RetiredGraph|AADGraphRetired/i;

/** What the status and the codes of a refusal say of a lack of permission. */
export function fitOf({ status, codes, aadsts, claims, challenges }: Refusal): Fit {
  // An AADSTS code comes from where the token was asked for: no call was made.
  if (aadsts.length > 0) return 'other';
  if (status !== undefined && status >= 200 && status < 300) return 'answered';
  const asksForClaims = claims !== undefined || challenges.some((challenge) => challenge.claims !== undefined);
  const isOther = asksForClaims || codes.some((code) => others.test(code));
  const isDenial = codes.some((code) => denials.test(code)) && !isOther;
  const isUnsaid = codes.length === 0 && !isOther;
  switch (status) {
    case undefined:
      if (isUnsaid) return 'untold';
      return isDenial ? 'denied' : 'other';
    case 403:
      return isDenial || isUnsaid ? 'denied' : 'doubtful';
    case 401:
      if (codes.some((code) => /^(?:InvalidAuthenticationToken|TokenExpired|unauthenticated)$/i.test(code)))
        return 'other';
      return isDenial ? 'denied' : isUnsaid ? 'doubtful' : 'other';
    case 404:
      return 'hidden';
    case 400:
      return 'doubtful';
    default:
      return 'other';
  }
}
