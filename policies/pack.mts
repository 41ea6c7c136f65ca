// permlint as a Pulumi policy pack: one policy per rule, so that each has a level of its own in the policy config.
import { PolicyPack, type ResourceValidationPolicy, type StackValidationPolicy } from '@pulumi/policy';
import { escapeText, pulumiTypes, type RuleMeta, rules } from '../src/index.js';
import { readConfig } from './config.mjs';
import { crashRule, dayFault, type Finding, resourceFindings, stackFindings } from './session.mjs';

new PolicyPack('permlint', {
  displayName: 'permlint',
  description:
    'What the API permissions of an app registration are, whether they exist, fit and stay within the limits.',
  policies: rules.map(policyOf),
});

/**
 * A resource is checked by itself as soon as its inputs are there, so that a fault stops it before it is created. What
 * takes other resources to see is told at the end.
 */
function policyOf(rule: RuleMeta): ResourceValidationPolicy & StackValidationPolicy {
  const { id, title, category, severity, remedy } = rule;
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
    ...configSchemaOf(rule),
    validateResource: (args, report) => {
      if (!pulumiTypes.includes(args.type)) return;
      const config = readConfig(rule, args.getConfig());
      const found = resourceFindings(id, args, config.ok ? config.options : undefined);
      const own = found.filter((finding) => finding.rule === id);
      tell(own, (finding) => report(messageOf(args.name, finding)), report);
    },
    validateStack: ({ resources, getConfig }, report) => {
      const config = readConfig(rule, getConfig());
      if (!config.ok) report(`Policy config: ${config.fault} The policy runs without options now.`);
      const fault = id === crashRule ? dayFault() : undefined;
      if (fault !== undefined) report(fault);
      const found = stackFindings(id, resources, config.ok ? config.options : undefined);
      const own = found.filter(({ rule: each }) => each === id);
      tell(own, (finding) => report(messageOf(finding.resource?.name, finding), finding.resource?.urn), report);
    },
  };
}

/** Types are checked by the policy itself, which can say what is allowed. */
function configSchemaOf({ options }: RuleMeta): Pick<ResourceValidationPolicy, 'configSchema'> {
  if (options === undefined) return {};
  const properties = Object.entries(options).map(([name, { effect, allowed }]) => {
    return [name, { description: `${effect} Allowed: ${allowed}.` }];
  });
  return { configSchema: { properties: Object.fromEntries(properties) } };
}

/** An answer to the engine may hold 4 MB, and nobody reads more than a hundred. */
const mostTold = 100;

function tell<T>(findings: readonly T[], tellOne: (finding: T) => void, report: (message: string) => void): void {
  for (const finding of findings.slice(0, mostTold)) tellOne(finding);
  if (findings.length > mostTold)
    report(`${findings.length - mostTold} more of these are not shown; mend the first ${mostTold} to see them.`);
}

/** The command line prints the message and little else: it has to name the resource, the property and the permission. */
function messageOf(resource: string | undefined, { message, pointer, permission, help }: Finding): string {
  const where = [resource, pathOf(pointer)].filter((part) => part !== undefined && part !== '').join(', ');
  const asked = permission?.name ?? null;
  const isNamed = asked === null || message.includes(asked);
  const what = isNamed ? '' : `${permission?.apiName ?? 'API'} ${asked}: `;
  const text = `${where === '' ? '' : `${where}: `}${what}${message} (${help})`;
  // A resource's name may hold anything, line breaks and commands to a terminal or a CI log included.
  return escapeText(text);
}

/** `/requiredResourceAccesses/0/resourceAppId` as a program writes it: `requiredResourceAccesses[0].resourceAppId`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/(^|\/)(\d+)(?=\/|$)/g, '[$2]')
    .replaceAll('/', '.');
}
