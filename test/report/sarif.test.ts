import type { Log, ReportingDescriptor, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Document } from '../../src/model/place.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { createSarifWriter } from '../../src/report/sarif.js';
import type { RunFacts } from '../../src/report/types.js';
import { changingDocument, richFacts, richRun } from './rich-sample.js';
import { documentOf, facts, findingAt } from './sample.js';
import { isSarif } from './validate.js';
import { type RunParts, written } from './writers.js';

const plain = { category: undefined, homepage: '' };

function runOf(parts: RunParts, options: Parameters<typeof createSarifWriter>[1] = plain) {
  const log: Log = JSON.parse(written(createSarifWriter(parts.facts ?? facts, options), parts));
  isSarif(log);
  const [run] = log.runs;
  if (run === undefined || log.runs.length !== 1) throw new Error('not one run');
  return { run, results: run.results ?? [], rules: run.tool.driver.rules ?? [] };
}

const resultsOf = (findings: readonly Finding[], runFacts: RunFacts = facts): readonly Result[] =>
  runOf({ results: [locateFindings('app.json', [], findings)], facts: runFacts }).results;

describe('rules', () => {
  const { rules } = runOf({ results: [], facts: richFacts });
  const propertiesOf = (id: string): ReportingDescriptor['properties'] =>
    rules.find((rule) => rule.id === id)?.properties;

  test('all of them stand in every run, whether they fired or not', () => {
    expect(rules.map(({ id }) => id)).toEqual(richFacts.rules.map(({ id }) => id));
    expect(runOf(richRun).rules).toEqual(rules);
  });

  test('those about security have a score by their severity, the others a problem severity', () => {
    expect(propertiesOf('takeover')).toEqual({
      tags: ['security', 'least-privilege'],
      precision: 'high',
      'security-severity': '9.5',
    });
    expect(propertiesOf('denied')?.['security-severity']).toBe('8.0');
    expect(propertiesOf('broad')?.['security-severity']).toBe('5.5');
    expect(propertiesOf('made-up')).toEqual({ tags: ['shape'], precision: 'high', 'problem.severity': 'error' });
    expect(propertiesOf('tidy')?.['problem.severity']).toBe('recommendation');
    expect(propertiesOf('word')).toMatchObject({ tags: ['security', 'grants'], 'problem.severity': 'recommendation' });
    expect(propertiesOf('word')).not.toHaveProperty('security-severity');
  });

  test('have help as text and as Markdown, and an address where the pages have one', () => {
    const [broad] = rules;
    expect(broad?.help?.text).toContain('Why <broad> is *wrong*.');
    expect(broad?.help?.markdown).toContain('Why \\<broad\\> is \\*wrong\\*.');
    expect(broad).not.toHaveProperty('helpUri');
    const address = (id: string) => `https://example.com/${id}`;
    expect(runOf({ results: [], facts: { ...facts, address } }).rules[0]?.helpUri).toBe('https://example.com/made-up');
  });

  test('descriptions are cut where GitHub cuts them', () => {
    const [rule] = facts.rules;
    if (rule === undefined) throw new Error('no rule');
    const { rules: cut } = runOf({ results: [], facts: { ...facts, rules: [{ ...rule, why: 'x'.repeat(2_000) }] } });
    expect(cut[0]?.fullDescription?.text).toHaveLength(1_024);
    expect(cut[0]?.help?.text).toContain('x'.repeat(2_000));
  });
});

describe('results', () => {
  const { results } = runOf(richRun);

  test('name a rule of the list by its index', () => {
    for (const { ruleId, ruleIndex } of results) expect(richFacts.rules[ruleIndex ?? -1]?.id).toBe(ruleId);
  });

  test('have one location, with all four numbers where there are lines', () => {
    expect(results.every(({ locations }) => locations?.length === 1)).toBe(true);
    const list = results.find(({ message }) => message.text?.startsWith('Two lines.'));
    expect(list?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'apps/portal/app%20one.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 11, endLine: 6, endColumn: 4 },
    });
    expect(results.at(-1)?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'apps/object', uriBaseId: '%SRCROOT%' },
    });
  });

  test('further places are related locations, a thousand at most', () => {
    const [location] = results.flatMap(({ relatedLocations }) => relatedLocations ?? []);
    expect(location).toMatchObject({
      id: 1,
      message: { text: 'Here.' },
      physicalLocation: { region: { startLine: 2 } },
    });
    const finding = findingAt(documentOf('"a"'), '"a"');
    const related = Array.from({ length: 1_500 }, () => ({ at: finding.at, message: 'There.' }));
    expect(resultsOf([{ ...finding, related }])[0]?.relatedLocations).toHaveLength(1_000);
  });

  test('what is waived or in the baseline is suppressed', () => {
    const waived = { kind: 'external', justification: 'Reviewed by the board' };
    const known = { kind: 'external', justification: 'in the baseline' };
    expect(results.flatMap(({ suppressions }) => (suppressions === undefined ? [] : [suppressions]))).toEqual(
      expect.arrayContaining([[waived], [known], [waived, known]]),
    );
    expect(results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(3);
  });

  test('say how they stand to the baseline where something is in it, and nothing otherwise', () => {
    expect(results.filter(({ baselineState }) => baselineState === 'unchanged')).toHaveLength(2);
    expect(results.filter(({ baselineState }) => baselineState === 'new')).toHaveLength(9);
    const others = resultsOf([findingAt(documentOf('"a"'), '"a"')]);
    expect(others).toHaveLength(1);
    expect(others[0]).not.toHaveProperty('baselineState');
  });

  test('no fingerprint stands twice', () => {
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.['permlint/v1']);
    expect(new Set(fingerprints).size).toBe(results.length);
    expect(results.every(({ partialFingerprints = {} }) => Object.keys(partialFingerprints).length === 1)).toBe(true);
  });

  test('over 5,000, errors come first and what is suppressed last; until then they stand as they come', () => {
    const document = documentOf('"a"');
    const levels = (count: number) =>
      resultsOf(
        Array.from({ length: count }, (_, index) => {
          const severity = index % 2 === 0 ? 'low' : 'high';
          const waived = { reason: 'x', expires: undefined };
          return findingAt(document, '"a"', { severity, ...(index === 1 && { waived }) });
        }),
      ).map(({ level, suppressions }) => (suppressions === undefined ? level : 'none'));
    expect(levels(4).join()).toBe('note,none,note,error');
    const ordered = levels(5_002);
    expect(ordered.indexOf('note')).toBe(2_500);
    expect(ordered.slice(-2)).toEqual(['note', 'none']);
  });
});

describe('fixes', () => {
  const edits = [{ op: 'replace', pointer: ['"Role"'], value: 'Scope' }] as const;
  const fixed = (document: Document) =>
    resultsOf([findingAt(document, '"Role"', { fix: { class: 'safe', edits } })])[0];

  test('are changes of the text by line and column', () => {
    expect(fixed(changingDocument('app.json'))?.fixes).toEqual([
      {
        description: { text: expect.stringContaining('permlint --fix does it') },
        artifactChanges: [
          {
            artifactLocation: { uri: 'apps/app.json', uriBaseId: '%SRCROOT%' },
            replacements: [
              {
                deletedRegion: { startLine: 7, startColumn: 11, endLine: 7, endColumn: 17 },
                insertedContent: { text: '"Scope"' },
              },
            ],
          },
        ],
      },
    ]);
  });

  test('what is only taken away inserts nothing', () => {
    const document = { ...changingDocument('app.json'), change: () => [{ start: 0, end: 4, text: '' }] };
    expect(fixed(document)?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      { deletedRegion: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 3 } },
    ]);
  });

  test.each([
    ['the document cannot tell', documentOf('"Role"')],
    ['an edit cannot be made', { ...documentOf('"Role"'), change: () => undefined }],
    ['nothing changes', { ...documentOf('"Role"'), change: () => [] }],
  ])('are left out where %s', (_why, document) => {
    expect(fixed(document)).not.toHaveProperty('fixes');
  });
});

describe('the run', () => {
  test('names the category with a slash at its end, and the address of the tool', () => {
    const id = (category: string | undefined) =>
      runOf({ results: [] }, { category, homepage: '' }).run.automationDetails?.id;
    expect([id(undefined), id('')]).toEqual([undefined, undefined]);
    expect([id('apps'), id('apps/'), id('a/b')]).toEqual(['apps/', 'apps/', 'a/b/']);
    const { driver } = runOf({ results: [] }, { ...plain, homepage: 'https://example.com' }).run.tool;
    expect(driver).toMatchObject({ name: 'permlint', semanticVersion: '1.2.3', informationUri: 'https://example.com' });
    expect(runOf({ results: [] }).run.tool.driver).not.toHaveProperty('informationUri');
  });

  test('is successful unless something was skipped, did not parse, or broke a rule', () => {
    const successful = (parts: RunParts) => runOf(parts).run.invocations?.[0]?.executionSuccessful;
    const with_ = (rule: string) => ({
      results: [locateFindings('a', [], [findingAt(documentOf('a'), 'a', { rule })])],
    });
    expect(successful({ results: [] })).toBe(true);
    expect(successful(with_('made-up'))).toBe(true);
    expect(successful(with_('parse-error'))).toBe(false);
    expect(successful(with_('internal-error'))).toBe(false);
    expect(successful({ results: [], skipped: [{ file: 'a', reason: 'b' }] })).toBe(false);
    expect(runOf(richRun).run.invocations?.[0]?.toolExecutionNotifications).toEqual([
      {
        level: 'error',
        message: { text: 'apps/missing#1.json: no such file' },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'apps/missing%231.json', uriBaseId: '%SRCROOT%' } } },
        ],
      },
    ]);
  });
});

test.each([
  ['a b/c#d?e%f.json', 'a%20b/c%23d%3Fe%25f.json'],
  ['<stdin>', '%3Cstdin%3E'],
  ['https:/x.json', 'https%3A/x.json'],
  ['../x.json', '../x.json'],
  ['\ud800.json', '%EF%BF%BD.json'],
])('the path %j becomes an address that leads back', (path, uri) => {
  const runFacts = { ...facts, repositoryPath: () => path };
  const [result] = resultsOf([findingAt(documentOf('a'), 'a')], runFacts);
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  expect(decodeURIComponent(uri)).toBe(path.replace('\ud800', '\ufffd'));
});

test.each([
  ['/tmp/a b.json', 'file:///tmp/a%20b.json'],
  ['C:/a.json', 'file:///C%3A/a.json'],
])('the path %s, which lies in no repository, stands on its own', (path, uri) => {
  const [result] = resultsOf([findingAt(documentOf('a'), 'a')], { ...facts, repositoryPath: () => path });
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri });
});
