import type { Finding, Severity } from '../../src/model/finding.js';
import { type Document, valueAt } from '../../src/model/place.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import type { RuleFacts, RunFacts } from '../../src/report/types.js';
import { applicationOf, documentOf, facts, findingAt } from './sample.js';
import type { RunParts } from './writers.js';

const rule = (id: string, category: string, severity: Severity): RuleFacts => ({
  id,
  title: `About ${id}`,
  category,
  severity,
  why: `Why <${id}> is *wrong*.`,
  remedy: `Write \`less\`.`,
});

export const richFacts: RunFacts = {
  ...facts,
  rules: [
    rule('broad', 'least-privilege', 'medium'),
    rule('denied', 'policy', 'high'),
    rule('made-up', 'shape', 'high'),
    rule('parse-error', 'run', 'high'),
    rule('takeover', 'least-privilege', 'critical'),
    rule('tidy', 'shape', 'low'),
    rule('word', 'grants', 'info'),
  ],
};

const text = '{\n  "name": "Portal",\n  "list": [\n    1,\n    2\n  ],\n  "type": "Role"\n}\n';

const waived = { reason: 'Reviewed by the board', expires: '2027-03-31', owner: 'iam@example.com', ticket: 'IAM-7' };

/** Ten findings of which seven are open, one is waived, two are in the baseline. */
function richFindings(document: Document): Finding[] {
  const application = applicationOf(document, 'Portal', 'graph-id');
  const at = (needle: string, more: Partial<Finding>) => findingAt(document, needle, { application, ...more });
  return [
    at('"Role"', { rule: 'takeover', severity: 'critical', fix: replaceRole }),
    at('[\n    1,\n    2\n  ]', { severity: 'high', message: 'Two lines.\nThe second one.' }),
    at('"Role"', {
      rule: 'denied',
      severity: 'high',
      related: [{ at: valueAt(document, ['"Portal"']), message: 'Here.' }],
    }),
    at('"Role"', { rule: 'denied', severity: 'high' }),
    at('"Portal"', { rule: 'broad', severity: 'medium' }),
    at('nowhere', { rule: 'tidy', severity: 'low' }),
    at('"Portal"', { rule: 'word', severity: 'info' }),
    at('"list"', { rule: 'takeover', severity: 'critical', waived }),
    at('"type"', { rule: 'broad', severity: 'medium', baselined: true }),
    at('"name"', { rule: 'tidy', severity: 'low', baselined: true, waived }),
  ];
}

const replaceRole = {
  class: 'unsafe',
  edits: [{ op: 'replace', pointer: ['"Role"'], value: 'Scope' }],
} as const;

/** A document that can tell what edits change: every one replaces what its pointer's first part says. */
export function changingDocument(name: string): Document {
  const document = documentOf(text, name);
  return {
    ...document,
    change: (edits) =>
      edits.flatMap((edit) => {
        const [range] = document.locate([{ pointer: edit.pointer, part: 'value' }]);
        return range === undefined ? [] : [{ ...range, text: edit.op === 'remove' ? '' : JSON.stringify(edit.value) }];
      }),
  };
}

/** A run over three files: one with every sort of finding, one without lines, one clean; and one that was not read. */
export const richRun: RunParts = {
  results: [
    locateFindings('portal/app one.json', [], richFindings(changingDocument('portal/app one.json'))),
    locateFindings('object', [], [findingAt(documentOf(undefined, 'object'), 'type', { severity: 'low' })]),
    locateFindings('clean.json', [applicationOf(documentOf(text), 'Clean')], []),
  ],
  skipped: [{ file: 'missing#1.json', reason: 'no such file' }],
  facts: richFacts,
  summary: {
    files: 3,
    applications: 3,
    findings: { critical: 1, high: 3, medium: 1, low: 2, info: 1 },
    waived: 1,
    baselined: 2,
  },
};
