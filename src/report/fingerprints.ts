import { identitiesOf } from '../model/fingerprint.js';
import type { FileResult, RunFacts } from './types.js';

/** Gives the findings of one input after the other, in their order, a fingerprint each: none comes twice in a run. */
export function createFingerprints({ hash, repositoryPath }: RunFacts): (result: FileResult) => readonly string[] {
  const visits = new Map<string, number>();
  return ({ file, findings }) => {
    const path = repositoryPath(file);
    // Two inputs can have one path: standard input may be called like a file that is linted, too.
    const visit = visits.get(path) ?? 0;
    visits.set(path, visit + 1);
    const identities = identitiesOf(findings);
    return findings.map(({ rule }, index) =>
      hash(JSON.stringify([rule, path, identities[index], ...(visit === 0 ? [] : [visit])])),
    );
  };
}
