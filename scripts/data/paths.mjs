import { byCodeUnit, checkedCount, checkedName, DataError, textOf } from './text.mjs';

/**
 * @typedef {Readonly<Record<string, { schemes: Readonly<Record<string, unknown>>, pathSets: readonly PathSet[] }>>} PathPermissions
 * @typedef {{ schemeKeys: readonly string[], methods: readonly string[], paths: Readonly<Record<string, string>> }} PathSet
 * @typedef {{ name: number, schemes: number, least: number, also: readonly number[] }} Entry one permission of a call
 */

const where = 'sources/graph/devx/permissions.json';

/** One bit each, so that a digit tells the schemes. @type {Readonly<Record<string, number>>} */
const schemeBits = { DelegatedWork: 1, DelegatedPersonal: 2, Application: 4 };
/** @type {Readonly<Record<string, string>>} */
const methodLetters = { GET: 'g', POST: 'o', PUT: 'u', PATCH: 'a', DELETE: 'd' };

/** @param {readonly string[]} schemes */
function bitsOf(schemes) {
  return schemes.reduce((bits, scheme) => {
    const bit = schemeBits[scheme];
    if (bit === undefined) throw new DataError(`${where}: unknown scheme ${scheme}`);
    return bits | bit;
  }, 0);
}

/**
 * What is written wrong upstream, in words that any path may hold: a key without a slash before its brace, an argument
 * without parentheses, an omission sign.
 * @param {string} path
 */
function repaired(path) {
  return path
    .replace(/\/\.\.\.(?=\/)/g, '')
    .replace(/(?<=[a-z])(?=\{[^}/]*\}(?:\/|$))/gi, '/')
    .replace(/\/(\w+)(scope)=\{value\}/i, '/$1($2={value})');
}

/** @param {string} value `least=A,B;AlsoRequires=C,D` @param {(name: string) => number} indexOf */
function marksOf(value, indexOf) {
  const marks = { least: 0, also: /** @type {number[]} */ ([]) };
  for (const mark of value.split(';').filter((each) => each !== '')) {
    const [key, list = ''] = mark.split('=');
    const items = list.split(',').map((each) => each.trim());
    if (key === 'least') marks.least = bitsOf(items);
    else if (key === 'AlsoRequires') marks.also = items.map(indexOf).sort((a, b) => a - b);
    else throw new DataError(`${where}: unknown mark ${mark}`);
  }
  return marks;
}

/** @param {Entry} entry */
function entryText({ name, schemes, least, also }) {
  const tail = also.length === 0 ? '' : `+${also.map((each) => each.toString(36)).join('+')}`;
  return `${name.toString(36)}.${schemes}${least === 0 ? '' : least}${tail}`;
}

/**
 * Every call with its permissions: method, path, entries.
 * @param {PathPermissions} permissions @param {readonly string[]} names
 * @param {(path: string) => readonly string[]} segmentsOf
 */
function callsOf(permissions, names, segmentsOf) {
  const indexes = new Map(names.map((name, index) => [name, index]));
  const indexOf = (/** @type {string} */ name) => {
    const index = indexes.get(name);
    if (index === undefined) throw new DataError(`${where}: ${name} stands in AlsoRequires and nowhere else`);
    return index;
  };
  /** @type {Map<string, Map<string, Entry[]>>} */
  const calls = new Map();
  for (const [name, { pathSets }] of Object.entries(permissions)) {
    for (const { schemeKeys, methods, paths } of pathSets) {
      for (const [path, value] of Object.entries(paths)) {
        const marks = marksOf(value, indexOf);
        const schemes = bitsOf(schemeKeys);
        const entry = { name: indexOf(name), schemes, least: marks.least & schemes, also: marks.also };
        const text = segmentsOf(repaired(path)).join('/');
        const byMethod = calls.get(text) ?? new Map();
        calls.set(text, byMethod);
        for (const method of methods) {
          const letter = methodLetters[method];
          if (letter === undefined) throw new DataError(`${where}: unknown method ${method}`);
          byMethod.set(letter, merged(byMethod.get(letter) ?? [], entry));
        }
      }
    }
  }
  return calls;
}

const schemeLetters = /** @type {Readonly<Record<string, number>>} */ ({ W: 1, P: 2, A: 4 });

/**
 * Adds the calls that pages document and permissions.json lacks; a call that it has by now is left to it.
 * @param {Map<string, Map<string, Entry[]>>} calls @param {string} documented @param {(name: string) => number} indexOf
 * @param {(path: string) => readonly string[]} segmentsOf @param {(message: string) => void} warn
 */
function addDocumented(calls, documented, indexOf, segmentsOf, warn) {
  for (const line of documented.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [method = '', path = '', letters = '', least = '', higher = ''] = line.split('\t');
    const letter = methodLetters[method];
    const schemes = [...letters].reduce((bits, each) => bits | (schemeLetters[each] ?? 0), 0);
    if (letter === undefined || schemes === 0) throw new DataError(`documented-calls.tsv: ${line}`);
    const text = segmentsOf(path).join('/');
    const byMethod = calls.get(text) ?? new Map();
    calls.set(text, byMethod);
    if (byMethod.has(letter)) {
      warn(`documented-calls.tsv: permissions.json has ${method} ${path} by now; the row is left out`);
      continue;
    }
    const names = [least, ...higher.split(',').filter((name) => name !== '')];
    byMethod.set(
      letter,
      names.map((name, at) => ({ name: indexOf(name), schemes, least: at === 0 ? schemes : 0, also: [] })),
    );
  }
}

/** Two rows of one permission for one call become one where they ask for the same besides. @param {Entry[]} entries @param {Entry} entry */
function merged(entries, entry) {
  const before = entries.find(({ name, also }) => name === entry.name && also.join() === entry.also.join());
  if (before === undefined) return [...entries, entry];
  const sum = { ...before, schemes: before.schemes | entry.schemes, least: before.least | entry.least };
  return entries.map((each) => (each === before ? sum : each));
}

/** Numbers texts, the frequent ones first, so that most references are short. @param {readonly string[]} texts */
function numbered(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const order = [...counts].sort((a, b) => b[1] - a[1] || byCodeUnit(a[0], b[0])).map(([text]) => text);
  return { order, indexes: new Map(order.map((text, index) => [text, index])) };
}

/**
 * Every call that permissions.json knows, with the permissions that open it; the form is described in data/README.md.
 * @param {{ permissions: PathPermissions }} file @param {(path: string) => readonly string[]} segmentsOf
 * @param {{ date: string, documented: string, warn: (message: string) => void }} more the date of the source, and
 *   scripts/data/documented-calls.tsv
 */
export function pathsText({ permissions }, segmentsOf, { date, documented, warn }) {
  const names = Object.keys(permissions)
    .map((name) => checkedName(name, where))
    .sort(byCodeUnit);
  const calls = callsOf(permissions, names, segmentsOf);
  const indexOf = (/** @type {string} */ name) => {
    if (!names.includes(name)) throw new DataError(`documented-calls.tsv: permissions.json has no ${name}`);
    return names.indexOf(name);
  };
  addDocumented(calls, documented, indexOf, segmentsOf, warn);
  checkedCount(calls.size, 6500, 9500, `${where}, paths`);
  const callTexts = new Map(
    [...calls].map(([path, byMethod]) => {
      const texts = [...byMethod].map(([letter, entries]) => {
        const sorted = [...entries].sort((a, b) => a.name - b.name || a.also.length - b.also.length);
        return { letter, text: sorted.map(entryText).join(' ') };
      });
      return [path, texts.sort((a, b) => byCodeUnit(a.letter, b.letter))];
    }),
  );
  const lists = numbered([...callTexts.values()].flat().map(({ text }) => text));
  const methods = new Map(
    [...callTexts].map(([path, texts]) => {
      return [path, texts.map(({ letter, text }) => `${letter}${lists.indexes.get(text)?.toString(36)}`).join(' ')];
    }),
  );
  const groups = numbered([...methods.values()]);
  const paths = frontCoded([...calls.keys()].sort(byCodeUnit), (path) => groups.indexes.get(methods.get(path) ?? ''));
  const heads = [names, lists.order, groups.order, paths].map(({ length }) => length);
  return textOf([
    `#permlint-paths\t1\t${date}\t${heads.join('\t')}`,
    ...names,
    ...lists.order,
    ...groups.order,
    ...paths,
  ]);
}

/**
 * Each path with as many characters of the one before it as its first sign says, and the number of its group.
 * @param {readonly string[]} sorted @param {(path: string) => number | undefined} groupOf
 */
function frontCoded(sorted, groupOf) {
  let before = '';
  return sorted.map((path) => {
    let shared = 0;
    while (shared < 35 && shared < path.length && path[shared] === before[shared]) shared += 1;
    before = path;
    return `${shared.toString(36)}${path.slice(shared)}\t${groupOf(path)?.toString(36)}`;
  });
}
