import { code, escapeMarkdown, table } from './markdown.mjs';
import { fixText, generated } from './rule-page.mjs';

/**
 * @typedef {import('./examples.mjs').Examples} Examples
 * @typedef {import('../../src/rules/define-rule.js').Rule} Rule
 */

/** @type {Readonly<Record<import('../../src/rules/define-rule.js').Category, string>>} */
const questions = {
  resolve: 'Does the permission exist, and does it stand below the right API?',
  type: 'Does its kind fit: delegated for a signed-in user, application for a daemon?',
  limits: 'Are there more of them than the service takes?',
  'least-privilege': 'Would less do?',
  shape: 'Is the registration written so that the service takes it?',
  policy: 'Does it keep to what the organisation has laid down in `permlint.yaml`?',
  grants: 'What is consented to beside what is asked for?',
  run: 'Could everything be checked?',
};

const severities = `| severity | means | fails a run by default |
| --- | --- | --- |
| critical | the tenant can be taken over | yes |
| high | deployment, consent or sign-in will fail, or the organisation forbids it | yes |
| medium | more power than needed, or something that does not work | no |
| low | worth tidying | no |
| info | worth knowing | no |`;

/** @param {readonly { rule: Rule, examples: Examples }[]} shown @returns {string} the list of all rules */
export function indexPage(shown) {
  const categories = [...new Set(shown.map(({ rule }) => rule.category))];
  const sections = categories.map((category) => {
    const rows = shown
      .filter(({ rule }) => rule.category === category)
      .map(({ rule, examples }) => [
        `[${code(rule.id)}](${rule.id}.md)`,
        rule.severity,
        escapeMarkdown(rule.title),
        fixText(examples),
      ]);
    return `## ${category}\n\n${questions[category] ?? ''}\n\n${table(['rule', 'severity', 'says', 'fix'], rows)}`;
  });
  return `${generated}

# Rules

${code('permlint explain RULE')} says on the command line what these pages say. Each has one severity, which
${code('permlint.yaml')} may change; ${code('--fail-on')} and ${code('failOn')} set from which one on a run fails.

${severities}

${sections.join('\n\n')}
`;
}
