import type { Application } from '../model/application.js';
import { type Fix, isAtLeast, isOpen, type Severity, severities } from '../model/finding.js';
import { type Document, type OffsetRange, pointerText } from '../model/place.js';
import { drawFrame } from './code-frame.js';
import { displayWidth } from './display-width.js';
import { escapeText, withoutCommands } from './escape.js';
import { counted, headingParts } from './heading.js';
import { helpFor } from './help.js';
import { listRequests } from './list-requests.js';
import { hiddenRanges } from './mask-secrets.js';
import type { FileResult, LocatedFinding, Paint, ReportWriter, RunFacts, Skipped, Style, Summary } from './types.js';
import { wrap } from './wrap.js';

export interface PrettyOptions {
  readonly width: number;
  /** Whether the terminal shows box signs. */
  readonly unicode: boolean;
  /** Lists what is requested, and findings of severity `info`, too, which are counted only otherwise. */
  readonly verbose: boolean;
  /** Findings that fail the run are listed, whatever their severity. */
  readonly failOn: Severity | undefined;
  /** The classes of fixes that were applied in this run: what is left of them has to be corrected by hand. */
  readonly fixed: readonly Fix['class'][];
  readonly paint: Paint;
  /** Makes a text a link, where links are shown. */
  readonly link: (text: string, address: string | undefined) => string;
}

const styles: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'cyan',
};

/** What a report has listed so far, and what it has only counted. */
interface Listed {
  /** The first of the worst findings that are listed. */
  worst: LocatedFinding | undefined;
  /** Numbers of findings that are not listed, by rule. */
  readonly hidden: Map<string, number>;
}

/** The report for people: findings below their application, each with the lines it is about. */
export function createPrettyWriter(facts: RunFacts, options: PrettyOptions): ReportWriter {
  const secretsOf = rememberLast();
  const listed: Listed = { worst: undefined, hidden: new Map() };
  return {
    file: (result) => {
      const shown = result.findings.filter((finding) => isListed(finding, listed, options));
      return [...groupByApplication(shown, result, options.verbose)]
        .map(([application, findings]) => {
          const requests = options.verbose && application ? listRequests(application, result, facts) : [];
          const sections = findings.map((finding) => renderFinding(finding, secretsOf, facts, options));
          const parts = [heading(result.file, application, facts, options), ...requests, ...sections];
          return withoutCommands(`${parts.join('\n')}\n`);
        })
        .join('');
    },
    end: (summary, skipped) => `${summaryLine(summary, skipped, listed)}\n`,
  };
}

/** Whether a finding is listed; keeps count of both. */
function isListed(finding: LocatedFinding, listed: Listed, { verbose, failOn }: PrettyOptions): boolean {
  const { rule, severity, waived, baselined } = finding;
  if (baselined === true) return false;
  if (waived !== undefined) return true;
  if (!verbose && severity === 'info' && failOn !== 'info') {
    listed.hidden.set(rule, (listed.hidden.get(rule) ?? 0) + 1);
    return false;
  }
  if (listed.worst === undefined || !isAtLeast(listed.worst.severity, severity)) listed.worst = finding;
  return true;
}

/** A finding without an application belongs to the only one of its file, if there is just one. */
function groupByApplication(findings: readonly LocatedFinding[], { applications }: FileResult, withAll: boolean) {
  const only = applications.length === 1 ? applications[0] : undefined;
  const groups = new Map<Application | undefined, LocatedFinding[]>();
  if (withAll) for (const application of applications) groups.set(application, []);
  for (const finding of findings) {
    const application = finding.application ?? only;
    const group = groups.get(application);
    if (group === undefined) groups.set(application, [finding]);
    else group.push(finding);
  }
  return groups;
}

function heading(file: string, application: Application | undefined, facts: RunFacts, options: PrettyOptions): string {
  const [first = '', ...rest] = headingParts(file, application, facts.apiNameOf).map(escapeText);
  const separator = options.unicode ? ' · ' : ' - ';
  const isWide = displayWidth([first, ...rest].join(separator)) > options.width;
  if (!isWide) return `${[options.paint('bold', first), ...rest].join(separator)}\n`;
  return `${[options.paint('bold', first), ...wrap(rest.join(separator), options.width, '  ')].join('\n')}\n`;
}

function renderFinding(
  finding: LocatedFinding,
  secretsOf: (document: Document) => readonly OffsetRange[],
  facts: RunFacts,
  options: PrettyOptions,
): string {
  if (!isOpen(finding)) return renderWaived(finding, facts, options);
  const { severity, message, at } = finding;
  const style = styles[severity];
  const word = options.paint(style, severity === 'critical' ? options.paint('bold', severity) : severity);
  const title = titleOf(word, finding, facts, options);
  const secrets = secretsOf(at.document);
  const frame = drawFrame(finding, { ...options, style, secrets, nameOf: facts.nameOf });
  const body = withFixable(wrap(message, textWidth(options), '  '), finding, options);
  return [title, ...frame, ...body, ...related(finding, options), ''].join('\n');
}

/** Severity, rule and place in a line; the rule leads to its page where that has an address. */
function titleOf(word: string, { rule, lines, at }: LocatedFinding, facts: RunFacts, { paint, link }: PrettyOptions) {
  const place = lines === undefined ? pointerText(at.document.spell(at.pointer)) : `${lines.line}:${lines.column}`;
  const name = link(paint('bold', rule), facts.address(rule));
  return [word, name, escapeText(place)].filter((part) => part !== '').join('  ');
}

/** What was accepted on purpose is one line and its reason; the message only where everything is listed. */
function renderWaived(finding: LocatedFinding, facts: RunFacts, options: PrettyOptions): string {
  const { waived, message, permission } = finding;
  const { reason, expires, owner, ticket } = waived ?? { reason: '', expires: undefined };
  const what = permission?.name === undefined || permission.name === null ? '' : `${permission.name}, `;
  const end = expires === undefined ? 'for good' : `until ${expires}`;
  const who = [owner, ticket].filter((each) => each !== undefined).join(', ');
  const text = `${what}${end}: ${reason}${who === '' ? '' : ` (${who})`}`;
  const more = options.verbose ? wrap(message, textWidth(options), '  ') : [];
  return [titleOf('waived', finding, facts, options), ...wrap(text, textWidth(options), '  '), ...more, ''].join('\n');
}

/** Lines of text that are longer are hard to read. */
const textWidth = ({ width }: PrettyOptions): number => Math.min(width, 100);

/** How the finding can be fixed, at the end of its message, or in a line of its own where that is full. */
function withFixable(body: readonly string[], finding: LocatedFinding, options: PrettyOptions): readonly string[] {
  const { fix, at } = finding;
  if (fix === undefined || options.fixed.includes(fix.class) || at.document.change?.(fix.edits) === undefined) {
    return body;
  }
  const note = `fixable: ${fix.class === 'safe' ? '--fix' : '--fix=unsafe'}`;
  const last = `${body.at(-1) ?? ''}    ${note}`;
  return displayWidth(last) <= textWidth(options) ? [...body.slice(0, -1), last] : [...body, `  ${note}`];
}

function related({ at, related, relatedLines }: LocatedFinding, options: PrettyOptions): string[] {
  return (related ?? []).flatMap((place, index) => {
    const lines = relatedLines[index];
    const { document, pointer } = place.at;
    const spot = lines === undefined ? pointerText(document.spell(pointer)) : `${lines.line}:${lines.column}`;
    const file = document.name === at.document.name ? '' : `${document.name}:`;
    return wrap(`see also ${file}${spot}  ${place.message}`, textWidth(options), '  ');
  });
}

function summaryLine(summary: Summary, skipped: readonly Skipped[], { worst, hidden }: Listed): string {
  const counts = severities
    .filter((each) => summary.findings[each] > 0)
    .map((each) => `${summary.findings[each]} ${each}`);
  const files = counted(summary.files, 'file');
  const unread = skipped.length === 0 ? '' : ` ${counted(skipped.length, 'input')} could not be linted.`;
  const accepted = acceptedText(summary);
  if (counts.length === 0) {
    return `No findings in ${counted(summary.applications, 'application')} (${files} looked at).${accepted}${unread}`;
  }
  const among = summary.applications === 0 ? files : counted(summary.applications, 'application');
  const more = worst === undefined ? '' : ` ${helpFor(worst.rule)} tells more.`;
  return `${counts.join(', ')}${hiddenText(hidden)} in ${among}.${accepted}${more}${unread}`;
}

/** What was found and does not count. */
function acceptedText({ waived, baselined }: Summary): string {
  const parts = [waived > 0 ? `${waived} waived` : '', baselined > 0 ? `${baselined} in the baseline` : ''];
  const text = parts.filter((part) => part !== '').join(', ');
  return text === '' ? '' : ` Besides: ${text}.`;
}

/** What is counted and not listed; severity `info` is the last that is counted. */
function hiddenText(hidden: ReadonlyMap<string, number>): string {
  const rules = [...hidden].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `${rule} ${count}`);
  return rules.length === 0 ? '' : ` (not shown: ${rules.join(', ')}; -v lists them)`;
}

/** Remembers the last answer: findings come file by file. */
function rememberLast(): (document: Document) => readonly OffsetRange[] {
  let last: { readonly text: string; readonly ranges: readonly OffsetRange[] } | undefined;
  return ({ text, hidden }) => {
    if (text === undefined) return [];
    if (last?.text !== text) last = { text, ranges: hiddenRanges(text, hidden?.() ?? []) };
    return last.ranges;
  };
}
