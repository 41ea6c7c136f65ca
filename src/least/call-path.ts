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
  const parts = splitPath(withoutHost(url)).map(decode);
  const [first = ''] = parts;
  const own = /^(?:v?\d+\.\d+|beta)$/i.test(first) ? parts.slice(1) : parts;
  const named = own.filter((part) => !omissions.has(part)).map((part) => part.toLowerCase());
  return joinFilePaths(named).flatMap(segmentOf);
}

/** Stand between a collection and a type or function in some documentation, or for a repetition; mean nothing. */
const omissions = new Set(['$', '...']);

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
 * A call as messages print it: what was written, without host, query and fragment, which may hold what is secret, and
 * with `{id}` for what is an id or a user's name, which no message needs.
 */
export function callText({ method, url }: { readonly method: string; readonly url: string }): string {
  const path = `/${splitPath(withoutHost(url)).map(withoutPerson).join('/')}`;
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

/** Splits at slashes that stand in no parentheses, up to the query; quotes in parentheses hide everything. */
function splitPath(path: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let isQuoted = false;
  let at = 0;
  for (; at < path.length; at += 1) {
    const sign = path.charAt(at);
    if (depth > 0 && sign === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (sign === '?' || sign === '#') break;
    else if (sign === '/') {
      if (at > start) parts.push(path.slice(start, at));
      start = at + 1;
    }
  }
  if (at > start) parts.push(path.slice(start, at));
  return parts;
}

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
  const opens = parts.findIndex((part) => part.length > 1 && part.endsWith(':'));
  if (opens === -1) return parts;
  const opener = parts[opens] === 'root:' ? 'root:' : '*:';
  const rest = parts.slice(opens + 1);
  if (rest.length === 0) return [...parts.slice(0, opens), opener === 'root:' ? 'root' : '*'];
  const closes = rest.findIndex((part) => part.endsWith(':'));
  const after = closes === -1 ? [] : rest.slice(closes + 1);
  return [...parts.slice(0, opens), opener, '*:', ...after];
}

const placeholder = /^(?:\$?\{.*\}+|<.*>|:[a-z]\w*|\[.*\]|\(.*\))$/;

function segmentOf(part: string): readonly string[] {
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
