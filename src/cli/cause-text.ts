import type { Command, Step } from '../diagnose/causes/cause-text.js';
import type { Cause } from '../diagnose/diagnosis.js';
import { escapeText } from '../report/escape.js';
import { wrap } from '../report/wrap.js';

/** What is printed of a cause; how sure it is, whoever prints it says in their own words. */
export interface ShownCause extends Pick<Cause, 'title' | 'why' | 'evidence' | 'checks'> {
  readonly steps: readonly Pick<Step, 'text' | 'commands'>[];
}

// A shell takes the name for a comment, so that it may be copied along. The other commands begin with the tool's name.
const toolNames: Readonly<Record<Command['tool'], string | undefined>> = {
  'azure-cli': undefined,
  permlint: undefined,
  'graph-powershell': '# Microsoft Graph PowerShell',
  'exchange-powershell': '# Exchange Online PowerShell',
  'teams-powershell': '# Microsoft Teams PowerShell',
  'sharepoint-powershell': '# SharePoint PowerShell',
};

/**
 * The lines of a cause: its title, why the call is refused, what was seen, the steps with their commands, and what would
 * tell more. Everything is escaped and wrapped; commands stand on lines of their own and are never broken.
 */
export function causeLines({ title, why, evidence, steps, checks }: ShownCause, width: number): string[] {
  return [
    ...wrap(title, width, ''),
    ...wrap(why, width, '  '),
    ...section(
      'Seen',
      evidence.flatMap((each) => hanging('  - ', each, width)),
    ),
    ...section(
      'What to do',
      steps.flatMap(({ text, commands = [] }, at) => {
        const marker = `  ${at + 1}. `;
        return [...hanging(marker, text, width), ...commandLines(commands, ' '.repeat(marker.length + 2))];
      }),
    ),
    ...section(
      'What would tell',
      checks.flatMap((each) => hanging('  - ', each, width)),
    ),
  ];
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}

function hanging(marker: string, text: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(text, width, ' '.repeat(marker.length));
  return [marker + first.trimStart(), ...rest];
}

/** The name of a tool stands once before its commands; that of a shell's own only after those of another tool. */
function commandLines(commands: readonly Command[], indent: string): readonly string[] {
  return commands.flatMap(({ tool, text }, at) => {
    const before = commands[at - 1]?.tool;
    const isAfterNamed = before !== undefined && toolNames[before] !== undefined;
    const name = before === tool ? undefined : (toolNames[tool] ?? (isAfterNamed ? '# In a shell' : undefined));
    const lines = text.split('\n').map((line) => indent + escapeText(line));
    return name === undefined ? lines : [indent + name, ...lines];
  });
}
