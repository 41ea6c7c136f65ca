import { isOpen } from '../model/finding.js';
import { escapeText, withoutCommands } from './escape.js';
import type { LocatedFinding, ReportWriter } from './types.js';

/** `file:line:col: severity rule: message`, one line for each open finding. */
export function createConciseWriter(): ReportWriter {
  return {
    file: ({ file, findings }) =>
      withoutCommands(
        findings
          .filter(isOpen)
          .map((finding) => conciseLine(file, finding))
          .join(''),
      ),
    end: () => '',
  };
}

function conciseLine(file: string, { lines, severity, rule, message }: LocatedFinding): string {
  const place = lines === undefined ? file : `${file}:${lines.line}:${lines.column}`;
  return `${escapeText(`${place}: ${severity} ${rule}: ${message.replace(/\s*\r?\n\s*/g, ' ')}`)}\n`;
}
