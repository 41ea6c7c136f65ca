import { type Cloud, clouds } from '../../catalog/resolve.js';
import type { Catalog } from '../../catalog/types.js';
import { isGuid } from '../../model/guid.js';
import { type KnownApi, knownApis } from './known-apis.js';

/** An API as a token or a call names it. */
export interface Resource {
  /** Equal for one API, however it is named: `graph`, `sharepoint`, an own API's identifier. */
  readonly key: string;
  /** In words: `Microsoft Graph`, `the API api://orders`. */
  readonly name: string;
  /** The cloud that its address is of; undefined where an address does not tell. */
  readonly cloud: Cloud | undefined;
  /** The host of its address, in lower case; undefined where it is named by an id. */
  readonly host: string | undefined;
  /** What to ask a token for; undefined where only the API's owner knows. */
  readonly scope: string | undefined;
  /** Whether it is one of Microsoft's; any other may be somebody's own. */
  readonly isKnown: boolean;
}

interface Hosted {
  readonly api: KnownApi;
  readonly cloud: Cloud;
}

const exactHosts = new Map<string, Hosted>();
const suffixes: (readonly [string, Hosted])[] = [];
for (const api of knownApis) {
  for (const [cloud, hosts] of hostsOf(api)) {
    for (const host of hosts) {
      if (host.startsWith('.')) suffixes.push([host, { api, cloud }]);
      else exactHosts.set(host, { api, cloud });
    }
  }
}

function hostsOf({ hosts }: KnownApi): readonly (readonly [Cloud, readonly string[]])[] {
  return clouds.map((cloud) => [cloud, hosts[cloud] ?? []]);
}

/** The API that an audience names: an address, an application id, or an application ID URI. */
export function resourceOfAudience(audience: string, catalog: Catalog): Resource {
  const plain = audience.toLowerCase().replace(/\/{1,3}$/, '');
  // Tokens of Azure ACS: `id/host@tenant`.
  const [id = plain] = plain.split(/[/@]/);
  if (isGuid(id)) return resourceOfId(id, catalog);
  const host = hostOf(plain) ?? '';
  const hosted = plain.startsWith('api:') ? undefined : hostedAt(host);
  if (hosted !== undefined) return resourceAt(hosted, host);
  const ofAlias = catalog.api(plain);
  if (ofAlias !== undefined) return resourceOfId(ofAlias.appId, catalog);
  return {
    key: plain,
    name: `the API ${audience}`,
    cloud: undefined,
    host: undefined,
    scope: undefined,
    isKnown: false,
  };
}

function resourceOfId(appId: string, catalog: Catalog): Resource {
  const known = knownApis.find((each) => each.appId === appId);
  if (known !== undefined) return resourceWithoutHost(known);
  const name = catalog.api(appId)?.name;
  return {
    key: appId,
    name: name ?? `the API with the application id ${appId}`,
    cloud: undefined,
    host: undefined,
    scope: name === undefined ? undefined : `${appId}/.default`,
    isKnown: name !== undefined,
  };
}

/** The API that a URL calls; undefined where its host is none that is known. A path alone is one of Microsoft Graph. */
export function resourceOfUrl(url: string): Resource | undefined {
  const host = hostOf(url);
  if (host === undefined) {
    const [graph] = knownApis;
    return graph && resourceWithoutHost(graph);
  }
  const hosted = hostedAt(host);
  return hosted && resourceAt(hosted, host);
}

const address = /^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/(?:[^/?#@]{0,300}@)?([^/?#:@\s]{1,300})/i;

/** The host of a URL in lower case; undefined for a path. */
export function hostOf(url: string): string | undefined {
  return address.exec(url)?.[1]?.toLowerCase();
}

function hostedAt(host: string): Hosted | undefined {
  return exactHosts.get(host) ?? suffixes.find(([suffix]) => host.endsWith(suffix))?.[1];
}

function resourceAt({ api, cloud }: Hosted, host: string): Resource {
  const scope = api.isByHost === true ? `https://${host}/.default` : scopeOf(api, cloud);
  return { key: api.key, name: api.name, cloud, host, scope, isKnown: true };
}

function resourceWithoutHost(api: KnownApi): Resource {
  const { key, name } = api;
  return { key, name, cloud: undefined, host: undefined, scope: scopeOf(api, 'global'), isKnown: true };
}

/** Whether each host of an API takes tokens for itself only. */
export function isByHost({ key }: Resource): boolean {
  return knownApis.some((api) => api.key === key && api.isByHost === true);
}

function scopeOf({ asks, hosts, isByHost }: KnownApi, cloud: Cloud): string | undefined {
  if (isByHost === true) return undefined;
  const [host] = hosts[cloud] ?? [];
  const asked = asks?.[cloud] ?? (host === undefined ? undefined : `https://${host}`);
  return asked && `${asked}/.default`;
}

/** Who signs in, by cloud, for the words of steps. */
export const authorities: Readonly<Record<Cloud, string>> = {
  global: 'https://login.microsoftonline.com',
  usgov: 'https://login.microsoftonline.us',
  'usgov-dod': 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
};

/** A cloud in words. */
export const cloudNames: Readonly<Record<Cloud, string>> = {
  global: 'the public cloud',
  usgov: 'the US government cloud (L4)',
  'usgov-dod': 'the US government cloud of the Department of Defense (L5)',
  china: 'the cloud of China (21Vianet)',
};

/** The clouds that an issuer gives tokens of; undefined where it may be any, and for issuers other than Microsoft's. */
export function cloudsOfIssuer(issuer: string): readonly Cloud[] | undefined {
  const host = hostOf(issuer);
  // Tokens of version 1.0 name sts.windows.net in the public and in the government cloud.
  if (host === 'login.microsoftonline.com') return ['global'];
  if (host === 'login.microsoftonline.us') return ['usgov', 'usgov-dod'];
  if (host === undefined) return undefined;
  return /(?:^|\.)(?:partner\.microsoftonline\.cn|chinacloudapi\.cn)$/.test(host) ? ['china'] : undefined;
}

const microsoftIssuers =
  /(?:^|\.)(?:sts\.windows\.net|login\.microsoftonline\.(?:com|us|de)|partner\.microsoftonline\.cn|chinacloudapi\.cn|windows\.net|microsoft\.com|live\.com|ciamlogin\.com)$/;

/** Whether Microsoft Entra ID may have issued a token; `b2c` for a user flow of Azure AD B2C. */
export function issuerKind(issuer: string): 'entra' | 'b2c' | 'acs' | 'other' {
  if (/^00000001-0000-0000-c000-000000000000@/i.test(issuer)) return 'acs';
  const host = hostOf(issuer);
  if (host === undefined) return 'other';
  if (/(?:^|\.)b2clogin\.com$/.test(host)) return 'b2c';
  return microsoftIssuers.test(host) ? 'entra' : 'other';
}
