// Facts of the properties of resources, at the place of a value or of the nearest thing above it that is there.
import type { FactList, PermissionKind } from '../../model/application.js';
import { type Fact, knownValue, type UnknownFact } from '../../model/fact.js';
import type { Place } from '../../model/place.js';
import * as facts from '../facts.js';
import * as graph from '../graph-application.js';
import { child, type Node, placeOrParent } from '../source.js';

/** A text: absent when missing or null. */
export function textFact(node: Node): Fact<string | undefined> {
  return facts.textFact(node, holderOf(node));
}

/** A text that has to be there. */
export function requiredTextFact(node: Node): Fact<string> {
  return facts.requiredTextFact(node, holderOf(node));
}

/** True or false, absent when missing or null. */
export function flagFact(node: Node): Fact<boolean | undefined> {
  return facts.flagFact(node, holderOf(node));
}

/** `Role` or `Scope`, in the letter case that the provider insists on. */
export function kindFact(node: Node): Fact<PermissionKind> {
  return node.value === 'Role' || node.value === 'Scope' ? facts.kindFact(node, node) : unknownFact(node);
}

/** What a value of the wrong type stands for, or one that is not known yet. */
export function unknownFact(node: Node): UnknownFact {
  return facts.unknownFact(node, placeAt(node));
}

/** The items of a list; a list that is not known yet says so. */
export function factList<T>(list: Node, read: (item: Node) => T): FactList<T> {
  return graph.factList(list, holderOf(list), read);
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
  const all = factList(list, requiredTextFact);
  return { ...all, items: eachOnce(all.items, knownValue) };
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
  return placeOrParent(node, holderOf(node));
}

/** The nearest thing above a value that is there; the root is. */
function holderOf(node: Node): Node {
  const { parent = node } = node;
  return parent.value === undefined && parent !== node ? holderOf(parent) : parent;
}
