import type { Catalog } from '../../catalog/types.js';
import { safeText } from '../quoted-text.js';
import { directoryRolesOf } from './directory-roles.js';
import { distanceText, momentText, spanText } from './moments.js';
import { issuerKind, resourceOfAudience } from './resources.js';
import type { TokenClaims, TokenFacts, TokenForm } from './token-facts.js';

type Row = readonly [label: string, text: string];

/** What a token is read against. */
interface Context {
  readonly catalog: Catalog;
  readonly now: Date;
}

/** What a token says of itself, a label and words each: nothing of its text but single claims. */
export function describeToken(facts: TokenFacts, context: Context): readonly Row[] {
  const { claims, fault } = facts;
  const rows: Row[] = [['token', shapeText(facts)]];
  if (fault !== undefined && facts.shape !== 'none') rows.push(['problem', fault]);
  if (claims === undefined) return rows;
  return [
    ...rows,
    ...some('for', audienceText(claims, context)),
    ...some('kind', kindText(claims)),
    ...some('client', clientText(claims)),
    ...some('tenant', claims.isPersonal ? 'that of personal Microsoft accounts' : claims.tenant, true),
    ...some('issuer', issuerText(claims)),
    ['permissions', permissionsText(claims)],
    ...some('directory roles', directoryRolesText(claims)),
    ...some('valid', validityText(claims, context.now.getTime())),
    ...some('account', accountText(claims)),
    ...some('sign-in', signInText(claims)),
    ...some('claims challenges', challengesText(claims)),
  ];
}

function some(label: string, text: string | undefined, isClaim = false): readonly Row[] {
  return text === undefined ? [] : [[label, isClaim ? safeText(text) : text]];
}

const formTexts: Readonly<Record<TokenForm, string>> = {
  personal: 'opaque: no JWT; personal Microsoft accounts get access tokens of this form, which only Microsoft can read',
  grant: 'opaque: it looks like a refresh token or an authorization code, which get tokens and open no API',
  secret: 'no token: it looks like a client secret',
  saml: 'no access token: it looks like a SAML assertion',
  id: 'no token: it is a GUID',
  masked: 'masked: something else was written in its place',
  placeholder: 'none: a placeholder that nobody filled in',
  word: 'none: a word that programs write where a value is missing',
};

function shapeText({ shape, form, claims }: TokenFacts): string {
  if (form !== undefined) return formTexts[form];
  if (shape === 'none') return 'none: nothing is there';
  if (shape === 'encrypted') return 'encrypted (JWE): only the API that it is for can read it';
  if (shape === 'opaque') return 'opaque: no JWT, so nothing can be read from it';
  if (shape === 'cut' && claims === undefined) return 'a JWT that is cut off or changed: its claims cannot be read';
  const version = claims?.version === undefined ? '' : ` of version ${claims.version}`;
  const kind = claims?.isIdToken === true ? `an id token${version}: it proves a sign-in and opens no API` : undefined;
  const cutOff = shape === 'cut' ? ', cut off or changed; its claims can be read' : '';
  return `${kind ?? `a JWT${version}`}${cutOff}`;
}

function audienceText({ audiences }: TokenClaims, { catalog }: Context): string | undefined {
  if (audiences.length === 0) return undefined;
  const names = audiences.slice(0, 5).map((audience) => {
    const { name } = resourceOfAudience(audience, catalog);
    const shown = safeText(audience);
    return name.includes(audience) ? safeText(name) : `${name} (${shown})`;
  });
  const more = audiences.length > 5 ? ` and ${audiences.length - 5} more` : '';
  return audiences.length === 1
    ? names.join('')
    : `${names.join(', ')}${more}: ${audiences.length} audiences, while Microsoft Entra ID names one`;
}

function kindText({ kind, isManagedIdentity, isIdToken }: TokenClaims): string | undefined {
  if (isIdToken) return undefined;
  if (isManagedIdentity) return 'application: a managed identity, without a user';
  if (kind === 'application') return 'application: the application itself, without a user';
  return kind === 'delegated' ? 'delegated: the application acts for a signed-in user' : undefined;
}

// Microsoft's own clients that developers get tokens by: merill/microsoft-info _info/MicrosoftApps.json, 2026-08-20.
const knownClients: ReadonlyMap<string, string> = new Map([
  ['de8bc8b5-d9f9-48b1-a8ad-b748da725064', 'Graph Explorer'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph PowerShell'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Azure CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Azure PowerShell'],
  ['1b730954-1685-4b74-9bfd-dac224a7b894', 'Azure AD PowerShell'],
  ['aebc6443-996d-45c2-90f0-388ff96faa56', 'Visual Studio Code'],
]);

const credentialTexts = {
  none: 'a public client, which proves nothing',
  secret: 'it proved itself with a secret',
  certificate: 'it proved itself with a certificate or another signed assertion',
} as const;

function clientText({ appId, credential }: TokenClaims): string | undefined {
  if (appId === undefined) return undefined;
  const name = knownClients.get(appId);
  const by = credential === undefined ? '' : `; ${credentialTexts[credential]}`;
  return `${safeText(appId)}${name === undefined ? '' : ` (${name})`}${by}`;
}

function issuerText({ issuer }: TokenClaims): string | undefined {
  if (issuer === undefined) return undefined;
  const kind = issuerKind(issuer);
  const whose = { entra: '', b2c: ' (Azure AD B2C)', acs: ' (Azure ACS)', other: ' (not Microsoft Entra ID)' }[kind];
  return `${safeText(issuer)}${whose}`;
}

const mostNames = 40;

function namesText(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `${names
    .slice(0, mostNames)
    .map((name) => safeText(name, 100))
    .join(', ')}${more}`;
}

function permissionsText({ scopes, roles, isIdToken }: TokenClaims): string {
  const all = [
    ...(scopes.length > 0 ? [`delegated (scp): ${namesText(scopes)}`] : []),
    ...(roles.length > 0 ? [`${scopes.length > 0 ? 'roles' : 'application (roles)'}: ${namesText(roles)}`] : []),
  ];
  if (all.length > 0) return all.join('; ');
  return isIdToken ? 'none, as in every id token' : 'none: neither scp nor roles names one';
}

function directoryRolesText(claims: TokenClaims): string | undefined {
  const names = directoryRolesOf(claims);
  return names.length === 0 ? undefined : namesText(names);
}

function validityText({ notBefore, issued, expires }: TokenClaims, now: number): string | undefined {
  const from = notBefore ?? issued;
  if (from === undefined && expires === undefined) return undefined;
  const range = [
    ...(from === undefined ? [] : [`from ${momentText(from)}`]),
    ...(expires === undefined ? [] : [`until ${momentText(expires)}`]),
  ].join(' ');
  if (expires !== undefined && expires <= now) return `${range}: it ended ${distanceText(expires, now)}`;
  if (from !== undefined && from > now) return `${range}: it begins ${distanceText(from, now)}`;
  return expires === undefined ? range : `${range}: ${spanText(expires - now)} are left`;
}

function accountText({ isPersonal, isGuest, kind }: TokenClaims): string | undefined {
  if (isPersonal) return 'a personal Microsoft account';
  if (isGuest) return 'a guest of the tenant';
  return kind === 'delegated' ? 'a work or school account' : undefined;
}

function signInText({ methods, contexts, hasDevice }: TokenClaims): string | undefined {
  const all = [
    ...(methods.length > 0 ? [`methods (amr): ${namesText(methods)}`] : []),
    ...(contexts.length > 0 ? [`authentication contexts (acrs): ${namesText(contexts)}`] : []),
    ...(hasDevice ? ['from a device that the tenant knows (deviceid)'] : []),
  ];
  return all.length === 0 ? undefined : all.join('; ');
}

function challengesText({ handlesChallenges, isIdToken }: TokenClaims): string | undefined {
  if (isIdToken) return undefined;
  return handlesChallenges
    ? 'the client handles them (xms_cc holds cp1)'
    : 'the client does not say that it handles them (no cp1 in xms_cc)';
}
