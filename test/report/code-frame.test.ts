import { expect, test } from 'vitest';
import { drawFrame, type FrameSetting } from '../../src/report/code-frame.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { findSecrets } from '../../src/report/mask-secrets.js';
import { documentOf, facts, findingAt } from './sample.js';

function frame(text: string, needle: string, more: Partial<FrameSetting> = {}): string[] {
  const document = documentOf(text);
  const [finding] = locateFindings('app.json', [], [findingAt(document, needle)]).findings;
  if (finding === undefined) return [];
  const setting: FrameSetting = {
    width: 80,
    unicode: true,
    paint: (_style, shown) => shown,
    style: 'red',
    secrets: findSecrets(text),
    nameOf: facts.nameOf,
    ...more,
  };
  return drawFrame(finding, setting);
}

/** What stands above the carets. */
function marked(lines: readonly string[]): string | undefined {
  const index = lines.findIndex((line) => line.includes('^'));
  const carets = lines[index] ?? '';
  return lines[index - 1]?.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1);
}

test('at most two lines stand around the place, and no bracket where something better is near', () => {
  const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n},\n{}';
  expect(frame(text, '"b"').join('\n')).toBe('    2 │ "a": 1,\n    3 │ "b": 2,\n      │ ^^^\n    4 │ "c": 3');
  expect(frame(text, '"c"').map((line) => line.slice(4, 5))).toEqual(['2', '3', '4', ' ']);
});

test('the place of several lines is marked in its first one, and the next two are shown', () => {
  const lines = frame('{\n  "x": {\n    "a": 1,\n    "b": 2\n  }\n}', '{\n    "a": 1,\n    "b": 2\n  }');
  expect(lines.join('\n')).toBe('    2 │ "x": {\n      │      ^\n    3 │   "a": 1,\n    4 │   "b": 2');
});

test('carets stand right behind tabs, wide letters, escapes and combining marks', () => {
  expect(marked(frame('\t\t"a":\t"Role"', '"Role"'))).toBe('"Role"');
  expect(marked(frame('{"a": "\u001b\u202e", "b": "Role"}', '"Role"'))).toBe('"Role"');
  const wide = frame('{"名前": "Role"}', '"Role"');
  expect(wide[1]?.indexOf('^')).toBe((wide[0]?.indexOf('"Role"') ?? 0) + 2);
  const combined = frame('{"e\u0301": "Role"}', '"Role"');
  expect(combined[1]?.indexOf('^')).toBe((combined[0]?.indexOf('"Role"') ?? 0) - 1);
});

test('line ends of Windows and a place at the very end of the text are shown', () => {
  expect(frame('{\r\n"a": 1\r\n}', '"a"')[1]).toBe('    2 │ "a": 1');
  const document = documentOf('{"a": ');
  const at = { document, pointer: [], part: 'value', range: { start: 6, end: 6 } } as const;
  const [finding] = locateFindings('a', [], [{ ...findingAt(document, ''), at }]).findings;
  const setting = { width: 80, unicode: true, style: 'red', secrets: [], nameOf: facts.nameOf } as const;
  expect(finding && drawFrame({ ...finding }, { ...setting, paint: (_s, t) => t })[1]).toBe('      │       ^');
});

test('a line of many megabytes is cut around the place', () => {
  const text = `{"a": "${'x'.repeat(5_000_000)}", "type": "Role", "b": "${'y'.repeat(5_000_000)}"}`;
  const lines = frame(text, '"Role"');
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(marked(lines)).toBe('"Role"');
  expect(lines[0]).toMatch(/│ ….*…$/);
});

test('a place longer than the line is marked as far as it is shown', () => {
  const lines = frame(`{"a": "${'x'.repeat(300)}"}`, `"${'x'.repeat(300)}"`, { width: 60, unicode: false });
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  expect(lines[0]).toMatch(/\.\.\.$/);
});

test('a name that does not fit is cut; the id beside it is not', () => {
  const line = `    "resourceAppId": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",`;
  const [shown] = frame(`{\n${line}\n}`, '"resourceAppId"', { nameOf: () => 'A very long name of an API' }).slice(1);
  expect(shown).toContain('"e1fe6dd8-ba31-4d61-89e7-88639da4683d",   A very');
  expect(shown?.length).toBeLessThanOrEqual(80);
});

test('a secret is never shown, and the carets behind it stand right', () => {
  const text = '{"passwordCredentials":[{"secretText":"S3cr3t~value","hint":"S3c"}],"type":"Role"}';
  const lines = frame(text, '"Role"');
  expect(lines[0]).toContain('{"secretText":"…","hint":"…"}');
  expect(marked(lines)).toBe('"Role"');
  expect(frame(text, '"S3cr3t~value"').join('\n')).not.toContain('S3c');
});

test('the end of a very long secret before the place is not shown either', () => {
  const lines = frame(`{"secretText":"${'s3cret'.repeat(100_000)}","type":"Role"}`, '"Role"');
  expect(lines.join('\n')).not.toContain('s3cret');
  expect(marked(lines)).toBe('"Role"');
});
