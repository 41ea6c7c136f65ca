import type { Document, Place, Pointer } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import type { Application } from '../model/application.js';
import { locateInJson } from './json-places.js';

/** What a reader yields: applications and problems in the order of the document, or why there is nothing to read. */
export type InputItem =
  | { readonly kind: 'application'; readonly application: Application }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'passed-over'; readonly reason: string };

/** A value somewhere in a document. */
export interface Node {
  readonly document: Document;
  readonly value: unknown;
  readonly pointer: Pointer;
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
    locate: (spots) =>
      locateInJson(json, origin.offset, spots.map((spot) => ({ ...spot, pointer: spell(spot.pointer) }))),
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

/** The value below a key or index; its value is undefined where there is none. */
export function child(node: Node, key: string | number): Node {
  const value = isRecord(node.value) || Array.isArray(node.value) ? Reflect.get(node.value, key) : undefined;
  return { document: node.document, value: hasOwn(node.value, key) ? value : undefined, pointer: [...node.pointer, key] };
}

/** The items of a list; none where the value is no list. */
export function items(node: Node): Node[] {
  return Array.isArray(node.value) ? node.value.map((_, index) => child(node, index)) : [];
}

export function placeOf(node: Node): Place {
  return { document: node.document, pointer: node.pointer, part: 'value' };
}

/** The place of a value that may be missing: its own, or that of what should hold it. */
export function placeOrParent(node: Node, parent: Node): Place {
  return placeOf(node.value === undefined ? parent : node);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function hasOwn(value: unknown, key: string | number): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** The pointer with each key as the document spells it: a reader may ask for `id` where the document says `Id`. */
function spellPointer(root: unknown, pointer: Pointer): Pointer {
  let value = root;
  return pointer.map((part) => {
    const spelled = hasOwn(value, part) ? part : (keyLike(value, String(part)) ?? part);
    value = hasOwn(value, spelled) ? Reflect.get(Object(value), spelled) : undefined;
    return spelled;
  });
}

function keyLike(value: unknown, key: string): string | undefined {
  if (!isRecord(value)) return undefined;
  const wanted = key.toLowerCase();
  return Object.keys(value).find((each) => each.toLowerCase() === wanted);
}
