/** A token, or why a way of signing in gave none, in words that follow the way's name; neither where it is not there. */
export type TokenResult = { readonly token: string } | { readonly fault: string } | undefined;

/** Where a sign-in looks. */
export interface SignInWays {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's project, where `@azure/identity` may be installed. */
  readonly folder: string;
  /** Milliseconds that the Azure CLI has. */
  readonly patience: number;
}
