import type { Pointer } from '../model/place.js';
import type { KeyShape } from './checker.js';
import { isRecord } from './source.js';

/** A known key in another letter case, where it stands and how it should be written. */
export interface MisspeltKey {
  /** Ends in the key as written. */
  readonly pointer: Pointer;
  readonly canonical: string;
  /** Whether the object has the key in its right spelling too, which counts then. */
  readonly isBeaten: boolean;
}

export interface FoldedKeys {
  /** The value with every known key spelled as the format spells it; the same object where nothing had to change. */
  readonly value: unknown;
  /** Known keys in a wrong letter case. Empty when the whole document is in PascalCase, as PowerShell writes it. */
  readonly misspelt: readonly MisspeltKey[];
}

interface Fold {
  exact: number;
  otherCase: boolean;
  readonly variants: MisspeltKey[];
  /** Where the walk stands. */
  readonly path: (string | number)[];
}

/** More misspelt keys than this tell nothing new; those of a hostile text would fill the memory. */
const mostVariants = 1_000;

/** A key list made ready for search: it is asked for every key of every object. */
interface Known {
  readonly keys: ReadonlyMap<string, Known> | undefined;
  /** The right spelling, by the key in lower case. */
  readonly spellings: ReadonlyMap<string, string>;
  readonly items: Known | undefined;
}

const knownByShape = new WeakMap<KeyShape, Known>();

function knownOf(shape: KeyShape): Known {
  let known = knownByShape.get(shape);
  if (known === undefined) {
    const keys = shape.keys && new Map(Object.entries(shape.keys).map(([key, below]) => [key, knownOf(below)]));
    const spellings = new Map([...(keys?.keys() ?? [])].map((key) => [key.toLowerCase(), key]));
    known = { keys, spellings, items: shape.items && knownOf(shape.items) };
    knownByShape.set(shape, known);
  }
  return known;
}

/** Reads known keys whatever their letter case. `pointer` is where `value` stands in its document. */
export function foldKeys(value: unknown, shape: KeyShape, pointer: Pointer): FoldedKeys {
  const fold: Fold = { exact: 0, otherCase: false, variants: [], path: [...pointer] };
  const folded = foldValue(value, knownOf(shape), fold);
  const isPascalCase = fold.exact === 0 && !fold.otherCase;
  return { value: folded, misspelt: isPascalCase ? [] : fold.variants };
}

function foldValue(value: unknown, known: Known, fold: Fold): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return known.items === undefined ? value : foldItems(value, known.items, fold);
  return known.keys === undefined || !isRecord(value) ? value : foldObject(value, known.keys, known.spellings, fold);
}

function foldBelow(key: string | number, value: unknown, known: Known, fold: Fold): unknown {
  if (typeof value !== 'object' || value === null) return value;
  fold.path.push(key);
  const folded = foldValue(value, known, fold);
  fold.path.pop();
  return folded;
}

function foldItems(list: readonly unknown[], known: Known, fold: Fold): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const folded = foldBelow(index, item, known, fold);
    if (folded === item) continue;
    copy ??= [...list];
    copy[index] = folded;
  }
  return copy ?? list;
}

function foldObject(
  value: Readonly<Record<string, unknown>>,
  keys: ReadonlyMap<string, Known>,
  spellings: ReadonlyMap<string, string>,
  fold: Fold,
): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const canonical = keys.has(key) ? key : spellings.get(key.toLowerCase());
    const known = canonical === undefined ? undefined : keys.get(canonical);
    if (canonical === undefined || known === undefined) continue;
    const isExact = canonical === key;
    // The exactly spelled key wins over its variants, whichever comes first.
    const isBeaten = !isExact && Object.hasOwn(value, canonical);
    if (isExact) fold.exact += 1;
    else noteVariant(fold, key, canonical, isBeaten);
    const item = value[key];
    const folded = foldBelow(key, item, known, fold);
    if (isBeaten || (isExact && folded === item)) continue;
    copy ??= { ...value };
    copy[canonical] = folded;
  }
  return copy ?? value;
}

function noteVariant(fold: Fold, key: string, canonical: string, isBeaten: boolean): void {
  const isPascalCase = key === canonical.charAt(0).toUpperCase() + canonical.slice(1);
  if (isBeaten || !isPascalCase) fold.otherCase = true;
  if (fold.variants.length < mostVariants) fold.variants.push({ pointer: [...fold.path, key], canonical, isBeaten });
}
