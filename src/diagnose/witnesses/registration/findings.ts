// Findings of the linter that explain why consent or sign-in is refused.
import type { Finding } from '../../../model/finding.js';
import { isOpen } from '../../../model/finding.js';
import { cut } from '../../../model/wording.js';
import type { Step } from '../../causes/cause-text.js';
import type { CauseId } from '../../causes/index.js';
import type { Hint } from '../../hint.js';
import { withoutSecrets } from '../../quoted-text.js';

/** Rules about entries that make consent fail for the whole registration. */
const consentRules = [
  'unknown-permission',
  'unknown-api',
  'wrong-api',
  'retired-permission',
  'hidden-permission',
  'disabled-permission',
  'rsc-permission',
  'type-mismatch',
  'empty-api',
  'invalid-manifest',
  'personal-app-role',
  'personal-unsupported',
  'flow-mismatch',
];

/** The AADSTS codes that such findings explain, with the cause that each belongs to and the rules that fit it. */
const explained: readonly { readonly number: number; readonly cause: CauseId; readonly rules: readonly string[] }[] = [
  { number: 65001, cause: 'consent-missing', rules: consentRules },
  { number: 65005, cause: 'resource-not-declared', rules: consentRules },
  {
    number: 650051,
    cause: 'consent-too-long-or-conflict',
    rules: [...consentRules, 'consent-request-size', 'too-many-permissions'],
  },
  { number: 650052, cause: 'resource-not-subscribed', rules: ['unknown-api', 'retired-api', 'wrong-api'] },
  { number: 650053, cause: 'unknown-scope', rules: consentRules },
  {
    number: 650054,
    cause: 'resource-removed',
    rules: ['unknown-api', 'retired-api', 'wrong-api', 'retired-permission'],
  },
  { number: 650056, cause: 'resource-not-declared', rules: consentRules },
  { number: 650057, cause: 'resource-not-declared', rules: ['empty-api', 'unknown-api', 'wrong-api'] },
  { number: 500011, cause: 'resource-not-found', rules: ['unknown-api', 'retired-api', 'wrong-api'] },
  { number: 70011, cause: 'invalid-scope', rules: consentRules },
  { number: 90027, cause: 'token-version', rules: ['token-version'] },
  { number: 9002346, cause: 'audience-mismatch', rules: ['token-version', 'personal-app-role'] },
];

const most = 3;

/** The findings that explain the AADSTS codes of a refusal. */
export function findingHints(aadsts: readonly number[], findings: readonly Finding[]): readonly Hint[] {
  return explained.flatMap(({ number, cause, rules }) => {
    if (!aadsts.includes(number)) return [];
    const own = findingsOf(findings, rules);
    return own.map(
      (finding, index): Hint => ({
        cause,
        weight: 50,
        evidence: findingText(finding),
        ...(index === 0 && { steps: [lintStep] }),
      }),
    );
  });
}

/** What the linter says of entries that make consent fail, as evidence. */
export function consentFindings(findings: readonly Finding[]): readonly string[] {
  return findingsOf(findings, consentRules).map(findingText);
}

function findingsOf(findings: readonly Finding[], rules: readonly string[]): readonly Finding[] {
  return findings.filter((finding) => isOpen(finding) && rules.includes(finding.rule)).slice(0, most);
}

function findingText({ rule, message }: Finding): string {
  return `Lint says ${rule}: ${wholeSentences(withoutSecrets(message), 300)}`;
}

/** As many whole sentences as fit; the first one is cut where it alone is longer. */
function wholeSentences(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = Math.max(...['. ', '? '].map((mark) => text.lastIndexOf(mark, longest - 1)));
  return end < 0 ? cut(text, longest) : text.slice(0, end + 1);
}

const lintStep: Step = {
  text: 'Correct what the linter finds in the registration.',
  commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
};
