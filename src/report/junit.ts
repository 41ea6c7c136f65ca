import { pointerText } from '../model/place.js';
import { placeText } from './place-text.js';
import type { FileResult, LocatedFinding, ReportWriter, RunFacts, Skipped } from './types.js';
import { attribute, content, xmlHead } from './xml.js';

/** One `testcase`; the text of its element says how it went. */
interface TestCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failures' | 'errors' | 'skipped';
  readonly element: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

const passed: TestCase = { name: 'permlint', outcome: 'passed', element: '' };

/** A test report: a suite for each input, a failed test for each open finding (a passed one for `info`), a skipped one for each waived. */
export function createJunitWriter(facts: RunFacts): ReportWriter {
  const suites: Suite[] = [];
  return {
    listsClean: true,
    file: (result) => {
      suites.push(suiteOf(result, facts));
      return '';
    },
    end: (_summary, skipped) => {
      for (const each of skipped) suites.push(skippedSuite(each, facts));
      // Readers take a report without any test for a broken one.
      if (suites.length === 0) suites.push({ name: 'permlint', cases: [passed] });
      const counts = countsOf(suites.flatMap(({ cases }) => cases));
      return `${xmlHead}<testsuites name="permlint" ${counts}>\n${suites.map(suiteElement).join('')}</testsuites>\n`;
    },
  };
}

function suiteOf({ file, findings }: FileResult, facts: RunFacts): Suite {
  const name = facts.repositoryPath(file);
  const names = new Map<string, number>();
  const cases = findings.flatMap((finding) => {
    if (finding.baselined) return [];
    const { rule, lines, at } = finding;
    const place = lines === undefined ? pointerText(at.document.spell(at.pointer)) : `${lines.line}:${lines.column}`;
    const caseName = `${rule} ${place}`.trimEnd();
    const count = (names.get(caseName) ?? 0) + 1;
    names.set(caseName, count);
    // Of two tests of one name, some readers keep one.
    return [testCase(count === 1 ? caseName : `${caseName} (${count})`, name, finding, facts)];
  });
  return { name, cases: cases.length === 0 ? [passed] : cases };
}

function testCase(name: string, path: string, finding: LocatedFinding, facts: RunFacts): TestCase {
  const { waived, message, severity, rule, lines } = finding;
  if (waived !== undefined) {
    return { name, outcome: 'skipped', element: `<skipped message="${attribute(waived.reason)}"/>` };
  }
  if (severity === 'info') {
    // What is only worth knowing makes no test fail.
    return { name, outcome: 'passed', element: `<system-out>${content(`${rule}: ${message}`)}</system-out>` };
  }
  const body = content(`${placeText(path, lines)}\n${severity} ${rule}\n${message}\n${facts.help(rule)}`);
  const element = `<failure message="${attribute(message)}" type="${attribute(severity)}">${body}</failure>`;
  return { name, outcome: 'failures', element };
}

function skippedSuite({ file, reason }: Skipped, { repositoryPath }: RunFacts): Suite {
  const name = repositoryPath(file);
  const element = `<error message="${attribute(reason)}" type="skipped">${content(`${name}: ${reason}`)}</error>`;
  return { name, cases: [{ name: 'permlint', outcome: 'errors', element }] };
}

function suiteElement({ name, cases }: Suite): string {
  const className = attribute(name.replace(/(?<=[^/])\.[^./]*$/, ''));
  const elements = cases.map(({ name: caseName, element }) => {
    const start = `    <testcase classname="${className}" name="${attribute(caseName)}"`;
    return element === '' ? `${start}/>\n` : `${start}>\n      ${element}\n    </testcase>\n`;
  });
  return `  <testsuite name="${attribute(name)}" ${countsOf(cases)}>\n${elements.join('')}  </testsuite>\n`;
}

function countsOf(cases: readonly TestCase[]): string {
  const count = (outcome: TestCase['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  const counts = {
    tests: cases.length,
    failures: count('failures'),
    errors: count('errors'),
    skipped: count('skipped'),
  };
  return Object.entries(counts)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}
