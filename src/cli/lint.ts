import { ageInDays, staleAfterDays } from '../catalog/age.js';
import type { Linted } from '../lint.js';
import { type Finding, isOpen, type Severity } from '../model/finding.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult, Skipped, Summary } from '../report/types.js';
import type { Arguments } from './arguments.js';
import type { RunBaseline } from './baseline-run.js';
import { isCallsFile } from './calls-file.js';
import type { Fixer } from './fix-files.js';
import type { InputFile } from './inputs.js';
import { failsRun } from './lint-options.js';
import type { Output } from './output.js';
import { createProgress, type Progress } from './progress.js';
import { openReports, type Reports } from './reports.js';
import { createRunFacts } from './run-facts.js';
import { isWholeRun, lintFile, openSession, type Session, sessionInputs } from './session.js';
import { createTimings, type Timings } from './timings.js';

/** What a run has seen so far. */
interface Run {
  readonly session: Session;
  readonly reports: Reports;
  readonly baseline: RunBaseline | undefined;
  readonly fixer: Fixer | undefined;
  readonly errors: Output;
  readonly progress: Progress;
  readonly timings: Timings | undefined;
  readonly counts: Record<Severity, number>;
  readonly skipped: Skipped[];
  files: number;
  applications: number;
  waived: number;
  baselined: number;
  /** Texts that do not parse. */
  unparsed: number;
  /** Files met in folders and by globs. */
  met: number;
  /** Named files that are no registration, passed over because the user said so. */
  others: number;
  /** Whether the result cannot be trusted: unreadable input, a crashed rule. */
  isBroken: boolean;
}

/** `permlint lint`: lints files, folders, globs and standard input, and returns the exit code. */
export async function lint(args: Arguments, output: Output, errors: Output): Promise<number> {
  const run = await openRun(args, output, errors);
  const inputs = await sessionInputs(run.session);
  run.timings?.mark('search');
  run.reports.refuse(run.session, inputs);
  run.fixer?.refuseStandardInput(inputs);
  for (const [index, input] of inputs.entries()) {
    if (inputs.length > 1) run.progress.step(index, inputs.length, 'reason' in input ? input.file : input.name);
    if ('reason' in input) skip(run, input.file, input.reason);
    else if (!isCallsFile(input.name)) await lintInput(run, input);
    else if (input.origin === 'named') {
      notice(run, `${input.name} holds calls: it is read beside its manifest`);
      run.others += 1;
    }
  }
  run.progress.clear();
  await lintConfig(run);
  return finish(run, output);
}

async function openRun(args: Arguments, output: Output, errors: Output): Promise<Run> {
  const isQuiet = args.options.has('quiet');
  const progress = createProgress(errors, !isQuiet && args.options.get('progress') !== false);
  const notice = (text: string): void => {
    progress.clear();
    if (!isQuiet) tell(errors, text);
  };
  const timings = args.options.has('verbose') && !isQuiet ? createTimings() : undefined;
  const session = await openSession(args, notice);
  const { options, failOn, opened, catalog } = session;
  const facts = createRunFacts(catalog);
  const fixer = options.fix && (await import('./fix-files.js')).createFixer(options.fix, output);
  const reports = await openReports(options, failOn, facts, output);
  const file = options.baseline ?? opened?.config.baseline;
  const baseline =
    file === undefined || file === false
      ? undefined
      : (await import('./baseline-run.js')).openRunBaseline(file, failOn, session.staged);
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const tally = { files: 0, applications: 0, waived: 0, baselined: 0, unparsed: 0, met: 0, others: 0, isBroken: false };
  timings?.mark('start and config');
  return { session, reports, baseline, fixer, errors, progress, timings, counts, skipped: [], ...tally };
}

async function lintInput(run: Run, input: InputFile): Promise<void> {
  const outcome = await lintFile(run.session, input, run.fixer);
  run.timings?.mark('read and check');
  if (outcome.kind === 'fault') {
    skip(run, input.name, outcome.reason);
    return;
  }
  run.files += 1;
  if (input.origin === 'met') run.met += 1;
  if (outcome.kind === 'passed-over') return;
  for (const { file, reason } of outcome.faults) skip(run, file, reason);
  take(run, input, outcome.linted);
}

function take(run: Run, { name, origin }: InputFile, linted: Linted): void {
  const { options } = run.session;
  const { applications, findings, crashed, passedOver } = linted;
  run.applications += linted.applicationCount;
  if (passedOver !== undefined && origin === 'named') {
    if (options.skipOthers) run.others += 1;
    else skip(run, name, passedOver);
  }
  if (crashed) run.isBroken = true;
  // Nobody knows what a file holds that could not be read whole.
  const isRead = !crashed && !findings.some(({ rule }) => rule === 'parse-error');
  if (isRead) run.baseline?.see(name);
  const listsIt = (options.verbose || run.reports.listsClean) && linted.applicationCount > 0;
  if (findings.length === 0 && !listsIt) return;
  const isShown = ({ severity }: Finding): boolean => severity !== 'info' || run.reports.listsInfo;
  const located = locateFindings(name, applications, findings, options.verbose, isShown);
  report(run, run.baseline?.mark(located) ?? located);
}

/** Counts the findings of a file and hands them to the reports. */
function report(run: Run, result: FileResult): void {
  for (const finding of result.findings) {
    if (finding.waived !== undefined) run.waived += 1;
    else if (finding.baselined !== undefined) run.baselined += 1;
    if (!isOpen(finding)) continue;
    run.counts[finding.severity] += 1;
    if (finding.rule === 'parse-error') {
      run.isBroken = true;
      run.unparsed += 1;
    }
  }
  run.progress.clear();
  run.reports.file(result);
  run.timings?.mark('report');
}

/** Whether the run has seen all that the config speaks of. */
function isWhole({ session, isBroken }: Run): boolean {
  return !isBroken && isWholeRun(session);
}

/** What is to be said of the config itself, once all files were seen. */
async function lintConfig(run: Run): Promise<void> {
  const { waivers, opened } = run.session;
  if (opened === undefined) return;
  const { configFindings, configNotices } = await import('./config-findings.js');
  const whole = isWhole(run);
  if (waivers !== undefined) for (const result of configFindings(opened, waivers, whole)) report(run, result);
  for (const text of configNotices(opened, waivers, whole)) notice(run, text);
}

function skip(run: Run, file: string, reason: string): void {
  run.skipped.push({ file, reason });
  run.isBroken = true;
  run.progress.clear();
  tell(run.errors, `${file}: ${reason}`);
}

function finish(run: Run, output: Output): number {
  const { session, counts, skipped, files, applications, waived, baselined } = run;
  const { options, failOn } = session;
  const summary: Summary = { files, applications, findings: counts, waived, baselined };
  const isSilent = Object.values(counts).every((count) => count === 0);
  const onlyOthers = options.skipOthers && run.met === 0 && run.others > 0;
  const isEmpty = applications === 0 && skipped.length === 0 && isSilent;
  const nothingLinted = isEmpty && !options.allowEmpty && !onlyOthers;
  // A summary of nothing would sound like a clean result.
  run.reports.end(summary, skipped, options.quiet || nothingLinted || (applications === 0 && isSilent));
  output.flush();
  run.timings?.mark('report');
  if (nothingLinted)
    tell(run.errors, `no app registration found (looked at ${counted(files, 'file')})${leftOutHint(run)}`);
  else closingNotices(run);
  for (const line of run.fixer?.summary() ?? []) notice(run, line);
  if (run.unparsed > 0)
    notice(run, `${counted(run.unparsed, 'text')} could not be read, so the result is incomplete: exit code 2`);
  if (run.isBroken || nothingLinted) return 2;
  return failsRun(counts, failOn) && !options.exitZero ? 1 : 0;
}

/** Where nothing is found, the config may be why. */
function leftOutHint({ session: { configPath, opened } }: Run): string {
  return opened?.leavesOut === undefined ? '' : `; ${configPath} says what is left out (include, ignore)`;
}

function closingNotices(run: Run): void {
  const { session, counts, files, applications, baseline } = run;
  const { options, catalog, setting } = session;
  const found = `${counted(applications, 'app registration')} in ${counted(files, 'file')}`;
  if (options.format !== 'pretty') {
    const parts = Object.entries(counts).flatMap(([severity, count]) => (count === 0 ? [] : [`${count} ${severity}`]));
    const accepted = [
      run.waived > 0 ? `${run.waived} waived` : '',
      run.baselined > 0 ? `${run.baselined} in the baseline` : '',
    ];
    const told = [...(parts.length === 0 ? ['no findings'] : parts), ...accepted.filter((each) => each !== '')];
    notice(run, `${told.join(', ')}; looked at ${found}`);
  } else if (options.staged) {
    notice(run, files === 0 ? 'nothing to lint is staged' : `looked at what is staged: ${found}`);
  } else if (options.operands.length === 0) notice(run, `looked at ${found} below the working directory`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0) + run.waived + run.baselined;
  const hasSarif = [options, ...options.outputs].some(({ format }) => format === 'sarif');
  if (hasSarif && total > 5_000)
    notice(run, `GitHub keeps the first 5,000 of the ${total} results in SARIF: errors come first`);
  for (const text of baseline?.notices(isWhole(run)) ?? []) notice(run, text);
  if (run.timings !== undefined) notice(run, run.timings.text());
  if (applications === 0) return;
  const age = Math.floor(ageInDays(catalog, setting.now));
  if (age > staleAfterDays) {
    notice(run, `the list of permissions is of ${catalog.date}, ${age} days old; a newer permlint knows newer ones`);
  }
}

function notice(run: Run, text: string): void {
  run.session.notice(text);
}

function tell(errors: Output, text: string): void {
  errors.write(`permlint: ${escapeText(text)}\n`);
  // Notices come when they are due: while the user waits at a terminal, and beside the findings of the other files.
  errors.flush();
}
