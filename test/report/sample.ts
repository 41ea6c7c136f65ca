import { createHash } from 'node:crypto';
import type { Application } from '../../src/model/application.js';
import type { Finding } from '../../src/model/finding.js';
import { type Document, type OffsetRange, valueAt } from '../../src/model/place.js';
import type { PrettyOptions } from '../../src/report/pretty.js';
import type { RunFacts, Summary } from '../../src/report/types.js';

/** A document whose places are found by the text they hold: the pointer's first part is looked up. */
export function documentOf(text: string | undefined, name = 'app.json'): Document {
  const locate = ({ pointer, range }: { pointer: readonly (string | number)[]; range?: OffsetRange }) => {
    if (range !== undefined || text === undefined) return range;
    const start = text.indexOf(String(pointer[0]));
    return start === -1 ? undefined : { start, end: start + String(pointer[0]).length };
  };
  return {
    name,
    text,
    origin: { offset: 0, line: 1 },
    locate: (spots) => spots.map(locate),
    spell: (pointer) => pointer,
  };
}

/** An application that requests permissions of the named APIs, one for each time that a name is given. */
export function applicationOf(document: Document, name: string | undefined, ...apis: string[]): Application {
  const at = valueAt(document, []);
  const fact = <T>(value: T) => ({ known: true, value, at }) as const;
  const requests = apis.map((api) => ({
    api: fact(api),
    permission: { known: true, value: 'x', at: valueAt(document, ['x']) } as const,
    kind: fact('delegated' as const),
    at,
  }));
  return {
    name: fact(name),
    audience: fact('AzureADMyOrg'),
    names: 'ids-only',
    apis: [],
    requests,
    resourceSpecific: [],
    grants: [],
    requestsAt: at,
    at,
  };
}

/** A finding at the first place of `needle` in the document. */
export function findingAt(document: Document, needle: string, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'made-up',
    severity: 'high',
    message: 'Something is wrong.',
    at: valueAt(document, [needle]),
    ...more,
  };
}

export const facts: RunFacts = {
  tool: { name: 'permlint', version: '1.2.3', catalogDate: '2026-08-20' },
  rules: [
    {
      id: 'made-up',
      title: 'Made up',
      category: 'shape',
      severity: 'high',
      why: 'It is made up.',
      remedy: 'Write something else.',
    },
  ],
  help: (rule) => `permlint explain ${rule}`,
  address: () => undefined,
  hash: (text) => createHash('sha256').update(text).digest('hex'),
  repositoryPath: (file) => `apps/${file}`,
  apiNameOf: (id) => (id === 'graph-id' ? 'Microsoft Graph' : undefined),
  nameOf: (id) => (id.startsWith('e1fe6dd8') ? 'User.Read' : undefined),
  describeRequest: ({ api }) => ({ name: 'User.Read', kind: 'delegated', api: api.known ? api.value : '?' }),
};

export const plain: PrettyOptions = {
  width: 80,
  unicode: true,
  verbose: false,
  failOn: 'high',
  fixed: [],
  paint: (_style, text) => text,
  link: (text) => text,
};

export const summary: Summary = {
  files: 1,
  applications: 1,
  findings: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
  waived: 0,
  baselined: 0,
};
