import { describe, expect, test } from 'vitest';
import { locateFindings } from '../../src/report/locate-findings.js';
import { githubCommands } from './ci-commands.js';
import { countsIn } from './counts.js';
import { readXml } from './read-xml.js';
import { richFacts, richRun } from './rich-sample.js';
import { documentOf, findingAt } from './sample.js';
import { hasXmllint, isGitlab, isSarif, xmllint } from './validate.js';
import { machineFormats, reportOf } from './writers.js';

const nothing = { results: [] };
const many = (count: number) => {
  const document = documentOf('"a" "b"');
  const findings = Array.from({ length: count }, (_, index) => {
    const severity = index % 2 === 0 ? 'low' : 'high';
    return findingAt(document, '"a"', { severity, message: `Finding ${index}.` });
  });
  return { results: [locateFindings('app.json', [], findings)] };
};

describe.each(machineFormats)('%s', (format) => {
  test('tells of the same open findings as all formats', () => {
    expect(countsIn(format, reportOf(format, richRun))).toEqual({ error: 4, warning: 1, note: 3 });
    expect(countsIn(format, reportOf(format, nothing))).toEqual({ error: 0, warning: 0, note: 0 });
  });

  test('writes the same bytes twice', () => {
    expect(reportOf(format, richRun)).toBe(reportOf(format, richRun));
  });

  test('is what it is to be for a run with everything', async () => {
    await expect(reportOf(format, richRun)).toMatchFileSnapshot(`expected/rich.${format}.expected`);
  });

  test('is what it is to be for an empty run', async () => {
    await expect(reportOf(format, nothing)).toMatchFileSnapshot(`expected/empty.${format}.expected`);
  });
});

test.skipIf(!hasXmllint)('JUnit and Checkstyle are valid by their schemas', () => {
  for (const format of ['junit', 'checkstyle'] as const) {
    const reports = [richRun, nothing, many(300)].map((run) => reportOf(format, run));
    expect(xmllint(format, reports)).toBe('');
    // A schema that lets everything pass would prove nothing.
    expect(xmllint(format, [reports[0]?.replace(/ (?:line|tests)="\d+"/, ' $&x') ?? ''])).not.toBe('');
  }
});

describe('junit', () => {
  test('counts add up, names are unique within a file, and each test has one outcome', () => {
    const root = readXml(reportOf('junit', richRun));
    for (const suite of root.children) {
      const count = (name: string) => suite.children.filter(({ children: [only] }) => only?.name === name).length;
      const { tests, failures, errors, skipped } = suite.attributes;
      expect([tests, failures, errors, skipped].map(Number)).toEqual([
        suite.children.length,
        count('failure'),
        count('error'),
        count('skipped'),
      ]);
      const names = suite.children.map(({ attributes }) => attributes.name);
      expect(new Set(names).size).toBe(names.length);
      expect(suite.children.every(({ children }) => children.length <= 1)).toBe(true);
    }
    for (const name of ['tests', 'failures', 'errors', 'skipped']) {
      const sum = root.children.reduce((total, { attributes }) => total + Number(attributes[name]), 0);
      expect(Number(root.attributes[name])).toBe(sum);
    }
  });

  test('a clean registration is one passed test', () => {
    const suite = readXml(reportOf('junit', richRun)).children.find(
      ({ attributes }) => attributes.name === 'apps/clean.json',
    );
    expect(suite?.children).toEqual([
      { name: 'testcase', attributes: { classname: 'apps/clean', name: 'permlint' }, children: [], text: '' },
    ]);
  });
});

describe('gitlab', () => {
  test('has five fields, and no fingerprint twice', () => {
    for (const run of [richRun, nothing, many(300)]) isGitlab(JSON.parse(reportOf('gitlab', run)));
    // Standard input may be called like a file that is linted, too.
    const [result] = richRun.results;
    if (result !== undefined) isGitlab(JSON.parse(reportOf('gitlab', { results: [result, result] })));
  });

  test('fingerprints stay where lines move, and are those of SARIF', () => {
    const fingerprints = (text: string) => {
      const result = locateFindings('app.json', [], [findingAt(documentOf(text), '"Role"')]);
      const [issue] = JSON.parse(reportOf('gitlab', { results: [result] }));
      const log = JSON.parse(reportOf('sarif', { results: [result] }));
      return [issue.fingerprint, log.runs[0].results[0].partialFingerprints['permlint/v1']];
    };
    const [own, sarif] = fingerprints('{"type": "Role"}');
    expect(own).toBe(sarif);
    expect(fingerprints('\n\n{\n  "type":\n "Role"}')).toEqual([own, own]);
  });
});

describe('github', () => {
  test('every line is a command, errors come first, and the message repeats the place', () => {
    const report = reportOf('github', richRun);
    const lines = report.trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('::'))).toBe(true);
    const commands = githubCommands(report);
    expect(commands).toHaveLength(lines.length);
    expect(commands.map(({ name }) => name)).toEqual([
      ...Array(4).fill('error'),
      'warning',
      ...Array(3).fill('notice'),
    ]);
    for (const { properties, data } of commands) {
      const { file = '', line, col, title = '' } = properties;
      expect(data).toContain(title);
      expect(data.startsWith(line === undefined ? file : `${file}:${line}:${col ?? ''}`)).toBe(true);
    }
  });

  test('a place of several lines has no columns, and one without a place is of the file', () => {
    const commands = githubCommands(reportOf('github', richRun));
    const long = commands.find(({ data }) => data.includes('Two lines.'));
    expect(long?.properties).toEqual({ file: 'apps/portal/app one.json', line: '3', endLine: '6', title: 'made-up' });
    expect(long?.data).toMatch(/Two lines\.\nThe second one\.$/);
    expect(commands.at(-1)?.properties).toEqual({ file: 'apps/object', title: 'made-up' });
  });
});

describe('markdown', () => {
  test('a long report is cut, worst findings kept, and says how much is missing', () => {
    const report = reportOf('markdown', many(3_000));
    expect(report.length).toBeLessThanOrEqual(60_000);
    expect(report.length).toBeGreaterThan(59_000);
    expect(report.startsWith('### permlint: 1500 high, 1500 low in')).toBe(true);
    expect(report).not.toContain('| low |');
    const rows = report.match(/^\| high \|/gm)?.length ?? 0;
    expect(report).toContain(`\nand ${3_000 - rows} more\n`);
  });

  test('where a long row is left out, no lesser one takes its place', () => {
    const document = documentOf('"a"');
    const long = Array.from({ length: 12 }, () => findingAt(document, '"a"', { message: '\u202e'.repeat(1_000) }));
    const findings = [...long, findingAt(document, '"a"', { severity: 'low' })];
    const report = reportOf('markdown', { results: [locateFindings('app.json', [], findings)] });
    expect(report.match(/^\| high \|/gm)).toHaveLength(8);
    expect(report).toContain('\nand 5 more\n');
  });

  test('what is waived or was not linted is told also where findings fill the report', () => {
    const [rich] = richRun.results;
    const results = [...many(3_000).results, ...(rich === undefined ? [] : [rich])];
    const skipped = Array.from({ length: 2_000 }, (_, index) => ({ file: `f${index}`, reason: 'x'.repeat(900) }));
    const report = reportOf('markdown', { results, skipped });
    expect(report.length).toBeLessThanOrEqual(60_000);
    expect(report).toContain('\nWaived: 1\n');
    expect(report).toContain('\nNot linted: 2000\n');
  });

  test('where rules have pages, they are linked', () => {
    const facts = { ...richFacts, address: (rule: string) => `https://example.com/${rule}.md` };
    const report = reportOf('markdown', { ...richRun, facts });
    expect(report).toContain('| [takeover](https://example.com/takeover.md) |');
    expect(report).not.toContain('permlint explain');
  });
});

test('SARIF is valid by the official schema', () => {
  for (const run of [richRun, nothing, many(300)]) isSarif(JSON.parse(reportOf('sarif', run)));
  const wrong = JSON.parse(reportOf('sarif', richRun));
  wrong.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
  expect(() => isSarif(wrong)).toThrow();
});
