import { join } from 'node:path';
import type { GraphCloud } from './graph-cloud.js';
import { azureCliToken } from './token-azure-cli.js';
import { type Claims, checkClaims, claimsOf } from './token-claims.js';
import { identityToken } from './token-identity.js';
import type { SignInWays } from './token-ways.js';
import { UsageError } from './usage-error.js';

/** The sign-in of a run. The token is sent to Microsoft Graph and shown nowhere. */
export interface SignIn {
  /** Whose token it is: `PERMLINT_TOKEN`, `the Azure CLI`, `@azure/identity`. */
  readonly from: string;
  readonly token: string;
  readonly claims: Claims;
  /** Gets a new token; undefined where only the user can. */
  readonly renew: (() => Promise<SignIn>) | undefined;
}

/** Signs in: PERMLINT_TOKEN, else the Azure CLI, else `@azure/identity` of the user's project. */
export async function signIn(cloud: GraphCloud, ways: SignInWays): Promise<SignIn> {
  const given = (ways.environment.PERMLINT_TOKEN ?? '').trim().replace(/^bearer\s+/i, '');
  if (given !== '') return checked(given, 'PERMLINT_TOKEN', cloud, undefined);
  const tries = [
    ['the Azure CLI', () => azureCliToken(cloud, ways)],
    ['@azure/identity', () => identityToken(cloud, join(ways.folder, 'package.json'))],
  ] as const;
  const faults: string[] = [];
  for (const [from, ask] of tries) {
    const result = await ask();
    if (result !== undefined && 'token' in result) return checked(result.token, from, cloud, () => signIn(cloud, ways));
    if (result !== undefined) faults.push(`${from} ${result.fault}`);
  }
  const [first, ...more] = faults;
  const cloudHint = cloud.cloud === 'global' ? '' : `az cloud set --name ${cloud.azName}, `;
  const hint = `Sign in with the Azure CLI (${cloudHint}az login), or set PERMLINT_TOKEN to a token for ${cloud.resource}.`;
  const title = first ?? 'nobody is signed in: PERMLINT_TOKEN is not set, and neither az nor @azure/identity is there';
  throw new UsageError(title, { hint, more });
}

function checked(token: string, from: string, cloud: GraphCloud, renew: SignIn['renew']): SignIn {
  if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError(`${from} holds characters that no token has`);
  const claims = claimsOf(token);
  checkClaims(claims, cloud, Date.now(), from);
  return { from, token, claims, renew };
}
