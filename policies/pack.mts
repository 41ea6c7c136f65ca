// permlint as a Pulumi policy pack: one policy per rule, so that each has a level of its own in the policy config.
import { PolicyPack, type ResourceValidationArgs, type ResourceValidationPolicy } from '@pulumi/policy';
import { lintPulumiResource, pulumiTypes, type ReportedFinding, type RuleMeta, rules } from '../src/index.js';
import { fingerprint } from './fingerprint.mjs';

const crashRule = 'internal-error';

new PolicyPack('permlint', {
  displayName: 'permlint',
  description:
    'What the API permissions of an app registration are, whether they exist, fit and stay within the limits.',
  policies: rules.map(policyOf),
});

function policyOf({ id, title, category, severity, remedy }: RuleMeta): ResourceValidationPolicy {
  const isBlocking = (severity === 'critical' || severity === 'high') && id !== crashRule;
  return {
    name: id,
    displayName: title,
    description: `${title}.`,
    // Pulumi has no lower severity than low.
    severity: severity === 'info' ? 'low' : severity,
    enforcementLevel: isBlocking ? 'mandatory' : 'advisory',
    remediationSteps: remedy,
    tags: [category],
    validateResource: (args, reportViolation) => {
      if (!pulumiTypes.includes(args.type)) return;
      for (const finding of findingsOf(args)) {
        if (finding.rule === id) reportViolation(messageOf(args, finding));
      }
    },
  };
}

type Finding = Pick<ReportedFinding, 'rule' | 'message' | 'pointer' | 'permission' | 'help'>;

let last: { readonly key: string; readonly findings: readonly Finding[] } | undefined;

/** Each policy gets the same resource anew, one after the other: the first one lints it for all. */
function findingsOf(args: ResourceValidationArgs): readonly Finding[] {
  const { urn, type, name, props } = args;
  try {
    const key = `${urn} ${fingerprint(props)}`;
    if (last?.key !== key) last = { key, findings: lintPulumiResource(type, name, props).findings };
    return last.findings;
  } catch (error) {
    // An exception would take the whole preview down, and what it says may hold a secret.
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    const message = `This resource was not checked: permlint crashed on it (${kind}). This is a bug in permlint; please report it.`;
    return [{ rule: crashRule, message, pointer: '', permission: null, help: `permlint explain ${crashRule}` }];
  }
}

/** The command line prints the message and little else: it has to name the resource, the property and the permission. */
function messageOf({ name }: ResourceValidationArgs, { message, pointer, permission, help }: Finding): string {
  const path = pathOf(pointer);
  const where = path === '' ? name : `${name}, ${path}`;
  const asked = permission?.name ?? null;
  const isNamed = asked === null || message.includes(asked);
  const what = isNamed ? '' : `${permission?.apiName ?? 'API'} ${asked}: `;
  return `${where}: ${what}${message} (${help})`;
}

/** `/requiredResourceAccesses/0/resourceAppId` as a program writes it: `requiredResourceAccesses[0].resourceAppId`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/(^|\/)(\d+)(?=\/|$)/g, '[$2]')
    .replaceAll('/', '.');
}
