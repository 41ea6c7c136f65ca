// Manifests as they are met in repositories: about 3 kB, a handful of permissions of a few APIs, made from a number.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const graph = '00000003-0000-0000-c000-000000000000';
/** @param {string} name */
const linesOf = (name) =>
  readFileSync(fileURLToPath(new URL(`../data/${name}`, import.meta.url)), 'latin1')
    .split('\n')
    .map((line) => line.split('\t'));

// Power and breadth are findings of their own, and so are retired APIs; here the share of findings is chosen.
const privileged = new Set(linesOf('tiers.tsv').map(([, kind, id]) => `${kind} ${id}`));
const scoped = new Set(linesOf('scoping.tsv').map(([kind, name]) => `${kind} ${name}`));
const rows = linesOf('graph.tsv')
  .filter(([kind, , flags]) => (kind === 'a' || kind === 'd') && flags?.startsWith('l'))
  .map(([kind = '', id = '', , name = '']) => ({ kind, id, name }))
  .filter(({ kind, id, name }) => !privileged.has(`${kind} ${id}`) && !scoped.has(`${kind} ${name}`))
  .filter(({ name }) => !/^(?:EWS|PrivilegedAccess|Directory)\./.test(name));

/**
 * The text of a manifest. A faulty one has one permission of the wrong kind.
 * @param {number} seed @param {boolean} isFaulty
 */
export function manifestText(seed, isFaulty) {
  const random = generator(seed);
  const picked = new Map(
    Array.from({ length: 2 + Math.floor(random() * 6) }, () => pick(random)).map((row) => [
      // One of each resource: none covers another.
      `${row.kind} ${row.name.split('.')[0]}`,
      row,
    ]),
  );
  const resourceAccess = [...picked.values()].map(({ kind, id }) => ({ id, type: kind === 'a' ? 'Role' : 'Scope' }));
  if (isFaulty) resourceAccess.push({ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Role' });
  return `${JSON.stringify(registration(seed, resourceAccess), null, 2)}\n`;
}

/** @param {number} seed @param {{ id: string, type: string }[]} resourceAccess */
function registration(seed, resourceAccess) {
  return {
    displayName: `Line of business ${seed}`,
    description: 'A registration as people keep it beside their code',
    signInAudience: 'AzureADMyOrg',
    identifierUris: [`api://line-of-business-${seed}`],
    tags: ['HideApp'],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        {
          id: `00000000-0000-4000-8000-${String(seed).padStart(12, '0')}`,
          adminConsentDescription: 'Allows the client to act for the signed-in user',
          adminConsentDisplayName: 'Act for the user',
          isEnabled: true,
          type: 'User',
          userConsentDescription: 'Allows the client to act for you',
          userConsentDisplayName: 'Act for you',
          value: 'access_as_user',
        },
      ],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    keyCredentials: [],
    optionalClaims: {
      accessToken: [{ name: 'idtyp', source: null, essential: false, additionalProperties: [] }],
      idToken: [],
      saml2Token: [],
    },
    passwordCredentials: [],
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [{ resourceAppId: graph, resourceAccess }],
    spa: { redirectUris: ['https://localhost:3000/signin', `https://app-${seed}.contoso.com/signin`] },
    web: {
      homePageUrl: `https://app-${seed}.contoso.com`,
      logoutUrl: null,
      redirectUris: [`https://app-${seed}.contoso.com/signin-oidc`],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
  };
}

/** @param {() => number} random */
function pick(random) {
  const row = rows[Math.floor(random() * rows.length)];
  if (row === undefined) throw new Error('data/graph.tsv holds no live permission');
  return row;
}

/** A small generator of numbers from 0 to 1 that gives the same ones for the same seed. @param {number} seed */
export function generator(seed) {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) / 0x1_0000_0000;
  };
}
