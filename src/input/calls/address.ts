import { withoutQuery } from '../../model/call.js';
import { editDistance } from '../../model/spelling.js';

/** What the address of a call is: one of Microsoft Graph, one of another host, or none. */
export type Address =
  | { readonly kind: 'graph'; readonly url: string }
  /** `host` is safe to show; undefined where it is a placeholder of nothing, or may hold more than a host. */
  | { readonly kind: 'other'; readonly host?: string }
  /** `why` follows the name of the value: "The url is empty". */
  | { readonly kind: 'unreadable'; readonly why: string };

/** No server takes an address nearly as long. */
export const longestAddress = 32_768;

/** A variable of a tool before the path: Postman's `{{baseUrl}}`, Kiota's `{+baseurl}`, a shell's `${GRAPH}`. */
const baseVariable = /^(?:\{\{[^{}]*\}\}|\{\+[^{}]*\}|\$\{[^{}]*\})(?=\/)/;
const scheme = /^([a-z][a-z0-9+.-]*):\/\//i;
const otherScheme = /^[a-z][a-z0-9+.-]*:/i;
const hostWithoutScheme = /^(?!v\d+\.\d+(?:\/|$))[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?(?=\/|$)/i;
const hostPlaceholder = /^\{[^/]*\}$/;

/**
 * Reads the address of a call as people and tools write it: a whole URL, a URL without a scheme, or a path. User info
 * is taken off, since it may be a secret, and so is a variable that stands for the host; a path gets its slash.
 */
export function readAddress(text: string): Address {
  const schemeOf = scheme.exec(text);
  if (schemeOf !== null) {
    const [mark, name = ''] = schemeOf;
    const isHttp = /^https?$/i.test(name);
    return isHttp ? withAuthority(text, mark.length, mark.toLowerCase()) : { kind: 'other' };
  }
  if (text.startsWith('//')) return withAuthority(text, 2, 'https://');
  if (hostWithoutScheme.test(text)) return withAuthority(text, 0, 'https://');
  const variable = baseVariable.exec(text)?.[0].length ?? 0;
  if (variable === 0 && otherScheme.test(text)) return { kind: 'other' };
  return checked(text.slice(variable));
}

/** The rest of a URL whose host, perhaps with user info before it, begins at `start`. */
function withAuthority(text: string, start: number, mark: string): Address {
  const length = text.slice(start).search(/[/?#\\]/);
  const end = length === -1 ? text.length : start + length;
  const authority = text.slice(start, end);
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const rest = text.slice(end);
  if (hostPlaceholder.test(host)) return checked(rest === '' ? '/' : rest);
  if (!isGraphHost(host)) return isPlainHost(host) ? { kind: 'other', host } : { kind: 'other' };
  const path = checked(rest.startsWith('/') ? rest : `/${rest}`);
  return path.kind === 'graph' ? { kind: 'graph', url: `${mark}${host}${rest}` } : path;
}

function checked(path: string): Address {
  if (path === '') return { kind: 'unreadable', why: 'is empty' };
  if (path.length > longestAddress) return { kind: 'unreadable', why: `is too long (${path.length} characters)` };
  if (/[\u0000-\u001f\u007f-\u009f]/.test(path)) return { kind: 'unreadable', why: 'holds a control character' };
  if (path.startsWith('/')) return { kind: 'graph', url: path };
  return /^[\p{L}\p{N}_$({]/u.test(path)
    ? { kind: 'graph', url: `/${path}` }
    : { kind: 'unreadable', why: 'does not begin like one, such as /users or https://graph.microsoft.com/v1.0/users' };
}

// The national clouds, as https://learn.microsoft.com/graph/deployments lists them, and Germany's, which is closed.
const graphHosts = [
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
  'graph.microsoft.de',
];
const microsoftDomains = ['.microsoft.com', '.microsoft.us', '.microsoft.de', '.microsoft.scloud', '.chinacloudapi.cn'];

function isGraphHost(hostAndPort: string): boolean {
  const host = hostAndPort.replace(/:\d{1,5}$/, '').replace(/\.$/, '');
  // canary.graph.microsoft.com and its like, and graph.<region>.microsoft.com.
  if (graphHosts.some((known) => host === known || host.endsWith(`.${known}`))) return true;
  return host.startsWith('graph.') && microsoftDomains.some((domain) => host.endsWith(domain));
}

/** The Microsoft Graph host that a name is a slip of the hand away from. */
export function graphHostLike(host: string): string | undefined {
  return graphHosts.find((known) => editDistance(host, known, 3) <= 3);
}

/** What is no plain host name may be part of a password, as in `https://user:pass/word@host`; a long one, a token. */
function isPlainHost(host: string): boolean {
  return host.length <= 64 && /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host);
}

/** Whether an address is that of a batch, whose body holds the calls. */
export function isBatch(url: string): boolean {
  return /\/(?:\$|%24)batch\/?$/i.test(withoutQuery(url).slice(-20));
}

/** An address in the folder of another: `base` is a whole URL or a path, `url` what is relative to it. */
export function below(base: string, url: string): string {
  if (base === '' || scheme.test(url)) return url;
  const folder = base.endsWith('/') ? base.slice(0, -1) : base;
  return url.startsWith('/') || url === '' ? `${folder}${url}` : `${folder}/${url}`;
}
