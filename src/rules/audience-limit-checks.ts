// The rows of facts/audience-limits.json that one file alone can decide. What depends on the tenant (verified domains,
// uniqueness, other registrations) is left out, and so are urn: redirects and app roles, which the service takes.
import type { Application } from '../model/application.js';
import type { Fact, KnownFact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { quoted } from './wording.js';

/** A limit that is broken: what breaks it, the rule in words, and what to write. */
export interface Breach {
  readonly at: Place;
  readonly what: string;
  readonly rule: string;
  readonly remedy: string;
}

/** The value of a limit for the audience: a number, whether something is allowed, or null for no limit. */
export type LimitOf = (id: string) => number | boolean | null;

interface TextLimit {
  readonly id: string;
  readonly breaks: (text: string) => boolean;
  readonly rule: string;
  readonly remedy: string;
}

const identifierUriLimits: readonly TextLimit[] = [
  { id: 'idu-wild', breaks: (uri) => uri.includes('*'), rule: 'an identifier URI takes no wildcard', remedy: 'Write it without *.' },
  { id: 'idu-urn', breaks: (uri) => /^urn:/i.test(uri), rule: 'an identifier URI may not use the urn scheme', remedy: 'Use api:// or https://.' },
  { id: 'idu-query', breaks: (uri) => /[?#]/.test(uri), rule: 'an identifier URI takes no query string and no fragment', remedy: 'Cut it before ? or #.' },
  { id: 'idu-slash', breaks: (uri) => uri.endsWith('/'), rule: 'an identifier URI may not end in a slash', remedy: 'Remove the slash.' },
];

const redirectUriLimits: readonly TextLimit[] = [
  { id: 'red-scheme', breaks: isPlainHttp, rule: 'a redirect URI uses https, or http with localhost only', remedy: 'Write https://.' },
  { id: 'red-wild', breaks: (uri) => uri.includes('*'), rule: 'a redirect URI takes no wildcard', remedy: 'List the URIs one by one.' },
  { id: 'red-query', breaks: (uri) => uri.includes('?'), rule: 'a redirect URI takes no query string', remedy: 'Cut it before the ? and carry the value in state.' },
  { id: 'red-chars', breaks: (uri) => /[!$'(),;]/.test(uri), rule: "a redirect URI takes none of the characters ! $ ' ( ) , ;", remedy: 'Write it without them.' },
];

const logoutUrlLimits: readonly TextLimit[] = [
  { id: 'logout-https', breaks: (url) => /^http:/i.test(url), rule: 'the logout URL uses https, for localhost too', remedy: 'Write https://.' },
  { id: 'logout-wild', breaks: (url) => url.includes('*'), rule: 'the logout URL takes no wildcard', remedy: 'Write it without *.' },
];

/** Identifier, redirect and logout URIs: their form and length. */
export function* uriLimits({ clients }: Application, limit: LimitOf): Iterable<Breach> {
  if (clients === undefined) return;
  const redirects = clients.redirectUris.items.map(({ uri }) => uri);
  const logout = [clients.logoutUrl].filter((fact): fact is KnownFact<string> => fact.known && typeof fact.value === 'string');
  yield* textBreaches('The identifier URI', clients.identifierUris.items, identifierUriLimits, 'idu-len', limit);
  yield* textBreaches('The redirect URI', redirects, redirectUriLimits, 'red-len', limit);
  yield* textBreaches('The logout URL', logout, logoutUrlLimits, 'logout-len', limit);
}

function* textBreaches(
  noun: string,
  texts: readonly Fact<string>[],
  limits: readonly TextLimit[],
  lengthId: string,
  limit: LimitOf,
): Iterable<Breach> {
  const longest = limit(lengthId);
  for (const fact of texts) {
    if (!fact.known) continue;
    const what = `${noun} ${quoted(fact.value)}`;
    for (const { id, breaks, rule, remedy } of limits) {
      // `red-scheme` and `red-chars` are rules for every audience; the others are allowances that may be false.
      const isRule = id === 'red-scheme' || id === 'logout-https';
      if (limit(id) === isRule && breaks(fact.value)) yield { at: fact.at, what, rule, remedy };
    }
    yield* tooLong(what, 'it', fact, longest);
  }
}

function* tooLong(what: string, noun: string, { value, at }: KnownFact<string>, longest: number | boolean | null): Iterable<Breach> {
  if (typeof longest !== 'number' || value.length <= longest) return;
  yield { at, what: `${what} has ${value.length} characters`, rule: `${noun} may have ${longest}`, remedy: `Shorten it by ${value.length - longest}.` };
}

/** http to any host but the machine itself; text that is no URI at all is left to the service. */
function isPlainHttp(uri: string): boolean {
  const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(uri)?.[1]?.toLowerCase();
  return host !== undefined && !['localhost', '127.0.0.1', '[::1]'].includes(host) && !host.endsWith('.localhost');
}

/** How many entries the lists may have. */
export function* listLimits({ clients, apis }: Application, limit: LimitOf): Iterable<Breach> {
  if (clients === undefined) return;
  const { identifierUris, redirectUris, passwords, certificates, exposedScopes, preAuthorizedClients, appRoles } = clients;
  yield* tooMany('identifier URIs', identifierUris.items.length, limit('idu-count'), identifierUris.at);
  yield* tooMany('redirect URIs', redirectUris.items.length, limit('red-count'), redirectUris.at);
  yield* tooMany('secrets', passwords.items.length, limit('secrets'), passwords.at);
  yield* tooMany('exposed scopes', exposedScopes.items.length, limit('scope-count'), exposedScopes.at);
  yield* tooMany('pre-authorized clients', preAuthorizedClients.items.length, limit('preauth-clients'), preAuthorizedClients.at);
  const pairs = preAuthorizedClients.items.reduce((sum, { scopeCount }) => sum + scopeCount, 0);
  yield* tooMany('pre-authorized clients times scopes', pairs, limit('preauth-total'), preAuthorizedClients.at);
  for (const { scopeCount, at } of preAuthorizedClients.items) {
    yield* tooMany('scopes of one pre-authorized client', scopeCount, limit('preauth-scopes'), at);
  }
  const lists = [identifierUris, redirectUris, passwords, certificates, exposedScopes, preAuthorizedClients, appRoles, { items: apis }];
  const all = lists.reduce((sum, { items }) => sum + items.length, 0);
  yield* tooMany('entries in all lists together', all, limit('manifest-1200'), identifierUris.at);
}

function* tooMany(noun: string, total: number, most: number | boolean | null, at: Place): Iterable<Breach> {
  if (typeof most !== 'number' || total <= most) return;
  yield { at, what: `This registration has ${total} ${noun}`, rule: `it may have ${most}`, remedy: `Remove ${total - most}.` };
}

/** The display name, tags and the names of exposed scopes. */
export function* clientLimits({ name, clients }: Application, limit: LimitOf): Iterable<Breach> {
  if (clients === undefined) return;
  if (name?.known && name.value !== undefined) yield* tooLong('The display name', 'it', { ...name, value: name.value }, limit('name-len'));
  yield* tagBreaches(clients.tags.items, limit);
  for (const { value } of clients.exposedScopes.items) {
    if (!value.known || value.value === undefined) continue;
    const scope: KnownFact<string> = { ...value, value: value.value };
    const what = `The scope ${quoted(scope.value)}`;
    yield* tooLong(what, 'its name', scope, limit('scope-len'));
    if (/[^\u0021\u0023-\u005b\u005d-\u007e]/.test(scope.value)) {
      yield { at: scope.at, what, rule: 'its name takes no space, quote, backslash or letter outside ASCII', remedy: 'Write it in letters, digits, dots, dashes and underscores.' };
    }
  }
}

function* tagBreaches(tags: readonly Fact<string>[], limit: LimitOf): Iterable<Breach> {
  const seen = new Set<string>();
  for (const tag of tags) {
    if (!tag.known) continue;
    const what = `The tag ${quoted(tag.value)}`;
    yield* tooLong(what, 'a tag', tag, limit('tags-len'));
    if (tag.value === '') yield { at: tag.at, what, rule: 'a tag has at least one character', remedy: 'Remove it.' };
    if (/\s/.test(tag.value)) yield { at: tag.at, what, rule: 'a tag takes no white space', remedy: 'Write it without.' };
    if (seen.has(tag.value)) yield { at: tag.at, what: `${what} stands twice`, rule: 'a tag stands once', remedy: 'Remove one.' };
    seen.add(tag.value);
  }
}
