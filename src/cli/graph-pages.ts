import { isRecord } from '../input/source.js';
import { type Graph, getJson, type Refusal } from './graph-request.js';
import { UsageError } from './usage-error.js';

/** A page of a list, and where the next one is. */
export interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | undefined;
}

/** What was seen of a list so far: a list that comes round again has no end. */
export interface Seen {
  readonly addresses: Set<string>;
  readonly firstIds: Set<string>;
  emptyPages: number;
}

/** The memory of a list that is about to be read. */
export function nothingSeen(): Seen {
  return { addresses: new Set(), firstIds: new Set(), emptyPages: 0 };
}

/** Graph may send a page without items and go on; a server that never stops doing so is broken. */
const mostEmptyPages = 20;

/** Gets a page. Throws a UsageError for what is no page, or leads elsewhere or round in a circle. */
export async function getPage(graph: Graph, url: string, seen: Seen): Promise<Page | { readonly refusal: Refusal }> {
  const answer = await getJson(graph, url);
  if ('refusal' in answer) return answer;
  const { value } = answer;
  const items = isRecord(value) ? value.value : undefined;
  if (!isRecord(value) || !Array.isArray(items)) {
    throw new UsageError(`${graph.origin} answers with JSON that is no list of objects`, {
      hint: 'Is this the address of Microsoft Graph?',
    });
  }
  seen.addresses.add(url);
  const next = nextOf(graph, value['@odata.nextLink'], seen);
  const records = items.filter(isRecord);
  refuseRepetition(graph, records, seen);
  return { items: records, next };
}

function nextOf(graph: Graph, link: unknown, { addresses }: Seen): string | undefined {
  if (link === undefined || link === null) return undefined;
  const url = typeof link === 'string' && URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined) throw new UsageError(`${graph.origin} names a next page that is no address`);
  if (url.origin !== graph.origin || url.username !== '' || url.password !== '') {
    throw new UsageError(`${graph.origin} names a next page on another server, ${url.host}`, {
      hint: 'It is not followed: the token would go along.',
    });
  }
  if (addresses.has(url.href)) throw endless(graph);
  return url.href;
}

function refuseRepetition(graph: Graph, items: Page['items'], seen: Seen): void {
  const [first] = items;
  seen.emptyPages = first === undefined ? seen.emptyPages + 1 : 0;
  if (seen.emptyPages > mostEmptyPages) throw endless(graph);
  const id = first?.id;
  if (typeof id !== 'string') return;
  if (seen.firstIds.has(id)) throw endless(graph);
  seen.firstIds.add(id);
}

function endless({ origin }: Graph): UsageError {
  return new UsageError(`${origin} names next pages without end`, {
    hint: 'The same pages come again and again, so the list would never be whole. Run the same command again later.',
  });
}
