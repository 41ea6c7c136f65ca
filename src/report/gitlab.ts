import { isOpen, type Severity } from '../model/finding.js';
import { createFingerprints } from './fingerprints.js';
import { renderJson } from './render-json.js';
import type { LocatedFinding, ReportWriter, RunFacts } from './types.js';

const gitlabSeverities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/** A code quality report for GitLab: a list of the open findings. */
export function createGitlabWriter(facts: RunFacts): ReportWriter {
  const fingerprintsOf = createFingerprints(facts);
  let isEmpty = true;
  return {
    file: (result) => {
      const path = facts.repositoryPath(result.file).replace(/^(?:\.\/)+/, '');
      const fingerprints = fingerprintsOf(result);
      let text = '';
      for (const [index, finding] of result.findings.entries()) {
        if (!isOpen(finding)) continue;
        text += `${isEmpty ? '[' : ','}\n  ${renderJson(issueOf(path, finding, fingerprints[index]), 2)}`;
        isEmpty = false;
      }
      return text;
    },
    end: () => (isEmpty ? '[]\n' : '\n]\n'),
  };
}

function issueOf(path: string, { message, rule, severity, lines }: LocatedFinding, fingerprint: string | undefined) {
  return {
    description: message,
    check_name: rule,
    fingerprint,
    severity: gitlabSeverities[severity],
    // A line is required, also where there is none.
    location: { path, lines: { begin: lines?.line ?? 1 } },
  };
}
