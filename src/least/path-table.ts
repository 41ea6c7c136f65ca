/** The signed-in situations that Microsoft documents permissions for; personal accounts sign in themselves. */
export const schemes = ['work', 'personal', 'application'] as const;
export type Scheme = (typeof schemes)[number];

const bits: Readonly<Record<Scheme, number>> = { work: 1, personal: 2, application: 4 };

/** A permission that opens a call, as written in the data. */
export interface Entry {
  /** Index into the table's names. */
  readonly name: number;
  /** Whether the source marks it as the least for this call. */
  readonly isMarked: boolean;
  /** Names of which one is needed besides. */
  readonly also: readonly number[];
}

/** A call of the table: its path, and which list of entries each method has. */
export interface KnownPath {
  /** In the spelling of `segmentsOf`. */
  readonly path: string;
  readonly group: Group;
}

/** Methods of a path with the number of their list of entries; paths that open alike share one. */
export type Group = ReadonlyMap<string, number>;

/** paths.tsv taken apart; lists of entries are read when they are asked for. */
export interface PathTable {
  /** ISO date of the source. */
  readonly date: string;
  readonly names: readonly string[];
  readonly paths: readonly KnownPath[];
  /** How many lists of entries there are. */
  readonly listCount: number;
  /** The entries of a list that hold for a scheme. */
  readonly entries: (list: number, scheme: Scheme) => readonly Entry[];
}

const methodsByLetter: Readonly<Record<string, string>> = { g: 'GET', o: 'POST', u: 'PUT', a: 'PATCH', d: 'DELETE' };

/** Reads the text of paths.tsv (data/README.md says how it is written). Throws where it has another form. */
export function readPathTable(text: string): PathTable {
  const lines = text.trimEnd().split('\n');
  const [mark, version, date = '', ...counts] = (lines[0] ?? '').split('\t');
  const [nameCount = 0, listCount = 0, groupCount = 0, pathCount = 0] = counts.map(Number);
  if (
    mark !== '#permlint-paths' ||
    version !== '1' ||
    lines.length !== 1 + nameCount + listCount + groupCount + pathCount
  ) {
    throw new Error('paths.tsv is not a table of version 1; run the data build');
  }
  const [listsAt, groupsAt, pathsAt] = [
    1 + nameCount,
    1 + nameCount + listCount,
    1 + nameCount + listCount + groupCount,
  ];
  const groups = lines.slice(groupsAt, pathsAt).map(readGroup);
  return {
    date,
    names: lines.slice(1, listsAt),
    listCount,
    paths: readPaths(lines.slice(pathsAt), groups),
    entries: entryReader(lines.slice(listsAt, groupsAt)),
  };
}

function readGroup(line: string): Group {
  return new Map(
    line.split(' ').map((item) => [methodsByLetter[item.charAt(0)] ?? '', Number.parseInt(item.slice(1), 36)]),
  );
}

/** Each path begins with as many characters of the one before it as its first sign says. */
function readPaths(lines: readonly string[], groups: readonly Group[]): readonly KnownPath[] {
  let before = '';
  return lines.map((line) => {
    const tab = line.indexOf('\t');
    before = before.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1, tab);
    const group = groups[Number.parseInt(line.slice(tab + 1), 36)];
    if (group === undefined) throw new Error(`paths.tsv has no methods for ${before}`);
    return { path: before, group };
  });
}

function entryReader(lines: readonly string[]): PathTable['entries'] {
  const known = new Map<number, readonly Entry[]>();
  return (list, scheme) => {
    const key = list * 8 + bits[scheme];
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = (lines[list] ?? '').split(' ').flatMap((item) => readEntry(item, bits[scheme]));
    known.set(key, found);
    return found;
  };
}

/** `a3.75+b1`: a name, its schemes, those that it is marked for, and what is needed besides. */
function readEntry(item: string, bit: number): readonly Entry[] {
  const [main = '', ...also] = item.split('+');
  const [name = '', digits = ''] = main.split('.');
  if ((Number(digits.charAt(0)) & bit) === 0) return [];
  const isMarked = (Number(digits.charAt(1)) & bit) !== 0;
  return [{ name: Number.parseInt(name, 36), isMarked, also: also.map((each) => Number.parseInt(each, 36)) }];
}
