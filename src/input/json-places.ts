import type { OffsetRange, Spot } from '../model/place.js';
import { endOfString, endOfValue, keyText, skipSpace } from './json-tokens.js';

interface Wanted {
  readonly children: Map<string, Wanted>;
  readonly values: number[];
  readonly keys: number[];
  /** Whether the scan has met it as a key before. */
  isFound: boolean;
}

/**
 * Ranges of the spots in valid JSON text that begins at `start`, in their order; undefined where there is no such
 * place. One scan, which descends only where a spot lies below, so no depth of nesting can exhaust the stack.
 * Of a key that stands twice the last one counts, as in `JSON.parse`.
 */
export function locateInJson(text: string, start: number, spots: readonly Spot[]): (OffsetRange | undefined)[] {
  // A place that is known needs no scan, and the text around a fault is no JSON.
  if (spots.every(({ range }) => range !== undefined)) return spots.map(({ range }) => range);
  const root = wantedTree(spots);
  const ranges: (OffsetRange | undefined)[] = spots.map(({ range }) => range);
  const begin = skipSpace(text, start);
  const end = scanValue(text, begin, root, ranges);
  for (const index of [...root.values, ...root.keys]) ranges[index] = { start: begin, end };
  return ranges;
}

function wantedTree(spots: readonly Spot[]): Wanted {
  const root: Wanted = { children: new Map(), values: [], keys: [], isFound: false };
  spots.forEach((spot, index) => {
    if (spot.range !== undefined) return;
    let node = root;
    for (const part of spot.pointer) {
      const name = String(part);
      let child = node.children.get(name);
      if (child === undefined) {
        child = { children: new Map(), values: [], keys: [], isFound: false };
        node.children.set(name, child);
      }
      node = child;
    }
    (spot.part === 'key' ? node.keys : node.values).push(index);
  });
  return root;
}

type Ranges = (OffsetRange | undefined)[];

function scanValue(text: string, start: number, wanted: Wanted | undefined, ranges: Ranges): number {
  if (wanted === undefined || wanted.children.size === 0) return endOfValue(text, start);
  const opening = text.charAt(start);
  if (opening === '{') return scanObject(text, start, wanted, ranges);
  if (opening === '[') return scanArray(text, start, wanted, ranges);
  return endOfValue(text, start);
}

function scanObject(text: string, start: number, wanted: Wanted, ranges: Ranges): number {
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charAt(at) !== '}') {
    const keyEnd = endOfString(text, at);
    const child = wanted.children.get(keyText(text, at, keyEnd));
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (child?.isFound) forget(child, ranges);
    const end = scanValue(text, valueStart, child, ranges);
    if (child !== undefined) {
      child.isFound = true;
      for (const index of child.keys) ranges[index] = { start: at, end: keyEnd };
      for (const index of child.values) ranges[index] = { start: valueStart, end };
    }
    at = afterComma(text, end);
  }
  return at + 1;
}

/** A key that stands again hides its earlier value, and all that was found in it. */
function forget(wanted: Wanted, ranges: Ranges): void {
  for (const below of wanted.children.values()) {
    for (const index of [...below.keys, ...below.values]) ranges[index] = undefined;
    forget(below, ranges);
  }
}

function scanArray(text: string, start: number, wanted: Wanted, ranges: Ranges): number {
  let at = skipSpace(text, start + 1);
  for (let item = 0; at < text.length && text.charAt(at) !== ']'; item += 1) {
    const child = wanted.children.get(String(item));
    const end = scanValue(text, at, child, ranges);
    for (const index of [...(child?.values ?? []), ...(child?.keys ?? [])]) ranges[index] = { start: at, end };
    at = afterComma(text, end);
  }
  return at + 1;
}

function afterComma(text: string, offset: number): number {
  const at = skipSpace(text, offset);
  return text.charAt(at) === ',' ? skipSpace(text, at + 1) : at;
}
