// What a plan or a state marks as sensitive: its text is never shown, not even beside a finding.
import { type OffsetRange, type Pointer, pointerText } from '../../model/place.js';
import { listOf, memberOf, recordOf } from '../members.js';
import type { JsonSource } from '../source.js';

/** Values, by where they stand, and an object of their form with `true` for each that must not be shown. */
export interface Marked {
  readonly mask: unknown;
  readonly pointer: Pointer;
}

/** The ranges of the values that a document marks, found once and only when asked for. */
export function openHidden(source: JsonSource, markedIn: () => readonly Marked[]): () => readonly OffsetRange[] {
  let ranges: readonly OffsetRange[] | undefined;
  return () => {
    ranges ??= rangesOf(source, markedIn());
    return ranges;
  };
}

function rangesOf({ document, value }: JsonSource, marked: readonly Marked[]): readonly OffsetRange[] {
  const pointers = [
    ...marked.flatMap(({ mask, pointer }) => pointersIn(mask, pointer, 0)),
    ...outputsAndVariables(value),
  ];
  // A plan marks much twice.
  const distinct = new Map(pointers.map((pointer) => [pointerText(pointer), pointer]));
  const spots = [...distinct.values()].map((pointer) => ({ pointer, part: 'value' as const }));
  return document.locate(spots).filter((range) => range !== undefined);
}

/** Deeper, all is hidden. */
const deepest = 50;

function pointersIn(mask: unknown, pointer: Pointer, depth: number): readonly Pointer[] {
  if (mask === true || (depth > deepest && typeof mask === 'object' && mask !== null)) return [pointer];
  const below = Array.isArray(mask) ? [...mask.entries()] : Object.entries(recordOf(mask));
  return below.flatMap(([key, each]) => pointersIn(each, [...pointer, key], depth + 1));
}

/** Outputs say themselves whether they are sensitive; of the variables of a plan its configuration does. */
function outputsAndVariables(root: unknown): readonly Pointer[] {
  const holders: readonly Pointer[] = [
    ['outputs'],
    ['values', 'outputs'],
    ['planned_values', 'outputs'],
    ['prior_state', 'values', 'outputs'],
  ];
  const outputs = holders.flatMap((holder) => sensitiveIn(at(root, holder)).map((name) => [...holder, name, 'value']));
  const declared = at(root, ['configuration', 'root_module', 'variables']);
  const variables = sensitiveIn(declared).map((name) => ['variables', name, 'value']);
  const changes = Object.entries(recordOf(memberOf(root, 'output_changes'))).flatMap(([name, change]) =>
    ['before', 'after']
      .filter((side) => memberOf(change, `${side}_sensitive`) !== false)
      .map((side) => ['output_changes', name, side]),
  );
  return [...outputs, ...variables, ...changes];
}

function sensitiveIn(all: unknown): readonly string[] {
  return Object.entries(recordOf(all)).flatMap(([name, each]) => (memberOf(each, 'sensitive') === true ? [name] : []));
}

function at(root: unknown, pointer: Pointer): unknown {
  return pointer.reduce<unknown>(memberOf, root);
}

/** What the changes of a plan mark, of what was there and of what will be. */
export function markedChanges(plan: unknown): readonly Marked[] {
  return ['resource_changes', 'resource_drift'].flatMap((key) =>
    listOf(memberOf(plan, key)).flatMap((each, index) => {
      const change = memberOf(each, 'change');
      return ['before', 'after'].map((side) => ({
        mask: memberOf(change, `${side}_sensitive`),
        pointer: [key, index, 'change', side],
      }));
    }),
  );
}
