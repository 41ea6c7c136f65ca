import type { InputItem } from '../source.js';
import { type Resource, resourceTypes } from './resource.js';
import { readStack } from './stack.js';

/** What the resources of one text or module come to: problems first, then applications; `what` says what holds none. */
export function* itemsOfResources(resources: readonly Resource[], what: string): Iterable<InputItem> {
  const read = resources.filter(({ type }) => resourceTypes.includes(type));
  const { applications, problems } = readStack(read);
  for (const problem of problems) yield { kind: 'problem', problem };
  for (const application of applications) yield { kind: 'application', application };
  if (applications.length === 0 && problems.length === 0) {
    yield { kind: 'passed-over', reason: `is ${what} without an app registration` };
  }
}
