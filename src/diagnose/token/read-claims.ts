import { parseStrictJson } from '../../input/json-text.js';
import { isRecord } from '../../input/source.js';
import { isGuid } from '../../model/guid.js';
import { textOfBase64 } from './base64.js';
import type { TokenClaims } from './token-facts.js';

type Payload = Readonly<Record<string, unknown>>;

/** The JSON object in a part of a token; undefined where it holds none. */
export function objectOfPart(part: string): Payload | undefined {
  const text = textOfBase64(part);
  const read = text === undefined ? undefined : parseStrictJson(text);
  return read?.ok === true && isRecord(read.value) ? read.value : undefined;
}

/** The tenant that personal Microsoft accounts are in. */
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** The claims of a payload. A claim of another type than it should have counts as missing. */
export function claimsOfPayload(payload: Payload): TokenClaims {
  const scopes = words(payload, 'scp');
  const roles = list(payload, 'roles');
  const tenant = lower(text(payload, 'tid'));
  const audiences = list(payload, 'aud');
  const appId = lower(text(payload, 'appid') ?? text(payload, 'azp'));
  const credential = credentials.get(text(payload, 'appidacr') ?? text(payload, 'azpacr') ?? '');
  const names = ['oid', 'upn', 'preferred_username', 'unique_name', 'email'];
  return {
    audiences,
    issuer: text(payload, 'iss'),
    tenant,
    version: versionOf(payload),
    kind: kindOf(payload, scopes, roles),
    scopes,
    roles,
    directoryRoles: list(payload, 'wids').map((each) => each.toLowerCase()),
    appId,
    issued: time(payload, 'iat'),
    notBefore: time(payload, 'nbf'),
    expires: time(payload, 'exp'),
    isPersonal: isPersonal(payload, tenant),
    isGuest: [1, '1'].some((each) => each === own(payload, 'acct')),
    isIdToken: isIdToken(payload, audiences, scopes, appId),
    isManagedIdentity: text(payload, 'xms_mirid') !== undefined,
    handlesChallenges: list(payload, 'xms_cc').some((each) => each.toLowerCase() === 'cp1'),
    methods: list(payload, 'amr').map((each) => each.toLowerCase()),
    contexts: list(payload, 'acrs'),
    hasDevice: text(payload, 'deviceid') !== undefined,
    ...(credential && { credential }),
    accountNames: names.flatMap((name) => lower(text(payload, name)) ?? []),
  };
}

const credentials: ReadonlyMap<string, 'none' | 'secret' | 'certificate'> = new Map([
  ['0', 'none'],
  ['1', 'secret'],
  ['2', 'certificate'],
]);

const longest = 500;
const mostItems = 1_000;

function own(payload: Payload, name: string): unknown {
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}

function text(payload: Payload, name: string): string | undefined {
  const value = own(payload, name);
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
}

function list(payload: Payload, name: string): readonly string[] {
  const value = own(payload, name);
  if (typeof value === 'string') return value === '' ? [] : [value.slice(0, longest)];
  if (!Array.isArray(value)) return [];
  const texts = value.slice(0, mostItems).filter((each) => typeof each === 'string' && each !== '');
  return texts.map((each) => each.slice(0, longest));
}

/** `scp` is one text with spaces; other issuers write a list. */
function words(payload: Payload, name: string): readonly string[] {
  const value = own(payload, name);
  if (typeof value !== 'string') return list(payload, name);
  const all = value.slice(0, mostItems * 100).split(' ', mostItems);
  return all.filter((each) => each !== '').map((each) => each.slice(0, longest));
}

const lastTime = Date.UTC(9999, 11, 31);

/** Seconds since 1970, as a number or, against the standard, as text. */
function time(payload: Payload, name: string): number | undefined {
  const value = own(payload, name);
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined;
  const milliseconds = Math.floor(seconds * 1_000);
  return milliseconds <= lastTime ? milliseconds : undefined;
}

function lower(value: string | undefined): string | undefined {
  return value?.toLowerCase();
}

function versionOf(payload: Payload): TokenClaims['version'] {
  const version = text(payload, 'ver');
  return version === '1.0' || version === '2.0' ? version : undefined;
}

/** A token of a user has roles, too, where its API gives them to users; it has `scp` then. */
function kindOf(payload: Payload, scopes: readonly string[], roles: readonly string[]): TokenClaims['kind'] {
  const type = lower(text(payload, 'idtyp'));
  if (type === 'app') return 'application';
  if (type === 'user' || scopes.length > 0) return 'delegated';
  return roles.length > 0 ? 'application' : undefined;
}

function isPersonal(payload: Payload, tenant: string | undefined): boolean {
  if (tenant !== undefined) return tenant === personalTenant;
  return (text(payload, 'iss') ?? '').includes(personalTenant);
}

/** An id token is for the application itself, names no other client, and has what only a sign-in gives. */
function isIdToken(
  payload: Payload,
  audiences: readonly string[],
  scopes: readonly string[],
  appId: string | undefined,
): boolean {
  if (scopes.length > 0 || appId !== undefined || text(payload, 'idtyp') !== undefined) return false;
  const [audience = ''] = audiences;
  const ofSignIn = ['nonce', 'c_hash', 'at_hash', 'preferred_username', 'name', 'unique_name', 'upn', 'email'];
  const isOfSignIn = ofSignIn.some((name) => Object.hasOwn(payload, name));
  return audiences.length === 1 && isOfSignIn && (isGuid(audience) || Object.hasOwn(payload, 'nonce'));
}
