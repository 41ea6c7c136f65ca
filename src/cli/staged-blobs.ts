import type { Git } from './git.js';
import { largestFile } from './read-bytes.js';
import { UsageError } from './usage-error.js';

// One process of git gives as many files as this, so that a commit of many large ones does not fill the memory.
const largestChunk = 32 * 1024 * 1024;

/** The content of an object of git by its id, or undefined when it is too long to be a text. */
export type ReadBlob = (id: string) => Buffer | undefined;

/** Reads objects; those that are planned come many at a time, so they are best asked for in their order. */
export function blobReader(git: Git, planned: readonly string[]): ReadBlob {
  const order = [...new Set(planned)];
  const sizes = new Map<string, number>();
  let loaded: ReadonlyMap<string, Buffer> = new Map();
  const measure = (ids: readonly string[]): void => {
    for (const [id, size] of sizesOf(git, ids)) sizes.set(id, size);
  };
  return (id) => {
    const before = loaded.get(id);
    if (before !== undefined) return before;
    if (sizes.size === 0) measure(order);
    if (!sizes.has(id)) measure([id]);
    const size = sizes.get(id);
    if (size === undefined) throw new UsageError(`--staged: git does not have the object ${id} that its index names`);
    if (size > largestFile) return undefined;
    const at = order.indexOf(id);
    const contents = contentsOf(git, at === -1 ? [id] : chunkFrom(order, at, sizes));
    if (at !== -1) loaded = contents;
    return contents.get(id);
  };
}

function sizesOf(git: Git, ids: readonly string[]): readonly (readonly [id: string, size: number])[] {
  const lines = git(['cat-file', '--batch-check', '--buffer'], ids.map((id) => `${id}\n`).join(''));
  // An object that git does not have is followed by the word `missing`.
  return [...lines.toString().matchAll(/^([0-9a-f]+) blob (\d+)$/gm)].map(([, id = '', size]) => [id, Number(size)]);
}

function chunkFrom(order: readonly string[], start: number, sizes: ReadonlyMap<string, number>): readonly string[] {
  const chunk: string[] = [];
  let length = 0;
  for (let at = start; at < order.length; at += 1) {
    const id = order[at] ?? '';
    const size = sizes.get(id);
    if (size === undefined || size > largestFile) continue;
    length += size;
    if (chunk.length > 0 && length > largestChunk) break;
    chunk.push(id);
  }
  return chunk;
}

function contentsOf(git: Git, ids: readonly string[]): ReadonlyMap<string, Buffer> {
  const output = git(['cat-file', '--batch', '--buffer'], ids.map((id) => `${id}\n`).join(''));
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const start = output.indexOf('\n', at) + 1;
    const [id = '', , size] = output.toString('latin1', at, start).trimEnd().split(' ');
    const end = start + Number(size);
    contents.set(id, output.subarray(start, end));
    at = end + 1;
  }
  return contents;
}
