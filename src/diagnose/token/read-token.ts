import { opaqueFacts } from './opaque.js';
import { claimsOfPayload, objectOfPart } from './read-claims.js';
import type { TokenFacts, TokenShape } from './token-facts.js';
import { unwrap } from './unwrap.js';

/** Longer than any token that an API takes; what is longer is read up to here. */
const longest = 1_600_000;
/** No header is so long, and decoding takes time. */
const longestHeader = 16_000;

/**
 * Reads a token, with or without `Bearer` before it. It is not verified: the API does that; its signature is not even
 * decoded. Never throws.
 */
export function readToken(text: string): TokenFacts {
  const { token, faults } = unwrap(text.slice(0, longest));
  const shortened = /\.{3}|\u2026/.exec(token);
  const plain = shortened === null ? token : token.slice(0, shortened.index);
  const parts = plain.split('.', 7);
  const header = objectOfPart((parts[0] ?? '').slice(0, longestHeader));
  const isJwt = header !== undefined || /^(?:eyJ|ew[o0])[\w-]{8}/.test(plain);
  if (!isJwt) return opaqueFacts(token, faults);
  if (shortened !== null) {
    const own = 'three dots stand in it, as a log or a table writes in place of the rest';
    return factsOf('cut', [own, ...faults], parts.length > 2 ? parts[1] : undefined);
  }
  if (header === undefined) {
    const own = parts.length === 1 ? 'only the beginning of its first part is there' : 'its first part cannot be read';
    return factsOf('cut', [own, ...faults], parts.length > 2 ? parts[1] : undefined);
  }
  return factsOfJwt(header, parts, faults);
}

function factsOfJwt(
  header: Readonly<Record<string, unknown>>,
  parts: readonly string[],
  faults: readonly string[],
): TokenFacts {
  const [, payload = '', signature] = parts;
  if (typeof header.enc === 'string') {
    const isWhole = parts.length === 5 && parts.slice(2).every((part) => part !== '');
    const own = `it is encrypted and has ${count(parts.length)} where an encrypted token has five: it is cut off`;
    return factsOf(isWhole ? 'encrypted' : 'cut', isWhole ? faults : [own, ...faults], undefined);
  }
  if (parts.length === 5) return factsOf('encrypted', faults, undefined);
  const own = faultOfParts(parts.length, objectOfPart(payload) !== undefined, signature, header.alg);
  if (own !== undefined) return factsOf('cut', [own, ...faults], payload);
  const unusual = faultOfLetters(parts) ?? faultOfLength(header.alg, signature ?? '');
  return factsOf('readable', unusual === undefined ? faults : [unusual, ...faults], payload);
}

/** Why a token cannot be whole; undefined where it has all its parts. */
function faultOfParts(
  parts: number,
  isReadable: boolean,
  signature: string | undefined,
  algorithm: unknown,
): string | undefined {
  if (parts === 1) return 'it has one part, the header; claims and signature are cut off';
  if (!isReadable)
    return parts === 2 ? 'it is cut off within its claims' : 'its second part, the claims, cannot be read';
  if (parts === 2) return 'it has two parts; the signature is cut off';
  if (parts > 3) return `it has ${count(parts)} where a token has three`;
  if (signature !== '') return undefined;
  const isUnsigned = typeof algorithm === 'string' && algorithm.toLowerCase() === 'none';
  return isUnsigned ? 'it says that it has no signature (alg none)' : 'its third part, the signature, is empty';
}

const count = (parts: number): string =>
  parts === 1
    ? 'one part'
    : parts > 6
      ? 'more than six parts'
      : `${['two', 'three', 'four', 'five', 'six'][parts - 2]} parts`;

function faultOfLetters(parts: readonly string[]): string | undefined {
  return parts.every((part) => /^[\w=+/-]*$/.test(part)) ? undefined : 'letters stand in it that no token has';
}

/** The shortest RSA key that is in use has 2048 bits, and a signature as many. */
const shortestRsaSignature = 342;

function faultOfLength(algorithm: unknown, signature: string): string | undefined {
  const isRsa = typeof algorithm === 'string' && /^[RP]S(?:256|384|512)$/.test(algorithm);
  if (!isRsa || signature.length >= shortestRsaSignature) return undefined;
  return `its signature has ${signature.length} characters where ${algorithm} gives ${shortestRsaSignature} or more: the end may be cut off`;
}

function factsOf(shape: TokenShape, faults: readonly string[], payload: string | undefined): TokenFacts {
  const claims = payload === undefined ? undefined : objectOfPart(payload);
  return {
    shape,
    fault: faults.length === 0 ? undefined : faults.join('; '),
    claims: claims && claimsOfPayload(claims),
  };
}
