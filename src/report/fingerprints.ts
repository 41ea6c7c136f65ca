import { identitiesOf } from '../model/fingerprint.js';
import type { FileResult, RunFacts } from './types.js';

/** Gives the findings of one input after the other, in their order, a fingerprint each: none comes twice in a run. */
export function createFingerprints({ hash, repositoryPath }: RunFacts): (result: FileResult) => readonly string[] {
  const visits = new Map<string, { readonly visit: number; readonly alike: Map<string, number> }>();
  return ({ file, findings, continues }) => {
    const path = repositoryPath(file);
    // Two inputs can have one path: standard input may be called like a file that is linted, too.
    const before = visits.get(path);
    const isFurther = continues === true && before !== undefined;
    const own = isFurther ? before : { visit: before === undefined ? 0 : before.visit + 1, alike: new Map() };
    visits.set(path, own);
    const { visit, alike } = own;
    const identities = identitiesOf(findings, alike);
    return findings.map(({ rule }, index) =>
      hash(JSON.stringify([rule, path, identities[index], ...(visit === 0 ? [] : [visit])])),
    );
  };
}
