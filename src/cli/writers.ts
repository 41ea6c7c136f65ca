import { createPrettyWriter } from '../report/pretty.js';
import type { ReportWriter, RunFacts } from '../report/types.js';
import type { LintOptions } from './lint-options.js';
import type { Format } from './option-table.js';
import { createPaint, isColorOn, isUnicodeOn, terminalWidth } from './terminal.js';

/** The writer of a format; only the usual one is loaded from the start. */
export async function createWriter(format: Format, options: LintOptions, facts: RunFacts): Promise<ReportWriter> {
  if (format === 'json') return (await import('./write-json.js')).createJsonWriter(facts);
  if (format === 'concise') return (await import('./write-concise.js')).createConciseWriter();
  let width: number | undefined;
  return createPrettyWriter(facts, {
    verbose: options.verbose,
    failOn: options.failOn,
    paint: createPaint(() => isColorOn(options.color)),
    unicode: isUnicodeOn(),
    // Asking a terminal takes time, and a clean run shows nothing that would be cut.
    get width() {
      width ??= terminalWidth();
      return width;
    },
  });
}
