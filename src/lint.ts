import { type Checked, type CheckSetting, check } from './engine/check.js';
import { type Origin, readText, readValue } from './input/read.js';
import { type InputItem, objectSource } from './input/source.js';
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

function lintItems(items: Iterable<InputItem>, setting: LintSetting): Linted {
  const applications: Application[] = [];
  const findings: Finding[] = [];
  let batch: Application[] = [];
  let problems: Problem[] = [];
  let applicationCount = 0;
  let crashed = false;
  let passedOver: string | undefined;
  const checkBatch = (isLast: boolean): void => {
    const checked = check(batch, problems, setting);
    for (const finding of checked.findings) findings.push(finding);
    const faulty = new Set(checked.findings.map(({ application }) => application));
    const isWhole = isLast && applicationCount === 0;
    const keepsAll = isWhole || setting.keepsAll === true;
    for (const each of batch) if (keepsAll || faulty.has(each)) applications.push(each);
    applicationCount += batch.length;
    crashed ||= checked.crashed;
    [batch, problems] = [[], []];
  };
  for (const item of items) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'passed-over') passedOver = item.reason;
    else if (batch.push(item.application) >= batchSize) checkBatch(false);
  }
  checkBatch(true);
  const linted = { applications, applicationCount, findings, crashed };
  return passedOver === undefined ? linted : { ...linted, passedOver };
}

/** The applications of a text, without linting them. */
export function applicationsIn(name: string, text: string): readonly Application[] {
  return [...readText(name, text, 'named')].flatMap((item) => (item.kind === 'application' ? [item.application] : []));
}
