/** A finding as a baseline knows it: what it is, and the file that it was in. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file: string;
}

/** A baseline, and what has come of its entries in a run. */
export interface BaselineUse {
  /** Notes that a file was linted: entries of it that no finding takes are fixed. */
  readonly see: (file: string) => void;
  /** Notes that a file could not be checked, whether it was seen or not: its entries stay. */
  readonly doubt: (file: string) => void;
  /** Whether a finding stands in the baseline; each entry stands for one. */
  readonly holds: (finding: KnownFinding) => boolean;
  /** Entries whose finding is gone. Of a run over part of the files (`isWhole` false) only those of files that were seen. */
  readonly fixed: (isWhole: boolean) => readonly KnownFinding[];
  /** Files that were renamed, with the number of entries that followed each. */
  readonly moved: () => readonly MovedEntries[];
  /** The entries that are still needed, each with the file that it is in now. */
  readonly kept: (isWhole: boolean) => readonly KnownFinding[];
}

/** Entries of a file that stand for findings of another by now. */
export interface MovedEntries {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * Opens a baseline for a run. An entry stands for a finding in its own file, or in any file where its own is gone: then
 * that was renamed. So no fault in a new file can hide behind one in another.
 */
export function openBaseline(entries: readonly KnownFinding[], isGone: (file: string) => boolean): BaselineUse {
  // Hundreds of files without names in them may have the same finding: each is looked up by its file, too.
  const inPlace = grouped(entries, ({ fingerprint, file }) => `${fingerprint} ${file}`);
  let moved: Map<string, KnownFinding[]> | undefined;
  const movedWith = (fingerprint: string): KnownFinding[] | undefined => {
    moved ??= grouped(
      entries.filter(({ file }) => isGone(file)),
      (entry) => entry.fingerprint,
    );
    return moved.get(fingerprint);
  };
  const taken = new Map<KnownFinding, KnownFinding>();
  const seen = new Set<string>();
  const doubted = new Set<string>();
  const take = (list: KnownFinding[] | undefined): KnownFinding | undefined => {
    for (let entry = list?.pop(); entry !== undefined; entry = list?.pop()) if (!taken.has(entry)) return entry;
    return undefined;
  };
  const isFixed = (entry: KnownFinding, isWhole: boolean): boolean =>
    !taken.has(entry) && !doubted.has(entry.file) && (seen.has(entry.file) || (isWhole && isGone(entry.file)));
  return {
    see: (file) => {
      seen.add(file);
    },
    doubt: (file) => {
      doubted.add(file);
    },
    holds: (finding) => {
      const { fingerprint, file } = finding;
      const entry = take(inPlace.get(`${fingerprint} ${file}`)) ?? take(movedWith(fingerprint));
      if (entry === undefined) return false;
      taken.set(entry, finding);
      return true;
    },
    fixed: (isWhole) => entries.filter((entry) => isFixed(entry, isWhole)),
    moved: () => movedIn(taken),
    kept: (isWhole) => entries.filter((entry) => !isFixed(entry, isWhole)).map((entry) => taken.get(entry) ?? entry),
  };
}

function movedIn(taken: ReadonlyMap<KnownFinding, KnownFinding>): readonly MovedEntries[] {
  const moves = new Map<string, MovedEntries>();
  for (const [{ file: from }, { file: to }] of taken) {
    const key = JSON.stringify([from, to]);
    if (from !== to) moves.set(key, { from, to, count: (moves.get(key)?.count ?? 0) + 1 });
  }
  return [...moves.values()];
}

/** Lists of entries by a key, each from its last on: they are taken from the end. */
function grouped(
  entries: readonly KnownFinding[],
  keyOf: (entry: KnownFinding) => string,
): Map<string, KnownFinding[]> {
  const groups = new Map<string, KnownFinding[]>();
  for (const entry of entries.toReversed()) {
    const own = groups.get(keyOf(entry));
    if (own === undefined) groups.set(keyOf(entry), [entry]);
    else own.push(entry);
  }
  return groups;
}
