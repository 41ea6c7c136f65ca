import type { ReportingDescriptor } from 'sarif';
import { isAboutSecurity, levelOf, securityScore } from './levels.js';
import type { RuleFacts, RunFacts } from './types.js';

/** GitHub cuts descriptions here. */
const longestDescription = 1_024;

const problemSeverities = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

/** What a SARIF log says of a rule, whether it fired or not. */
export function sarifRule(rule: RuleFacts, { address, help }: RunFacts): ReportingDescriptor {
  const { id, title, why, remedy, category, severity } = rule;
  const level = levelOf(severity);
  const score = securityScore(rule);
  const helpUri = address(id);
  const more = help(id);
  return {
    id,
    name: id.replace(/(?:^|-)(.)/g, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: cut(title) },
    fullDescription: { text: cut(why) },
    help: {
      text: `${why}\n\nWhat to do: ${remedy}\n\nMore: ${more}`,
      markdown: `${markdown(why)}\n\n**What to do:** ${markdown(remedy)}\n\n**More:** ${linkOrCode(more)}`,
    },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level },
    properties: {
      tags: isAboutSecurity(rule) ? ['security', category] : [category],
      precision: 'high',
      ...(score === undefined ? { 'problem.severity': problemSeverities[level] } : { 'security-severity': score }),
    },
  };
}

function cut(text: string): string {
  return text.length > longestDescription ? `${text.slice(0, longestDescription - 1)}…` : text;
}

const markdown = (text: string): string => text.replace(/[\\`*_[\]<>#]/g, '\\$&');

const linkOrCode = (more: string): string => (more.startsWith('https://') ? `<${more}>` : `\`${more}\``);
