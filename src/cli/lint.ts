import { ageInDays, staleAfterDays } from '../catalog/age.js';
import type { Catalog } from '../catalog/types.js';
import { type Linted, type LintSetting, lintText, lintUnreadable } from '../lint.js';
import type { Finding, Severity } from '../model/finding.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { ReportWriter, Skipped, Summary } from '../report/types.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { callsFileFinder, type FindCallsFiles, isCallsFile } from './calls-file.js';
import { openCatalog } from './catalog-files.js';
import { collectInputs, type InputFile } from './inputs.js';
import { failsRun, type LintOptions, lintOptions } from './lint-options.js';
import type { Output } from './output.js';
import { readFile } from './read-file.js';
import { createRunFacts } from './run-facts.js';
import { dayOfRun } from './today.js';
import { createWriter } from './writers.js';

/** What a run has seen so far. */
interface Run {
  readonly options: LintOptions;
  readonly setting: LintSetting;
  readonly writer: ReportWriter;
  readonly output: Output;
  readonly errors: Output;
  readonly findCallsFiles: FindCallsFiles;
  readonly counts: Record<Severity, number>;
  readonly skipped: Skipped[];
  files: number;
  applications: number;
  /** Files met in folders and by globs. */
  met: number;
  /** Named files that are no registration, passed over because the user said so. */
  others: number;
  /** Whether the result cannot be trusted: unreadable input, a crashed rule. */
  isBroken: boolean;
}

/** `permlint lint`: lints files, folders, globs and standard input, and returns the exit code. */
export async function lint(args: Arguments, output: Output, errors: Output): Promise<number> {
  const options = lintOptions(args);
  const catalog = openCatalog();
  const setting: LintSetting = { catalog, rules, now: dayOfRun(), cloud: 'global', keepsAll: options.verbose };
  const writer = await createWriter(options.format, options, createRunFacts(catalog));
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const tally = { counts, skipped: [], files: 0, applications: 0, met: 0, others: 0, isBroken: false };
  const run: Run = { options, setting, writer, output, errors, findCallsFiles: callsFileFinder(), ...tally };
  const inputs = await collectInputs(options.operands, {
    ...options,
    notice: (text) => notice(run, text),
  });
  for (const input of inputs) {
    if ('reason' in input) skip(run, input.file, input.reason);
    else if (!isCallsFile(input.name)) await lintInput(run, input);
    else if (input.origin === 'named') notice(run, `${input.name} holds calls: it is read beside its manifest`);
  }
  return finish(run, catalog);
}

async function lintInput(run: Run, input: InputFile): Promise<void> {
  const read = readFile(input, (text) => notice(run, text));
  if ('fault' in read) {
    skip(run, input.name, read.fault);
    return;
  }
  run.files += 1;
  if (input.origin === 'met') run.met += 1;
  try {
    if ('text' in read) take(run, input, lintText(input.name, read.text, input.origin, await settingFor(run, input)));
    else if (input.origin === 'named' || read.looksLikeRegistration) {
      take(run, input, lintUnreadable(input.name, read.undecodable, run.setting));
    }
  } catch (error) {
    // One file that breaks the linter must not hide the findings of the others.
    const message = error instanceof Error ? error.message : String(error);
    skip(run, input.name, `this is a bug in permlint, please report it: ${message}`);
  }
}

/** The calls that an application makes may be declared beside its manifest; what reads them is loaded only then. */
async function settingFor(run: Run, input: InputFile): Promise<LintSetting> {
  const files = run.findCallsFiles(input);
  if (files.length === 0) return run.setting;
  const { declaredCalls } = await import('./declared-calls.js');
  const { usageOf, faults } = declaredCalls(run.setting.catalog, files);
  for (const { file, reason } of faults) skip(run, file, reason);
  return { ...run.setting, usageOf };
}

function take(run: Run, { name, origin }: InputFile, linted: Linted): void {
  const { applications, findings, crashed, passedOver } = linted;
  run.applications += linted.applicationCount;
  if (passedOver !== undefined && origin === 'named') {
    if (run.options.skipOthers) run.others += 1;
    else skip(run, name, passedOver);
  }
  if (crashed) run.isBroken = true;
  const { verbose } = run.options;
  if (findings.length === 0 && !verbose) return;
  for (const { rule, severity } of findings) {
    run.counts[severity] += 1;
    if (rule === 'parse-error') run.isBroken = true;
  }
  const isShown = ({ severity }: Finding): boolean => severity !== 'info' || run.options.showsInfo;
  run.output.write(run.writer.file(locateFindings(name, applications, findings, verbose, isShown)));
}

function skip(run: Run, file: string, reason: string): void {
  run.skipped.push({ file, reason });
  run.isBroken = true;
  tell(run, `${file}: ${reason}`);
}

function finish(run: Run, catalog: Catalog): number {
  const { options, counts, skipped, files, applications } = run;
  const summary: Summary = { files, applications, findings: counts, waived: 0, baselined: 0 };
  const isEmpty = applications === 0 && skipped.length === 0 && isEmptyOf(counts);
  const onlyOthers = options.skipOthers && run.met === 0 && run.others > 0;
  const nothingLinted = isEmpty && !options.allowEmpty && !onlyOthers;
  // A summary of nothing would sound like a clean result.
  const saysNothing = options.quiet || nothingLinted || (applications === 0 && isEmptyOf(counts));
  if (options.format !== 'pretty' || !saysNothing) {
    run.output.write(run.writer.end(summary, skipped));
  }
  run.output.flush();
  if (nothingLinted) tell(run, `no app registration found (looked at ${counted(files, 'file')})`);
  else closingNotices(run, catalog);
  if (run.isBroken || nothingLinted) return 2;
  return failsRun(counts, options.failOn) && !options.exitZero ? 1 : 0;
}

const isEmptyOf = (counts: Readonly<Record<Severity, number>>): boolean =>
  Object.values(counts).every((count) => count === 0);

function closingNotices(run: Run, catalog: Catalog): void {
  const { options, counts, files, applications } = run;
  const found = `${counted(applications, 'app registration')} in ${counted(files, 'file')}`;
  if (options.format !== 'pretty') {
    const parts = Object.entries(counts).flatMap(([severity, count]) => (count === 0 ? [] : [`${count} ${severity}`]));
    notice(run, `${parts.length === 0 ? 'no findings' : parts.join(', ')}; looked at ${found}`);
  } else if (options.operands.length === 0) notice(run, `looked at ${found} below the working directory`);
  if (applications === 0) return;
  const age = Math.floor(ageInDays(catalog, run.setting.now));
  if (age > staleAfterDays) {
    notice(run, `the list of permissions is of ${catalog.date}, ${age} days old; a newer permlint knows newer ones`);
  }
}

function notice(run: Run, text: string): void {
  if (!run.options.quiet) tell(run, text);
}

function tell(run: Run, text: string): void {
  run.errors.write(`permlint: ${escapeText(text)}\n`);
  // Notices come when they are due: while the user waits at a terminal, and beside the findings of the other files.
  run.errors.flush();
}
