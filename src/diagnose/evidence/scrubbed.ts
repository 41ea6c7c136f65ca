import { readToken } from '../token/read-token.js';
import type { TokenFacts } from '../token/token-facts.js';
import { type Place, placesOfTokens } from './token-places.js';

/** What holds a secret in the body or the address of a request for a token, and in its answer. */
const secrets =
  /(?<![\w-])((?:client_secret|client_assertion|assertion|refresh_token|access_token|id_token|password|code_verifier|device_code|code)\\{0,7}["']?[ \t]{0,3}[=:][ \t]{0,3}\\{0,7}["']?)([^\s&"'<>,;}\\]{8,})/gi;

/** Longer than any word or id: what is left of a secret that was cut. */
const remnants = /[\w+~-]{60,}={0,2}/g;

/** A token in a text. */
export interface PlacedToken {
  readonly start: number;
  readonly end: number;
  readonly facts: TokenFacts;
}

/** More tokens than anybody pastes; what comes after is taken out of the text unread. */
const mostTokens = 100;
/** What comes after these is left to `scrubbed`, which all that is kept of a text goes through. */
const mostPlaces = 10_000;

/** A text with blanks in place of tokens, as long and of as many lines as before, and what the tokens say. */
export function withoutTokens(text: string): { readonly text: string; readonly tokens: readonly PlacedToken[] } {
  const places = placesOfTokens(text, mostPlaces);
  const tokens = places.slice(0, mostTokens).map(({ start, end }) => {
    return { start, end, facts: readToken(text.slice(start, end)) };
  });
  return { text: replaced(text, places, blanked), tokens };
}

const blanked = (token: string): string => `…${token.slice(1).replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length))}`;

function replaced(text: string, places: readonly Place[], by: (token: string) => string): string {
  if (places.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of places) {
    parts.push(text.slice(at, start), by(text.slice(start, end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** The token that a text holds, as far as it can be told; the first one. */
export function tokenIn(text: string): TokenFacts | undefined {
  const [place] = placesOfTokens(text, 1);
  return place === undefined ? undefined : readToken(text.slice(place.start, place.end));
}

/** A text without tokens and secrets. An error code is called `code`, too; only a long one with digits is a secret. */
export function scrubbed(text: string): string {
  return replaced(text, placesOfTokens(text, Number.POSITIVE_INFINITY), shownToken)
    .replace(secrets, (whole, name: string, value: string) =>
      /^code(?!_)/i.test(name) && !isRandom(value) ? whole : `${name}…`,
    )
    .replace(remnants, '…');
}

const shownToken = (token: string): string => (/^Bearer/i.test(token) ? 'Bearer …' : '…');

function isRandom(value: string): boolean {
  return value.length >= 30 && value.replace(/\D/g, '').length >= 3;
}
