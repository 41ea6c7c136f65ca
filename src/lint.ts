import { type Checked, type CheckSetting, check } from './engine/check.js';
import { type Origin, readText, readValue } from './input/read.js';
import { type InputItem, objectSource, type Program } from './input/source.js';
import type { Application } from './model/application.js';
import type { Finding } from './model/finding.js';
import type { Problem } from './model/problem.js';

export type { Origin } from './input/read.js';
export { looksLikeRegistration } from './input/read.js';

/** What a run of the linter is made of. */
export interface LintSetting extends CheckSetting {
  /** Whether every application is handed back, for a report that lists what each requests. */
  readonly keepsAll?: boolean;
}

/** What linting one text gave: its applications and findings, or why the text was passed over. */
export interface Linted extends Checked {
  /** How many applications the text holds. Of more than a thousand, `applications` has only those with findings. */
  readonly applicationCount: number;
  /** Why there is nothing to lint, in words that follow the file's name: "is a service principal ...". */
  readonly passedOver?: string;
  /** Set where the text is of a form that `lintProgram` reads. */
  readonly program?: Program;
}

/**
 * Lints one text. `name` is what places are reported under. Never throws for a fault in the text: what does not parse
 * is a `parse-error` finding, or passed over when it was met in a folder and does not look like a registration.
 */
export function lintText(name: string, text: string, origin: Origin, setting: LintSetting): Linted {
  return lintItems(readText(name, text, origin), setting);
}

/** Lints an object as `JSON.parse` returns it. Its findings have pointers and no lines. */
export function lintValue(name: string, value: unknown, setting: LintSetting): Linted {
  return lintItems(readValue(name, value), setting);
}

/** The result for an input whose bytes could not be turned into text; `message` says why and what to do. */
export function lintUnreadable(name: string, message: string, setting: LintSetting): Linted {
  const { document } = objectSource(name, undefined);
  const at = { document, pointer: [], part: 'value' } as const;
  return { ...check([], [{ kind: 'unreadable', at, message }], setting), applicationCount: 0 };
}

/** As many applications are checked at a time; an export of a million must not stay in memory whole. */
const batchSize = 1_000;

/** Lints what a reader yields. */
export function lintItems(items: Iterable<InputItem>, setting: LintSetting): Linted {
  const applications: Application[] = [];
  const findings: Finding[] = [];
  let applicationCount = 0;
  let crashed = false;
  let last: Partial<Linted> = {};
  for (const part of lintParts(items, setting, batchSize)) {
    const isWhole = part.isLast && applicationCount === 0;
    const faulty = new Set(part.findings.map(({ application }) => application));
    const keepsAll = isWhole || setting.keepsAll === true;
    for (const each of part.applications) if (keepsAll || faulty.has(each)) applications.push(each);
    for (const finding of part.findings) findings.push(finding);
    applicationCount += part.applicationCount;
    crashed ||= part.crashed;
    last = part;
  }
  const { passedOver, program } = last;
  const linted = { applications, applicationCount, findings, crashed };
  return { ...linted, ...(passedOver !== undefined && { passedOver }), ...(program && { program }) };
}

/** What linting some of the applications of a text gave. */
export interface LintedPart extends Linted {
  readonly isLast: boolean;
}

/**
 * Lints what a reader yields, so many applications at a time, and hands each part over before it goes on: nothing of a
 * part is held when the next one begins. The last part says what was passed over.
 */
export function* lintParts(items: Iterable<InputItem>, setting: LintSetting, size: number): Generator<LintedPart> {
  let batch: Application[] = [];
  let problems: Problem[] = [];
  let passedOver: string | undefined;
  let program: Program | undefined;
  const checked = (isLast: boolean): LintedPart => {
    const part = { ...check(batch, problems, setting), applicationCount: batch.length, isLast };
    [batch, problems] = [[], []];
    return { ...part, ...(passedOver !== undefined && { passedOver }), ...(program && { program }) };
  };
  for (const item of items) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'passed-over') passedOver = item.reason;
    else if (item.kind === 'program') program = item.program;
    else batch.push(item.application);
    // What is wrong with the form of an application comes before it.
    const isBetween = item.kind === 'application' || (item.kind === 'problem' && item.problem.kind === 'unreadable');
    if (isBetween && batch.length + problems.length >= size) yield checked(false);
  }
  yield checked(true);
}
