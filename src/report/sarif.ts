import type { Invocation, Log, Result, Run } from 'sarif';
import { createFingerprints } from './fingerprints.js';
import { renderJson } from './render-json.js';
import { artifactLocation } from './sarif-locations.js';
import { sarifResult } from './sarif-results.js';
import { sarifRule } from './sarif-rules.js';
import type { ReportWriter, RunFacts, Skipped } from './types.js';

export interface SarifOptions {
  /** What tells this analysis from others of the same commit. */
  readonly category: string | undefined;
  /** The tool's address; empty while it has none. */
  readonly homepage: string;
}

/** GitHub keeps so many results. */
const mostKept = 5_000;

// A file that was not read whole, or not by every rule, may hide findings.
const failures: readonly string[] = ['parse-error', 'internal-error'];

/** A SARIF 2.1.0 log, as code scanning reads it. It is written at the end: until then nobody knows what comes first. */
export function createSarifWriter(facts: RunFacts, options: SarifOptions): ReportWriter {
  const fingerprintsOf = createFingerprints(facts);
  const ruleIndexes = new Map(facts.rules.map(({ id }, index) => [id, index]));
  const results: Result[] = [];
  let usesBaseline = false;
  let isWhole = true;
  return {
    file: (result) => {
      const { file, findings } = result;
      const fingerprints = fingerprintsOf(result);
      for (const [index, finding] of findings.entries()) {
        results.push(sarifResult({ file, finding, fingerprint: fingerprints[index] ?? '', facts, ruleIndexes }));
        if (finding.baselined) usesBaseline = true;
        if (failures.includes(finding.rule)) isWhole = false;
      }
      return '';
    },
    end: (_summary, skipped) => {
      const kept = results.length > mostKept ? worstFirst(results) : results;
      const named = usesBaseline ? kept : kept.map(({ baselineState, ...result }) => result);
      return `${renderJson(logOf(named, invocationOf(skipped, isWhole, facts), facts, options))}\n`;
    },
  };
}

function logOf(results: Result[], invocation: Invocation, facts: RunFacts, { category, homepage }: SarifOptions): Log {
  const { name, version } = facts.tool;
  const run: Run = {
    tool: {
      driver: {
        name,
        semanticVersion: version,
        ...(homepage !== '' && { informationUri: homepage }),
        rules: facts.rules.map((rule) => sarifRule(rule, facts)),
      },
    },
    ...(category !== undefined && category !== '' && { automationDetails: { id: category.replace(/\/*$/, '/') } }),
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation],
    results,
  };
  const $schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return { $schema, version: '2.1.0', runs: [run] };
}

function invocationOf(skipped: readonly Skipped[], isWhole: boolean, facts: RunFacts): Invocation {
  const toolExecutionNotifications = skipped.map(({ file, reason }) => ({
    level: 'error' as const,
    message: { text: `${facts.repositoryPath(file)}: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(facts.repositoryPath(file)) } }],
  }));
  const executionSuccessful = isWhole && skipped.length === 0;
  return skipped.length === 0 ? { executionSuccessful } : { executionSuccessful, toolExecutionNotifications };
}

const ranks: readonly (Result.level | undefined)[] = ['error', 'warning', 'note'];

function worstFirst(results: readonly Result[]): Result[] {
  const rank = ({ level, suppressions }: Result) => (suppressions === undefined ? ranks.indexOf(level) : ranks.length);
  return results.toSorted((a, b) => rank(a) - rank(b));
}
