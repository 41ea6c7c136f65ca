import fc from 'fast-check';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { escapeText } from '../../src/report/escape.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { createPrettyWriter } from '../../src/report/pretty.js';
import { createSarifWriter } from '../../src/report/sarif.js';
import { attribute, content } from '../../src/report/xml.js';
import { githubCommands, markedCommands } from './ci-commands.js';
import { countsIn, type MachineFormat } from './counts.js';
import { type Element, readXml } from './read-xml.js';
import { applicationOf, documentOf, facts, findingAt, plain } from './sample.js';
import { hasXmllint, isGitlab, isSarif, xmllint } from './validate.js';
import { machineFormats, type RunParts, reportOf, written } from './writers.js';

const attacks: readonly (readonly [what: string, text: string])[] = [
  ['a line break and a command', 'x\n::error title=pwned::pwned'],
  ['a command after CR', 'x\r::set-output name=a::b'],
  ['a command at the start', '::add-mask::secret'],
  ['an escaped line break', 'x%0A::error::pwned%0D%25'],
  ['a property of a command', 'x,line=9,title=pwned:y'],
  ['an old command', 'x ##[error]pwned'],
  ['a command of Azure Pipelines', '##vso[task.setvariable variable=PATH]pwned'],
  ['terminal escapes', '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u009b2J'],
  ['the end of CDATA', ']]><failure message="pwned"/>'],
  ['the end of an attribute', '"/><error line="1" message=\'pwned\'>'],
  ['an end of a script', '</script><script>alert(1)</script>'],
  ['an entity', '&lt;b&gt;&#10;&nbsp;&bogus;'],
  ['back-ticks', '`x` ```\n```js'],
  ['pipes and a backslash', 'a|b\\|c\\\\|d'],
  ['a mention', '@octocat and @org/team'],
  ['a link and an image', '[click](https://evil.example) ![x](https://evil.example/p.png)'],
  ['a heading and a list', '# pwned\n- [x] done\n\n| a |'],
  ['bidi marks', '\u202egnp.json\u2066x\u2069\u061c\u200f'],
  ['what has no width', 'a\u200bb\u2060c\ufeffd\u{e0041}'],
  ['lone surrogates', '\ud800x\udc00'],
  ['what is no character', '\ufffe\uffff'],
  ['NUL and other controls', 'a\u0000b\u0008c\u001fd\u007fe\u0085f'],
  ['line separators', 'a\u2028::error::b\u2029c'],
];

/** A run in which everything that comes from outside is the same text. */
function runOf(text: string): RunParts {
  const document = documentOf('{"type": "Role"}', text);
  const application = applicationOf(document, text, text);
  const permission = { api: text, apiName: text, id: text, name: text, kind: 'delegated' } as const;
  const named = { application, permission, message: `Before ${text} after.` };
  const findings = [
    findingAt(document, '"Role"', named),
    findingAt(document, text, { ...named, related: [{ at: findingAt(document, '"Role"').at, message: text }] }),
    findingAt(document, '"type"', { waived: { reason: text, expires: text, owner: text, ticket: text } }),
  ];
  return { results: [locateFindings(text, [application], findings)], skipped: [{ file: text, reason: text }] };
}

const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

/** Holds for every format and every text: nothing acts on a terminal or a CI system, and the findings are all there. */
function expectInert(format: MachineFormat, text: string, report: string): void {
  expect(report).not.toMatch(unsafe);
  expect(markedCommands(report)).toEqual([]);
  const commands = githubCommands(report);
  if (format !== 'github') expect(commands).toEqual([]);
  expect(countsIn(format, report)).toEqual({ error: 2, warning: 0, note: 0 });
  checks[format]?.(text, report);
}

const elements = (element: Element): Element[] => [element, ...element.children.flatMap(elements)];

/** Holds for one format. */
const checks: Readonly<Partial<Record<MachineFormat, (text: string, report: string) => void>>> = {
  concise: (_text, report) => expect(report.split('\n')).toHaveLength(3),
  json: (text, report) => {
    const { findings, skipped } = JSON.parse(report);
    expect(findings).toHaveLength(3);
    for (const finding of findings) expect(finding.file).toBe(text);
    const open = findings.find(({ waived }: { waived: unknown }) => waived === null);
    expect(open).toMatchObject({ application: text, permission: { name: text }, message: `Before ${text} after.` });
    const waived = findings.find((finding: { waived: unknown }) => finding.waived !== null);
    expect(waived.waived).toEqual({ reason: text, expires: text, owner: text, ticket: text });
    expect(skipped).toEqual([{ file: text, reason: text }]);
  },
  sarif: (text, report) => {
    const log: Log = JSON.parse(report);
    isSarif(log);
    for (const { message, suppressions, locations } of log.runs[0]?.results ?? []) {
      expect(message.text).not.toContain('](');
      expect(suppressions?.[0]?.justification ?? text).toBe(text);
      const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
      expect(uri).toMatch(/^[\w!'()*.~%/-]*$/);
      expect(decodeURIComponent(uri)).toBe(`apps/${text}`.replace(/\p{Surrogate}/gu, '\ufffd'));
    }
  },
  github: (text, report) => {
    const lines = report.split('\n').slice(0, -1);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::error file=/);
    const [first, second] = githubCommands(report);
    expect(first?.properties.file).toBe(escapeText(`apps/${text}`));
    const message = `Before ${text} after.`.split(/\r?\n/).map(escapeText);
    for (const command of [first, second]) expect(command?.data.endsWith(message.join('\n'))).toBe(true);
    expect(Object.keys(first?.properties ?? {})).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
    expect([first?.properties.title, second?.properties.title]).toEqual(['made-up', 'made-up']);
  },
  gitlab: (text, report) => {
    const issues = JSON.parse(report);
    isGitlab(issues);
    for (const { description, location } of issues) {
      expect(description).toBe(`Before ${text} after.`);
      expect(location.path).toBe(`apps/${text}`);
    }
  },
  junit: (_text, report) => {
    const names = elements(readXml(report)).map(({ name }) => name);
    const suite = ['testsuite', 'testcase'];
    const failed = ['testcase', 'failure'];
    expect(names.toSorted()).toEqual(
      ['testsuites', ...suite, 'skipped', ...failed, ...failed, ...suite, 'error'].toSorted(),
    );
  },
  checkstyle: (_text, report) => {
    expect(elements(readXml(report)).map(({ name }) => name)).toEqual(['checkstyle', 'file', 'error', 'error']);
  },
  markdown: (_text, report) => {
    const rows = report.split('\n').filter((line) => line.startsWith('|'));
    const columns = rows.map((line) => line.replace(/\\./g, '').split('|').length - 2);
    expect(columns).toEqual([4, 4, 4, 4, 4, 4, 4, 2, 2, 2]);
    expect(report).not.toMatch(/@(?!\u200d)/);
    const bare = rows.join('\n').replace(/\\./g, '').replaceAll('| --- ', '');
    expect(bare).not.toMatch(/[<>`*_[\]#&]/);
  },
};

describe.each(machineFormats)('%s', (format) => {
  test.each(attacks)('%s stays inert', (_what, text) => {
    expectInert(format, text, reportOf(format, runOf(text)));
  });

  test('any text stays inert', () => {
    const fragment = fc.constantFrom(...attacks.map(([, text]) => text), '::', '##[', '\n', '|', '\\', ']', '&', '%');
    const text = fc.array(fc.oneof(fragment, fc.string({ unit: 'binary', maxLength: 8 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, (parts) => expectInert(format, parts.join(''), reportOf(format, runOf(parts.join(''))))),
      { numRuns: 60 },
    );
  });
});

test.each(attacks)('pretty: %s stays inert', (_what, text) => {
  const report = written(createPrettyWriter(facts, plain), runOf(text));
  expect(report).not.toMatch(unsafe);
  expect(markedCommands(report)).toEqual([]);
  expect(githubCommands(report)).toEqual([]);
});

test.each(attacks)('the category of SARIF: %s stays a category', (_what, text) => {
  const report = written(createSarifWriter(facts, { category: text, homepage: '' }), { results: [] });
  expect(report).not.toMatch(unsafe);
  const log: Log = JSON.parse(report);
  isSarif(log);
  expect(log.runs[0]?.automationDetails?.id).toBe(`${text}/`);
});

test.skipIf(!hasXmllint)('xmllint takes every attack', () => {
  for (const format of ['junit', 'checkstyle'] as const) {
    expect(
      xmllint(
        format,
        attacks.map(([, text]) => reportOf(format, runOf(text))),
      ),
    ).toBe('');
  }
});

test('plain text comes back from XML as it was, line breaks in attributes too', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '<', '>', '&', '"', "'", '\n', '\t', ':', ']') });
  fc.assert(
    fc.property(text, (value) => {
      const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
      const root = readXml(`${head}<a b="${attribute(value)}">${content(value)}</a>`);
      expect([root.attributes.b, root.text]).toEqual([value, value]);
    }),
  );
});
