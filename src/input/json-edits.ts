import type { Edit, Pointer, TextChange } from '../model/place.js';
import { type Added, addBehind, fill, writeOver } from './json-additions.js';
import { type Container, type JsonText, type Member, readContainer } from './json-members.js';
import { removeRun, runsOf } from './json-removals.js';
import { colonOf, indentAt, type Style, styleFor, writeValue } from './json-style.js';
import { skipSpace } from './json-tokens.js';

/** What is to become of one object or list. */
interface Work {
  readonly spot: Spot;
  readonly removed: Set<number>;
  readonly added: Added[];
}

/** A container, and how the document writes what is new in it: found out once, and only where something is added. */
interface Spot {
  readonly container: Container;
  readonly style: () => Style;
}

type FindSpot = (pointer: Pointer) => Spot | undefined;

/**
 * Makes edits of a JSON document into changes of its text that leave every other character as it is. `text` is the whole
 * text, `json` the same with comments and trailing commas blanked, `start` where the document begins. All pointers mean
 * the document as it was. Undefined where an edit cannot be made.
 */
export function createJsonEditor(
  text: string,
  json: string,
  start: number,
): (edits: readonly Edit[]) => readonly TextChange[] | undefined {
  const source: JsonText = { text, json };
  const findSpot = spotFinder(source, start);
  return (edits) => {
    const works = new Map<number, Work>();
    const changes: TextChange[] = [];
    for (const edit of edits) if (!plan(source, edit, findSpot, works, changes)) return undefined;
    for (const work of works.values()) for (const change of changesOf(source, work)) changes.push(change);
    changes.sort((a, b) => a.start - b.start || a.end - b.end);
    const meets = changes.some(({ start: from }, index) => from < (changes[index - 1]?.end ?? 0));
    return meets ? undefined : changes;
  };
}

/** Notes what an edit asks for; false where it cannot be made. */
function plan(source: JsonText, edit: Edit, findSpot: FindSpot, works: Map<number, Work>, changes: TextChange[]) {
  const name = edit.pointer.at(-1);
  const spot = findSpot(edit.pointer.slice(0, -1));
  if (name === undefined || spot === undefined) return false;
  const { container } = spot;
  const index = indexOf(container, name);
  const work = works.get(container.open) ?? { spot, removed: new Set<number>(), added: [] };
  works.set(container.open, work);
  const member = container.members[index];
  if (edit.op === 'remove') {
    // Where a key stands twice, the earlier one would count again.
    const isTwice = !container.isList && container.members.filter(({ key }) => key === member?.key).length > 1;
    if (member === undefined || isTwice) return false;
    work.removed.add(index);
  } else if (member !== undefined && (edit.op === 'replace' || !container.isList)) {
    changes.push(replacement(source, spot, member, edit.value));
  } else if (edit.op === 'add' && (name === '-' || !container.isList)) {
    work.added.push({ key: container.isList ? undefined : String(name), value: edit.value });
  } else return false;
  return true;
}

function replacement({ text }: JsonText, { style }: Spot, member: Member, value: unknown): TextChange {
  const isObject = typeof value === 'object' && value !== null;
  const written = isObject
    ? writeValue(value, { ...style(), isTall: member.ownLine }, indentAt(text, member.start))
    : JSON.stringify(value);
  return { start: member.valueStart, end: member.end, text: written };
}

function indexOf({ isList, members }: Container, name: string | number): number {
  if (!isList) return members.findLastIndex(({ key }) => key === String(name));
  return /^\d+$/.test(String(name)) ? Number(name) : -1;
}

function changesOf(source: JsonText, { spot, removed, added }: Work): TextChange[] {
  const { container, style } = spot;
  const { text } = source;
  const runs = runsOf(removed);
  const last = container.members.at(-1);
  if (added.length === 0) return runs.flatMap((run) => removeRun(text, container, run));
  if (last === undefined) return fill(source, container, added, style());
  const end = runs.at(-1);
  if (end?.to !== container.members.length - 1) {
    const cuts = runs.flatMap((run) => removeRun(text, container, run));
    return [...cuts, ...addBehind(text, last, added, style())];
  }
  const cuts = runs.slice(0, -1).flatMap((run) => removeRun(text, container, run));
  return [...cuts, ...writeOver(text, container, end, added, style())];
}

/** Finds containers by pointer, and reads each once. */
function spotFinder(source: JsonText, start: number): FindSpot {
  const containers = new Map<number, Container | undefined>();
  const styles = new Map<number, Style>();
  const containerAt = (open: number): Container | undefined => {
    if (!containers.has(open)) containers.set(open, readContainer(source, open));
    return containers.get(open);
  };
  const root = skipSpace(source.json, start);
  return (pointer) => {
    let container = containerAt(root);
    const path: Member[] = [];
    for (const name of pointer) {
      const member = container?.members[indexOf(container, name)];
      if (member === undefined) return undefined;
      path.push(member);
      container = containerAt(member.valueStart);
    }
    if (container === undefined) return undefined;
    const own = container;
    const style = (): Style => {
      const known = styles.get(own.open) ?? styleBelow(source, own, path);
      styles.set(own.open, known);
      return known;
    };
    return { container, style };
  };
}

/** The style of a container, as far as it has none of its own that of what holds it. */
function styleBelow(source: JsonText, container: Container, path: readonly Member[]): Style {
  const { text, json } = source;
  const holder = path.findLast(({ key }) => key !== undefined);
  const colon = (holder && colonOf(json, holder.start, holder.valueStart)) ?? ': ';
  const isTall = path.at(-1)?.ownLine === true || text.slice(container.open, container.close).includes('\n');
  return styleFor(source, container, colon, isTall);
}
