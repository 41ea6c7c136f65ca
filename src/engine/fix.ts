import { type Finding, type Fix, isOpen } from '../model/finding.js';
import { identitiesOf } from '../model/fingerprint.js';
import type { Document, Edit, OffsetRange, TextChange } from '../model/place.js';

/** Lints a text without its byte order mark; undefined where it is not, or no more, one that is linted. */
export type LintText = (text: string) => readonly Finding[] | undefined;

/** What fixing one text gave. */
export interface Fixed {
  readonly text: string;
  /** The findings that were fixed, in the order in which they were. */
  readonly applied: readonly Finding[];
  /** The findings of the text as it is now. */
  readonly left: readonly Finding[];
  /** Findings whose fix was left out, because something new would have been found then. */
  readonly refused: readonly Finding[];
}

interface State {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** A finding and what its fix changes in the text. */
interface Candidate {
  readonly finding: Finding;
  readonly changes: readonly TextChange[];
}

const mostRounds = 10;
/** A fix may bring to light what further fixes mend; this deep they are followed. */
const mostFollowUps = 3;

/**
 * Applies the fixes of these classes to a text until none is left, ten rounds at most. Findings that somebody accepted
 * are not fixed: a waiver is a decision. A fix after which something is found that was not found before is left out,
 * unless other fixes of these classes mend that too; so is one that makes the text no registration. Pure.
 */
export function fixText(text: string, classes: readonly Fix['class'][], lint: LintText): Fixed {
  let state: State = { text, findings: lint(text) ?? [] };
  let refused = new Set<Finding>();
  const applied: Finding[] = [];
  const attempt = attempts(classes, lint);
  for (let round = 0; round < mostRounds; ) {
    const candidates = candidatesOf(state, classes).filter(({ finding }) => !refused.has(finding));
    const batch = batchOf(candidates);
    if (batch.length === 0) break;
    const step = take(state, batch, attempt);
    if (step.next === undefined) {
      for (const { finding } of step.guilty) refused.add(finding);
      continue;
    }
    state = step.next;
    for (const finding of step.fixed) applied.push(finding);
    // What was refused may be right now: only the last text decides.
    refused = new Set();
    round += 1;
  }
  return { text: state.text, applied, left: state.findings, refused: [...refused] };
}

/** Whether a finding has a fix that can be made in the text it was found in. */
export function isFixable({ fix, at }: Finding): boolean {
  return fix !== undefined && at.document.change?.(fix.edits) !== undefined;
}

function candidatesOf({ text, findings }: State, classes: readonly Fix['class'][]): Candidate[] {
  const candidates = findings.flatMap((finding): Candidate[] => {
    const { fix, at } = finding;
    if (fix === undefined || !classes.includes(fix.class) || !isOpen(finding)) return [];
    if (at.document.text !== text) return [];
    const changes = at.document.change?.(fix.edits);
    return changes === undefined || changes.length === 0 ? [] : [{ finding, changes }];
  });
  return candidates.sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ changes: [first] }: Candidate): number => first?.start ?? 0;

/** As many candidates as can be taken at once; of those that meet, the first. */
function batchOf(candidates: readonly Candidate[]): Candidate[] {
  const wide = apart(candidates, overlap);
  // What only inserts at one place is put in order by the document, if it can.
  return changesOf(wide) === undefined ? apart(candidates, touch) : wide;
}

type Meets = (a: TextChange, b: TextChange) => boolean;

function apart(candidates: readonly Candidate[], meets: Meets): Candidate[] {
  const taken: TextChange[] = [];
  return candidates.filter(({ changes }) => {
    if (changes.some((change) => meetsAny(change, taken, meets))) return false;
    for (const change of changes) insertInOrder(taken, change);
    return true;
  });
}

function meetsAny(change: TextChange, taken: readonly TextChange[], meets: Meets): boolean {
  const next = firstFrom(taken, change.start);
  return [taken[next - 1], taken[next], taken[next + 1]].some((other) => other !== undefined && meets(change, other));
}

const overlap: Meets = (a, b) => a.start < b.end && b.start < a.end;

/** Two changes that touch are apart, unless one only inserts: which text comes first would be chance. */
const touch: Meets = (a, b) => {
  const inserts = a.start === a.end || b.start === b.end;
  return inserts ? a.start <= b.end && b.start <= a.end : overlap(a, b);
};

/** What a batch changes, the edits of each document made together; undefined where these do not go together. */
function changesOf(batch: readonly Candidate[]): readonly TextChange[] | undefined {
  const edits = new Map<Document, Edit[]>();
  for (const { finding } of batch) {
    const { document } = finding.at;
    const own = edits.get(document) ?? [];
    edits.set(document, own);
    for (const edit of finding.fix?.edits ?? []) own.push(edit);
  }
  const changes: TextChange[] = [];
  for (const [document, own] of edits) {
    const made = document.change?.(own);
    if (made === undefined) return undefined;
    for (const change of made) changes.push(change);
  }
  return changes;
}

function insertInOrder(taken: TextChange[], change: TextChange): void {
  taken.splice(firstFrom(taken, change.start), 0, change);
}

/** The number of the first change that begins at or behind an offset. */
function firstFrom(taken: readonly TextChange[], offset: number): number {
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Step =
  | { readonly next: State; readonly fixed: readonly Finding[] }
  | { readonly next: undefined; readonly guilty: readonly Candidate[] };

/**
 * Takes a whole batch; where that makes something new, the halves of it that make nothing new, and so on down to single
 * fixes. When a text has had its share of attempts, what was not tried is left out.
 */
function take(state: State, batch: readonly Candidate[], attempt: Attempt): Step {
  const whole = attempt(state, batch);
  if (whole !== undefined) return whole;
  const innocent = innocentOf(state, batch, attempt);
  const guilty = batch.filter((each) => !innocent.includes(each));
  const [first] = innocent;
  if (first === undefined) return { next: undefined, guilty };
  return attempt(state, innocent) ?? attempt(state, [first]) ?? { next: undefined, guilty: batch };
}

function innocentOf(state: State, batch: readonly Candidate[], attempt: Attempt): readonly Candidate[] {
  if (batch.length < 2) return [];
  const middle = batch.length >> 1;
  return [batch.slice(0, middle), batch.slice(middle)].flatMap((half) =>
    attempt(state, half) === undefined ? innocentOf(state, half, attempt) : half,
  );
}

/** Each attempt lints the text several times: a long one that is full of faults must not take for ever. */
function mostAttempts({ length }: string): number {
  return Math.max(20, Math.min(200, Math.floor(2_000_000 / (length + 1))));
}

type Attempt = (state: State, batch: readonly Candidate[]) => (Step & { readonly next: State }) | undefined;

function attempts(classes: readonly Fix['class'][], lint: LintText): Attempt {
  let count = 0;
  return (state, batch) => {
    count += 1;
    return count > mostAttempts(state.text) ? undefined : settle(state, batch, classes, lint);
  };
}

/** The text after some fixes, and after those that mend what these brought to light; undefined where something new stays. */
function settle(before: State, batch: readonly Candidate[], classes: readonly Fix['class'][], lint: LintText) {
  const known = new Set(shownIdentities(before.findings).keys());
  const fixed = batch.map(({ finding }) => finding);
  let { text } = before;
  let next = batch;
  for (let depth = 0; depth <= mostFollowUps; depth += 1) {
    const changes = changesOf(next);
    if (changes === undefined) return undefined;
    text = applyChanges(text, changes);
    const findings = lint(text);
    if (findings === undefined) return undefined;
    const fresh = [...shownIdentities(findings)].flatMap(([identity, each]) => (known.has(identity) ? [] : [each]));
    if (fresh.length === 0) return { next: { text, findings }, fixed };
    const mends = candidatesOf({ text, findings: fresh }, classes);
    if (mends.length < fresh.length) return undefined;
    next = batchOf(mends);
    for (const { finding } of next) fixed.push(finding);
  }
  return undefined;
}

/** What is shown of findings, each with what tells it from the others; severity `info` is only counted. */
function shownIdentities(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const shown = findings.filter((finding) => finding.severity !== 'info' && isOpen(finding));
  const ranges = rangesOf(shown);
  const identities = identitiesOf(shown.map((finding) => ({ ...finding, range: ranges.get(finding) })));
  return new Map(shown.map((finding, index) => [identities[index] ?? '', finding] as const));
}

/** Where findings stand; each document is scanned once. */
function rangesOf(findings: readonly Finding[]): ReadonlyMap<Finding, OffsetRange | undefined> {
  const byDocument = new Map<Document, Finding[]>();
  for (const finding of findings) {
    const own = byDocument.get(finding.at.document);
    if (own === undefined) byDocument.set(finding.at.document, [finding]);
    else own.push(finding);
  }
  const ranges = new Map<Finding, OffsetRange | undefined>();
  for (const [document, own] of byDocument) {
    const found = document.locate(own.map(({ at }) => at));
    for (const [index, finding] of own.entries()) ranges.set(finding, found[index]);
  }
  return ranges;
}

function applyChanges(text: string, changes: readonly TextChange[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: instead } of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, start), instead);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
