import { isGuid } from '../../model/guid.js';

/** Numbers ids in the order in which they come. A million of them take about 24 MB, which a map of texts does not. */
export interface GuidTable {
  /** The number of an id, a new one where it was not seen before. Letter case does not matter. */
  readonly add: (id: string) => number;
  /** The number of an id; -1 where it was not seen. */
  readonly find: (id: string) => number;
  /** The id with a number, in lower case. */
  readonly text: (index: number) => string;
  readonly count: () => number;
}

/** Ids are kept in pieces, so that growing copies none of them. */
const pieceBits = 16;
const pieceRows = 1 << pieceBits;

/** The four numbers of each id, in pieces. */
function createWords() {
  const pieces: Uint32Array[] = [];
  let count = 0;
  return {
    count: () => count,
    /** A new row, of zeros. */
    append: (): number => {
      if ((count & (pieceRows - 1)) === 0) pieces.push(new Uint32Array(pieceRows * 4));
      count += 1;
      return count - 1;
    },
    set: (row: number, words: Uint32Array): void => pieces[row >>> pieceBits]?.set(words, (row & (pieceRows - 1)) << 2),
    get: (row: number, at: number): number => pieces[row >>> pieceBits]?.[((row & (pieceRows - 1)) << 2) + at] ?? 0,
  };
}

type Words = ReturnType<typeof createWords>;

/** Finds rows by their numbers: a slot holds a row and one more, or zero. */
function createSlots({ get, count }: Words, words: Uint32Array) {
  // Whoever chooses the ids of an export must not be able to make them collide.
  const seed = Math.floor(Math.random() * 0x1_0000_0000);
  let slots = new Int32Array(1024);
  const isAt = (row: number): boolean =>
    get(row, 0) === words[0] && get(row, 1) === words[1] && get(row, 2) === words[2] && get(row, 3) === words[3];
  /** The slot that holds the words, or the free one where they belong. */
  const slotOf = (): number => {
    const mask = slots.length - 1;
    let at = mixed(words, seed) & mask;
    for (let row = slots[at] ?? 0; row !== 0 && !isAt(row - 1); row = slots[at] ?? 0) at = (at + 1) & mask;
    return at;
  };
  return {
    find: (): number => (slots[slotOf()] ?? 0) - 1,
    put: (row: number): void => {
      slots[slotOf()] = row + 1;
    },
    /** Makes room for one more; the words are others afterwards. */
    grow: (): boolean => {
      if (count() * 4 <= slots.length * 3) return false;
      const before = slots;
      slots = new Int32Array(before.length * 2);
      for (const row of before) {
        if (row === 0) continue;
        for (let at = 0; at < 4; at += 1) words[at] = get(row - 1, at);
        slots[slotOf()] = row;
      }
      return true;
    },
  };
}

/** Makes an empty table. What has not the form of a GUID is kept as text: a tenant has no such ids. */
export function createGuidTable(): GuidTable {
  const rows = createWords();
  const words = new Uint32Array(4);
  const slots = createSlots(rows, words);
  const others = new Map<string, number>();
  const otherTexts = new Map<number, string>();
  const addOther = (id: string): number => {
    const row = others.get(id) ?? rows.append();
    others.set(id, row);
    otherTexts.set(row, id);
    return row;
  };
  return {
    add: (id) => {
      if (!readWords(id, words)) return addOther(id.toLowerCase());
      const known = slots.find();
      if (known !== -1) return known;
      if (slots.grow()) readWords(id, words);
      const row = rows.append();
      rows.set(row, words);
      slots.put(row);
      return row;
    },
    find: (id) => (readWords(id, words) ? slots.find() : (others.get(id.toLowerCase()) ?? -1)),
    text: (row) => otherTexts.get(row) ?? guidText([0, 1, 2, 3].map((at) => rows.get(row, at))),
    count: rows.count,
  };
}

/** Reads a GUID as four numbers; false where it is none. */
function readWords(id: string, words: Uint32Array): boolean {
  if (!isGuid(id)) return false;
  words[0] = Number.parseInt(id.slice(0, 8), 16);
  words[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
  words[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
  words[3] = Number.parseInt(id.slice(28), 16);
  return true;
}

function guidText(words: readonly number[]): string {
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function mixed(words: Uint32Array, seed: number): number {
  let hash = seed;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}
