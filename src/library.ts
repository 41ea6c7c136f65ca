import { createCatalog } from './catalog/catalog.js';
import { parts } from './catalog/parts.generated.js';
import { type Cloud, clouds } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import { callsOfLines, usageOfCalls } from './declared-calls.js';
import type { PulumiResource } from './input/pulumi/values.js';
import { type LintConfig, settingOfConfig } from './library-config.js';
import { type Linted, type LintSetting, lintValue } from './lint.js';
import { lintFiles as lintAll, lintJson, type NamedText } from './lint-files.js';
import { lintProgram } from './lint-program.js';
import { lintPulumi, lintPulumiResources as lintStack } from './lint-pulumi.js';
import { helpFor } from './report/help.js';
import { type JsonFinding, jsonFinding } from './report/json.js';
import { locateFindings } from './report/locate-findings.js';
import type { RuleOptions } from './rules/define-rule.js';
import { rules } from './rules/index.js';

/** The catalog that ships with permlint: every API and permission that it knows. */
export const catalog: Catalog = createCatalog((part) => parts[part]);

/** What a caller may set. */
export interface LintOptions {
  /** What findings call the input [default: `<input>`]. */
  readonly name?: string;
  /** The day that retirements are judged by [default: today]. */
  readonly now?: Date;
  /** The cloud that the registration is for [default: `global`]; in the others an unknown id is no finding. */
  readonly cloud?: Cloud;
  /** Another catalog, made by `createCatalog`. */
  readonly catalog?: Catalog;
  /** What to set of single rules, by rule id. */
  readonly rules?: RuleOptions;
  /** The calls that the application makes: `GET /users/{id}`. Then what it requests is held against them. */
  readonly calls?: readonly string[];
  /** A `permlint.yaml`, by `readConfig`. Findings that it waives come back with `waived` set. */
  readonly config?: LintConfig;
}

/** What linting one input gave. */
export interface LintReport {
  /** As in the JSON report, by line, column and rule. */
  readonly findings: readonly JsonFinding[];
  /** How many registrations the input holds. */
  readonly applications: number;
  /** Why nothing was linted: "holds no app registration". Null when something was. */
  readonly passedOver: string | null;
}

/**
 * Lints a manifest: its text, or an object as `JSON.parse` returns it (then findings have pointers and no lines). Takes
 * every format that the command line takes. Never prints, reads a file, or throws for a fault in the input: text that
 * does not parse is a `parse-error` finding. Throws a TypeError for an option that is none.
 *
 * @example
 * const { findings } = lint(await readFile('aad.manifest.json', 'utf8'), { name: 'aad.manifest.json' });
 * for (const { line, rule, message } of findings) console.log(`${line}: ${rule}: ${message}`);
 */
export function lint(input: string | object, options: LintOptions = {}): LintReport {
  const name = options.name ?? '<input>';
  const setting = settingOf(options);
  if (typeof input === 'string') return reportOf(name, lintJson({ name, text: input }, setting));
  const linted = lintValue(name, input, setting);
  return reportOf(name, linted.program === undefined ? linted : lintProgram(linted.program, setting));
}

/** What linting one of several files gave. */
export interface FileReport extends LintReport {
  readonly file: string;
}

/**
 * Lints files together, in every form that the command line takes: JSON is known by what it holds, Terraform (`.tf`,
 * `.tfvars`), Bicep and Pulumi programs in YAML by the ending of the name. Files of one folder that make up a Terraform
 * module or a tenant's export are read as one. One report for each file, in their order; a finding stands in the report of
 * the file that it is about. Reads no file itself, and does not throw for what is in one.
 *
 * @example
 * const files = ['main.tf', 'variables.tf'].map((name) => ({ name, text: readFileSync(name, 'utf8') }));
 * for (const { file, findings } of await lintFiles(files)) console.log(file, findings.length);
 */
export async function lintFiles(
  files: readonly NamedText[],
  options: Omit<LintOptions, 'name'> = {},
): Promise<readonly FileReport[]> {
  const all = await lintAll(files, settingOf(options));
  const findings = all.flatMap((linted) => linted.findings);
  return files.map(({ name }, index) => {
    const linted = all[index] ?? { applications: [], applicationCount: 0, findings: [], crashed: false };
    const own = findings.filter(({ at }) => at.document.name === name);
    return { file: name, ...reportOf(name, { ...linted, findings: own }) };
  });
}

/**
 * Lints the inputs of one Pulumi resource, as a policy (`args`) or a test with mocks has them. Values that are not known
 * yet raise nothing and hide nothing. Findings have pointers in the provider's property names, no fixes, and no text of
 * the resource but ids, and names that are in the catalog or nearly so: all others may have been secrets. What only other
 * resources tell, such as the audience of a split registration, is left open: see `lintPulumiResources`. Types outside
 * `pulumiTypes` are passed over.
 *
 * @example
 * const { findings } = lintPulumiResource(args);
 * for (const { pointer, message } of findings) reportViolation(`${args.name} ${pointer}: ${message}`);
 */
export function lintPulumiResource(resource: PulumiResource, options: Omit<LintOptions, 'name'> = {}): LintReport {
  return reportOf(resource.name, lintPulumi(resource, settingOf(options)));
}

/** A finding at one of several Pulumi resources. */
export interface PulumiFinding extends JsonFinding {
  /** The URN of the resource that it stands at, or its name where it has none. */
  readonly resource: string;
  /** Whether it takes other resources to see it: `lintPulumiResource` does not give it for this one alone. */
  readonly isJoint: boolean;
}

/**
 * Lints the resources of a stack together. A registration that is split over several (azuread's
 * `ApplicationRegistration` and `ApplicationApiAccess`) is checked as one, and grants are held against what their
 * application asks for. Which resources belong together is told by `propertyDependencies`, which are known before any
 * id is, else by the ids in `outputs`. The findings are as those of `lintPulumiResource`, in the order of the
 * registrations.
 */
export function lintPulumiResources(
  resources: readonly PulumiResource[],
  options: Omit<LintOptions, 'name'> = {},
): readonly PulumiFinding[] {
  const found = lintStack(resources, settingOf(options));
  return found.map(({ finding, resource: { urn, name }, isJoint }) => {
    const unplaced = { ...finding, range: undefined, lines: undefined, relatedLines: [] };
    return { ...jsonFinding(name, unplaced, { help: helpFor }), resource: urn ?? name, isJoint };
  });
}

/** A caller without types may hand in anything: a day that is none would silence the retirements. */
function settingOf(options: LintOptions): LintSetting {
  const config = options.config && settingOfConfig(options.config);
  const { now = new Date(), cloud = config?.cloud ?? 'global', rules: ruleOptions = {}, calls = [] } = options;
  if (!(now instanceof Date) || Number.isNaN(now.getTime())) throw new TypeError('options.now must be a valid Date');
  checkOptions(ruleOptions);
  if (!clouds.includes(cloud)) throw new TypeError(`options.cloud must be one of ${clouds.join(', ')}`);
  const setting = { catalog, rules, now, options: ruleOptions, ...config, cloud };
  if (options.catalog !== undefined) setting.catalog = options.catalog;
  if (calls.length === 0) return setting;
  const lines = callsOfLines(calls);
  return { ...setting, usageOf: usageOfCalls(setting.catalog, () => lines) };
}

function checkOptions(given: RuleOptions): void {
  for (const [id, values] of Object.entries(given)) {
    const known = rules.find((rule) => rule.id === id)?.options ?? {};
    for (const [name, value] of Object.entries(values)) {
      const option = Object.hasOwn(known, name) ? known[name] : undefined;
      if (option === undefined) throw new TypeError(`options.rules: ${id} has no option ${name}`);
      if (!Number.isInteger(value) || value < option.minimum) {
        throw new TypeError(`options.rules: ${id}.${name} must be ${option.allowed}`);
      }
    }
  }
}

function reportOf(name: string, linted: Linted): LintReport {
  const { findings } = locateFindings(name, linted.applications, linted.findings);
  return {
    findings: findings.map((finding) => jsonFinding(name, finding, { help: helpFor })),
    applications: linted.applicationCount,
    passedOver: linted.passedOver ?? null,
  };
}
