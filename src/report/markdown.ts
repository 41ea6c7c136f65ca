import { isOpen, type Severity, severities } from '../model/finding.js';
import { escapeText, withoutCommands } from './escape.js';
import { counted } from './heading.js';
import { placeText } from './place-text.js';
import type { FileResult, LocatedFinding, ReportWriter, RunFacts, Summary } from './types.js';

/** Rows of a table as far as they fit into a report, and how many there are. */
interface Rows {
  readonly rows: string[];
  /** Characters of the rows. */
  length: number;
  /** Rows that there are, kept or not. */
  count: number;
}

// GitHub takes comments of 65,536 characters.
const longest = 60_000;
const longestCell = 1_000;
/** What is kept free for the lines that say how much is missing, and how to learn more. */
const reserve = 300;

const emptyRows = (): Rows => ({ rows: [], length: 0, count: 0 });

/** A comment for a pull request, or a job's summary: a heading with counts, and tables of findings, the worst first. */
export function createMarkdownWriter(facts: RunFacts): ReportWriter {
  const open: Record<Severity, Rows> = {
    critical: emptyRows(),
    high: emptyRows(),
    medium: emptyRows(),
    low: emptyRows(),
    info: emptyRows(),
  };
  const waived = emptyRows();
  return {
    file: (result) => {
      for (const finding of result.findings) {
        if (isOpen(finding)) add(open[finding.severity], openRow(result, finding, facts));
        else if (finding.waived !== undefined && !finding.baselined)
          add(waived, waivedRow(result, finding, finding.waived, facts));
      }
      return '';
    },
    end: (summary, skipped) => {
      const files = emptyRows();
      for (const { file, reason } of skipped) add(files, row([cell(facts.repositoryPath(file)), cell(reason)]));
      let text = `### permlint: ${heading(open, waived, summary)}\n`;
      const append = (title: string, columns: readonly string[], rows: Omit<Rows, 'length'>): void => {
        text += table(title, columns, rows, longest - reserve - text.length);
      };
      append('Findings', ['Severity', 'Rule', 'Place', 'Message'], together(open));
      append('Waived', ['Rule', 'Place', 'Until', 'Reason'], waived);
      append('Not linted', ['File', 'Why'], files);
      const hasRules = waived.count > 0 || severities.some((severity) => open[severity].count > 0);
      if (hasRules && !hasPages(facts)) text += '\n`permlint explain RULE` tells more.\n';
      return withoutCommands(text);
    },
  };
}

function heading(open: Readonly<Record<Severity, Rows>>, waived: Rows, { applications }: Summary): string {
  const counts = severities.flatMap((severity) =>
    open[severity].count === 0 ? [] : [`${open[severity].count} ${severity}`],
  );
  const parts = [
    ...(counts.length === 0 ? ['no findings'] : counts),
    ...(waived.count > 0 ? [`${waived.count} waived`] : []),
  ];
  return `${parts.join(', ')} in ${counted(applications, 'application')}`;
}

/** The rows of all severities, the worst first; after one that is not whole, no lesser one. */
function together(open: Readonly<Record<Severity, Rows>>): Omit<Rows, 'length'> {
  const all = severities.map((severity) => open[severity]);
  const cut = all.findIndex(({ rows, count }) => rows.length < count);
  const kept = cut === -1 ? all : all.slice(0, cut + 1);
  return { rows: kept.flatMap(({ rows }) => rows), count: all.reduce((total, { count }) => total + count, 0) };
}

/** Keeps a row while there is room; once one is left out, so are all that follow. */
function add(to: Rows, text: string): void {
  if (to.rows.length === to.count && to.length + text.length <= longest) {
    to.rows.push(text);
    to.length += text.length;
  }
  to.count += 1;
}

/** A table below its title, in so many characters; nothing without rows, and their number where none fits. */
function table(title: string, columns: readonly string[], { rows, count }: Omit<Rows, 'length'>, room: number): string {
  if (count === 0) return '';
  let text = `\n#### ${title} (${count})\n\n${row(columns)}${row(columns.map(() => '---'))}`;
  let shown = 0;
  for (const each of rows) {
    if (text.length + each.length > room) break;
    text += each;
    shown += 1;
  }
  if (shown === 0) return `\n${title}: ${count}\n`;
  return shown === count ? text : `${text}\nand ${count - shown} more\n`;
}

function openRow({ file }: FileResult, { severity, rule, lines, message }: LocatedFinding, facts: RunFacts): string {
  return row([severity, ruleCell(rule, facts), cell(placeText(facts.repositoryPath(file), lines)), cell(message)]);
}

function waivedRow(
  { file }: FileResult,
  { rule, lines }: LocatedFinding,
  { reason, expires }: NonNullable<LocatedFinding['waived']>,
  facts: RunFacts,
): string {
  const place = cell(placeText(facts.repositoryPath(file), lines));
  return row([ruleCell(rule, facts), place, expires === undefined ? 'for ever' : cell(expires), cell(reason)]);
}

const hasPages = ({ rules, address }: RunFacts): boolean => rules.some(({ id }) => address(id) !== undefined);

function ruleCell(rule: string, { address }: RunFacts): string {
  const page = address(rule);
  return page === undefined ? cell(rule) : `[${cell(rule)}](${page})`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A text as a cell of a table: it stays text, in one line, and names nobody. */
function cell(text: string): string {
  const cut = text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
  return escapeText(cut.replace(/\s*[\r\n]+\s*/g, ' '))
    .replace(/[\\|*_[\]<>#`~&$]/g, '\\$&')
    .replaceAll('@', '@\u{200D}');
}
