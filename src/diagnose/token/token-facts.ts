import type { PermissionKind } from '../../model/application.js';

/**
 * What a token looks like from outside. `readable`: its claims can be read; `encrypted`: a JWE, which only its API can
 * read; `opaque`: no JWT, as Microsoft's personal accounts get for Microsoft Graph, and what refresh tokens and
 * authorization codes look like; `cut`: a JWT that was cut off or changed on the way; `none`: no token at all.
 */
export type TokenShape = 'readable' | 'encrypted' | 'opaque' | 'cut' | 'none';

/**
 * What a text that is no JWT looks like. `personal`: an access token of a personal account; `grant`: a refresh token or
 * an authorization code; `secret`: a client secret; `saml`: a SAML assertion; `id`: a GUID; `masked`: something else was
 * written in place of the token; `placeholder`: nobody filled the token in; `word`: what a program writes for no value.
 */
export type TokenForm = 'personal' | 'grant' | 'secret' | 'saml' | 'id' | 'masked' | 'placeholder' | 'word';

/** What a token says. No part of its text but single claims is kept. */
export interface TokenFacts {
  readonly shape: TokenShape;
  /** What is wrong with its text, in words: "it has two parts; the signature is cut off". */
  readonly fault: string | undefined;
  /** Of a readable token, and of a cut one whose payload is whole. */
  readonly claims: TokenClaims | undefined;
  /** What a text of the shape `opaque` or `none` looks like, where that can be told. */
  readonly form?: TokenForm;
}

/** The claims that diagnoses rest on. Times are milliseconds since 1970. */
export interface TokenClaims {
  /** `aud`: one, or several in tokens of other issuers. */
  readonly audiences: readonly string[];
  readonly issuer: string | undefined;
  /** `tid`, in lower case. */
  readonly tenant: string | undefined;
  readonly version: '1.0' | '2.0' | undefined;
  /** `application`: no user (`idtyp` app, or roles without scp); undefined where neither is told. */
  readonly kind: PermissionKind | undefined;
  /** `scp`. */
  readonly scopes: readonly string[];
  /** `roles`. */
  readonly roles: readonly string[];
  /** `wids`: template ids of the directory roles of the user, in lower case. */
  readonly directoryRoles: readonly string[];
  /** `appid` or `azp`, in lower case. */
  readonly appId: string | undefined;
  readonly issued: number | undefined;
  readonly notBefore: number | undefined;
  readonly expires: number | undefined;
  /** Of a personal Microsoft account. */
  readonly isPersonal: boolean;
  /** `acct` 1: a guest of the tenant. */
  readonly isGuest: boolean;
  /** An id token: it proves a sign-in and opens no API. */
  readonly isIdToken: boolean;
  /** Of a managed identity (`xms_mirid`). */
  readonly isManagedIdentity: boolean;
  /** `xms_cc` holds `cp1`: the client says that it handles claims challenges. */
  readonly handlesChallenges: boolean;
  /** `amr` in lower case: `pwd`, `mfa`. */
  readonly methods: readonly string[];
  /** `acrs`: authentication contexts that hold. */
  readonly contexts: readonly string[];
  /** Whether `deviceid` is there: a device that the tenant knows. */
  readonly hasDevice: boolean;
  /** `appidacr` or `azpacr`: what the client proved itself with; `none` for a public client. Left out where it is not told. */
  readonly credential?: 'none' | 'secret' | 'certificate';
  /** `oid` and names of the account in lower case, to tell its own mailbox from another; shown nowhere. */
  readonly accountNames?: readonly string[];
}
