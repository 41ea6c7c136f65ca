import { graphAppId } from '../catalog/lookup.js';
import { momentText } from '../diagnose/token/moments.js';
import { readToken } from '../diagnose/token/read-token.js';
import { cutList } from './command-output.js';
import { cloudOfResource, type GraphCloud } from './graph-cloud.js';
import { UsageError } from './usage-error.js';

/** What a token says of itself; what it does not say is undefined. */
export interface Claims {
  readonly audience: string | undefined;
  /** Milliseconds since 1970. */
  readonly expires: number | undefined;
  readonly tenant: string | undefined;
  readonly permissions: readonly string[];
}

/** The claims of a token. It is not ours to verify: Microsoft Graph does, and refuses what is not right. */
export function claimsOf(token: string): Claims {
  const { claims } = readToken(token);
  return {
    audience: claims?.audiences[0],
    expires: claims?.expires,
    tenant: claims?.tenant,
    permissions: [...(claims?.scopes ?? []), ...(claims?.roles ?? [])],
  };
}

/** Refuses a token that cannot work: one that has ended, or that is for another API or another cloud. */
export function checkClaims({ audience, expires }: Claims, cloud: GraphCloud, now: number, from: string): void {
  if (expires !== undefined && expires <= now) {
    const hint = 'Get a new one and run this again.';
    throw new UsageError(`the token of ${from} ended at ${momentText(expires)}`, { hint });
  }
  const plain = audience?.replace(/\/$/, '');
  if (plain === undefined || plain === graphAppId || plain === cloud.resource) return;
  const other = cloudOfResource(plain);
  const hint =
    other === undefined
      ? `Ask for a token of ${cloud.resource}: az account get-access-token --resource ${cloud.resource}`
      : `For that cloud: --cloud ${other.cloud}, or cloud: ${other.cloud} in permlint.yaml.`;
  const forWhat = other === undefined ? 'another API' : `Microsoft Graph of the cloud ${other.cloud}`;
  throw new UsageError(`the token of ${from} is for ${forWhat}, not for ${cloud.resource}`, { hint });
}

/** What a token may do, in words; undefined where it does not say. */
export function permissionsText({ permissions }: Claims): string | undefined {
  return permissions.length === 0 ? undefined : `The token has ${cutList(permissions, 8)}.`;
}

/** A text of another program or a server without what may be a token in it, in one line. */
export function withoutTokens(text: string, token?: string): string {
  const plain = token === undefined || token === '' ? text : text.replaceAll(token, '…');
  const line = plain.replace(/ey[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g, '…').replace(/\s+/g, ' ');
  return line.length > 400 ? `${line.slice(0, 399)}…` : line.trim();
}
