import type { Hint, Witness } from '../hint.js';
import { quotedText } from '../quoted-text.js';
import type { TokenClaims } from '../token/token-facts.js';
import { accountHints } from './token/account-hints.js';
import { apiCallOf } from './token/api-call.js';
import { audienceHints } from './token/audience-hints.js';
import { issuerHints } from './token/issuer-hints.js';
import { permissionHints } from './token/permission-hints.js';
import { textHints } from './token/text-hints.js';
import { timeHints } from './token/time-hints.js';

/** What the token of the refused call speaks for and against. Alone it speaks only for what every API would refuse. */
export const fromToken: Witness = (refusal, context) => {
  const { token } = refusal;
  if (token === undefined) return [];
  // Where the token endpoint refuses, no call was made with the token.
  if (refusal.aadsts.length > 0) return assertionHints(token.claims, refusal.aadsts);
  const call = apiCallOf(refusal, context);
  const looked = { refusal, context, call, token };
  const { claims } = token;
  if (claims === undefined) return [...textHints(looked), ...accountHints(looked)];
  const read = { ...looked, claims };
  return [
    ...textHints(looked),
    ...timeHints(read),
    ...issuerHints(read),
    ...audienceHints(read),
    ...permissionHints(read),
    ...accountHints(read),
  ];
};

/** AADSTS50013 and its kin refuse the token that is exchanged on behalf of a user. */
function assertionHints(claims: TokenClaims | undefined, aadsts: readonly number[]): readonly Hint[] {
  if (claims === undefined || !aadsts.some((each) => [50013, 500131, 500133, 240002].includes(each))) return [];
  const evidence = claims.isIdToken
    ? 'The token is an id token; what is exchanged on behalf of a user must be an access token for the API that exchanges it.'
    : `The token, if it is the one that was exchanged, is for ${quotedText(claims.audiences.join(', '))}: that must be the API that exchanges it.`;
  return claims.audiences.length === 0 ? [] : [{ cause: 'obo-assertion', weight: 40, evidence }];
}
