import type { Catalog, Permission } from '../../catalog/types.js';
import { allOf } from '../../model/wording.js';
import { isOpenIdName } from '../../rules/sign-in-permissions.js';
import type { CauseId } from '../causes/index.js';
import type { Refusal } from '../evidence/refusal.js';
import type { Hint, Witness } from '../hint.js';
import { quotedUri } from './scopes/quoted-uri.js';
import { type AskedScope, askedScopes, type NamedInAnswer, namedInAnswer } from './scopes/read-scopes.js';
import { missingApiHints } from './scopes/resource-names.js';
import { scopeFault } from './scopes/scope-checks.js';

/** What the scopes and APIs that a token was asked for say, by the request and by the words of the answer. */
export const fromScopes: Witness = (refusal, { catalog }) => {
  if (refusal.aadsts.length === 0 && refusal.asked.length === 0) return [];
  const asked = askedScopes(catalog, refusal);
  const named = namedInAnswer(catalog, refusal);
  return [
    ...faultHints(catalog, refusal, asked, named),
    ...mixHints(refusal, asked.length > 0 ? asked : named.scopes),
    ...consentHints(catalog, refusal, asked),
    ...resourceHints(catalog, refusal, asked, named),
  ];
};

const has = ({ aadsts }: Refusal, ...numbers: readonly number[]): boolean =>
  numbers.some((number) => aadsts.includes(number));

const saysScope = ({ codes }: Refusal): boolean => codes.some((code) => /^invalid_scope$/i.test(code));

/** Scopes that do not exist. */
function faultHints(
  catalog: Catalog,
  refusal: Refusal,
  asked: readonly AskedScope[],
  { scopes }: NamedInAnswer,
): readonly Hint[] {
  const cause: CauseId = has(refusal, 70011) ? 'invalid-scope' : 'unknown-scope';
  const own = faultsOf(catalog, scopes, cause, 97);
  if (own.length > 0) return own;
  // What the answer does not complain of can be wrong, too: a name that does not exist shows as a missing consent.
  const weight = has(refusal, 650053, 70011, 65005) || saysScope(refusal) ? 90 : has(refusal, 65001) ? 70 : 50;
  return faultsOf(catalog, asked, cause, weight);
}

function faultsOf(catalog: Catalog, scopes: readonly AskedScope[], cause: CauseId, weight: number): readonly Hint[] {
  return scopes.flatMap((scope) => {
    const fault = scopeFault(catalog, scope);
    return fault === undefined ? [] : [{ cause, weight, ...fault }];
  });
}

/** Scopes that cannot be asked for together. */
function mixHints(refusal: Refusal, scopes: readonly AskedScope[]): readonly Hint[] {
  const others = scopes.filter(({ name }) => !isOpenIdName(name ?? ''));
  const owners = new Set(others.map(({ api, resource }) => api?.appId ?? resource?.toLowerCase()));
  const isRefused = has(refusal, 70011, 28000, 28003, 700022) || saysScope(refusal);
  const hints: Hint[] = [];
  if (owners.size > 1) {
    const names = others.map(({ api, resource }) => api?.name ?? quotedUri(resource ?? '', 60));
    hints.push({
      cause: 'multiple-resources',
      weight: has(refusal, 28000, 700022) ? 97 : isRefused ? 90 : 40,
      evidence: `The request asks for scopes of ${allOf([...new Set(names)])}: a token is for one API.`,
      steps: [{ text: 'Ask for one token for each API. Consent for several can be asked for together.' }],
    });
  }
  const defaults = others.filter(({ name }) => name?.toLowerCase() === '.default');
  if (defaults.length > 0 && defaults.length < others.length && owners.size === 1) {
    hints.push({
      cause: 'invalid-scope',
      weight: isRefused ? 96 : 55,
      title: '.default is asked for together with single scopes',
      evidence: 'The request asks for .default and for single scopes of the same API; .default stands alone.',
      steps: [{ text: 'Ask for .default, or for the single scopes, not for both.' }],
    });
  }
  return [...hints, ...bareHints(refusal, others)];
}

/** An API without a scope. */
function bareHints(refusal: Refusal, others: readonly AskedScope[]): readonly Hint[] {
  const bare = others.find(({ name }) => name === undefined);
  if (bare === undefined || !(has(refusal, 70011, 1002012) || saysScope(refusal))) return [];
  const uri = bare.raw.replace(/\/{1,3}$/, '');
  const cause: CauseId = has(refusal, 1002012) ? 'client-credentials-scope' : 'invalid-scope';
  const evidence = `The request asks for ${quotedUri(bare.raw)}, which is an API and no scope of it.`;
  return [{ cause, weight: 96, evidence, steps: [{ text: `Ask for ${quotedUri(`${uri}/.default`)}.` }] }];
}

/** Which of the scopes users cannot consent to. */
function consentHints(catalog: Catalog, refusal: Refusal, asked: readonly AskedScope[]): readonly Hint[] {
  if (!has(refusal, 65001, 90094, 90095, 90093, 900941)) return [];
  const permissions = asked.flatMap(({ api, name }): readonly Permission[] => {
    if (api === undefined || name === undefined) return [];
    return catalog.permissionsByName(api, name).filter(({ kind, state }) => kind === 'delegated' && state === 'live');
  });
  const byAdmin = permissions.filter(({ consent }) => consent === 'admin').map(({ name }) => name);
  const managed = permissions
    .filter((each) => each.consent !== 'admin' && catalog.isRefusedByManagedConsent(each))
    .map(({ name }) => name);
  const weight = has(refusal, 65001) ? 58 : 97;
  const cause: CauseId = 'admin-consent-required';
  const hints: Hint[] = [];
  if (byAdmin.length > 0) {
    const evidence = `Users cannot consent to ${allOf(byAdmin)}: an administrator has to.`;
    hints.push({ cause, weight, evidence, steps: [consentUrlStep] });
  }
  if (managed.length > 0) {
    const evidence = `Where Microsoft manages the consent of users, they cannot consent to ${allOf(managed)} either.`;
    hints.push({
      cause,
      weight: byAdmin.length > 0 ? 0 : weight - 5,
      evidence,
      steps: byAdmin.length > 0 ? [] : [consentUrlStep],
    });
  }
  if (permissions.length > 0 && hints.length === 0) {
    const evidence = `Users may consent to ${allOf(permissions.map(({ name }) => name))}, unless the tenant forbids that.`;
    hints.push({ cause: 'consent-missing', weight: has(refusal, 65001) ? 80 : 0, evidence });
  }
  return hints;
}

/** How an administrator consents for all users. */
const consentUrlStep = {
  text: 'Have an administrator open https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id>, or run this.',
  commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
} as const;

const resourceCauses: readonly (readonly [number, CauseId])[] = [
  [500011, 'resource-not-found'],
  [50001, 'resource-not-found'],
  [50010, 'resource-not-found'],
  [650052, 'resource-not-subscribed'],
  [650054, 'resource-removed'],
];

/** The API that the tenant does not have. */
function resourceHints(
  catalog: Catalog,
  refusal: Refusal,
  asked: readonly AskedScope[],
  { resource }: NamedInAnswer,
): readonly Hint[] {
  const [, cause] = resourceCauses.find(([number]) => refusal.aadsts.includes(number)) ?? [];
  const named = resource ?? asked.find((each) => each.resource !== undefined)?.resource;
  return cause === undefined || named === undefined ? [] : missingApiHints(catalog, cause, named);
}
