import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { lintText } from '../lint.js';
import type { ReportWriter, RunFacts } from '../report/types.js';
import { baselinePath } from './baseline-run.js';
import { shownPath } from './config-files.js';
import type { Input, InputFile } from './inputs.js';
import type { FileOutput } from './lint-options.js';
import { readFile } from './read-file.js';
import { saveFile } from './save-file.js';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';
import { writtenPath } from './write-file.js';
import { createWriter, type WriterOptions } from './writers.js';

/** A report that is written to a file, whole, when the run ends. */
export interface ReportFile {
  readonly listsClean: boolean;
  readonly write: (textOf: (writer: ReportWriter) => string) => void;
  readonly close: () => void;
}

/** Opens the reports of `--output`. */
export async function openReportFiles(
  outputs: readonly FileOutput[],
  options: WriterOptions,
  facts: RunFacts,
): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const { format, file } of outputs) {
    const writer = await createWriter(format, options, facts);
    const pieces: string[] = [];
    files.push({
      listsClean: writer.listsClean === true,
      write: (textOf) => {
        const text = textOf(writer);
        if (text !== '') pieces.push(text);
      },
      close: () => saveFile(file, pieces.join('')),
    });
  }
  return files;
}

/**
 * Throws where a report would be written over what the run reads, or over another report. A report of an earlier run
 * that is met in a folder holds no application, and is written anew.
 */
export function refuseOverwriting(session: Session, inputs: readonly Input[]): void {
  const { outputs } = session.options;
  const reports = new Map<string, FileOutput>();
  for (const output of outputs) {
    const key = identityOf(output.file);
    const before = reports.get(key);
    if (before !== undefined) throw refusal(output, `--output ${before.format} is written there, too`);
    reports.set(key, output);
  }
  const refuse = (path: string, reason: string): void => {
    const output = reports.get(identityOf(path));
    if (output !== undefined) throw refusal(output, reason);
  };
  for (const path of session.configFiles) refuse(path, 'the config is read from it');
  const baseline = session.options.baseline ?? session.opened?.config.baseline;
  if (baseline !== undefined && baseline !== false) refuse(baselinePath(baseline), 'it is the baseline');
  for (const input of inputs) {
    if ('reason' in input || input.path === undefined) continue;
    for (const calls of session.findCallsFiles(input)) refuse(calls, 'calls are read from it');
    if (!reports.has(identityOf(input.path))) continue;
    if (input.origin === 'named' || holdsApplications(session, input)) refuse(input.path, 'it is linted in this run');
  }
}

function refusal({ format, file }: FileOutput, reason: string): UsageError {
  return new UsageError(`--output ${format} cannot be written to ${shownPath(resolve(file))}: ${reason}`);
}

/** What two paths to one file share: links of both kinds, and folders that are yet to be made. */
function identityOf(path: string): string {
  try {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? realTarget(writtenPath(path)) : `${stat.dev}:${stat.ino}`;
  } catch {
    // What cannot be looked at is told when it is read or written.
    return resolve(path);
  }
}

function realTarget(path: string): string {
  const parent = dirname(path);
  if (parent === path) return path;
  if (statSync(parent, { throwIfNoEntry: false }) === undefined) return join(realTarget(parent), basename(path));
  return join(realpathSync.native(parent), basename(path));
}

function holdsApplications({ setting, notice }: Session, input: InputFile): boolean {
  const read = readFile(input, notice);
  if (!('text' in read)) return 'fault' in read || read.looksLikeRegistration;
  // What waivers accept here counts for nothing.
  const { catalog, rules, now, cloud } = setting;
  const { applicationCount, findings } = lintText(input.name, read.text, 'met', { catalog, rules, now, cloud });
  return applicationCount + findings.length > 0;
}
