import { isOpen } from '../model/finding.js';
import { escapeText } from './escape.js';
import { type Level, levelOf } from './levels.js';
import { placeText } from './place-text.js';
import type { LocatedFinding, ReportWriter, RunFacts } from './types.js';

const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** So many annotations of each level wait for their turn. GitHub shows far fewer, and memory has an end. */
const mostHeld = 5_000;

/** Annotations of GitHub Actions for the open findings: errors first, since only some of a step are shown. */
export function createGithubWriter({ repositoryPath }: RunFacts): ReportWriter {
  const lines: Record<Level, string[]> = { error: [], warning: [], note: [] };
  return {
    file: ({ file, findings }) => {
      const path = repositoryPath(file);
      let text = '';
      for (const finding of findings) {
        if (!isOpen(finding)) continue;
        const held = lines[levelOf(finding.severity)];
        if (held.length < mostHeld) held.push(annotation(path, finding));
        else text += annotation(path, finding);
      }
      return text;
    },
    end: () => [...lines.error, ...lines.warning, ...lines.note].join(''),
  };
}

function annotation(path: string, { lines, rule, severity, message }: LocatedFinding): string {
  const properties: [name: string, value: string][] = [['file', path]];
  if (lines !== undefined) {
    properties.push(['line', String(lines.line)], ['endLine', String(lines.endLine)]);
    // GitHub takes columns only of a place on one line.
    const isOneLine = lines.line === lines.endLine;
    if (isOneLine) properties.push(['col', String(lines.column)], ['endColumn', String(lines.endColumn)]);
  }
  properties.push(['title', rule]);
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',');
  // The log shows the message alone: without place and rule there, nobody could find it.
  const text = `${placeText(path, lines)} ${rule}: ${message}`;
  return `::${commands[levelOf(severity)]} ${written}::${escapeData(text)}\n`;
}

/** The message of a command: its line breaks stay, everything else unsafe is shown as text. */
function escapeData(text: string): string {
  return text.split(/\r?\n/).map(escapeText).join('\n').replace(/%/g, '%25').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replace(/%/g, '%25').replace(/:/g, '%3A').replace(/,/g, '%2C');
}
