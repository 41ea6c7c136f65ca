import { type Segments, segmentsOf } from './call-path.js';
import type { Least } from './least.js';
import type { LivePermission } from './live-permissions.js';
import { namesPath } from './naming.js';
import type { CallData } from './openers.js';
import type { Requested } from './requested.js';

/**
 * Tells whether a permission may be what one of these calls needs, none of which is known: it opens calls that begin
 * with the same two words, or its resource is named in the path.
 */
export function besideUnknown({ least, opens }: Requested, urls: readonly string[]): (live: LivePermission) => boolean {
  const paths = new Map(urls.map(segmentsOf).map((path) => [path.join('/'), path]));
  const words = new Set([...paths.values()].map((path) => wordsOf(path).join('/')));
  const lists = new Set([...words].flatMap((each) => listsBeside(least, each.split('/'))));
  // What a subscription needs depends on what is subscribed to: it may be anything.
  if (words.has('subscriptions')) return () => true;
  return (live) => {
    const alone = new Set([live]);
    const isNamed = [...paths.values()].some((path) => namesPath(live.name, path));
    return isNamed || [...lists].some((list) => opens({ method: 'GET', segments: [], list }, alone));
  };
}

const indexes = new WeakMap<CallData, ReadonlyMap<string, readonly number[]>>();

function listsBeside({ data }: Least, words: Segments): readonly number[] {
  const index = indexes.get(data) ?? listsByWords(data);
  indexes.set(data, index);
  return index.get(words.join('/')) ?? [];
}

function listsByWords({ table }: CallData): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const { path, group } of table.paths) {
    const key = wordsOf(path.split('/')).join('/');
    const lists = index.get(key) ?? [];
    index.set(key, lists);
    lists.push(...group.values());
  }
  return index;
}

/** The first two words of a path; a signed-in user's own things are users' things. */
function wordsOf(segments: Segments): Segments {
  const words = segments.filter((segment) => segment !== '*').slice(0, 2);
  return words[0] === 'me' ? ['users', ...words.slice(1)] : words;
}
