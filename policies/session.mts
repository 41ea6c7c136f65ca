// What the engine has shown so far. Every policy gets the same resource anew, one policy after the other: the first one
// lints it for all. The inputs are kept for the end, when the stack is shown with outputs, in which whatever the
// provider computes is not known yet although nobody left it open.
import type { PolicyProviderResource, PolicyResource, ResourceValidationArgs } from '@pulumi/policy';
import {
  type Cloud,
  helpFor,
  type LintConfig,
  lintPulumiResource,
  lintPulumiResources,
  type OptionValues,
  type PulumiFinding,
  type PulumiResource,
  parseDay,
  pulumiTypes,
  type ReportedFinding,
  type RuleOptions,
} from '../src/index.js';
import { teamConfig } from './team-config.mjs';

/** What a policy reports of a finding. */
export type Finding = Pick<ReportedFinding, 'rule' | 'severity' | 'message' | 'pointer' | 'permission' | 'help'>;

/** A finding that takes several resources to see, at one of them; without a resource it is about the stack. */
export interface StackFinding extends Finding {
  readonly resource?: { readonly urn: string; readonly name: string };
}

export const crashRule = 'internal-error';

interface Shown<T> {
  readonly findings: readonly T[];
  /** The policies that asked for the findings; one that asks again is shown the resource for another time. */
  readonly asked: Set<string>;
}

interface ShownResource extends Shown<Finding> {
  readonly props: unknown;
  readonly crashed: boolean;
}

const resources = new Map<string, ShownResource>();

/** The findings of a resource by itself, for a policy that may have options of its own. */
export function resourceFindings(
  policy: string,
  args: ResourceValidationArgs,
  options: OptionValues | undefined,
): readonly Finding[] {
  const before = resources.get(args.urn);
  const isShownAgain = before === undefined || before.asked.has(policy);
  const shown = isShownAgain ? lintAlone(args) : before;
  shown.asked.add(policy);
  resources.set(args.urn, shown);
  const { findings } = options === undefined ? shown : lintAlone(args, { [policy]: options });
  return findings.filter(({ severity }) => !isForTheEnd({ isJoint: false, severity }));
}

function lintAlone(
  { urn, type, name, props, provider }: ResourceValidationArgs,
  rules: RuleOptions = {},
): ShownResource {
  const asked = new Set<string>();
  try {
    const setting = { now: dayOfRun(), cloud: cloudOf(provider), rules, ...ownConfig() };
    const { findings } = lintPulumiResource({ urn, type, name, props }, setting);
    return { props, findings: findings.filter(isOpen), asked, crashed: false };
  } catch (error) {
    return { props, findings: [crash(error, 'This resource was not checked')], asked, crashed: true };
  }
}

let stack: Shown<StackFinding> | undefined;

/** The findings that take several resources of the stack to see. */
export function stackFindings(
  policy: string,
  all: readonly PolicyResource[],
  options: OptionValues | undefined,
): readonly StackFinding[] {
  if (stack === undefined || stack.asked.has(policy)) stack = { findings: lintTogether(all), asked: new Set() };
  stack.asked.add(policy);
  return options === undefined ? stack.findings : lintTogether(all, { [policy]: options });
}

function lintTogether(all: readonly PolicyResource[], rules: RuleOptions = {}): readonly StackFinding[] {
  try {
    const read = all.filter(({ type, urn }) => pulumiTypes.includes(type) && !resources.get(urn)?.crashed);
    const names = new Map(read.map(({ urn, name }) => [urn, { urn, name }]));
    const found = byCloud(read).flatMap(([cloud, own]) => {
      const setting = { now: dayOfRun(), cloud, rules, ...ownConfig() };
      return lintPulumiResources(own.map(resourceOf), setting);
    });
    const atResources = found
      .filter(isOpen)
      .filter(isForTheEnd)
      .flatMap((finding) => {
        const resource = names.get(finding.resource);
        return resource === undefined ? [] : [{ ...finding, resource }];
      });
    return [...atResources, ...configFindings()];
  } catch (error) {
    return [crash(error, 'The resources of this stack were not checked together')];
  }
}

/** The option `config` of a run, where PERMLINT_CONFIG names one. */
function ownConfig(): { readonly config?: LintConfig } {
  const { config } = teamConfig(dayOfRun());
  return config === undefined ? {} : { config };
}

/** What a waiver accepts is no violation. */
function isOpen({ waived }: Pick<ReportedFinding, 'waived'>): boolean {
  return waived === null;
}

/** What there is to say of the waivers, and of a config that cannot be used: then nothing that it denies is told. */
function configFindings(): readonly StackFinding[] {
  const { config, fault } = teamConfig(dayOfRun());
  if (fault !== undefined) return [{ ...runFinding('denied-permission', fault), severity: 'high' }];
  return (config?.waiverFindings() ?? []).map(({ rule, message, file, line }) =>
    runFinding(rule, `${file}:${line ?? 1}: ${message}`),
  );
}

function runFinding(rule: string, message: string): Finding {
  return { rule, severity: 'medium', message, pointer: '', permission: null, help: helpFor(rule) };
}

/** What is worth knowing stops nothing, and the stack may explain it: what could not be checked, an API of one's own. */
function isForTheEnd({ isJoint, severity }: Pick<PulumiFinding, 'isJoint' | 'severity'>): boolean {
  return isJoint || severity === 'info';
}

/** Resources that were only read have no inputs: their outputs are all there is. */
function resourceOf({ urn, type, name, opts, props: outputs, propertyDependencies }: PolicyResource): PulumiResource {
  const urns = Object.entries(propertyDependencies).map(([key, own]) => [key, own.map((each) => each.urn)] as const);
  const inputs = resources.get(urn);
  return {
    urn,
    type,
    name,
    props: inputs === undefined ? outputs : inputs.props,
    outputs,
    isPart: inputs === undefined || opts.ignoreChanges.some((path) => /^(?:\*|requiredResourceAccesses)/.test(path)),
    propertyDependencies: Object.fromEntries(urns),
  };
}

function byCloud(all: readonly PolicyResource[]): readonly (readonly [Cloud, readonly PolicyResource[]])[] {
  const groups = new Map<Cloud, PolicyResource[]>();
  for (const each of all) {
    const cloud = cloudOf(each.provider);
    const group = groups.get(cloud);
    if (group === undefined) groups.set(cloud, [each]);
    else group.push(each);
  }
  return [...groups];
}

/** The environments of the azuread provider (its schema, 6.9.1); `public` and `global` are the same. */
const environments: ReadonlyMap<unknown, Cloud> = new Map([
  ['public', 'global'],
  ['global', 'global'],
  ['usgovernment', 'usgov'],
  ['usgovernmentl4', 'usgov'],
  ['dod', 'usgov-dod'],
  ['usgovernmentl5', 'usgov-dod'],
  ['china', 'china'],
]);

/** The cloud of a provider: as it is configured, or by ARM_ENVIRONMENT. */
function cloudOf(provider: PolicyProviderResource | undefined): Cloud {
  const environment = environmentOf(provider) ?? process.env.ARM_ENVIRONMENT ?? 'public';
  // In one that is not known an unknown id is no proof of a mistake, as in any but the public one.
  return environments.get(environment.toLowerCase()) ?? 'usgov';
}

function environmentOf(provider: PolicyProviderResource | undefined): string | undefined {
  try {
    const environment: unknown = provider?.props.environment;
    return environment === undefined || environment === null ? undefined : String(environment);
  } catch {
    return 'not known yet';
  }
}

/** What is wrong with PERMLINT_NOW, which sets the day of a run as on the command line. */
export function dayFault(): string | undefined {
  const { PERMLINT_NOW: fixed = '' } = process.env;
  if (fixed === '' || parseDay(fixed) !== undefined) return undefined;
  return `PERMLINT_NOW is ${JSON.stringify(fixed.slice(0, 80))}; expected is a date such as 2026-11-20. Today counts instead.`;
}

function dayOfRun(): Date {
  return parseDay(process.env.PERMLINT_NOW ?? '') ?? new Date();
}

/** An exception would take the whole preview down, and what it says may hold a secret. */
function crash(error: unknown, what: string): Finding {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const message = `${what}: permlint crashed (${kind}). This is a bug in permlint; please report it.`;
  return { ...runFinding(crashRule, message), severity: 'high' };
}
