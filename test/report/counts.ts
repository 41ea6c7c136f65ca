import type { Log } from 'sarif';
import type { Format } from '../../src/cli/option-table.js';
import { levelOf } from '../../src/report/levels.js';
import { githubCommands } from './ci-commands.js';
import { type Element, readXml } from './read-xml.js';

/** Open findings by level. */
export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

export type MachineFormat = Exclude<Format, 'pretty'>;

const bySeverity = (severities: readonly string[]): Counts =>
  byLevel(
    severities.map((severity) => {
      const known = (['critical', 'high', 'medium', 'low', 'info'] as const).find((each) => each === severity);
      if (known === undefined) throw new Error(`no severity: ${severity}`);
      return levelOf(known);
    }),
  );

function byLevel(levels: readonly string[]): Counts {
  const count = (level: string) => levels.filter((each) => each === level).length;
  const counts = { error: count('error'), warning: count('warning'), note: count('note') };
  if (counts.error + counts.warning + counts.note !== levels.length) throw new Error(`no level among ${levels}`);
  return counts;
}

const elements = (element: Element, name: string): Element[] =>
  element.name === name ? [element] : element.children.flatMap((child) => elements(child, name));

const gitlabSeverities: Readonly<Record<string, string>> = {
  blocker: 'critical',
  critical: 'high',
  major: 'medium',
  minor: 'low',
  info: 'info',
};

/** How each format is read: as its readers do, not as it is written. */
const readers: Readonly<Record<MachineFormat, (text: string) => Counts>> = {
  concise: (text) =>
    bySeverity(text.split('\n').flatMap((line) => /(?<=: )\w+(?= [a-z-]+: )/.exec(line)?.slice(0, 1) ?? [])),
  json: (text) => {
    const { findings }: { findings: { severity: string; waived: unknown }[] } = JSON.parse(text);
    return bySeverity(findings.filter(({ waived }) => waived === null).map(({ severity }) => severity));
  },
  sarif: (text) => {
    const { runs }: Log = JSON.parse(text);
    const open = runs.flatMap(({ results = [] }) =>
      results.filter(({ suppressions = [] }) => suppressions.length === 0),
    );
    return byLevel(open.map(({ level }) => level ?? 'none'));
  },
  github: (text) => byLevel(githubCommands(text).map(({ name }) => (name === 'notice' ? 'note' : name))),
  gitlab: (text) => {
    const issues: { severity: string }[] = JSON.parse(text);
    return bySeverity(issues.map(({ severity }) => gitlabSeverities[severity] ?? ''));
  },
  junit: (text) => {
    const root = readXml(text);
    // What is only worth knowing is told by a test that passes.
    const told = elements(root, 'system-out').map(() => 'info');
    return bySeverity([...elements(root, 'failure').map(({ attributes }) => attributes.type ?? ''), ...told]);
  },
  checkstyle: (text) =>
    byLevel(
      elements(readXml(text), 'error').map(({ attributes: { severity = '' } }) =>
        severity === 'info' ? 'note' : severity,
      ),
    ),
  markdown: (text) => {
    // The heading counts all; the table may be cut.
    const heading = text.split('\n', 1)[0] ?? '';
    const pairs = heading.matchAll(/(\d+) (critical|high|medium|low|info)\b/g);
    return bySeverity([...pairs].flatMap(([, count, severity = '']) => Array<string>(Number(count)).fill(severity)));
  },
};

/** Counts the open findings that a report tells of. */
export function countsIn(format: MachineFormat, text: string): Counts {
  return readers[format](text);
}
