import type { FileResult, RunFacts, Skipped, Summary } from '../report/types.js';
import type { Input } from './inputs.js';
import type { FailOn, LintOptions } from './lint-options.js';
import type { Output } from './output.js';
import type { Session } from './session.js';
import { createLink, createPaint, isColorOn, isLinkOn } from './terminal.js';
import { createWriter, silentWriter, type WriterOptions } from './writers.js';

/** Every report of a run: on standard output, and in files. */
export interface Reports {
  /** Whether any of them lists findings of severity `info`. */
  readonly listsInfo: boolean;
  /** Whether any of them lists registrations without findings. */
  readonly listsClean: boolean;
  /** Throws where a report would be written over what the run reads. */
  readonly refuse: (session: Session, inputs: readonly Input[]) => void;
  readonly file: (result: FileResult) => void;
  /** Ends the reports; the one for people is left out where it would say nothing. */
  readonly end: (summary: Summary, skipped: readonly Skipped[], saysNothing: boolean) => void;
}

/** Opens the reports that were asked for. */
export async function openReports(
  options: LintOptions,
  failOn: FailOn,
  facts: RunFacts,
  output: Output,
): Promise<Reports> {
  const { format, isFormatChosen, outputs, verbose, category } = options;
  const fixed = options.fix?.classes ?? [];
  const plain: WriterOptions = { verbose, failOn, category, fixed, paint: (_, text) => text, link: (text) => text };
  const paint = createPaint(() => isColorOn(options.color));
  const people = { ...plain, paint, link: createLink(() => isLinkOn(options.hyperlinks)) };
  // What fixes would change is shown instead of the report.
  const isDiff = options.fix?.isDiff === true;
  const main = isDiff ? silentWriter : await createWriter(format, people, facts);
  // Annotations follow the report for people, unless somebody chose what to print.
  const annotates = process.env.GITHUB_ACTIONS === 'true' && !isFormatChosen && !isDiff;
  const notes = annotates ? await createWriter('github', plain, facts) : undefined;
  const ofFiles = outputs.length === 0 ? undefined : await import('./report-files.js');
  const files = (await ofFiles?.openReportFiles(outputs, plain, facts)) ?? [];
  return {
    refuse: (session, inputs) => ofFiles?.refuseOverwriting(session, inputs),
    listsInfo: verbose || failOn === 'info' || format !== 'pretty' || annotates || files.length > 0,
    listsClean: main.listsClean === true || files.some(({ listsClean }) => listsClean),
    file: (result) => {
      output.write(main.file(result));
      if (notes !== undefined) output.write(notes.file(result));
      for (const { write } of files) write((writer) => writer.file(result));
    },
    end: (summary, skipped, saysNothing) => {
      if (format !== 'pretty' || !saysNothing) output.write(main.end(summary, skipped));
      if (notes !== undefined) output.write(notes.end(summary, skipped));
      // A file that cannot be written takes nothing away from what is printed.
      output.flush();
      for (const { write, close } of files) {
        write((writer) => writer.end(summary, skipped));
        close();
      }
    },
  };
}
