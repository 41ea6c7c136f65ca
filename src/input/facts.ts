import type { PermissionKind } from '../model/application.js';
import type { Fact, UnknownFact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { NamedPermission, type Node, Pending, pendingFact, placeOrParent } from './source.js';

const placeholder = /\{\{[^{}]+\}\}/;

/** Whether a text holds a template variable that a toolkit fills in: `${{AAD_APP_ID}}`, `{{state.app.id}}`. */
export function hasPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{') && placeholder.test(value);
}

/** Whether the value of a node is a template variable, where there are any. */
export function isPlaceholder({ value, document }: Node): boolean {
  return hasPlaceholder(value) && document.isFinal !== true;
}

/** A text, absent when missing or null, unknown when it is a template variable or of another type. */
export function textFact(node: Node, parent: Node): Fact<string | undefined> {
  const { value } = node;
  const at = placeOrParent(node, parent);
  if (value === undefined || value === null) return { known: true, value: undefined, at };
  if (value instanceof NamedPermission) return { known: true, value: value.name, lookedUp: value.lookedUp, at };
  if (typeof value !== 'string') return unknownFact(node, at);
  return isPlaceholder(node) ? { known: false, why: 'placeholder', raw: value, at } : { known: true, value, at };
}

/** A text that has to be there: missing or null counts as malformed. */
export function requiredTextFact(node: Node, parent: Node): Fact<string> {
  const fact = textFact(node, parent);
  if (!fact.known) return fact;
  const { value, at } = fact;
  return value === undefined ? { known: false, why: 'malformed', at } : { ...fact, value };
}

/** True or false, absent when missing or null. */
export function flagFact(node: Node, parent: Node): Fact<boolean | undefined> {
  const { value } = node;
  const at = placeOrParent(node, parent);
  if (value === undefined || value === null) return { known: true, value: undefined, at };
  if (typeof value === 'boolean') return { known: true, value, at };
  return unknownFact(node, at);
}

/** The token version: 1, 2, an explicit null, or absent. */
export function tokenVersionFact(node: Node, parent: Node): Fact<1 | 2 | null | undefined> {
  const { value } = node;
  const at = placeOrParent(node, parent);
  if (value === undefined || value === null || value === 1 || value === 2) return { known: true, value, at };
  return unknownFact(node, at);
}

/** `Role` or `Scope`; another letter case is understood, and reported by the schema. */
export function kindFact(node: Node, parent: Node): Fact<PermissionKind> {
  const { value } = node;
  const at = placeOrParent(node, parent);
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'role') return { known: true, value: 'application', at };
  if (word === 'scope') return { known: true, value: 'delegated', at };
  return unknownFact(node, at);
}

/** What is a template variable, not known yet, or of the wrong type. */
export function unknownFact(node: Node, at: Place): UnknownFact {
  const { value } = node;
  if (value instanceof Pending) return pendingFact(node, value);
  if (typeof value === 'string' && isPlaceholder(node)) return { known: false, why: 'placeholder', raw: value, at };
  return { known: false, why: 'malformed', at };
}
