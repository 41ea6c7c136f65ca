import type { OffsetRange, Pointer } from '../model/place.js';
import { endOfString, endOfValue, keyText, skipSpace } from './json-tokens.js';

/** A key that stands twice in one object, at its later place. */
export interface DuplicateKey {
  readonly pointer: Pointer;
  readonly range: OffsetRange;
}

/**
 * Whether valid JSON text holds more keys than its value, which `JSON.parse` made of it: some key then stands twice.
 * Counting is cheap; a `":` inside a string can raise the count and costs a needless scan, never a wrong answer.
 */
export function mayHoldDuplicates(text: string, value: unknown): boolean {
  return countColonsAfterQuotes(text) > countKeys(value);
}

function countColonsAfterQuotes(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (text.charCodeAt(before) <= 0x20) before -= 1;
    if (text.charCodeAt(before) === 0x22) count += 1;
  }
  return count;
}

function countKeys(value: unknown): number {
  let count = 0;
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === 'object') rest.push(item);
    } else if (typeof next === 'object' && next !== null) {
      for (const item of Object.values(next)) {
        count += 1;
        if (typeof item === 'object') rest.push(item);
      }
    }
  }
  return count;
}

interface Frame {
  /** Keys met so far in an object; undefined for an array. */
  readonly keys: Set<string> | undefined;
  /** The key or index whose value is being read. */
  part: string | number;
}

/** More repeated keys than this tell nothing new; the pointers of a hostile text would fill the memory. */
const mostDuplicates = 100;

/**
 * The keys of valid JSON text that repeat an earlier key of their object, the first hundred of those that are wanted.
 * Never recurses.
 */
export function findDuplicateKeys(
  text: string,
  start: number,
  isWanted: (pointer: Pointer) => boolean = () => true,
): DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  const frames: Frame[] = [];
  const noteDuplicate = (keyStart: number, end: number): void => {
    const pointer = frames.map(({ part }) => part);
    if (isWanted(pointer)) duplicates.push({ pointer, range: { start: keyStart, end } });
  };
  let at = skipSpace(text, start);
  do {
    at = skipClosings(text, enterOrPass(text, at, frames), frames);
    const frame = frames.at(-1);
    if (frame === undefined) break;
    if (text.charAt(at) === ',') at = skipSpace(text, at + 1);
    at = frame.keys === undefined ? nextItem(frame, at) : nextKey(text, at, frame, frame.keys, noteDuplicate);
  } while (at < text.length && duplicates.length < mostDuplicates);
  return duplicates;
}

/** Goes into the object or list that starts at `at`, or past a value of another kind. */
function enterOrPass(text: string, at: number, frames: Frame[]): number {
  const char = text.charAt(at);
  if (char !== '{' && char !== '[') return skipSpace(text, endOfValue(text, at));
  frames.push({ keys: char === '{' ? new Set() : undefined, part: -1 });
  return skipSpace(text, at + 1);
}

function skipClosings(text: string, offset: number, frames: Frame[]): number {
  let at = offset;
  while (text.charAt(at) === '}' || text.charAt(at) === ']') {
    frames.pop();
    at = skipSpace(text, at + 1);
  }
  return at;
}

function nextItem(frame: Frame, at: number): number {
  frame.part = Number(frame.part) + 1;
  return at;
}

function nextKey(
  text: string,
  at: number,
  frame: Frame,
  keys: Set<string>,
  noteDuplicate: (start: number, end: number) => void,
): number {
  const end = endOfString(text, at);
  frame.part = keyText(text, at, end);
  if (keys.has(frame.part)) noteDuplicate(at, end);
  keys.add(frame.part);
  return skipSpace(text, skipSpace(text, end) + 1);
}
