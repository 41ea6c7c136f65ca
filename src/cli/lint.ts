import type { Linted } from '../lint.js';
import { type Finding, isOpen } from '../model/finding.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult, Summary } from '../report/types.js';
import type { Arguments } from './arguments.js';
import { byFile } from './by-file.js';
import { isCallsFile } from './calls-file.js';
import { closingNotices, leftOutHint } from './closing-notices.js';
import type { InputFile } from './inputs.js';
import { failsRun } from './lint-options.js';
import { type Output, tell } from './output.js';
import { createProgress } from './progress.js';
import { openReports } from './reports.js';
import { isWhole, notice, type Run } from './run.js';
import { createRunFacts } from './run-facts.js';
import { faultOf, lintFile, openSession, sessionInputs } from './session.js';
import { createTimings } from './timings.js';

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
  return {
    session,
    reports,
    baseline,
    fixer,
    output,
    errors,
    progress,
    timings,
    counts,
    skipped: [],
    begun: new Set(),
    ...tally,
  };
}

async function lintInput(run: Run, input: InputFile): Promise<void> {
  const outcome = await lintFile(run.session, input, run.fixer);
  run.timings?.mark('read and check');
  if (outcome.kind === 'fault') {
    skip(run, input.name, outcome.reason);
    return;
  }
  if (outcome.kind === 'of-others') return;
  run.files += 1;
  if (input.origin === 'met') run.met += 1;
  if (outcome.kind === 'passed-over') return;
  for (const { file, reason } of outcome.faults) skip(run, file, reason);
  try {
    takeParts(run, input, outcome.parts);
  } catch (error) {
    skip(run, input.name, faultOf(input, error));
  }
}

/** Takes what linting a file gave, part by part. */
function takeParts(run: Run, { name, origin }: InputFile, parts: Iterable<Linted>): void {
  const { options } = run.session;
  const before = run.applications;
  let isRead = true;
  let isFirst = true;
  for (const part of parts) {
    const { findings, crashed, passedOver } = part;
    run.applications += part.applicationCount;
    if (!isFirst) run.progress.count(run.applications - before, name);
    if (passedOver !== undefined && origin === 'named') {
      if (options.skipOthers) run.others += 1;
      else skip(run, name, passedOver);
    }
    if (crashed) run.isBroken = true;
    // Nobody knows what a file holds that could not be read whole.
    if (crashed || findings.some(({ rule }) => rule === 'parse-error')) isRead = false;
    take(run, name, part, !isFirst);
    isFirst = false;
    // A long export is not read on for nobody.
    if (run.output.isClosed() && options.outputs.length === 0) return;
  }
  if (isRead) run.baseline?.see(name);
}

function take(run: Run, name: string, linted: Linted, isFurther: boolean): void {
  const { options } = run.session;
  const listsIt = (options.verbose || run.reports.listsClean) && linted.applicationCount > 0;
  if (linted.findings.length === 0 && !listsIt) return;
  const isShown = ({ severity }: Finding): boolean => severity !== 'info' || run.reports.listsInfo;
  for (const [file, own] of byFile(name, linted)) {
    const found = locateFindings(file, own.applications, own.findings, options.verbose, isShown);
    const located = { ...found, continues: isFurther || run.begun.has(file) };
    // What stands in a file may be found with that of another.
    if (file !== name) run.begun.add(file);
    report(run, run.baseline?.mark(located) ?? located);
  }
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
