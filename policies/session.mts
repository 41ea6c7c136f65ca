// What the engine has shown so far. Every policy gets the same resource anew, one policy after the other: the first one
// lints it for all. The inputs are kept for the end, when the stack is shown with outputs, in which whatever the
// provider computes is not known yet although nobody left it open.
import type { PolicyProviderResource, PolicyResource, ResourceValidationArgs } from '@pulumi/policy';
import {
  type Cloud,
  lintPulumiResource,
  lintPulumiResources,
  type PulumiFinding,
  type PulumiResource,
  pulumiTypes,
  type ReportedFinding,
  type RuleOptions,
} from '../src/index.js';

/** What a policy reports of a finding. */
export type Finding = Pick<ReportedFinding, 'rule' | 'message' | 'pointer' | 'permission' | 'help'>;

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
  options: RuleOptions | undefined,
): readonly Finding[] {
  const before = resources.get(args.urn);
  const isShownAgain = before === undefined || before.asked.has(policy);
  const shown = isShownAgain ? lintAlone(args) : before;
  shown.asked.add(policy);
  resources.set(args.urn, shown);
  return options === undefined ? shown.findings : lintAlone(args, options).findings;
}

function lintAlone({ urn, type, name, props, provider }: ResourceValidationArgs, rules?: RuleOptions): ShownResource {
  const asked = new Set<string>();
  try {
    const setting = { now: dayOfRun(), cloud: cloudOf(provider), ...(rules && { rules }) };
    const { findings } = lintPulumiResource({ urn, type, name, props }, setting);
    return { props, findings, asked, crashed: false };
  } catch (error) {
    return { props, findings: [crash(error, 'This resource was not checked')], asked, crashed: true };
  }
}

let stack: Shown<StackFinding> | undefined;

/** The findings that take several resources of the stack to see. */
export function stackFindings(
  policy: string,
  all: readonly PolicyResource[],
  options: RuleOptions | undefined,
): readonly StackFinding[] {
  if (stack === undefined || stack.asked.has(policy)) stack = { findings: lintTogether(all), asked: new Set() };
  stack.asked.add(policy);
  return options === undefined ? stack.findings : lintTogether(all, options);
}

function lintTogether(all: readonly PolicyResource[], rules?: RuleOptions): readonly StackFinding[] {
  try {
    const read = all.filter(({ type, urn }) => pulumiTypes.includes(type) && !resources.get(urn)?.crashed);
    const names = new Map(read.map(({ urn, name }) => [urn, { urn, name }]));
    return byCloud(read).flatMap(([cloud, own]) => {
      const setting = { now: dayOfRun(), cloud, ...(rules && { rules }) };
      const found = lintPulumiResources(own.map(resourceOf), setting);
      return found.filter(isForTheEnd).flatMap((finding) => {
        const resource = names.get(finding.resource);
        return resource === undefined ? [] : [{ ...finding, resource }];
      });
    });
  } catch (error) {
    return [crash(error, 'The resources of this stack were not checked together')];
  }
}

/** What could not be checked is known only at the end, and so is which resource it waits for. */
function isForTheEnd({ isJoint, rule }: PulumiFinding): boolean {
  return isJoint || rule === 'undecided';
}

/** Resources that were only read have no inputs: their outputs are all there is. */
function resourceOf({ urn, type, name, props: outputs, propertyDependencies }: PolicyResource): PulumiResource {
  const urns = Object.entries(propertyDependencies).map(([key, own]) => [key, own.map((each) => each.urn)] as const);
  const inputs = resources.get(urn);
  return {
    urn,
    type,
    name,
    props: inputs === undefined ? outputs : inputs.props,
    outputs,
    propertyDependencies: Object.fromEntries(urns),
  };
}

function byCloud(all: readonly PolicyResource[]): readonly (readonly [Cloud, readonly PolicyResource[]])[] {
  const clouds = new Set(all.map(({ provider }) => cloudOf(provider)));
  return [...clouds].map((cloud) => [cloud, all.filter(({ provider }) => cloudOf(provider) === cloud)]);
}

/** The environments of the azuread provider, which is configured with one or takes it from ARM_ENVIRONMENT. */
const environments: Readonly<Record<string, Cloud>> = {
  usgovernment: 'usgov',
  usgovernmentl4: 'usgov',
  dod: 'usgov-dod',
  usgovernmentl5: 'usgov-dod',
  china: 'china',
};

function cloudOf(provider: PolicyProviderResource | undefined): Cloud {
  const configured = provider === undefined ? undefined : textOf(provider.props, 'environment');
  return environments[(configured ?? process.env.ARM_ENVIRONMENT ?? '').toLowerCase()] ?? 'global';
}

/** `PERMLINT_NOW` where it is set, as on the command line, so that a run can be repeated; else today. */
function dayOfRun(): Date {
  const fixed = new Date(process.env.PERMLINT_NOW ?? '');
  return Number.isNaN(fixed.getTime()) ? new Date() : fixed;
}

function textOf(props: object, key: string): string | undefined {
  try {
    const value: unknown = Reflect.get(props, key);
    return typeof value === 'string' ? value : undefined;
  } catch {
    // Not known yet.
    return undefined;
  }
}

/** An exception would take the whole preview down, and what it says may hold a secret. */
function crash(error: unknown, what: string): Finding {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const message = `${what}: permlint crashed (${kind}). This is a bug in permlint; please report it.`;
  return { rule: crashRule, message, pointer: '', permission: null, help: `permlint explain ${crashRule}` };
}
