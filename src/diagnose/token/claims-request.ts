import { parseStrictJson } from '../../input/json-text.js';
import { isRecord } from '../../input/source.js';
import { safeText } from '../quoted-text.js';
import { momentText } from './moments.js';

/** What a claims challenge asks for. */
export interface ClaimsRequest {
  /** Each thing in words: "a token that was issued after 2026-11-20 10:05 UTC". */
  readonly asks: readonly string[];
  /** `nbf`: tokens from before this moment are refused; milliseconds since 1970. */
  readonly after: number | undefined;
  /** Whether it asks for a token of a later time: continuous access evaluation. */
  readonly isRevocation: boolean;
  /** `acrs`: authentication contexts that are asked for. */
  readonly contexts: readonly string[];
  /** Whether multifactor authentication is asked for by name. */
  readonly wantsMfa: boolean;
}

/** Reads the JSON text of a claims challenge; undefined where it is no JSON object. */
export function readClaimsRequest(text: string): ClaimsRequest | undefined {
  const read = parseStrictJson(text);
  const value = read.ok ? read.value : undefined;
  if (!isRecord(value)) return undefined;
  const places = ['access_token', 'id_token', 'userinfo'].flatMap((name) => {
    const place = member(value, name);
    return isRecord(place) ? [place] : [];
  });
  const wanted = places.flatMap((place) =>
    Object.keys(place).map((name) => ({ name, values: valuesOf(member(place, name)) })),
  );
  const some = wanted.slice(0, 20);
  const valuesNamed = (name: string): readonly string[] =>
    some.filter((each) => each.name === name).flatMap(({ values }) => values);
  return {
    asks: some.map(({ name, values }) => askText(name, values)),
    after: timeOf(valuesNamed('nbf')[0]),
    isRevocation: some.some(({ name }) => name === 'nbf'),
    contexts: valuesNamed('acrs'),
    wantsMfa: [...valuesNamed('amr'), ...valuesNamed('acr')].some((each) => /mfa|multipleauthn/i.test(each)),
  };
}

function member(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** `{"value":"c1"}` or `{"values":["a","b"]}`; without either any value will do. */
function valuesOf(wanted: unknown): readonly string[] {
  if (!isRecord(wanted)) return [];
  const { value, values } = wanted;
  const all: readonly unknown[] = Array.isArray(values) ? values.slice(0, 20) : [value];
  return all.flatMap((each) => (typeof each === 'string' || typeof each === 'number' ? [String(each)] : []));
}

function timeOf(seconds: string | undefined): number | undefined {
  if (seconds === undefined || !/^\d{1,11}$/.test(seconds)) return undefined;
  return Number(seconds) * 1_000;
}

function askText(name: string, values: readonly string[]): string {
  const listed = values.map((each) => safeText(each, 80)).join(', ');
  const after = timeOf(values[0]);
  switch (name) {
    case 'nbf':
      return after === undefined
        ? 'a token of a later time (nbf)'
        : `a token that was issued after ${momentText(after)} (nbf): earlier ones were revoked`;
    case 'acrs':
      return `the authentication context ${listed} (acrs)`;
    case 'capolids':
    case 'polids':
      return `what the Conditional Access ${values.length === 1 ? `policy ${listed} asks` : `policies ${listed} ask`} for (${name})`;
    case 'amr':
    case 'acr':
      return `a sign-in by ${listed} (${name})`;
    case 'auth_time':
      return 'a fresh sign-in (auth_time)';
    case 'deviceid':
      return 'a device that the tenant knows (deviceid)';
    case 'xms_rp_ipaddr':
      return `a sign-in from the address that the API saw, ${listed} (xms_rp_ipaddr)`;
    case 'xms_cc':
      return `a client that declares ${listed} (xms_cc)`;
    default:
      return listed === '' ? safeText(name, 60) : `${safeText(name, 60)} with ${listed}`;
  }
}
