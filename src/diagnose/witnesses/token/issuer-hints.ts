import type { Hint } from '../../hint.js';
import { quotedText, safeText } from '../../quoted-text.js';
import { issuerKind } from '../../token/resources.js';
import { hasCode, hintsOf, mayBeOfToken, type ReadToken } from './looked-at.js';

/** What the issuer and the version of a token speak for. */
export function issuerHints(read: ReadToken): readonly Hint[] {
  return hintsOf(otherIssuer(read), version(read));
}

function otherIssuer({ claims, call, refusal }: ReadToken): Hint | undefined {
  const { issuer } = claims;
  if (issuer === undefined || !mayBeOfToken(refusal)) return undefined;
  const kind = issuerKind(issuer);
  const by = `The token was issued by ${quotedText(issuer)}`;
  if (kind === 'acs') {
    const evidence = `${by}: that is Azure ACS, which gave tokens to SharePoint add-ins and has ended.`;
    return { cause: 'acs-retired', weight: 88, evidence };
  }
  const isOfGraph = call?.resource?.key === 'graph';
  if (kind === 'entra') {
    const evidence = `${by}, which is Microsoft Entra ID.`;
    return isOfGraph ? { cause: 'wrong-issuer', weight: -20, evidence } : undefined;
  }
  if (!isOfGraph && !hasCode(refusal, 'InvalidAuthenticationToken')) return undefined;
  const whose = kind === 'b2c' ? 'a user flow of Azure AD B2C' : 'not Microsoft Entra ID';
  return {
    cause: 'wrong-issuer',
    weight: isOfGraph ? 95 : 65,
    evidence: `${by}, ${whose}: Microsoft Graph takes tokens of Microsoft Entra ID only.`,
    steps: [
      {
        text: 'Get the token for Microsoft Graph from Microsoft Entra ID itself: https://login.microsoftonline.com/<tenant-id>/oauth2/v2.0/token with the scope https://graph.microsoft.com/.default.',
      },
    ],
  };
}

/** An API of one's own checks issuer and audience of one version, and gets what its registration says. */
function version({ claims, call, refusal }: ReadToken): Hint | undefined {
  const isOwn = call !== undefined && call.resource === undefined && claims.version !== undefined;
  if (!isOwn || refusal.status !== 401) return undefined;
  const issuer =
    claims.version === '1.0'
      ? 'https://sts.windows.net/<tenant-id>/'
      : 'https://login.microsoftonline.com/<tenant-id>/v2.0';
  return {
    cause: 'token-version',
    weight: 35,
    evidence: `The token is of version ${claims.version}, with the issuer ${issuer}; ${safeText(call.host ?? '')} may check for the other version.`,
    title: 'The API may check for the other version of access tokens',
    steps: [
      {
        text: 'Set requestedAccessTokenVersion in the registration of the API to the version that its code checks: 2 for version 2.0, null or 1 for version 1.0.',
      },
    ],
    checks: ['Compare issuer and audience in the settings of the API with iss and aud of the token.'],
  };
}
