import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type BaselineEntry, readBaseline } from '../config/baseline-file.js';
import type { Sourced } from '../config/config.js';
import { type KnownFinding, openBaseline } from '../engine/baseline.js';
import { identitiesOf } from '../model/fingerprint.js';
import { counted } from '../report/heading.js';
import type { FileResult, LocatedFinding } from '../report/types.js';
import { readText, shownPath } from './config-files.js';
import { absolutePath } from './ignore-levels.js';
import { pathBelow } from './path-below.js';
import { sha256 } from './sha256.js';
import { UsageError } from './usage-error.js';

/** A baseline in use: marks the findings that it holds. */
export interface RunBaseline {
  readonly see: (file: string) => void;
  readonly mark: (result: FileResult) => FileResult;
  /** What there is to say of it at the end. */
  readonly notices: (isWhole: boolean) => readonly string[];
  readonly entries: readonly BaselineEntry[];
  readonly fixed: (isWhole: boolean) => readonly KnownFinding[];
  readonly kept: (isWhole: boolean) => readonly KnownFinding[];
}

/** Where a baseline lies: absolute. */
export function baselinePath(file: string | Sourced<string>): string {
  return typeof file === 'string' ? resolve(file) : resolve(dirname(file.location), file.value);
}

/** Opens the baseline that the command line or the config names. Throws a UsageError where it cannot be read. */
export function openRunBaseline(file: string | Sourced<string>): RunBaseline {
  const path = baselinePath(file);
  const read = readText(path);
  const reading = 'fault' in read ? read : readBaseline(read.text);
  if ('fault' in reading) {
    const hint = existsSync(path) ? {} : { hint: 'permlint baseline writes it.' };
    throw new UsageError(`cannot read the baseline ${shownPath(path)}: ${reading.fault}`, hint);
  }
  const folder = dirname(path);
  const use = openBaseline(reading.entries, goneFrom(folder));
  return {
    see: (each) => use.see(baselineName(folder, each)),
    mark: (result) => {
      if (result.findings.some(({ rule }) => unchecked.has(rule))) use.doubt(baselineName(folder, result.file));
      const known = knownFindings(folder, result);
      const findings = result.findings.map((finding) => {
        const entry = known.get(finding);
        return entry !== undefined && use.holds(entry) ? { ...finding, baselined: true as const } : finding;
      });
      return { ...result, findings };
    },
    notices: (isWhole) => {
      const fixed = use.fixed(isWhole).length;
      if (fixed === 0) return [];
      const what = counted(fixed, 'entry', 'entries');
      return [
        `${what} of ${shownPath(path)} ${fixed === 1 ? 'is' : 'are'} fixed; permlint baseline --prune drops ${fixed === 1 ? 'it' : 'them'}`,
      ];
    },
    entries: reading.entries,
    fixed: use.fixed,
    kept: use.kept,
  };
}

/** Tells which files are there no more; each is looked for once. */
function goneFrom(folder: string): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const isGone = known.get(file) ?? !existsSync(resolve(folder, file));
    known.set(file, isGone);
    return isGone;
  };
}

/** Where one of these stands, other findings may be missing. */
const unchecked = new Set(['parse-error', 'internal-error']);

/** What a baseline does not hold: that the check itself failed, and what is only worth knowing. */
const neverHeld = new Set([...unchecked, 'expired-waiver', 'unused-waiver']);

/** The findings of a file that a baseline in a folder may hold, as it knows them. */
export function knownFindings(
  folder: string,
  { file, findings }: FileResult,
): ReadonlyMap<LocatedFinding, KnownFinding> {
  const identities = identitiesOf(findings);
  const known = new Map<LocatedFinding, KnownFinding>();
  const name = baselineName(folder, file);
  for (const [index, finding] of findings.entries()) {
    const { rule, severity, waived } = finding;
    if (severity === 'info' || waived !== undefined || neverHeld.has(rule)) continue;
    known.set(finding, { fingerprint: sha256(identities[index] ?? '').slice(0, 32), rule, file: name });
  }
  return known;
}

/** A file as a baseline names it: from its folder on, with `/` between names. */
function baselineName(folder: string, file: string): string {
  return pathBelow(absolutePath(folder), file) ?? file;
}
