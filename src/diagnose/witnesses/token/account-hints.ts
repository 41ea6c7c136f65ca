import { callData } from '../../../least/openers.js';
import type { Hint } from '../../hint.js';
import type { ApiCall } from './api-call.js';
import { hasCode, hintsOf, type LookedAt } from './looked-at.js';

/** What the account that a token stands for speaks for. */
export function accountHints(looked: LookedAt): readonly Hint[] {
  return hintsOf(personal(looked), guest(looked));
}

function personal({ token, call, refusal, context }: LookedAt): Hint | undefined {
  const { claims, shape, form } = token;
  if (claims !== undefined && !claims.isPersonal) {
    const evidence = "The token's tenant is that of an organisation, and not that of personal Microsoft accounts.";
    return claims.tenant === undefined ? undefined : { cause: 'personal-account-unsupported', weight: -40, evidence };
  }
  const isSure = claims?.isPersonal === true;
  if (!isSure && shape !== 'opaque') return undefined;
  if (!isSure && form !== undefined && form !== 'personal') return undefined;
  if (refusal.status !== undefined && ![400, 401, 403, 404].includes(refusal.status)) return undefined;
  const whose = isSure
    ? 'The token is that of a personal Microsoft account'
    : form === 'personal'
      ? 'The token is no JWT and begins as those of personal Microsoft accounts do'
      : 'The token is no JWT, as those of personal Microsoft accounts are';
  const takes = call === undefined ? undefined : takesPersonal(call, context.catalog);
  if (takes === true) {
    const evidence = `${whose}, and the call is one that personal accounts can make.`;
    return { cause: 'personal-account-unsupported', weight: -20, evidence };
  }
  const weight = isSure ? 88 : form === 'personal' ? 76 : 40;
  if (takes === false) {
    const evidence = `${whose}, and Microsoft's list of permissions has none by which a personal account can make this call.`;
    return { cause: 'personal-account-unsupported', weight, evidence };
  }
  const evidence = `${whose}: many calls of Microsoft Graph serve work and school accounts only.`;
  const isAsked = isSure && refusal.status !== undefined && call?.resource?.key !== undefined;
  return isAsked ? { cause: 'personal-account-unsupported', weight: 35, evidence } : undefined;
}

/** Whether a personal account can make a call; undefined where the data do not know the call. */
function takesPersonal({ known }: ApiCall, catalog: LookedAt['context']['catalog']): boolean | undefined {
  if (known === undefined) return undefined;
  const { openers } = callData(catalog);
  if (openers(known, 'personal').length > 0) return true;
  return openers(known, 'work').length > 0 || openers(known, 'application').length > 0 ? false : undefined;
}

const directory =
  /^\/(?:users|groups|directoryroles|directoryobjects|applications|serviceprincipals|devices|organization|contacts|me\/(?:memberof|transitivememberof|manager|directreports|people))(?:[/(]|$)/;

function guest({ token, call, refusal }: LookedAt): Hint | undefined {
  const { claims } = token;
  if (claims?.isGuest !== true || refusal.status !== 403) return undefined;
  const isDirectory = call !== undefined && directory.test(call.path);
  const isDenied = hasCode(refusal, 'Authorization_RequestDenied', 'accessDenied', 'Forbidden');
  if (!isDirectory && !hasCode(refusal, 'Authorization_RequestDenied')) return undefined;
  return {
    cause: 'guest-limits',
    weight: isDirectory && isDenied ? 62 : 45,
    evidence:
      'The signed-in user is a guest of the tenant (acct 1): guests read little of a directory unless its settings or a role allow more.',
    checks: ['Make the same call as a member of the tenant with the same permissions.'],
  };
}
