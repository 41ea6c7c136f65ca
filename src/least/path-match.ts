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

/** Finds the known path of a call; section 2 of the specification of least privilege gives the order of the attempts. */
export function createMatcher(table: PathTable): MatchPath {
  const root = trieOf(table);
  return (method, segments) => {
    const asked = method === 'HEAD' ? 'GET' : method === 'MERGE' ? 'PATCH' : method;
    for (const attempt of attemptsOf(segments)) {
      const known = find(root, attempt, 0, asked);
      const list = known?.group.get(asked);
      if (known !== undefined && list !== undefined) return { known, list };
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

/** A segment means the literal before a key; whatever leads to a path with the method is tried, in that order. */
function find(node: TrieNode, segments: Segments, at: number, method: string): KnownPath | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.known?.group.has(method) ? node.known : undefined;
  const literal = node.children.get(segment);
  const found = literal && find(literal, segments, at + 1, method);
  if (found !== undefined || segment === '*' || segment.startsWith('$')) return found;
  const key = node.children.get('*');
  return key && find(key, segments, at + 1, method);
}

const suffixes = ['$ref', '$count', '$value'];

/** The path as it stands, then what it is another way to write. */
function* attemptsOf(segments: Segments): Iterable<Segments> {
  yield segments;
  const bare = suffixes.includes(segments.at(-1) ?? '') ? segments.slice(0, -1) : segments;
  if (bare !== segments) yield bare;
  for (const rewrite of rewrites) {
    const other = rewrite(bare);
    if (other !== undefined) yield other;
  }
}

type Rewrite = (segments: Segments) => Segments | undefined;

const owners = ['users', 'groups', 'sites'];

/** `/drives/{id}/root/x` is an item; `/users/{id}/drive/x` is a drive. */
const rewrites: readonly Rewrite[] = [
  (segments) => keyedOf(segments),
  (segments) => driveItemOf(segments),
  (segments) => driveOf(segments),
  (segments) => {
    const drive = driveOf(segments);
    return drive && driveItemOf(drive);
  },
];

function driveItemOf(segments: Segments): Segments | undefined {
  const [drives, id, root, ...rest] = segments;
  if (drives !== 'drives' || id === undefined) return undefined;
  if (root === 'root') return [drives, '*', 'items', '*', ...rest];
  return undefined;
}

function driveOf(segments: Segments): Segments | undefined {
  const [owner, id, drive, ...rest] = segments;
  if (owner === undefined || !owners.includes(owner) || id === undefined || drive !== 'drive') return undefined;
  return ['drives', '*', ...rest];
}

/** `users(userPrincipalName='x')` where only `users/{id}` is known. */
function keyedOf(segments: Segments): Segments | undefined {
  if (!segments.some((segment) => /\(\w+\)$/.test(segment))) return undefined;
  return segments.flatMap((segment) =>
    /\(\w+\)$/.test(segment) ? [segment.slice(0, segment.indexOf('(')), '*'] : [segment],
  );
}
