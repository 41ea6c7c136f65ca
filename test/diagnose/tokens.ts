import { signatureMark } from '../../scripts/test-signature.mjs';

// Every token of the tests is made here, so that its signature can be found wherever it is printed.

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signature as long as one of RS256 is; nothing may print it. */
export const signature = `${signatureMark}_`.repeat(10).slice(0, 342);

/** A signed token with this payload. */
export function jwt(payload: unknown, header: Readonly<Record<string, unknown>> = {}): string {
  return `${part({ typ: 'JWT', alg: 'RS256', kid: 'test', ...header })}.${part(payload)}.${signature}`;
}

/** An encrypted token: five parts, of which none says anything. */
export function jwe(): string {
  return [
    part({ alg: 'RSA-OAEP', enc: 'A256CBC-HS512', kid: 'test' }),
    signature,
    'aXYtb2YtYS10ZXN0',
    signature,
    'dGFnLW9mLWEtdGVzdA',
  ].join('.');
}

/** The moment of the tests, and a moment so many seconds from it, as tokens write it. */
export const now = new Date('2026-11-20T12:00:00Z');
export const seconds = (fromNow: number): number => now.getTime() / 1_000 + fromNow;

export const graph = 'https://graph.microsoft.com';
export const tenant = '5d3a0b0e-4c1f-4b7a-9d59-0d6f1c2b3a4d';
export const client = '0f1e2d3c-4b5a-4697-8877-665544332211';
export const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Claims of a token of version 1.0 for Microsoft Graph and a user, valid for half an hour more. */
export const delegatedClaims = {
  aud: graph,
  iss: `https://sts.windows.net/${tenant}/`,
  iat: seconds(-1_800),
  nbf: seconds(-1_800),
  exp: seconds(1_800),
  tid: tenant,
  appid: client,
  appidacr: '1',
  idtyp: 'user',
  oid: '11111111-2222-4333-8444-555555555555',
  upn: 'ann@contoso.com',
  scp: 'User.Read Mail.Read',
  ver: '1.0',
  acct: 0,
  amr: ['pwd', 'mfa'],
  wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
};

const { scp: _scp, upn: _upn, amr: _amr, acct: _acct, ...common } = delegatedClaims;

/** Claims of a token without a user. */
export const applicationClaims = { ...common, idtyp: 'app', roles: ['User.Read.All'], wids: [] };

/** A token for a user, with claims in place of the usual ones; undefined takes one away. */
export const delegated = (claims: Readonly<Record<string, unknown>> = {}): string =>
  jwt({ ...delegatedClaims, ...claims });

/** A token without a user. */
export const application = (claims: Readonly<Record<string, unknown>> = {}): string =>
  jwt({ ...applicationClaims, ...claims });

/** A signed token of whatever claims. */
const signed = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/;

/** Where a text holds a signed token or the signature of a test token; undefined where it holds none. */
export function placeOfToken(text: string): number | undefined {
  const marked = text.indexOf(signatureMark);
  const at = marked === -1 ? text.search(signed) : marked;
  return at === -1 ? undefined : at;
}
