import { createPrettyWriter, type PrettyOptions } from '../report/pretty.js';
import type { ReportWriter, RunFacts } from '../report/types.js';
import type { FailOn } from './lint-options.js';
import type { Format } from './option-table.js';
import { isUnicodeOn, terminalWidth } from './terminal.js';
import { homepage } from './version.js';

/** What writers are to do. */
export interface WriterOptions extends Pick<PrettyOptions, 'verbose' | 'fixed' | 'paint' | 'link'> {
  readonly failOn: FailOn;
  readonly category: string | undefined;
}

/** Writes nothing: something else stands in place of the report. */
export const silentWriter: ReportWriter = { file: () => '', end: () => '' };

/** The writer of a format; only the usual one is loaded from the start. */
export async function createWriter(format: Format, options: WriterOptions, facts: RunFacts): Promise<ReportWriter> {
  switch (format) {
    case 'json':
      return (await import('./write-json.js')).createJsonWriter(facts);
    case 'concise':
      return (await import('./write-concise.js')).createConciseWriter();
    case 'sarif':
      return (await import('./write-sarif.js')).createSarifWriter(facts, { category: options.category, homepage });
    case 'github':
      return (await import('./write-github.js')).createGithubWriter(facts);
    case 'gitlab':
      return (await import('./write-gitlab.js')).createGitlabWriter(facts);
    case 'junit':
      return (await import('./write-junit.js')).createJunitWriter(facts);
    case 'checkstyle':
      return (await import('./write-checkstyle.js')).createCheckstyleWriter(facts);
    case 'markdown':
      return (await import('./write-markdown.js')).createMarkdownWriter(facts);
    case 'pretty':
      return prettyWriter(options, facts);
  }
}

function prettyWriter(options: WriterOptions, facts: RunFacts): ReportWriter {
  let width: number | undefined;
  const { failOn } = options;
  return createPrettyWriter(facts, {
    ...options,
    failOn: failOn === 'never' ? undefined : failOn,
    unicode: isUnicodeOn(),
    // Asking a terminal takes time, and a clean run shows nothing that would be cut.
    get width() {
      width ??= terminalWidth();
      return width;
    },
  });
}
