import { editDistance, nearestOf } from '../model/spelling.js';
import type { Api, Permission } from './types.js';

/**
 * How far two permission names are apart. The same dotted parts in another order, without the separators, with a
 * missing or extra `.All` or other last part count as near, however many letters that makes.
 */
function nameDistance(a: string, b: string, max: number): number {
  const letters = editDistance(a, b, max);
  if (letters <= 1) return letters;
  return Math.min(letters, shapeDistance(a, b), withoutAll(a, b, max), withoutLast(a, b));
}

/** 0.5 for names that differ in separators or in the order of their parts only. */
function shapeDistance(a: string, b: string): number {
  if (letterSum(a) !== letterSum(b)) return Number.POSITIVE_INFINITY;
  const same =
    partsOf(a).join('') === partsOf(b).join('') || partsOf(a).sort().join('.') === partsOf(b).sort().join('.');
  return same ? 0.5 : Number.POSITIVE_INFINITY;
}

/** The same for names of the same letters and digits: tells most others apart without splitting them. */
function letterSum(name: string): number {
  let sum = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) sum += code;
  }
  return sum;
}

/** Distance of the rest where exactly one name ends with `.All`, plus 1 for the missing part. */
function withoutAll(a: string, b: string, max: number): number {
  if (a.endsWith('.all') === b.endsWith('.all')) return Number.POSITIVE_INFINITY;
  const [rest, other] = [a.replace(/\.all$/, ''), b.replace(/\.all$/, '')];
  const apart = Math.min(editDistance(rest, other, max - 1), shapeDistance(rest, other));
  return apart + 0.9;
}

/** 2 where one name of at least two parts goes on where the other ends: `Mail.ReadWrite.Shared`, `Mail.ReadWrite`. */
function withoutLast(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.includes('.') && long.startsWith(`${short}.`) ? 2 : Number.POSITIVE_INFINITY;
}

function partsOf(name: string): string[] {
  return name.split(/[^a-z0-9]+/).filter((part) => part !== '');
}

/** The permissions whose names a word may be a misspelling of, best first, one for each name. */
export function nearestPermissions(
  word: string,
  candidates: readonly Permission[],
  limit: number,
): readonly Permission[] {
  const byName = new Map<string, Permission>();
  for (const permission of candidates) {
    if (permission.name !== '' && !byName.has(permission.name)) byName.set(permission.name, permission);
  }
  return nearestOf(word, byName.keys(), limit, nameDistance).flatMap((name) => byName.get(name) ?? []);
}

/** How far two names of APIs are apart; a name within the other, word by word, is near: `Key Vault`, `Azure Key Vault`. */
function apiDistance(a: string, b: string, max: number): number {
  const within = a !== '' && (` ${b} `.includes(` ${a} `) || ` ${a} `.includes(` ${b} `));
  return within && a !== b ? 1 : editDistance(a, b, max);
}

/** The APIs one of whose names a word may be a misspelling of, best first, each once. */
export function nearestApis(
  word: string,
  candidates: readonly { readonly api: Api; readonly names: readonly string[] }[],
  limit: number,
): readonly Api[] {
  const byName = new Map(candidates.flatMap(({ api, names }) => names.map((name) => [name, api] as const)));
  const near = nearestOf(word, byName.keys(), byName.size, apiDistance).flatMap((name) => byName.get(name) ?? []);
  return [...new Set(near)].slice(0, limit);
}
