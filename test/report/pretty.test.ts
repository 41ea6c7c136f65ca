import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { valueAt } from '../../src/model/place.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { createPrettyWriter, type PrettyOptions } from '../../src/report/pretty.js';
import { applicationOf, documentOf, facts, findingAt, plain, summary } from './sample.js';

const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

function pretty(
  text: string | undefined,
  needle: string,
  more: Partial<Finding> = {},
  options: Partial<PrettyOptions> = {},
) {
  const document = documentOf(text);
  const application = applicationOf(document, 'Portal', 'graph-id', 'graph-id');
  const result = locateFindings('app.json', [application], [findingAt(document, needle, more)]);
  return createPrettyWriter(facts, { ...plain, ...options }).file(result);
}

test('a finding is shown below its application, with its lines and the name of the id', () => {
  const text = `{\n    "id": "${userRead}",\n    "type": "Role"\n}\n`;
  expect(pretty(text, '"Role"')).toBe(`app.json · Portal · AzureADMyOrg · 2 permissions on Microsoft Graph

high  made-up  3:13
    1 │ {
    2 │     "id": "${userRead}",   User.Read
    3 │     "type": "Role"
      │             ^^^^^^
  Something is wrong.

`);
});

test('a terminal without Unicode gets ASCII signs', () => {
  expect(
    pretty('{"type": "Role"}', '"Role"', {}, { unicode: false }),
  ).toBe(`app.json - Portal - AzureADMyOrg - 2 permissions on Microsoft Graph

high  made-up  1:10
    1 | {"type": "Role"}
      |          ^^^^^^
  Something is wrong.

`);
});

test('a message is wrapped, and an id in it is never broken', () => {
  const message = `${'word '.repeat(13)}the id ${userRead} and a second line\nof its own`;
  const lines = pretty('x', 'x', { message }).split('\n');
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(lines.filter((line) => line.includes(userRead))).toHaveLength(1);
  expect(lines).toContain('  of its own');
});

describe('a finding that can be fixed says how', () => {
  const edits = [{ op: 'remove', pointer: [] }] as const;
  const shown = (more: Partial<Finding>, canChange = true, width = 80) => {
    const document = { ...documentOf('{"type": "Role"}'), change: () => (canChange ? [] : undefined) };
    const result = locateFindings('app.json', [], [findingAt(document, '"Role"', more)]);
    return createPrettyWriter(facts, { ...plain, width }).file(result);
  };

  test('at the end of its message', () => {
    expect(shown({ fix: { class: 'safe', edits } })).toContain('\n  Something is wrong.    fixable: --fix\n');
    expect(shown({ fix: { class: 'unsafe', edits } })).toContain('\n  Something is wrong.    fixable: --fix=unsafe\n');
  });

  test('in a line of its own where the last one is full', () => {
    const full = shown({ fix: { class: 'unsafe', edits } }, true, 40);
    expect(full).toContain('\n  Something is wrong.\n  fixable: --fix=unsafe\n');
  });

  test('not where its text cannot be changed, nor where somebody accepted it', () => {
    expect(shown({ fix: { class: 'safe', edits } }, false)).not.toContain('fixable');
    const waived = { reason: 'it must stay so', expires: undefined };
    expect(shown({ fix: { class: 'safe', edits }, waived })).not.toContain('fixable');
    expect(shown({ fix: { class: 'safe', edits }, baselined: true })).not.toContain('fixable');
    expect(pretty('x', 'x', { fix: { class: 'safe', edits } })).not.toContain('fixable');
  });
});

test('related places are named', () => {
  const document = documentOf('{\n"a": 1,\n"b": 2}');
  const related = [{ at: valueAt(document, ['"a"']), message: 'the first one' }];
  const result = locateFindings('app.json', [], [findingAt(document, '"b"', { related })]);
  expect(createPrettyWriter(facts, plain).file(result)).toContain('  see also 2:1  the first one\n');
});

test('a finding without lines shows the pointer', () => {
  expect(pretty(undefined, 'displayName')).toContain('high  made-up  /displayName\n  Something is wrong.');
});

test('findings of severity info are listed only when asked for', () => {
  expect(pretty('x', 'x', { severity: 'info' })).toBe('');
  expect(pretty('x', 'x', { severity: 'info' }, { verbose: true })).toContain('info  made-up  1:1');
});

test('findings that fail the run are listed, whatever their severity', () => {
  expect(pretty('x', 'x', { severity: 'info' }, { failOn: 'info' })).toContain('info  made-up  1:1');
});

test('a verbose report says what each application requests', () => {
  const document = documentOf('one x two');
  const apps = [applicationOf(document, 'one', 'A', 'Bcd\u001b'), applicationOf(document, 'two')];
  const report = createPrettyWriter(facts, { ...plain, verbose: true }).file(
    locateFindings('app.json', apps, [], true),
  );
  expect(report).toBe(`app.json · one · AzureADMyOrg · 2 permissions: 1 on A, 1 on Bcd\\u001b

  1:5  User.Read  delegated  A
  1:5  User.Read  delegated  Bcd\\u001b

app.json · two · AzureADMyOrg · no permissions

`);
});

test('a heading that is wider than the terminal goes on below the name of the file', () => {
  expect(pretty('x', 'x', {}, { width: 40 }).split('\n').slice(0, 4)).toEqual([
    'app.json',
    '  Portal · AzureADMyOrg · 2 permissions',
    '  on Microsoft Graph',
    '',
  ]);
});

test('of many applications only those with findings get a heading', () => {
  const document = documentOf('one two three');
  const apps = ['one', 'two', 'three'].map((name) => applicationOf(document, name));
  const findings = [findingAt(document, 'two', apps[1] && { application: apps[1] })];
  const report = createPrettyWriter(facts, plain).file(locateFindings('app.json', apps, findings));
  expect(report.match(/^app\.json.*$/gm)).toEqual(['app.json · two · AzureADMyOrg · no permissions']);
});

test('a heading counts the permissions of several APIs and cuts a long list', () => {
  const document = documentOf('x');
  const heading = (...apis: string[]) => {
    const result = locateFindings('a', [applicationOf(document, undefined, ...apis)], [findingAt(document, 'x')]);
    return createPrettyWriter(facts, plain).file(result).split('\n')[0];
  };
  expect(heading('graph-id')).toBe('a · AzureADMyOrg · 1 permission on Microsoft Graph');
  expect(heading('graph-id', 'B', 'graph-id')).toBe('a · AzureADMyOrg · 3 permissions: 2 on Microsoft Graph, 1 on B');
  expect(heading('A', 'B', 'C', 'D', 'E')).toBe(
    'a · AzureADMyOrg · 5 permissions: 1 on A, 1 on B, 1 on C and 2 more APIs',
  );
});

describe('the summary line', () => {
  const end = (more: object, skipped: { file: string; reason: string }[] = []) =>
    createPrettyWriter(facts, plain).end({ ...summary, ...more }, skipped);
  const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  test('counts by severity', () => {
    const findings = { critical: 1, high: 1, medium: 0, low: 1, info: 1 };
    expect(end({ findings })).toBe('1 critical, 1 high, 1 low, 1 info in 1 application.\n');
  });
  test('says how much was looked at when there is nothing to say', () => {
    const clean = { findings: none, applications: 3, files: 120 };
    expect(end(clean)).toBe('No findings in 3 applications (120 files looked at).\n');
  });
  test('mentions what could not be linted, and files where there is no application', () => {
    expect(end({ applications: 0 }, [{ file: 'b', reason: 'c' }])).toBe(
      '1 high in 1 file. 1 input could not be linted.\n',
    );
  });
  test('names a rule that was listed, and what was not', () => {
    const document = documentOf('x');
    const writer = createPrettyWriter(facts, plain);
    const info = { severity: 'info', rule: 'undecided' } as const;
    const findings = [findingAt(document, 'x', info), findingAt(document, 'x', { rule: 'worse' })];
    writer.file(locateFindings('app.json', [], [findingAt(document, 'x', { severity: 'low' }), ...findings]));
    expect(writer.end({ ...summary, findings: { ...none, high: 1, low: 1, info: 1 } }, [])).toBe(
      '1 high, 1 low, 1 info (not shown: undecided 1; -v lists them) in 1 application. permlint explain worse tells more.\n',
    );
  });
});

test('nothing from a file reaches the terminal unescaped', () => {
  const hostile = 'a\u001b[31mb\u202ec\u0000d\ud800e\u2028f\u009bg\u007f';
  const document = documentOf(`{"x": "${hostile}"}`, `${hostile}.json`);
  const application = applicationOf(document, `${hostile}\nforged`, hostile);
  const finding = findingAt(document, '"x"', {
    message: hostile,
    related: [{ at: valueAt(document, [hostile]), message: hostile }],
  });
  const report = createPrettyWriter(facts, plain).file(locateFindings(`${hostile}\n.json`, [application], [finding]));
  expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  expect(report).not.toMatch(/\p{Surrogate}/u);
  expect(report.match(/^\S.*$/gm)).toHaveLength(2);
  expect(report).toContain('a\\u001b[31mb\\u202ec\\u0000d\\ud800e\\u2028f\\u009bg\\u007f');
});

test('colour goes through the function handed in, and the words stay', () => {
  const report = pretty('x', 'x', { severity: 'critical' }, { paint: (style, text) => `<${style}>${text}</>` });
  expect(report).toContain('<red><bold>critical</></>  <bold>made-up</>  1:1');
  expect(report).toContain('<red>^</>');
});
