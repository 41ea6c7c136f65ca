import { createPrettyWriter } from '../report/pretty.js';
import type { ReportWriter, RunFacts } from '../report/types.js';
import type { LintOptions } from './lint-options.js';
import { createPaint, isColorOn, isUnicodeOn, terminalWidth } from './terminal.js';

/** The writer of the format that was asked for; only the usual one is loaded from the start. */
export async function createWriter(options: LintOptions, facts: RunFacts): Promise<ReportWriter> {
  if (options.format === 'json') return (await import('./write-json.js')).createJsonWriter(facts);
  if (options.format === 'concise') return (await import('./write-concise.js')).createConciseWriter();
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
