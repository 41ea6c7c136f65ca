import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { type BaselineEntry, readBaseline } from '../config/baseline-file.js';
import type { Sourced } from '../config/config.js';
import { type KnownFinding, type MovedEntries, openBaseline } from '../engine/baseline.js';
import { identitiesOf } from '../model/fingerprint.js';
import { counted } from '../report/heading.js';
import type { FileResult, LocatedFinding } from '../report/types.js';
import { readRegularText, readText, shownPath } from './config-files.js';
import { absolutePath } from './ignore-levels.js';
import type { FailOn } from './lint-options.js';
import { pathBelow } from './path-below.js';
import { sha256 } from './sha256.js';
import type { Staged } from './staged.js';
import { UsageError } from './usage-error.js';

/** A baseline in use: marks the findings that it holds. */
export interface RunBaseline {
  readonly see: (file: string) => void;
  readonly mark: (result: FileResult) => FileResult;
  /** What there is to say of it at the end. */
  readonly notices: (isWhole: boolean) => readonly string[];
  readonly entries: readonly BaselineEntry[];
  readonly fixed: (isWhole: boolean) => readonly KnownFinding[];
  /** Tells of renames that the entries followed, in three lines at most. */
  readonly moved: () => readonly string[];
  readonly kept: (isWhole: boolean) => readonly KnownFinding[];
}

/** Where a baseline lies: absolute. */
export function baselinePath(file: string | Sourced<string>): string {
  return typeof file === 'string' ? resolve(file) : resolve(dirname(file.location), file.value);
}

/**
 * Opens the baseline that the command line or the config names, as git has staged it where that is linted. Findings of
 * severity `info` are held only where they fail a run. Throws a UsageError where it cannot be read.
 */
export function openRunBaseline(
  file: string | Sourced<string>,
  failOn: FailOn,
  staged?: Pick<Staged, 'read' | 'has'>,
): RunBaseline {
  const path = baselinePath(file);
  const bytes = staged?.read(path);
  const read = bytes !== undefined || typeof file === 'string' ? readText(path, bytes) : readRegularText(path);
  const reading = 'fault' in read ? read : readBaseline(read.text);
  if ('fault' in reading) {
    const hint = existsSync(path) ? {} : { hint: 'permlint baseline writes it.' };
    throw new UsageError(`cannot read the baseline ${shownPath(path)}: ${reading.fault}`, hint);
  }
  const folder = dirname(path);
  const use = openBaseline(reading.entries, goneFrom(folder, staged?.has ?? existsSync));
  const alikeIn = countAlike();
  const mark = (result: FileResult): FileResult => {
    if (result.findings.some(({ rule }) => unchecked.has(rule))) use.doubt(baselineName(folder, result.file));
    const known = knownFindings(folder, result, alikeIn(result));
    const findings = result.findings.map((finding) => {
      const entry = known.get(finding);
      // An entry of severity info is not fixed because another run, which minds info, recorded it.
      const isHeld = entry !== undefined && use.holds(entry) && isRecorded(finding, failOn);
      return isHeld ? { ...finding, baselined: true as const } : finding;
    });
    return { ...result, findings };
  };
  const moved = (): readonly string[] => movedLines(use.moved());
  return {
    see: (each) => use.see(baselineName(folder, each)),
    mark,
    notices: (isWhole) => [...moved(), ...fixedLines(path, use.fixed(isWhole).length)],
    entries: reading.entries,
    fixed: use.fixed,
    moved,
    kept: use.kept,
  };
}

function fixedLines(path: string, fixed: number): readonly string[] {
  if (fixed === 0) return [];
  const what = `${counted(fixed, 'entry', 'entries')} of ${shownPath(path)} ${fixed === 1 ? 'is' : 'are'} fixed`;
  return [`${what}; permlint baseline --prune drops ${fixed === 1 ? 'it' : 'them'}`];
}

function movedLines(moves: readonly MovedEntries[]): readonly string[] {
  const told = moves.length > 3 ? moves.slice(0, 2) : moves;
  const lines = told.map(({ from, to, count }) => `${counted(count, 'entry', 'entries')} followed ${from} to ${to}`);
  const others = moves.slice(told.length);
  if (others.length === 0) return lines;
  const count = others.reduce((sum, each) => sum + each.count, 0);
  return [...lines, `${counted(count, 'entry', 'entries')} followed ${others.length} other files to new names`];
}

/** Whether a finding is one that a baseline takes in where runs fail on `failOn`. */
export function isRecorded({ severity }: Pick<LocatedFinding, 'severity'>, failOn: FailOn): boolean {
  return severity !== 'info' || failOn === 'info';
}

/** Tells which files are there no more; each is looked for once. */
export function goneFrom(folder: string, isThere: (path: string) => boolean = existsSync): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const isGone = known.get(file) ?? !isThere(resolve(folder, file));
    known.set(file, isGone);
    return isGone;
  };
}

/** Where one of these stands, other findings may be missing. */
const unchecked = new Set(['parse-error', 'internal-error']);

/** What a baseline does not hold: that the check itself failed, and what is wrong with the config. */
const neverHeld = new Set([...unchecked, 'expired-waiver', 'unused-waiver']);

/** Counts of what is alike in the parts of a file, for each result that is a part of one. */
export function countAlike(): (result: FileResult) => Map<string, number> {
  const counts = new Map<string, Map<string, number>>();
  return ({ file, continues }) => {
    const own = (continues === true ? counts.get(file) : undefined) ?? new Map<string, number>();
    counts.set(file, own);
    return own;
  };
}

/** The findings of a file that a baseline in a folder may hold, as it knows them. */
export function knownFindings(
  folder: string,
  { file, findings }: FileResult,
  alike?: Map<string, number>,
): ReadonlyMap<LocatedFinding, KnownFinding> {
  const identities = identitiesOf(findings, alike);
  const known = new Map<LocatedFinding, KnownFinding>();
  const name = baselineName(folder, file);
  for (const [index, finding] of findings.entries()) {
    const { rule, waived } = finding;
    if (waived !== undefined || neverHeld.has(rule)) continue;
    known.set(finding, { fingerprint: sha256(identities[index] ?? '').slice(0, 32), rule, file: name });
  }
  return known;
}

/** A file as a baseline names it: from its folder on, which may lie beside it, with `/` between names. */
function baselineName(folder: string, file: string): string {
  const base = absolutePath(folder);
  return pathBelow(base, file) ?? relative(base, absolutePath(file)).replaceAll('\\', '/');
}
