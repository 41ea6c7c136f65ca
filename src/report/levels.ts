import type { Severity } from '../model/finding.js';
import type { RuleFacts } from './types.js';

/** The three levels that most formats know; each spells the last one its own way. */
export type Level = 'error' | 'warning' | 'note';

const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The level of a severity. */
export function levelOf(severity: Severity): Level {
  return levels[severity];
}

// What hands power to whoever holds the application is security; everything else is about whether it works.
const securityCategories: readonly string[] = ['least-privilege', 'policy', 'grants'];

const scores: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: undefined,
};

/** Whether a rule is about security. */
export function isAboutSecurity({ category }: RuleFacts): boolean {
  return securityCategories.includes(category);
}

/** The score by which GitHub sorts the alerts of a rule about security; undefined for all others. */
export function securityScore(rule: RuleFacts): string | undefined {
  return isAboutSecurity(rule) ? scores[rule.severity] : undefined;
}
