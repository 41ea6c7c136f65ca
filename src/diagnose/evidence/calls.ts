import { matchesOf } from './matches.js';
import type { MadeCall } from './refusal.js';
import { scrubbed } from './scrubbed.js';

/** A call, and whether its method was only assumed, as none is written. */
export interface SeenCall extends MadeCall {
  readonly isAssumed: boolean;
}

const method = '(GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS|MERGE)';
const longestUrl = 2_000;

/** A character of an address in a log; a quote only where a key of OData stands in quotes. */
const part = `(?:[^\\s"'<>|\\\\]|(?<=[(=,]|%20)'[^'\\s"<>|\\\\]{0,200}'|<[\\w -]{1,40}>)`;
const address = new RegExp(`https?:\\/\\/${part}{3,${longestUrl}}|\\/${part}{0,${longestUrl}}`, 'y');

const beforeAddress = new RegExp(
  `(?<![\\w-])${method}["')]{0,2}(?: URL)?[:,]?[ \\t]{1,8}["']?(?:url: ?)?(?=https?:\\/\\/|\\/)`,
  'g',
);
/** urllib3: `https://graph.microsoft.com:443 "GET /v1.0/me HTTP/1.1" 403`. */
const behindHost = new RegExp(`(https?:\\/\\/[\\w.-]{4,200})(?::\\d{1,5})? "${method} (\\/[^\\s"]{0,${longestUrl}})`);
const plainUrl = new RegExp(`https?:\\/\\/${part}{4,${longestUrl}}`, 'g');

const hosts =
  /^https?:\/\/(?:(?:[\w-]{1,60}\.)?graph\.microsoft\.(?:com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn|graph\.windows\.net|graph\.chinacloudapi\.cn|[\w-]{1,60}\.sharepoint\.(?:com|us|cn)|outlook\.office(?:365)?\.com|management\.azure\.com|management\.core\.windows\.net|[\w-]{1,60}\.vault\.azure\.net|[\w.-]{1,60}\.dynamics\.com|manage\.office\.com|api\.partnercenter\.microsoft\.com)(?:[:/?]|$)/i;

/** A scope or a resource, which is asked for, not called: `https://graph.microsoft.com/.default`, `.../User.Read`, a host alone. */
const scope =
  /^https?:\/\/[^/]{1,200}(?:\/{0,2}|\/{1,2}(?:\.default|[A-Za-z-]{2,60}(?:\.[A-Za-z-]{2,60}){1,3}|v1\.0\/?|beta\/?))[.,;:)\]}"']{0,4}$/;

/** The call that a line of a log tells of: a method and an address, else the address of a service that asks for a token. */
export function callIn(line: string): SeenCall | undefined {
  const [, host, hostMethod, path] = behindHost.exec(line) ?? [];
  if (hostMethod !== undefined) return { method: hostMethod, url: cleanUrl(`${host}${path}`), isAssumed: false };
  const written = callWithMethod(line);
  if (written !== undefined) return written;
  for (const [url] of matchesOf(plainUrl, line)) {
    if (hosts.test(url) && !scope.test(url))
      return { method: methodBeside(line) ?? 'GET', url: cleanUrl(url), isAssumed: methodBeside(line) === undefined };
  }
  return undefined;
}

/** A method with an address behind it. */
function callWithMethod(line: string): SeenCall | undefined {
  for (const match of matchesOf(beforeAddress, line)) {
    const [whole, verb = ''] = match;
    address.lastIndex = match.index + whole.length;
    const [target] = address.exec(line) ?? [];
    if (target !== undefined) return { method: verb, url: cleanUrl(target), isAssumed: false };
  }
  return undefined;
}

/** `curl -X POST`, `-Method Post`, `method: 'POST'`. */
function methodBeside(line: string): string | undefined {
  const said = /(?:-X ?|--request |-Method ["']?|\bmethod["']?[:=] ?["']?)(GET|POST|PATCH|PUT|DELETE)\b/i;
  return said.exec(line)?.[1]?.toUpperCase();
}

/** Without the marks of the sentence around it, and without secrets. */
function cleanUrl(url: string): string {
  let end = url.length;
  while (end > 1 && ('.,:;]}`…'.includes(url.charAt(end - 1)) || isStray(url, end - 1))) end -= 1;
  return scrubbed(url.slice(0, end));
}

/** A closing bracket that the address did not open. */
function isStray(url: string, at: number): boolean {
  return url.charAt(at) === ')' && url.lastIndexOf('(', at) <= url.lastIndexOf(')', at - 1);
}

/** A call as somebody wrote it for an option: `GET /users`, or an address alone. None where it is no call at all. */
export function callOf(text: string): SeenCall | undefined {
  const [, verb = '', url] =
    /^\s{0,20}(?:([A-Za-z]{3,7})\s{1,20})?["'`]?((?:https?:\/)?\/[^\s"'`]{0,4000}|[A-Za-z$][^\s"'`:]{0,4000})/.exec(
      text,
    ) ?? [];
  if (url === undefined) return undefined;
  const isMethod = /^(?:GET|POST|PATCH|PUT|DELETE|HEAD|OPTIONS|MERGE)$/i.test(verb);
  if (!isMethod && verb !== '') return undefined;
  return { method: isMethod ? verb.toUpperCase() : 'GET', url: scrubbed(url), isAssumed: !isMethod };
}
