// The scopes and APIs that a refused request for a token asked for, from the request and from the words of the answer.
import { graphAppId } from '../../../catalog/lookup.js';
import type { Api, Catalog } from '../../../catalog/types.js';
import { readAddress } from '../../../input/calls/address.js';
import { isGuid } from '../../../model/guid.js';
import { fromPercents } from '../../evidence/claims.js';
import type { Refusal } from '../../evidence/refusal.js';
import { hostOf } from '../../token/resources.js';

/** One scope of a request. */
export interface AskedScope {
  /** As it was asked for. */
  readonly raw: string;
  /** The API before the name, as written; undefined for a bare name, which means Microsoft Graph. */
  readonly resource: string | undefined;
  /** The API where the catalog knows it. */
  readonly api: Api | undefined;
  /** The name; undefined where an API alone is asked for. */
  readonly name: string | undefined;
}

/** What the words of an AADSTS error name. */
export interface NamedInAnswer {
  /** Scopes that the answer complains of. */
  readonly scopes: readonly AskedScope[];
  /** The API that the answer complains of, as written. */
  readonly resource: string | undefined;
  /** The application that the answer names. */
  readonly client: string | undefined;
  /** The redirect URI of the request. */
  readonly redirectUri: string | undefined;
}

const mostScopes = 50;
const longest = 300;

/** The scopes of the request, each once. */
export function askedScopes(catalog: Catalog, { asked }: Pick<Refusal, 'asked'>): readonly AskedScope[] {
  const words = asked.slice(0, mostScopes).flatMap((each) => each.slice(0, 4_000).split(/\s+/));
  const distinct = [...new Set(words.filter((word) => word !== '' && word.length <= longest))];
  return distinct.slice(0, mostScopes).map((word) => scopeOf(catalog, word));
}

/** Takes a scope apart: `https://graph.microsoft.com/User.Read`, `api://<id>/access`, `User.Read`, `https://vault.azure.net`. */
export function scopeOf(catalog: Catalog, raw: string): AskedScope {
  const slash = raw.lastIndexOf('/');
  const before = raw.slice(0, Math.max(0, slash)).replace(/\/$/, '');
  const name = raw.slice(slash + 1);
  // The slashes of https:// part nothing.
  if (name !== '' && (isGuid(before) || /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/]/i.test(before))) {
    return { raw, resource: before, api: apiNamed(catalog, before), name };
  }
  const isResource = raw.includes('://') || isGuid(raw);
  if (isResource) return { raw, resource: raw, api: apiNamed(catalog, raw), name: undefined };
  return { raw, resource: undefined, api: catalog.api(graphAppId), name: raw };
}

/** The API that a request names by an id or a URI. */
export function apiNamed(catalog: Catalog, written: string): Api | undefined {
  const text = written
    .trim()
    .replace(/^spn:/i, '')
    .replace(/\/{1,3}$/, '');
  const inner = /^api:\/\/([0-9a-f-]{36})$/i.exec(text)?.[1] ?? text;
  const own = catalog.api(inner);
  if (own !== undefined) return own;
  if (!/^https?:\/\//i.test(text)) return undefined;
  const host = hostOf(text) ?? '';
  if (/\.sharepoint(?:-df)?\.(?:com|us|cn|de)$/.test(host)) return catalog.api('SharePoint');
  if (/\.vault\.azure\.net$/.test(host)) return catalog.api('https://vault.azure.net');
  return readAddress(text).kind === 'graph' ? catalog.api(graphAppId) : undefined;
}

const scopeWords = [
  // AADSTS650053 and the older AADSTS65005.
  /asked for (?:scope|permission)s? \\{0,2}['"‘]([^'"‘’\\]{1,200})\\{0,2}['"’] that (?:doesn\\{0,2}['’]t|does not) exist(?: on the resource \\{0,2}['"‘]([^'"‘’\\]{1,200})\\{0,2}['"’])?/i,
  // AADSTS70011.
  /\bThe scopes? \\{0,2}['"]?([^'"\\]{1,600}?)\\{0,2}['"]? (?:is|are) not valid/i,
];
const resourceWords = [
  /Resource app ID: ?([0-9a-f-]{36})/i,
  /Resource value from request: ?([^\s,]{3,200})/i,
  /resource principal named ([^\s]{1,200}) was not found/i,
  /(?:access|needs access to|access to) a service \(?\\{0,2}['"]([^'"\\]{1,200})/i,
  /The resource ['"]?([^'"\s]{3,200})['"]? (?:is disabled|does not exist)/i,
];
const clientWords =
  /(?:Client app ID: ?|application with (?:ID|identifier) \\{0,2}['"]|(?:configured for|access) the application \\{0,2}['"])([0-9a-f-]{36})/i;
const redirectWords = /(?:redirect|reply) (?:URI|URL|address) \\{0,2}['"]([^'"\s\\]{1,300})/i;

/** What the words of the answer name. */
export function namedInAnswer(catalog: Catalog, refusal: Pick<Refusal, 'messages' | 'aadsts'>): NamedInAnswer {
  const texts = excerptsOf(refusal);
  const found = (patterns: readonly RegExp[]): RegExpExecArray | undefined => {
    for (const pattern of patterns) {
      for (const text of texts) {
        const match = pattern.exec(text);
        if (match !== null) return match;
      }
    }
    return undefined;
  };
  const [, words, resource] = found(scopeWords) ?? [];
  const scopes = (words ?? '').split(/\s+/).filter((word) => word !== '');
  return {
    scopes: scopes.slice(0, mostScopes).map((word) => {
      const scope = scopeOf(catalog, word);
      return resource === undefined || scope.resource !== undefined
        ? scope
        : { ...scope, resource, api: apiNamed(catalog, resource) };
    }),
    resource: found(resourceWords)?.[1]?.replace(/\.$/, ''),
    client: found([clientWords])?.[1]?.toLowerCase(),
    redirectUri: found([redirectWords])?.[1],
  };
}

/** The words around the AADSTS codes, decoded where they come from a URL. */
function excerptsOf({ messages, aadsts }: Pick<Refusal, 'messages' | 'aadsts'>): readonly string[] {
  return messages.slice(0, 20).flatMap((message) => {
    const starts = aadsts.slice(0, 5).map((number) => message.indexOf(`AADSTS${number}`));
    const own = [...new Set(starts.filter((at) => at >= 0))];
    return (own.length === 0 ? [0] : own).map((at) => decoded(message.slice(at, at + 3_000)));
  });
}

function decoded(text: string): string {
  if (!/%(?:27|3a|20)|\+/i.test(text) || / [a-z]{1,30} [a-z]{1,30} /i.test(text)) return text;
  // Cut within a character: the text stands for itself.
  return fromPercents(text.replaceAll('+', ' ').replace(/%[0-9a-f]?$/i, '')) ?? text;
}
