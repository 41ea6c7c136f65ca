import type { Segments } from './call-path.js';
import type { KnownPath, PathTable } from './path-table.js';

interface TrieNode {
  readonly children: Map<string, TrieNode>;
  known: KnownPath | undefined;
}

/** A known path that a call goes to. */
export interface PathMatch {
  readonly known: KnownPath;
  /** The number of the list of entries of the method. */
  readonly list: number;
}

export type MatchPath = (method: string, segments: Segments) => PathMatch | undefined;

/** HEAD asks for what GET does, and MERGE is the older name of PATCH. */
export function meantMethod(method: string): string {
  if (method === 'HEAD') return 'GET';
  return method === 'MERGE' ? 'PATCH' : method;
}

/** Finds the known path of a call; section 2 of the specification of least privilege gives the order of the attempts. */
export function createMatcher(table: PathTable): MatchPath {
  const root = trieOf(table);
  return (method, segments) => {
    const asked = meantMethod(method);
    const attempts = [...attemptsOf(segments)];
    for (const step of [exactStep, looseStep]) {
      for (const attempt of attempts) {
        const known = find(root, attempt, { at: 0, method: asked, step });
        const list = known?.group.get(asked);
        if (known !== undefined && list !== undefined) return { known, list };
      }
    }
    return undefined;
  };
}

function trieOf({ paths }: PathTable): TrieNode {
  const root: TrieNode = { children: new Map(), known: undefined };
  for (const known of paths) {
    let node = root;
    for (const segment of known.path.split('/')) {
      let next = node.children.get(segment);
      if (next === undefined) {
        next = { children: new Map(), known: undefined };
        node.children.set(segment, next);
      }
      node = next;
    }
    node.known = known;
  }
  return root;
}

/** The nodes that a segment of a call may lead to, the likeliest first. */
type Step = (node: TrieNode, segment: string) => readonly (TrieNode | undefined)[];

interface Search {
  readonly at: number;
  readonly method: string;
  readonly step: Step;
}

/** Whatever leads to a path with the method is tried, in the order of the steps. */
function find(node: TrieNode, segments: Segments, search: Search): KnownPath | undefined {
  const segment = segments[search.at];
  if (segment === undefined) return node.known?.group.has(search.method) ? node.known : undefined;
  for (const next of search.step(node, segment)) {
    const found = next && find(next, segments, { ...search, at: search.at + 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

const withArguments = /\(\w+(?:,\w+)*\)$/;

/** A segment means the literal before a key; what has arguments is no key. */
function exactStep(node: TrieNode, segment: string): readonly (TrieNode | undefined)[] {
  const literal = node.children.get(segment);
  return isNoKey(segment) || withArguments.test(segment) ? [literal] : [literal, node.children.get('*')];
}

/** What the server would not take for a key, or would resolve before it looks: `*` stands for one already. */
function isNoKey(segment: string): boolean {
  return segment === '*' || segment.startsWith('$') || segment === '.' || segment === '..' || /[/\\]/.test(segment);
}

/** A function may be known with other arguments, or without: what it needs is the same. A collection is none. */
function looseStep(node: TrieNode, segment: string): readonly (TrieNode | undefined)[] {
  if (isNoKey(segment)) return [node.children.get(segment)];
  const [name = ''] = segment.split('(', 1);
  const bare = node.children.get(name);
  const isCollection = bare?.children.has('*') === true;
  const others = isCollection ? [] : [...node.children].filter(([other]) => other.startsWith(`${name}(`));
  const functions = isCollection ? [] : [bare, ...others.map(([, child]) => child)];
  // What has arguments is no key, whatever its name.
  const key = withArguments.test(segment) ? [] : [node.children.get('*')];
  return [node.children.get(segment), ...functions, ...key];
}

const suffixes = ['$ref', '$count', '$value'];

/** The path as it stands, then what it is another way to write. */
function* attemptsOf(segments: Segments): Iterable<Segments> {
  yield segments;
  const bare = suffixes.includes(segments.at(-1) ?? '') ? segments.slice(0, -1) : segments;
  if (bare !== segments) yield bare;
  const plain = plainOf(bare);
  if (plain !== bare) yield plain;
  const keyed = keyedOf(plain);
  if (keyed !== plain) yield keyed;
  const item = itemOf(keyed);
  if (item !== keyed) yield item;
  for (const drive of drivesOf(keyed)) yield drive;
  if (item !== keyed) yield* drivesOf(item);
}

/** `sites/host:/path:/lists` are the lists of a site. */
function plainOf(segments: Segments): Segments {
  const [sites, host, path, ...rest] = segments;
  return sites === 'sites' && (host === '*:' || host === 'root:') && path === '*:' && rest.length > 0
    ? [sites, '*', ...rest]
    : segments;
}

/** `users(userPrincipalName='x')` where only `users/{id}` is known. */
function keyedOf(segments: Segments): Segments {
  if (!segments.some((segment) => /\(\w+\)$/.test(segment))) return segments;
  return segments.flatMap((segment) =>
    /\(\w+\)$/.test(segment) ? [segment.slice(0, segment.indexOf('(')), '*'] : [segment],
  );
}

const owners = ['users', 'groups', 'sites'];

/** How many segments name a drive: `me/drive`, `drives/{id}`, `users/{id}/drive`; none where the path is of no drive. */
function driveLength([first = '', second, third]: Segments): number {
  if (first === 'drives' || (first === 'me' && second === 'drive')) return 2;
  return owners.includes(first) && third === 'drive' ? 3 : 0;
}

/** What hangs on `root`, or on an item named by its path, hangs on `items/{id}`. */
function itemOf(segments: Segments): Segments {
  const length = driveLength(segments);
  const [root, id, path, ...rest] = segments.slice(length);
  const drive = segments.slice(0, length);
  if (length === 0) return segments;
  if (root === 'root' && id !== undefined) return [...drive, 'items', '*', ...segments.slice(length + 1)];
  if (root === 'root:' && path !== undefined) return [...drive, 'items', '*', path, ...rest];
  return root === 'items' && id === '*:' && rest.length > 0 ? [...drive, 'items', '*', ...rest] : segments;
}

/** A drive is the same by its own id and by its owner's. `/me` stays: only a user has it. */
function drivesOf(segments: Segments): readonly Segments[] {
  const length = driveLength(segments);
  if (length === 0 || segments[0] === 'me') return [];
  const rest = segments.slice(length);
  return [
    ['drives', '*', ...rest],
    ['users', '*', 'drive', ...rest],
  ];
}
