import type { Location, Result, Suppression } from 'sarif';
import { levelOf } from './levels.js';
import { fixesOf } from './sarif-fixes.js';
import { physicalLocation } from './sarif-locations.js';
import type { LocatedFinding, RunFacts } from './types.js';

interface Subject {
  readonly file: string;
  readonly finding: LocatedFinding;
  readonly fingerprint: string;
  readonly facts: RunFacts;
  readonly ruleIndexes: ReadonlyMap<string, number>;
}

/** GitHub reads so many locations of one result. */
const mostRelated = 1_000;

/** A finding as a SARIF result. Whether the run has a baseline is not known yet, so each says how it stands to it. */
export function sarifResult({ file, finding, fingerprint, facts, ruleIndexes }: Subject): Result {
  const { rule, severity, message, lines, baselined } = finding;
  const path = facts.repositoryPath(file);
  const ruleIndex = ruleIndexes.get(rule);
  const related = relatedLocations(finding, facts);
  const fixes = fixesOf(finding, path);
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levelOf(severity),
    message: { text: plainMessage(message) },
    locations: [{ physicalLocation: physicalLocation(path, lines) }],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: { 'permlint/v1': fingerprint },
    ...(fixes !== undefined && { fixes }),
    ...(suppressions.length > 0 && { suppressions }),
    baselineState: baselined ? 'unchanged' : 'new',
  };
}

/** Readers make a link of `[text](target)`, and a name could be written so: a space keeps it text. */
function plainMessage(message: string): string {
  return message.replaceAll('](', '] (');
}

function relatedLocations({ related = [], relatedLines }: LocatedFinding, facts: RunFacts): Location[] {
  return related.slice(0, mostRelated).map(({ at, message }, index) => ({
    id: index + 1,
    physicalLocation: physicalLocation(facts.repositoryPath(at.document.name), relatedLines[index]),
    message: { text: plainMessage(message) },
  }));
}

function suppressionsOf({ waived, baselined }: LocatedFinding): Suppression[] {
  const suppressions: Suppression[] = [];
  if (waived !== undefined) suppressions.push({ kind: 'external', justification: waived.reason });
  if (baselined) suppressions.push({ kind: 'external', justification: 'in the baseline' });
  return suppressions;
}
