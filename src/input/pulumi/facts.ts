// Facts of Pulumi properties. Text in double braces is no template variable here, and types are the provider's to check.
import type { FactList, PermissionKind } from '../../model/application.js';
import { type Fact, knownValue, type UnknownFact } from '../../model/fact.js';
import type { Place } from '../../model/place.js';
import { child, items, type Node, Pending, pendingFact, placeOrParent } from '../source.js';

/** A text: absent when missing or null. */
export function textFact(node: Node): Fact<string | undefined> {
  const { value } = node;
  if (isAbsent(node)) return { known: true, value: undefined, at: placeAt(node) };
  return typeof value === 'string' ? { known: true, value, at: node } : unknownFact(node);
}

/** A text that has to be there. */
export function requiredTextFact(node: Node): Fact<string> {
  return typeof node.value === 'string' ? { known: true, value: node.value, at: node } : unknownFact(node);
}

/** True or false, absent when missing or null. */
export function flagFact(node: Node): Fact<boolean | undefined> {
  const { value } = node;
  if (isAbsent(node)) return { known: true, value: undefined, at: placeAt(node) };
  return typeof value === 'boolean' ? { known: true, value, at: node } : unknownFact(node);
}

/** `Role` or `Scope`, as the provider wants it. */
export function kindFact(node: Node): Fact<PermissionKind> {
  if (node.value === 'Role') return { known: true, value: 'application', at: node };
  if (node.value === 'Scope') return { known: true, value: 'delegated', at: node };
  return unknownFact(node);
}

/** What a value of the wrong type stands for, or one that is not known yet. */
export function unknownFact(node: Node): UnknownFact {
  if (node.value instanceof Pending) return pendingFact(node, node.value);
  return { known: false, why: 'malformed', at: placeAt(node) };
}

/** The items of a list; a list that is not known yet says so. */
export function factList<T>(list: Node, read: (item: Node) => T): FactList<T> {
  const { value } = list;
  const facts = { items: items(list).map(read), present: Array.isArray(value), at: placeAt(list) };
  return value instanceof Pending ? { ...facts, unknown: pendingFact(list, value) } : facts;
}

/** What stands twice in a set is kept once by the provider, and is no fault; without a key it is kept in any case. */
export function eachOnce<T>(all: readonly T[], keyOf: (item: T) => string | undefined): readonly T[] {
  const seen = new Set<string>();
  return all.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** The texts of a set. */
export function textSet(list: Node): FactList<Fact<string>> {
  const facts = factList(list, requiredTextFact);
  return { ...facts, items: eachOnce(facts.items, knownValue) };
}

/** Whether a value is missing or null, which the provider takes for the same. */
export function isAbsent({ value }: Node): boolean {
  return value === undefined || value === null;
}

/** A list without entries, for what a resource does not tell. */
export function noItems(at: Place): FactList<never> {
  return { items: [], present: false, at };
}

/** A list of one item. */
export function oneItem<T>(item: T, at: Place): FactList<T> {
  return { items: [item], present: true, at };
}

/** The value at a path of keys. */
export function below(node: Node, ...keys: readonly string[]): Node {
  return keys.reduce(child, node);
}

/** The place of a value, or of the nearest thing above it that is there. */
export function placeAt(node: Node): Place {
  const { parent } = node;
  return node.value === undefined && parent !== undefined ? placeAt(parent) : placeOrParent(node, node);
}
