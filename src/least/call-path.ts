import { withoutQuery } from '../model/call.js';

/**
 * The path of a call in the one spelling that calls and path data are compared in: lower-case segments, `*` for any key,
 * `name(key,key)` for a function or an alternate key with its arguments' names in order, and `root:`, `*:` where a file
 * is addressed by its path. Follows section 2 of the specification of least privilege.
 */
export type Segments = readonly string[];

/**
 * Takes a URL or path apart. Scheme, host, version, query, fragment, doubled and closing slashes are dropped; v1.0 and
 * beta share one path space. Never throws: what is no path gives segments that match nothing.
 */
export function segmentsOf(url: string): Segments {
  const parts = partsOf(url).map((part) => decode(part).toLowerCase());
  // Some documentation writes $ between a collection and a type; it means nothing.
  return withoutVersion(parts)
    .filter((part) => part !== '$')
    .flatMap(segmentOf);
}

function withoutVersion(parts: readonly string[]): readonly string[] {
  return /^(?:v?\d+\.\d+|beta)$/i.test(parts[0] ?? '') ? parts.slice(1) : parts;
}

/** The kinds of directory objects that a list may be narrowed to. */
const casts =
  /\/(?:microsoft\.)?graph\.(?:administrativeUnit|application|device|directoryRole|group|orgContact|servicePrincipal|user)(?=\/|$)/gi;

/** `memberOf/microsoft.graph.group` lists some of `memberOf`: the segments without such casts, undefined where there is none. */
export function withoutCasts(url: string): Segments | undefined {
  const path = withoutHost(withoutQuery(url));
  const plain = path.replace(casts, '');
  return plain === path ? undefined : segmentsOf(plain);
}

/** The segments as text that can be asked for again: `/users/{id}/messages`, `/applications(appid={appid})`. */
export function pathText(segments: Segments): string {
  return `/${segments.map((segment) => withValues(segment.replace('*', '{id}'))).join('/')}`;
}

function withValues(segment: string): string {
  return segment.replace(/\(([\w,]+)\)$/, (_all, keys: string) => {
    const pairs = keys.split(',').map((key) => `${key}={${key}}`);
    return `(${pairs.join(',')})`;
  });
}

const longestShown = 120;

/**
 * A call as messages print it: what was written, without host, version, query and fragment, which may hold what is
 * secret, and with `{id}` for what is an id or a user's name, which no message needs.
 */
export function callText({ method, url }: { readonly method: string; readonly url: string }): string {
  const path = `/${withoutVersion(partsOf(url)).map(withoutPerson).join('/')}`;
  return `${method} ${path.length > longestShown ? `${path.slice(0, longestShown)}...` : path}`;
}

const personal = /@|%40|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-|^[\w!=%-]{64,}$/i;

function withoutPerson(part: string): string {
  if (!part.includes('(')) return personal.test(part) ? '{id}' : part;
  return part.replace(/'[^']*'/g, (value) => (personal.test(value) ? "'{id}'" : value));
}

function withoutHost(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?=\/)/i, '');
}

/** The parts of a path between its slashes, where these part: not in a file's path, nor in quotes of an argument. */
function partsOf(url: string): readonly string[] {
  const parts = withoutHost(withoutQuery(url))
    .split('/')
    .filter((part) => part !== '');
  return joinArguments(joinFilePaths(parts));
}

/** An argument in quotes may hold slashes; where its quote is never closed, it is none. */
function joinArguments(parts: readonly string[]): readonly string[] {
  if (!parts.some((part) => opensQuote.test(part))) return parts;
  const joined: string[] = [];
  let open: string[] = [];
  for (const part of parts) {
    if (open.length > 0) {
      open.push(part);
      if (!part.includes("')")) continue;
      joined.push(open.join('/'));
      open = [];
    } else if (opensQuote.test(part)) open.push(part);
    else joined.push(part);
  }
  return [...joined, ...open];
}

/** A part that ends inside the quotes of an argument: `getByPath(path='a`. */
const opensQuote = /^[^('/]+\([^']*(?:'[^']*'[^']*)*'[^']*$/;

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone per cent sign: the text stands for itself.
    return part;
  }
}

/** `root:` and what follows up to the next colon is a file's path, which may hold slashes: one segment for all of it. */
function joinFilePaths(parts: readonly string[]): readonly string[] {
  const opens = parts.findIndex((part) => /^[^()]+:$/.test(part));
  if (opens === -1) return parts;
  const opener = parts[opens]?.toLowerCase() === 'root:' ? 'root:' : '{id}:';
  const rest = parts.slice(opens + 1);
  if (rest.length === 0) return [...parts.slice(0, opens), opener.slice(0, -1)];
  const closes = rest.findIndex((part) => part.endsWith(':'));
  const after = closes === -1 ? [] : rest.slice(closes + 1);
  return [...parts.slice(0, opens), opener, '{path}:', ...after];
}

const placeholder = /^(?:\$?\{.*\}|<.*>|:[a-z]\w*|\[.*\]|\(.*\))$/;

function segmentOf(part: string): readonly string[] {
  if (part.endsWith('}:')) return ['*:'];
  if (placeholder.test(part)) return ['*'];
  const name = part.replace(/^(?:microsoft\.)?graph\.(?:[a-z]\w*\.)*/, '');
  const opens = name.indexOf('(');
  const closes = name.lastIndexOf(')');
  if (opens <= 0 || closes < opens) return [name];
  const after = name.slice(closes + 1);
  return [...functionOf(name.slice(0, opens), name.slice(opens + 1, closes)), ...(after === '' ? [] : [after])];
}

/** `name(k=v)` keeps its keys, `name('x')` is a key as in `name/x`, `name()` is the name alone. */
function functionOf(name: string, list: string): readonly string[] {
  if (list.trim() === '') return [name];
  const unquoted = list.replace(/'[^']*'/g, '');
  const keys = unquoted.match(/(?:^|,)\s*[@\w]+(?=\s*=)/g)?.map((key) => key.replace(/[,\s]/g, '')) ?? [];
  return keys.length === 0 ? [name, '*'] : [`${name}(${keys.sort().join(',')})`];
}
