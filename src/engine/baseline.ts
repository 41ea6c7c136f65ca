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
  /** Whether a finding stands in the baseline; each entry stands for one. */
  readonly holds: (finding: KnownFinding) => boolean;
  /** Entries whose finding is gone. Of a run over part of the files (`isWhole` false) only those of files that were seen. */
  readonly fixed: (isWhole: boolean) => readonly KnownFinding[];
  /** The entries that are still needed, each with the file that it is in now. */
  readonly kept: (isWhole: boolean) => readonly KnownFinding[];
}

/**
 * Opens a baseline for a run. An entry stands for a finding in its own file, or in any file where its own is gone: then
 * that was renamed. So no fault in a new file can hide behind one in another.
 */
export function openBaseline(entries: readonly KnownFinding[], isGone: (file: string) => boolean): BaselineUse {
  const free = new Map<string, KnownFinding[]>();
  for (const entry of entries) free.set(entry.fingerprint, [...(free.get(entry.fingerprint) ?? []), entry]);
  const taken = new Map<KnownFinding, KnownFinding>();
  const seen = new Set<string>();
  const isFixed = (entry: KnownFinding, isWhole: boolean): boolean =>
    !taken.has(entry) && (seen.has(entry.file) || (isWhole && isGone(entry.file)));
  return {
    see: (file) => {
      seen.add(file);
    },
    holds: (finding) => {
      const own = free.get(finding.fingerprint) ?? [];
      const entry = own.find(({ file }) => file === finding.file) ?? own.find(({ file }) => isGone(file));
      if (entry === undefined) return false;
      own.splice(own.indexOf(entry), 1);
      taken.set(entry, finding);
      return true;
    },
    fixed: (isWhole) => entries.filter((entry) => isFixed(entry, isWhole)),
    kept: (isWhole) => entries.filter((entry) => !isFixed(entry, isWhole)).map((entry) => taken.get(entry) ?? entry),
  };
}
