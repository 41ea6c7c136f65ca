import type { Application } from '../model/application.js';
import { type Severity, severities } from '../model/finding.js';
import { type OffsetRange, pointerText } from '../model/place.js';
import { drawFrame } from './code-frame.js';
import { escapeText } from './escape.js';
import { counted, headingParts } from './heading.js';
import { findSecrets } from './mask-secrets.js';
import type { FileResult, LocatedFinding, Paint, ReportWriter, RunFacts, Skipped, Style, Summary } from './types.js';
import { wrap } from './wrap.js';

export interface PrettyOptions {
  readonly width: number;
  /** Whether the terminal shows box signs. */
  readonly unicode: boolean;
  /** Lists findings of severity `info`, too, which are counted only otherwise. */
  readonly verbose: boolean;
  readonly paint: Paint;
}

const styles: Readonly<Record<Severity, Style>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'cyan',
};

/** The report for people: findings below their application, each with the lines it is about. */
export function createPrettyWriter(facts: RunFacts, options: PrettyOptions): ReportWriter {
  const secretsOf = rememberLast(findSecrets);
  return {
    file: (result) => {
      const shown = result.findings.filter(({ severity }) => options.verbose || severity !== 'info');
      return [...groupByApplication(shown, result)]
        .map(([application, findings]) => {
          const sections = findings.map((finding) => renderFinding(finding, secretsOf, facts, options));
          return `${[heading(result.file, application, facts, options), ...sections].join('\n')}\n`;
        })
        .join('');
    },
    end: (summary, skipped) => `${summaryLine(summary, skipped)}\n`,
  };
}

/** A finding without an application belongs to the only one of its file, if there is just one. */
function groupByApplication(findings: readonly LocatedFinding[], { applications }: FileResult) {
  const only = applications.length === 1 ? applications[0] : undefined;
  const groups = new Map<Application | undefined, LocatedFinding[]>();
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
  return `${[options.paint('bold', first), ...rest].join(options.unicode ? ' · ' : ' - ')}\n`;
}

function renderFinding(
  finding: LocatedFinding,
  secretsOf: (text: string) => readonly OffsetRange[],
  facts: RunFacts,
  options: PrettyOptions,
): string {
  const { severity, rule, message, lines, at } = finding;
  const style = styles[severity];
  const { text } = at.document;
  const place = lines === undefined ? pointerText(at.document.spell(at.pointer)) : `${lines.line}:${lines.column}`;
  const word = options.paint(style, severity === 'critical' ? options.paint('bold', severity) : severity);
  const title = [word, options.paint('bold', rule), escapeText(place)].filter((part) => part !== '').join('  ');
  const secrets = text === undefined ? [] : secretsOf(text);
  const frame = drawFrame(finding, { ...options, style, secrets, nameOf: facts.nameOf });
  const body = wrap(message, options.width, '  ');
  return [title, ...frame, ...body, ...related(finding, options), ''].join('\n');
}

function related({ at, related, relatedLines }: LocatedFinding, { width }: PrettyOptions): string[] {
  return (related ?? []).flatMap((place, index) => {
    const lines = relatedLines[index];
    const { document, pointer } = place.at;
    const spot = lines === undefined ? pointerText(document.spell(pointer)) : `${lines.line}:${lines.column}`;
    const file = document.name === at.document.name ? '' : `${document.name}:`;
    return wrap(`see also ${file}${spot}  ${place.message}`, width, '  ');
  });
}

function summaryLine(summary: Summary, skipped: readonly Skipped[]): string {
  const counts = severities
    .filter((each) => summary.findings[each] > 0)
    .map((each) => `${summary.findings[each]} ${each}`);
  const files = counted(summary.files, 'file');
  const unread = skipped.length === 0 ? '' : ` ${counted(skipped.length, 'input')} could not be linted.`;
  if (counts.length === 0) {
    return `No findings in ${counted(summary.applications, 'application')} (${files} looked at).${unread}`;
  }
  const among = summary.applications === 0 ? files : counted(summary.applications, 'application');
  return `${counts.join(', ')} in ${among}. permlint explain <rule> tells more.${unread}`;
}

/** Remembers the last answer: findings come file by file. */
function rememberLast<A, R>(compute: (argument: A) => R): (argument: A) => R {
  let last: { readonly argument: A; readonly result: R } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) };
    return last.result;
  };
}
