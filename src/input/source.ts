import type { Application } from '../model/application.js';
import type { Document, Place, Pointer } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import { locateInJson } from './json-places.js';

/** What a reader yields: applications and problems in the order of the document, or why there is nothing to read. */
export type InputItem =
  | { readonly kind: 'application'; readonly application: Application }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'passed-over'; readonly reason: string };

/** A value somewhere in a document, linked to the one that holds it; its pointer is made only when asked for. */
export interface Node {
  readonly document: Document;
  readonly value: unknown;
  /** The node of the object or list that holds the value; undefined for the whole document. */
  readonly parent: Node | undefined;
  /** The key or index below the parent; empty for the whole document. */
  readonly key: string | number;
}

/** A parsed JSON text, or an object that was handed in. */
export interface JsonSource {
  readonly document: Document;
  readonly value: unknown;
  /** The JSON text the value was parsed from, comments blanked, and where in it the document begins and ends. */
  readonly json: { readonly text: string; readonly start: number; readonly end: number } | undefined;
}

/** A document of a JSON text; `value` is what the text says, `origin` where it begins when the text holds several. */
export function jsonSource(
  name: string,
  text: string,
  json: string,
  value: unknown,
  origin: Document['origin'] = { offset: 0, line: 1 },
  end: number = json.length,
): JsonSource {
  const spell = (pointer: Pointer): Pointer => spellPointer(value, pointer);
  const document: Document = {
    name,
    text,
    origin,
    spell,
    locate: (spots) => {
      const spelled = spots.map((spot) => ({ ...spot, pointer: spell(spot.pointer) }));
      return locateInJson(json, origin.offset, spelled);
    },
  };
  return { document, value, json: { text: json, start: origin.offset, end } };
}

/** A document of an object that was handed in: its places have pointers and no lines. */
export function objectSource(name: string, value: unknown): JsonSource {
  const document: Document = {
    name,
    text: undefined,
    origin: { offset: 0, line: 1 },
    spell: (pointer) => spellPointer(value, pointer),
    locate: (spots) => spots.map(() => undefined),
  };
  return { document, value, json: undefined };
}

/** The node of a whole document. */
export function rootNode(document: Document, value: unknown): Node {
  return { document, value, parent: undefined, key: '' };
}

/** The value below a key or index; its value is undefined where there is none. */
export function child(parent: Node, key: string | number): Node {
  const { document, value } = parent;
  return { document, value: holds(value, key) ? value[key] : undefined, parent, key };
}

/** The items of a list, the first `most` of them; none where the value is no list. */
export function items(list: Node, most = Number.POSITIVE_INFINITY): Node[] {
  const { document, value } = list;
  if (!Array.isArray(value)) return [];
  const some: readonly unknown[] = value.length > most ? value.slice(0, most) : value;
  return some.map((item, key) => ({ document, value: item, parent: list, key }));
}

/** Keys and indexes from the document to a node. */
export function pointerOf(node: Node): Pointer {
  const { parent, key } = node;
  if (parent === undefined) return [];
  if (parent.parent === undefined) return [key];
  const pointer: (string | number)[] = [key];
  for (let at = parent; at.parent !== undefined; at = at.parent) pointer.push(at.key);
  return pointer.reverse();
}

export function placeOf(node: Node): Place {
  return { document: node.document, pointer: pointerOf(node), part: 'value' };
}

/** The place of a value that may be missing: its own, or that of what should hold it. */
export function placeOrParent(node: Node, parent: Node): Place {
  return placeOf(node.value === undefined ? parent : node);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object or a list has a key or index of its own. */
export function holds(value: unknown, key: string | number): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** The pointer with each key as the document spells it: a reader may ask for `id` where the document says `Id`. */
function spellPointer(root: unknown, pointer: Pointer): Pointer {
  let value = root;
  return pointer.map((part) => {
    const spelled = holds(value, part) ? part : (keyLike(value, String(part)) ?? part);
    value = holds(value, spelled) ? value[spelled] : undefined;
    return spelled;
  });
}

/** Of several spellings of a key the last one counts, as of a key that stands twice. */
function keyLike(value: unknown, key: string): string | undefined {
  if (!isRecord(value)) return undefined;
  const wanted = key.toLowerCase();
  return Object.keys(value).findLast((each) => each.toLowerCase() === wanted);
}
