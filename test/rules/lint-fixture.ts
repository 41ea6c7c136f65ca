import { createCatalog } from '../../src/catalog/catalog.js';
import type { Cloud } from '../../src/catalog/resolve.js';
import { callsOfText, usageOfCalls } from '../../src/declared-calls.js';
import { type Linted, type LintSetting, lintText } from '../../src/lint.js';
import type { Edit, Finding } from '../../src/model/finding.js';
import { lineRanges, pointerText } from '../../src/model/place.js';
import { rules } from '../../src/rules/index.js';
import { partText } from '../catalog/open.js';

/** The catalog of data/, opened once for each test file. */
export const catalog = createCatalog(partText);

/** The day of every test that names no other. */
export const testDay = '2026-11-21';

export function settingOn(day: string = testDay, cloud: Cloud = 'global'): LintSetting {
  return { catalog, rules, now: new Date(`${day}T00:00:00Z`), cloud };
}

/** Lints a text as if the user had named it, with the calls of another text declared for it. */
export function lintNamed(text: string, day: string = testDay, cloud: Cloud = 'global', calls?: string): Linted {
  const setting = settingOn(day, cloud);
  if (calls === undefined) return lintText('test.json', text, 'named', setting);
  const declared = callsOfText('test.calls.txt', calls);
  if (declared.faults.length > 0) throw new Error(declared.faults.join('\n'));
  return lintText('test.json', text, 'named', { ...setting, usageOf: usageOfCalls(catalog, () => declared.calls) });
}

/** `rule@line:column message [fix safe: replace /pointer value]`, one line for each finding, in the order of the places. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const lines = findings.map((finding) => {
    const [range] = lineRanges(finding.at.document, [finding.at]);
    const { line, column } = range ?? { line: 0, column: 0 };
    return { line, column, text: `${finding.rule}@${line}:${column} ${finding.message}${fixText(finding)}` };
  });
  lines.sort((a, b) => a.line - b.line || a.column - b.column);
  return lines.map(({ text }) => text);
}

function fixText({ fix, at }: Finding): string {
  if (fix === undefined) return '';
  const editText = (edit: Edit): string => {
    const pointer = pointerText(at.document.spell(edit.pointer));
    return edit.op === 'remove' ? `remove ${pointer}` : `${edit.op} ${pointer} ${JSON.stringify(edit.value)}`;
  };
  return ` [fix ${fix.class}: ${fix.edits.map(editText).join('; ')}]`;
}
