import type { Pointer } from '../model/place.js';
import type { KeyShape } from './checker.js';
import { isRecord } from './source.js';

/** A known key in another letter case, where it stands and how it should be written. */
export interface MisspeltKey {
  /** Ends in the key as written. */
  readonly pointer: Pointer;
  readonly canonical: string;
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
}

/** Reads known keys whatever their letter case. `pointer` is where `value` stands in its document. */
export function foldKeys(value: unknown, shape: KeyShape, pointer: Pointer): FoldedKeys {
  const fold: Fold = { exact: 0, otherCase: false, variants: [] };
  const folded = foldValue(value, shape, pointer, fold);
  const isPascalCase = fold.exact === 0 && !fold.otherCase;
  return { value: folded, misspelt: isPascalCase ? [] : fold.variants };
}

function foldValue(value: unknown, shape: KeyShape, pointer: Pointer, fold: Fold): unknown {
  if (Array.isArray(value)) return shape.items === undefined ? value : foldItems(value, shape.items, pointer, fold);
  if (shape.keys === undefined || !isRecord(value)) return value;
  return foldObject(value, shape.keys, pointer, fold);
}

function foldItems(list: readonly unknown[], shape: KeyShape, pointer: Pointer, fold: Fold): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const folded = foldValue(item, shape, [...pointer, index], fold);
    if (folded === item) continue;
    copy ??= [...list];
    copy[index] = folded;
  }
  return copy ?? list;
}

function foldObject(
  value: Readonly<Record<string, unknown>>,
  keys: Readonly<Record<string, KeyShape>>,
  pointer: Pointer,
  fold: Fold,
): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const canonical = Object.hasOwn(keys, key) ? key : canonicalKey(keys, key);
    if (canonical === undefined) continue;
    const isVariant = canonical !== key;
    if (!isVariant) fold.exact += 1;
    else noteVariant(fold, [...pointer, key], key, canonical, Object.hasOwn(value, canonical));
    const item = value[key];
    const shape = keys[canonical] ?? {};
    const folded = isLeaf(item, shape) ? item : foldValue(item, shape, [...pointer, key], fold);
    if (!isVariant && folded === item) continue;
    copy ??= { ...value };
    // The exactly spelled key wins over its variant, whichever comes first.
    if (!isVariant || !Object.hasOwn(value, canonical)) copy[canonical] = folded;
  }
  return copy ?? value;
}

function isLeaf(value: unknown, shape: KeyShape): boolean {
  return typeof value !== 'object' || (shape.keys === undefined && shape.items === undefined);
}

function noteVariant(fold: Fold, pointer: Pointer, key: string, canonical: string, hasBoth: boolean): void {
  if (hasBoth || key !== canonical.charAt(0).toUpperCase() + canonical.slice(1)) fold.otherCase = true;
  fold.variants.push({ pointer, canonical });
}

const lowerCase = new WeakMap<Readonly<Record<string, KeyShape>>, ReadonlyMap<string, string>>();

function canonicalKey(keys: Readonly<Record<string, KeyShape>>, key: string): string | undefined {
  let known = lowerCase.get(keys);
  if (known === undefined) {
    known = new Map(Object.keys(keys).map((each) => [each.toLowerCase(), each]));
    lowerCase.set(keys, known);
  }
  return known.get(key.toLowerCase());
}
