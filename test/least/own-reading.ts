// A second reading of the data, written from data/README.md and the specification alone: the product's answers are
// held against it, so nothing of src/least may be imported here.
import { partText } from '../catalog/open.js';

export type SchemeBit = 1 | 2 | 4;
export const bits = { work: 1, personal: 2, application: 4 } as const;

export interface ListedCall {
  readonly method: string;
  readonly path: string;
  /** By bit of the scheme: what opens the call, names in lower case; what each needs besides, if it does. */
  readonly openers: (bit: SchemeBit) => readonly { readonly name: string; readonly also: readonly string[] }[];
}

const methodNames: Readonly<Record<string, string>> = { g: 'GET', o: 'POST', u: 'PUT', a: 'PATCH', d: 'DELETE' };

/** Names that an application can ask for, in lower case. */
export function liveNames(bit: SchemeBit): ReadonlySet<string> {
  const letter = bit === 4 ? 'a' : 'd';
  const rows = partText('graph.tsv')
    .split('\n')
    .map((line) => line.split('\t'));
  const own = rows.filter(([kind, , flags]) => kind === letter && flags?.startsWith('l') === true);
  return new Set(own.map(([, , , name = '']) => name.toLowerCase()).filter((name) => name !== ''));
}

/** Every call of paths.tsv. */
export function listedCalls(): readonly ListedCall[] {
  const lines = partText('paths.tsv').split('\n');
  const [, , , ...counts] = (lines[0] ?? '').split('\t').map(Number);
  let from = 1;
  const [names = [], lists = [], groups = [], paths = []] = counts.map((count) => {
    const part = lines.slice(from, from + count);
    from += count;
    return part;
  });
  let before = '';
  return paths.flatMap((line) => {
    const [text = '', group = ''] = line.split('\t');
    before = before.slice(0, Number.parseInt(text.slice(0, 1), 36)) + text.slice(1);
    const path = before;
    return (groups[Number.parseInt(group, 36)] ?? '').split(' ').map((item) => {
      const list = lists[Number.parseInt(item.slice(1), 36)] ?? '';
      const method = methodNames[item.slice(0, 1)] ?? '';
      return { method, path, openers: (bit: SchemeBit) => openersOf(list, names, bit) };
    });
  });
}

function openersOf(list: string, names: readonly string[], bit: SchemeBit) {
  const nameAt = (text: string) => (names[Number.parseInt(text, 36)] ?? '').toLowerCase();
  return list.split(' ').flatMap((item) => {
    const [main = '', ...also] = item.split('+');
    const [name = '', marks = ''] = main.split('.');
    return (Number(marks.slice(0, 1)) & bit) === 0 ? [] : [{ name: nameAt(name), also: also.map(nameAt) }];
  });
}

const order = ['readbasic', 'read', 'readwrite', 'fullcontrol'];

/** Whether a name holds another by the name lattice of the specification; both in lower case. */
export function holds(broad: string, narrow: string, bit: SchemeBit): boolean {
  if (broad === narrow) return true;
  const [broadThing, broadVerb = '', ...broadRest] = broad.split('.');
  const [narrowThing, narrowVerb = '', ...narrowRest] = narrow.split('.');
  const [above, below] = [order.indexOf(broadVerb), order.indexOf(narrowVerb)];
  if (broadThing !== narrowThing || above === -1 || below === -1) return false;
  const [wide, slim] = [broadRest.join('.'), narrowRest.join('.')];
  if (wide === slim) return above > below;
  if (slim === '' && wide === 'all') return above >= below;
  return bit === 4 && slim === 'all' && wide === '' && above > below;
}

/** Whether a set of names, in lower case, opens a call. */
export function isMet(call: ListedCall, set: readonly string[], bit: SchemeBit): boolean {
  const has = (name: string) =>
    set.some((own) => own === name || (call.path !== 'search/query' && holds(own, name, bit)));
  return call.openers(bit).some(({ name, also }) => has(name) && (also.length === 0 || also.some(has)));
}
