import type { Application } from '../model/application.js';
import type { LookedUp, UnknownFact } from '../model/fact.js';
import type { Document, Edit, Place, Pointer, TextChange } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import { shownExpression } from '../model/wording.js';
import { createJsonEditor } from './json-edits.js';
import { locateInJson } from './json-places.js';

/** What a reader yields: applications and problems in the order of the document, or why there is nothing to read. */
export type InputItem =
  | { readonly kind: 'application'; readonly application: Application }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** A whole text of another form, which a reader of its own takes on. */
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'passed-over'; readonly reason: string };

/** JSON texts that hold registrations in another form than a manifest: plans, states, templates. */
export type ProgramFormat =
  | 'terraform-plan'
  | 'terraform-state'
  | 'arm-template'
  | 'pulumi-preview'
  | 'pulumi-stack'
  | 'microsoft365dsc-settings'
  | 'permission-sets';

/** A text that a reader of programs takes on; that reader is loaded only then. */
export interface Program {
  readonly format: ProgramFormat;
  readonly source: JsonSource;
}

/** A value somewhere in a document, linked to the one that holds it. It is the place of the value, too. */
export interface Node extends Place {
  readonly value: unknown;
  /** The node of the object or list that holds the value; undefined for the whole document. */
  readonly parent: Node | undefined;
  /** The key or index below the parent; empty for the whole document. */
  readonly key: string | number;
}

/** A class for the sake of its getters: every fact has a place, and few are ever asked for their pointer. */
class ValueNode implements Node {
  readonly document: Document;
  readonly value: unknown;
  readonly parent: Node | undefined;
  readonly key: string | number;

  constructor(document: Document, value: unknown, parent: Node | undefined, key: string | number) {
    this.document = document;
    this.value = value;
    this.parent = parent;
    this.key = key;
  }

  get part(): 'value' {
    return 'value';
  }

  get pointer(): Pointer {
    const pointer: (string | number)[] = [];
    let at: Node = this;
    for (; at.parent !== undefined; at = at.parent) pointer.push(at.key);
    return pointer.reverse();
  }
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
  let edit: ReturnType<typeof createJsonEditor> | undefined;
  const change = (edits: readonly Edit[]): readonly TextChange[] | undefined => {
    // A text that does not parse has no value.
    if (value === undefined) return undefined;
    edit ??= createJsonEditor(text, json, origin.offset);
    return edit(edits.map((each) => ({ ...each, pointer: spell(each.pointer) })));
  };
  const document: Document = {
    name,
    text,
    origin,
    spell,
    change,
    locate: (spots) => {
      const spelled = spots.map(({ part, range, pointer }) => ({
        part,
        pointer: spell(pointer),
        ...(range && { range }),
      }));
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
  return new ValueNode(document, value, undefined, '');
}

/** A node at the same place with another value. */
export function withValue({ document, parent, key }: Node, value: unknown): Node {
  return new ValueNode(document, value, parent, key);
}

/** The node of a value that was found below a key or index of another. */
function nodeBelow(parent: Node, key: string | number, value: unknown): Node {
  return new ValueNode(parent.document, value, parent, key);
}

/** Stands for a value that is not known yet. A class, so that no input can hold one. */
export class Pending {
  /** What has to be deployed before the value is known, in words. */
  readonly waitsFor: readonly string[];
  /** The expression that stands for it, as it is written; undefined where nobody wrote one. */
  readonly raw: string | undefined;

  constructor(waitsFor: readonly string[], raw?: string) {
    this.waitsFor = waitsFor;
    this.raw = raw;
  }
}

/** Stands for the id of a permission that the tool looks up by its name. A class, so that no input can hold one. */
export class NamedPermission {
  readonly lookedUp: LookedUp;
  readonly name: string;

  constructor({ api, of, raw }: LookedUp, name: string) {
    this.lookedUp = { api, of, ...(raw && { raw: shownExpression(raw) }) };
    this.name = name;
  }
}

/** The value below a key or index: undefined where there is none, and not known yet below what is not. */
export function child(parent: Node, key: string | number): Node {
  const { value } = parent;
  if (holds(value, key)) return nodeBelow(parent, key, value[key]);
  return nodeBelow(parent, key, value instanceof Pending ? value : undefined);
}

/** The items of a list, the first `most` of them; none where the value is no list. */
export function items(list: Node, most = Number.POSITIVE_INFINITY): Node[] {
  const { value } = list;
  if (!Array.isArray(value)) return [];
  const some: readonly unknown[] = value;
  const nodes: Node[] = [];
  // No map: a list that was handed in may have holes, which it would pass over.
  for (let key = 0; key < some.length && key < most; key += 1) nodes.push(nodeBelow(list, key, some[key]));
  return nodes;
}

/** The place of a value that may be missing: its own, or that of what should hold it, or of all that is not known yet. */
export function placeOrParent(node: Node, parent: Node): Place {
  const { value } = node;
  if (value === undefined) return parent;
  if (!(value instanceof Pending)) return node;
  let at = node;
  while (at.parent?.value === value) at = at.parent;
  return at;
}

/** The fact of a value that is not known yet. */
export function pendingFact(node: Node, { waitsFor, raw }: Pending): UnknownFact {
  const known = { ...(waitsFor.length > 0 && { waitsFor }), ...(raw && { raw: shownExpression(raw) }) };
  return { known: false, why: 'expression', ...known, at: placeOrParent(node, node) };
}

/** An object of an input; what stands for a value that is not known yet is none. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !isComputed(value);
}

/** Whether a value stands for what a tool computes. */
export function isComputed(value: unknown): value is Pending | NamedPermission {
  return value instanceof Pending || value instanceof NamedPermission;
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
