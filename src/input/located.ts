// Documents of which a part is a resource: a place in the resource is a place in the whole text.
import { type Document, type OffsetRange, type PlacePart, type Pointer, pointerText } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import { type JsonSource, type Node, rootNode } from './source.js';

/**
 * A resource inside a JSON text. `value` is in the spelling of the readers of resources; `spell` gives the place in the
 * text for a pointer in it: `['requiredResourceAccesses', 0]` is at `['values', 'required_resource_access', 0]`. `hidden`
 * tells which ranges of the text must never be shown.
 */
export function jsonResource(
  source: JsonSource,
  value: unknown,
  spell: (pointer: Pointer) => Pointer,
  hidden?: () => readonly OffsetRange[],
): Node {
  const { name, text, origin, locate } = source.document;
  const document: Document = {
    name,
    text,
    origin,
    spell,
    locate: (spots) => locate(spots.map((spot) => ({ ...spot, pointer: spell(spot.pointer) }))),
    whole: source.document,
    ...(hidden && { hidden }),
    isFinal: true,
  };
  return rootNode(document, value);
}

/** Where a value stands in a text, and the key that holds it. */
export interface ValueRanges {
  readonly value: OffsetRange;
  readonly key?: OffsetRange;
}

/**
 * A resource inside a text of another language. `ranges` has the place of every value by the text of its pointer as
 * `spell` gives it; a value without one stands where the nearest one around it does.
 */
export function textResource(
  name: string,
  text: string,
  value: unknown,
  ranges: ReadonlyMap<string, ValueRanges>,
  spell: (pointer: Pointer) => Pointer = (pointer) => pointer,
): Node {
  const rangeOf = (pointer: Pointer, part: PlacePart): OffsetRange | undefined => {
    for (let length = pointer.length; length >= 0; length -= 1) {
      const found = ranges.get(pointerText(pointer.slice(0, length)));
      if (found !== undefined)
        return part === 'key' && length === pointer.length ? (found.key ?? found.value) : found.value;
    }
    return undefined;
  };
  const document: Document = {
    name,
    text,
    origin: { offset: 0, line: 1 },
    spell,
    locate: (spots) => spots.map(({ range, pointer, part }) => range ?? rangeOf(spell(pointer), part)),
    isFinal: true,
  };
  return rootNode(document, value);
}

/** What is wrong at a range of a text of another language. */
export function textProblem(
  { name, text }: { readonly name: string; readonly text: string },
  range: OffsetRange,
  kind: Problem['kind'],
  message: string,
): Problem {
  const { document } = textResource(name, text, undefined, new Map());
  return { kind, at: { document, pointer: [], part: 'value', range }, message };
}
