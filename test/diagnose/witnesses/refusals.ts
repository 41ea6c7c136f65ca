import { emptyRefusal, type Refusal } from '../../../src/diagnose/evidence/refusal.js';
import type { DiagnoseContext, Hint, Witness } from '../../../src/diagnose/hint.js';
import { causeOf, rank } from '../../../src/diagnose/rank.js';
import type { TokenClaims } from '../../../src/diagnose/token/token-facts.js';
import { openCatalog } from '../../catalog/open.js';

export const { catalog } = openCatalog();
export const context: DiagnoseContext = { catalog, now: new Date('2026-08-20T12:00:00Z') };

export const ids = {
  app: '11111111-2222-4333-8444-555555555555',
  tenant: '99999999-8888-4777-8666-555555555555',
} as const;

const noClaims: TokenClaims = {
  audiences: ['https://graph.microsoft.com'],
  issuer: undefined,
  tenant: ids.tenant,
  version: '1.0',
  kind: undefined,
  scopes: [],
  roles: [],
  directoryRoles: [],
  appId: ids.app,
  issued: undefined,
  notBefore: undefined,
  expires: undefined,
  isPersonal: false,
  isGuest: false,
  isIdToken: false,
  isManagedIdentity: false,
  handlesChallenges: false,
  methods: [],
  contexts: [],
  hasDevice: false,
};

/** A token of a user with these scopes. */
export function userToken(scopes: string, more: Partial<TokenClaims> = {}): Refusal['token'] {
  return tokenWith({ kind: 'delegated', scopes: wordsOf(scopes), ...more });
}

/** A token of an application by itself with these roles. */
export function appToken(roles: string, more: Partial<TokenClaims> = {}): Refusal['token'] {
  return tokenWith({ kind: 'application', roles: wordsOf(roles), ...more });
}

/** A readable token with these claims. */
export function tokenWith(claims: Partial<TokenClaims>): Refusal['token'] {
  return { shape: 'readable', fault: undefined, claims: { ...noClaims, ...claims } };
}

const wordsOf = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** A refusal of a call, with what is given of it. */
export function refusalOf(call: string | undefined, more: Partial<Refusal> = {}): Refusal {
  const [method = '', url = ''] = (call ?? '').split(/ (.*)/);
  return { ...emptyRefusal, ...(call !== undefined && { call: { method, url } }), ...more };
}

/** What a witness says, the heaviest first. */
export function saidBy(witness: Witness, refusal: Refusal, own: DiagnoseContext = context): readonly Hint[] {
  return [...witness(refusal, own)].sort((a, b) => b.weight - a.weight);
}

/** The causes that witnesses together make of a refusal. */
export function causesOf(witnesses: readonly Witness[], refusal: Refusal, own: DiagnoseContext = context) {
  return rank(witnesses.flatMap((witness) => witness(refusal, own))).map((cause) => causeOf(cause, {}));
}

/** Every text of hints. */
export function textOf(hints: readonly Hint[]): string {
  return JSON.stringify(hints);
}
