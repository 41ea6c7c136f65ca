// The limits of names, URIs, scopes and lists that one file alone can decide. What depends on the tenant (verified
// domains, uniqueness, other registrations) is left out, and so are urn: redirects and app roles, which the service takes, and
// acceptMappedClaims, which it takes too and which is advice.
import type { Application } from '../model/application.js';
import type { Fact, KnownFact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { quoted } from './wording.js';

/** A limit that is broken. */
export interface Breach {
  /** The row of the catalog's limits. */
  readonly id: string;
  readonly at: Place;
  /** What breaks it, a main clause. */
  readonly what: string;
  /** The limit, a clause that follows a comma. */
  readonly rule: string;
  readonly remedy: string;
}

/** The value of a limit for the audience: a number, whether something is allowed, or null for no limit. */
export type LimitOf = (id: string) => number | boolean | null;

interface TextLimit {
  readonly id: string;
  /** The value with which the limit holds: false where it is an allowance, true where it is a rule for every audience. */
  readonly holdsAt: boolean;
  readonly breaks: (text: string) => boolean;
  /** What the text does, after its name. */
  readonly fault: string;
  readonly remedy: string;
}

const noWildcard = { holdsAt: false, breaks: (text: string) => text.includes('*'), fault: 'holds a wildcard' } as const;

const identifierUriLimits: readonly TextLimit[] = [
  { id: 'idu-wild', ...noWildcard, remedy: 'Write it without *.' },
  {
    id: 'idu-urn',
    holdsAt: false,
    breaks: (uri) => /^urn:/i.test(uri),
    fault: 'uses the urn scheme',
    remedy: 'Use api:// or https://.',
  },
  {
    id: 'idu-query',
    holdsAt: false,
    breaks: (uri) => /[?#]/.test(uri),
    fault: 'holds a query string or a fragment',
    remedy: 'Cut it before ? or #.',
  },
  {
    id: 'idu-slash',
    holdsAt: false,
    breaks: (uri) => uri.endsWith('/'),
    fault: 'ends in a slash',
    remedy: 'Remove the slash.',
  },
];

const redirectUriLimits: readonly TextLimit[] = [
  {
    id: 'red-scheme',
    holdsAt: true,
    breaks: isPlainHttp,
    fault: 'uses http with a host other than localhost',
    remedy: 'Write https://.',
  },
  { id: 'red-wild', ...noWildcard, remedy: 'List the URIs one by one.' },
  {
    id: 'red-query',
    holdsAt: false,
    breaks: (uri) => uri.includes('?'),
    fault: 'holds a query string',
    remedy: 'Cut it before the ? and carry the value in state.',
  },
  {
    id: 'red-chars',
    holdsAt: false,
    breaks: (uri) => /[!$'(),;]/.test(uri),
    fault: "holds one of the characters ! $ ' ( ) , ;",
    remedy: 'Write it without them.',
  },
];

const logoutUrlLimits: readonly TextLimit[] = [
  {
    id: 'logout-https',
    holdsAt: true,
    breaks: (url) => /^http:/i.test(url),
    fault: 'uses http',
    remedy: 'Write https://, for localhost too.',
  },
  { id: 'logout-wild', ...noWildcard, remedy: 'Write it without *.' },
];

/** The names and URIs that have a form or a length to keep, and the lists of them that are not known yet. */
export function limitedTexts({ name, clients }: Application): readonly (Fact<unknown> | undefined)[] {
  if (clients === undefined) return [];
  const { redirectUris, identifierUris, logoutUrl, tags, exposedScopes } = clients;
  const texts: (Fact<unknown> | undefined)[] = [name];
  if (redirectUris.unknown) texts.push(redirectUris.unknown);
  if (identifierUris.unknown) texts.push(identifierUris.unknown);
  if (tags.unknown) texts.push(tags.unknown);
  if (exposedScopes.unknown) texts.push(exposedScopes.unknown);
  for (const { uri } of redirectUris.items) texts.push(uri);
  for (const uri of identifierUris.items) texts.push(uri);
  texts.push(logoutUrl);
  for (const tag of tags.items) texts.push(tag);
  for (const { value } of exposedScopes.items) texts.push(value);
  return texts;
}

/** Identifier, redirect and logout URIs: their form and length. */
export function* uriLimits({ clients }: Application, limit: LimitOf): Iterable<Breach> {
  if (clients === undefined) return;
  const { identifierUris, redirectUris, logoutUrl } = clients;
  for (const uri of identifierUris.items) {
    if (!isPlain(uri)) yield* textBreaches('The identifier URI', uri, identifierUriLimits, 'idu-len', limit);
  }
  for (const { uri } of redirectUris.items) {
    if (!isPlain(uri)) yield* textBreaches('The redirect URI', uri, redirectUriLimits, 'red-len', limit);
  }
  if (!isPlain(logoutUrl)) yield* textBreaches('The logout URL', logoutUrl, logoutUrlLimits, 'logout-len', limit);
}

/** Short, by https or api, and without any character that a limit speaks of: as nearly every URI is. */
function isPlain(fact: Fact<string | undefined>): boolean {
  if (!fact.known || fact.value === undefined) return true;
  return fact.value.length <= 120 && /^(?:https|api):\/\/[\w.:/-]*\w$/.test(fact.value);
}

function* textBreaches(
  noun: string,
  fact: Fact<string | undefined>,
  limits: readonly TextLimit[],
  lengthId: string,
  limit: LimitOf,
): Iterable<Breach> {
  const text = presentText(fact);
  if (text === undefined) return;
  for (const { id, holdsAt, breaks, fault, remedy } of limits) {
    if (breaks(text.value) && limit(id) === holdsAt) {
      yield { id, at: text.at, what: `${noun} ${quoted(text.value)} ${fault}`, rule: 'which is not allowed', remedy };
    }
  }
  yield* tooLong(lengthId, (value) => `${noun} ${quoted(value)}`, text, limit);
}

function presentText(fact: Fact<string | undefined> | undefined): KnownFact<string> | undefined {
  return fact?.known && fact.value !== undefined ? { ...fact, value: fact.value } : undefined;
}

function* tooLong(
  id: string,
  name: (value: string) => string,
  { value, at }: KnownFact<string>,
  limit: LimitOf,
): Iterable<Breach> {
  const longest = limit(id);
  if (typeof longest !== 'number' || value.length <= longest) return;
  const remedy = `Shorten it by ${value.length - longest}.`;
  yield { id, at, what: `${name(value)} has ${value.length} characters`, rule: `and ${longest} are allowed`, remedy };
}

/** http to any host but the machine itself; text that is no URI at all is left to the service. */
function isPlainHttp(uri: string): boolean {
  const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(uri)?.[1]?.toLowerCase();
  return host !== undefined && !['localhost', '127.0.0.1', '[::1]'].includes(host) && !host.endsWith('.localhost');
}

/** The display name, tags and the names of exposed scopes. */
export function* nameLimits({ name, clients }: Application, limit: LimitOf): Iterable<Breach> {
  if (clients === undefined) return;
  const displayName = presentText(name);
  if (displayName) yield* tooLong('name-len', () => 'The display name', displayName, limit);
  yield* tagBreaches(clients.tags.items, limit);
  for (const { value } of clients.exposedScopes.items) {
    const scope = presentText(value);
    if (scope === undefined) continue;
    const nameIt = (text: string) => `The name of the scope ${quoted(text)}`;
    yield* tooLong('scope-len', nameIt, scope, limit);
    if (/[^\u0021\u0023-\u005b\u005d-\u007e]/.test(scope.value)) {
      yield {
        id: 'scope-chars',
        at: scope.at,
        what: `${nameIt(scope.value)} holds a space, a quote, a backslash or a character outside ASCII`,
        rule: 'which is not allowed',
        remedy: 'Write it in letters, digits, dots, dashes and underscores.',
      };
    }
  }
}

const tagFaults: readonly Pick<TextLimit, 'id' | 'breaks' | 'fault' | 'remedy'>[] = [
  { id: 'tags-len', breaks: (tag) => tag === '', fault: 'is empty', remedy: 'Remove it.' },
  { id: 'tags-ws', breaks: (tag) => /\s/.test(tag), fault: 'holds white space', remedy: 'Write it without.' },
];

function* tagBreaches(tags: readonly Fact<string>[], limit: LimitOf): Iterable<Breach> {
  const seen = new Set<string>();
  const nameIt = (tag: string) => `The tag ${quoted(tag)}`;
  const rule = 'which is not allowed';
  for (const tag of tags) {
    if (!tag.known) continue;
    const { value, at } = tag;
    yield* tooLong('tags-len', nameIt, tag, limit);
    for (const { id, breaks, fault, remedy } of tagFaults) {
      if (breaks(value)) yield { id, at, what: `${nameIt(value)} ${fault}`, rule, remedy };
    }
    if (seen.has(value)) {
      yield { id: 'tags-ws', at, what: `${nameIt(value)} stands twice`, rule, remedy: 'Remove one of the two.' };
    }
    seen.add(value);
  }
}
