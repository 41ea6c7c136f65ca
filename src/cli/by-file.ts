import type { Linted } from '../lint.js';
import type { Finding } from '../model/finding.js';

/** What stands in one file. */
export interface OfFile {
  readonly applications: Linted['applications'];
  readonly findings: Finding[];
}

/** What stands in each file, the one that was linted first: a registration may be spread over several. */
export function byFile(name: string, { applications, findings }: Linted): ReadonlyMap<string, OfFile> {
  const files = new Map<string, OfFile>([[name, { applications, findings: [] }]]);
  for (const finding of findings) {
    const file = finding.at.document.name;
    const own = files.get(file) ?? { applications: [], findings: [] };
    files.set(file, own);
    own.findings.push(finding);
  }
  return files;
}
