import { createCatalog } from '../../src/catalog/catalog.js';
import type { Cloud } from '../../src/catalog/resolve.js';
import { mergeLayers } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { type Configured, configure } from '../../src/configured.js';
import { callsOfText, usageOfCalls } from '../../src/declared-calls.js';
import { type Linted, type LintSetting, lintText } from '../../src/lint.js';
import type { Edit, Finding } from '../../src/model/finding.js';
import { lineRanges, pointerText } from '../../src/model/place.js';
import { rules } from '../../src/rules/index.js';
import { partText } from '../catalog/open.js';

/** The catalog of data/, opened once for each test file. */
export const catalog = createCatalog(partText);

/** The day of every test that names no other. */
const testDay = '2026-11-21';

export function settingOn(day: string = testDay, cloud: Cloud = 'global'): LintSetting {
  return { catalog, rules, now: new Date(`${day}T00:00:00Z`), cloud };
}

/** What stands beside an input of a test. */
export interface Beside {
  readonly day?: string | undefined;
  readonly cloud?: Cloud | undefined;
  /** Calls that are declared for it. */
  readonly calls?: string | undefined;
  /** The config that holds for it. */
  readonly config?: string | undefined;
}

/** Lints a text as if the user had named it. */
export function lintNamed(text: string, { day, cloud, calls, config }: Beside = {}): Linted {
  const setting = settingOn(day, cloud);
  const declared = callsOfText('test.calls.txt', calls ?? '');
  if (calls !== undefined && declared.faults.length > 0) throw new Error(declared.faults.join('\n'));
  const configured = config === undefined ? undefined : configuredBy(config, setting.now);
  const usage = {
    usageOf: usageOfCalls(catalog, (application) => [...declared.calls, ...(configured?.callsOf?.(application) ?? [])]),
  };
  const own = configured && { settingOf: configured.settingOf, waive: configured.openWaivers().waive };
  return lintText('test.json', text, 'named', { ...setting, ...usage, ...own });
}

/** What a config comes to, for files that lie beside it. Throws for a config that is none. */
export function configuredBy(text: string, now = new Date(`${testDay}T00:00:00Z`)): Configured {
  const none = () => ({ fault: 'there is no other file' });
  const loading = loadConfig({ name: 'permlint.yaml', location: '/permlint.yaml', text }, none);
  if (!loading.ok) throw new Error(loading.faults.map(({ message }) => message).join('\n'));
  const configured = configure(mergeLayers(loading.layers), catalog, now, none, ({ name }) => name);
  if (!configured.ok) throw new Error(configured.faults.map(({ message }) => message).join('\n'));
  return configured.value;
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
