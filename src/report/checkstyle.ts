import { isOpen, type Severity } from '../model/finding.js';
import { levelOf } from './levels.js';
import type { LocatedFinding, ReportWriter, RunFacts } from './types.js';
import { attribute, xmlHead } from './xml.js';

/** A report as Checkstyle writes it, which many CI servers read: the files with open findings. */
export function createCheckstyleWriter({ tool, repositoryPath }: RunFacts): ReportWriter {
  let isEmpty = true;
  const head = () => `${xmlHead}<checkstyle version="${attribute(tool.version)}">\n`;
  return {
    file: ({ file, findings }) => {
      const errors = findings.filter(isOpen).map(errorElement);
      if (errors.length === 0) return '';
      const element = `  <file name="${attribute(repositoryPath(file))}">\n${errors.join('')}  </file>\n`;
      const text = isEmpty ? head() + element : element;
      isEmpty = false;
      return text;
    },
    end: () => `${isEmpty ? head() : ''}</checkstyle>\n`,
  };
}

function errorElement({ lines, severity, message, rule }: LocatedFinding): string {
  // Readers of the format expect a line, also where there is none.
  const place = lines === undefined ? 'line="1"' : `line="${lines.line}" column="${lines.column}"`;
  const about = `severity="${checkstyleSeverity(severity)}" message="${attribute(message)}"`;
  return `    <error ${place} ${about} source="${attribute(`permlint.${rule}`)}"/>\n`;
}

function checkstyleSeverity(severity: Severity): 'error' | 'warning' | 'info' {
  const level = levelOf(severity);
  return level === 'note' ? 'info' : level;
}
