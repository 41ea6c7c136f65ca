import { formats } from '../../src/cli/option-table.js';
import { createCheckstyleWriter } from '../../src/report/checkstyle.js';
import { createConciseWriter } from '../../src/report/concise.js';
import { createGithubWriter } from '../../src/report/github.js';
import { createGitlabWriter } from '../../src/report/gitlab.js';
import { createJsonWriter } from '../../src/report/json.js';
import { createJunitWriter } from '../../src/report/junit.js';
import { createMarkdownWriter } from '../../src/report/markdown.js';
import { createSarifWriter } from '../../src/report/sarif.js';
import type { FileResult, ReportWriter, RunFacts, Skipped, Summary } from '../../src/report/types.js';
import type { MachineFormat } from './counts.js';
import { facts, summary } from './sample.js';

const writers: Readonly<Record<MachineFormat, (facts: RunFacts) => ReportWriter>> = {
  concise: createConciseWriter,
  json: createJsonWriter,
  sarif: (runFacts) => createSarifWriter(runFacts, { category: undefined, homepage: '' }),
  github: createGithubWriter,
  gitlab: createGitlabWriter,
  junit: createJunitWriter,
  checkstyle: createCheckstyleWriter,
  markdown: createMarkdownWriter,
};

export const machineFormats = formats.filter((format) => format !== 'pretty');

export interface RunParts {
  readonly results: readonly FileResult[];
  readonly skipped?: readonly Skipped[];
  readonly facts?: RunFacts;
  readonly summary?: Summary;
}

/** The whole report of a run in one format. */
export function reportOf(format: MachineFormat, parts: RunParts): string {
  return written(writers[format](parts.facts ?? facts), parts);
}

/** What a writer writes of a run. */
export function written(writer: ReportWriter, { results, skipped = [], ...parts }: RunParts): string {
  const texts = results.map((result) => (result.findings.length > 0 || writer.listsClean ? writer.file(result) : ''));
  return texts.join('') + writer.end(parts.summary ?? summary, skipped);
}
