import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConciseWriter } from '../../src/report/concise.js';
import { escapeJson, escapeText } from '../../src/report/escape.js';
import { createJsonWriter } from '../../src/report/json.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { applicationOf, documentOf, facts, findingAt, summary } from './sample.js';

test('concise is one line for each finding', () => {
  const document = documentOf('{\n "a": 1, "b": 2}');
  const findings = [
    findingAt(document, '"b"', { message: 'One.\n  Two.' }),
    findingAt(document, '"a"', { severity: 'low' }),
  ];
  const writer = createConciseWriter();
  expect(writer.file(locateFindings('x y.json', [], findings))).toBe(
    'x y.json:2:2: low made-up: Something is wrong.\nx y.json:2:10: high made-up: One. Two.\n',
  );
  expect(writer.file(locateFindings('o', [], [findingAt(documentOf(undefined), 'a')]))).toBe(
    'o: high made-up: Something is wrong.\n',
  );
  expect(writer.end(summary, [])).toBe('');
});

test('json is the documented report', () => {
  const document = { ...documentOf('{\n "type": "Role"}'), change: () => [] };
  const finding = findingAt(document, '"Role"', {
    application: applicationOf(document, 'Portal'),
    permission: { api: 'a', apiName: 'A', id: null, name: 'N', kind: 'delegated' },
    fix: {
      class: 'unsafe',
      edits: [
        { op: 'replace', pointer: ['a/b', 0], value: 'Scope' },
        { op: 'remove', pointer: ['c'] },
      ],
    },
  });
  const writer = createJsonWriter(facts);
  const text =
    writer.file(locateFindings('app.json', [], [finding])) + writer.end(summary, [{ file: 'b', reason: 'c' }]);
  const report = JSON.parse(text);
  expect(report).toEqual({
    version: 1,
    tool: { name: 'permlint', version: '1.2.3', catalogDate: '2026-08-20' },
    findings: [
      {
        rule: 'made-up',
        severity: 'high',
        message: 'Something is wrong.',
        file: 'app.json',
        pointer: '/"Role"',
        line: 2,
        column: 10,
        endLine: 2,
        endColumn: 16,
        application: 'Portal',
        permission: { api: 'a', apiName: 'A', id: null, name: 'N', kind: 'delegated' },
        help: 'permlint explain made-up',
        fix: {
          class: 'unsafe',
          edits: [
            { op: 'replace', pointer: '/a~1b/0', value: 'Scope' },
            { op: 'remove', pointer: '/c' },
          ],
        },
        waived: null,
      },
    ],
    skipped: [{ file: 'b', reason: 'c' }],
    summary: { files: 1, applications: 1, findings: summary.findings, waived: 0, baselined: 0 },
  });
  expect(text).toBe(`${JSON.stringify(report, null, 2)}\n`);
});

test('json without findings is a report too, and absent values are null', () => {
  expect(JSON.parse(createJsonWriter(facts).end(summary, [])).findings).toEqual([]);
  const writer = createJsonWriter(facts);
  const result = locateFindings('a', [], [findingAt(documentOf(undefined), 'a')]);
  const [finding] = JSON.parse(writer.file(result) + writer.file(result) + writer.end(summary, [])).findings;
  expect(finding).toMatchObject({
    line: null,
    endColumn: null,
    application: null,
    permission: null,
    fix: null,
    waived: null,
  });
});

test('what is waived or in the baseline: concise leaves both out, json says why a finding is waived', () => {
  const document = documentOf('{"a": 1}');
  const waived = { reason: 'Reviewed', expires: undefined };
  const findings = [
    findingAt(document, 'a', { rule: 'waived', waived }),
    findingAt(document, 'a', { rule: 'known', baselined: true }),
    findingAt(document, 'a', { rule: 'both', waived, baselined: true }),
  ];
  const result = locateFindings('app.json', [], findings);
  expect(createConciseWriter().file(result)).toBe('');
  const writer = createJsonWriter(facts);
  const report = JSON.parse(writer.file(result) + writer.end(summary, []));
  expect(report.findings).toMatchObject([
    { rule: 'waived', waived: { reason: 'Reviewed', expires: null, owner: null, ticket: null } },
  ]);
});

test('escaped text holds nothing unsafe, and escaped JSON keeps its value', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\u202e', '\ud800', '\u009b', '"', '\\', '\n', '#', '##[', '##vso[') }),
      (a, b) => {
        expect(escapeText(a + b)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u,
        );
        expect(JSON.parse(escapeJson(JSON.stringify(a + b)))).toBe(a + b);
        expect(escapeText(a + b) + escapeJson(JSON.stringify(a + b))).not.toMatch(/##(?:vso)?\[/);
      },
    ),
  );
});
