import type { ReportWriter, RunFacts } from '../report/types.js';
import type { FileOutput } from './lint-options.js';
import { saveFile } from './save-file.js';
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
