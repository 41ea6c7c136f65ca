import { isMicrosoft365DscSettings, isPermissionSets } from './m365/recognise.js';
import { holds, isRecord, type ProgramFormat } from './source.js';

type Test = (value: Readonly<Record<string, unknown>>) => boolean;

/** How each format is known: by keys at its top that no other has. */
const tests = [
  ['terraform-plan', (value) => holds(value, 'planned_values') || holds(value, 'resource_changes')],
  ['terraform-state', isTerraformState],
  ['arm-template', (value) => typeof value.$schema === 'string' && /deploymentTemplate/i.test(value.$schema)],
  [
    'pulumi-preview',
    ({ steps, changeSummary }) =>
      Array.isArray(steps) && (changeSummary !== undefined || steps.some((step) => holds(step, 'urn'))),
  ],
  ['pulumi-stack', (value) => isDeployment(value.deployment) || isDeployment(value.checkpoint)],
  ['microsoft365dsc-settings', isMicrosoft365DscSettings],
] as const satisfies readonly (readonly [ProgramFormat, Test])[];

/** A state file, of any version or encrypted, or a state as `terraform show -json` prints it. */
function isTerraformState(value: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(value, 'encrypted_data') && Object.hasOwn(value, 'encryption_version')) return true;
  if (!Object.hasOwn(value, 'terraform_version')) return false;
  return isRecord(value.values) || ['resources', 'modules'].some((key) => Array.isArray(value[key]));
}

/** What `pulumi stack export` gives; the files of a backend have it below `latest`. A stack without resources leaves them out. */
function isDeployment(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Array.isArray(value.resources) || holds(value.manifest, 'magic') || isDeployment(value.latest);
}

/** The format of a parsed document that is no manifest; undefined where it is none of these. */
export function programFormatOf(value: unknown): ProgramFormat | undefined {
  // Sets of permissions come alone or as a list.
  if (isPermissionSets(value)) return 'permission-sets';
  return isRecord(value) ? tests.find(([, test]) => test(value))?.[0] : undefined;
}

/** Languages that registrations are written in; known by the file's name, as nothing in them says so. */
export type ProgramLanguage = 'terraform' | 'bicep' | 'yaml';

/** The language of a file, by its name; undefined for JSON. */
export function languageOf(name: string): ProgramLanguage | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === 'tf' || ending === 'tofu') return 'terraform';
  if (ending === 'bicep') return 'bicep';
  return ending === 'yaml' || ending === 'yml' ? 'yaml' : undefined;
}

/** The language of a text without a name, by how its first statement begins; undefined where that is none of these. */
export function languageOfText(text: string): ProgramLanguage | undefined {
  const first = /^(?!\s*(?:#|\/\/|\/\*|\*)).*\S.*$/m.exec(text.slice(0, 10_000))?.[0] ?? '';
  if (/^\s*(?:(?:resource|data|variable|provider|module|output)\s+"|(?:locals|terraform)\s*\{)/.test(first))
    return 'terraform';
  if (/^\s*(?:(?:resource|param|var|module)\s+\w+\s|extension\s|targetScope\s*=|@\w)/.test(first)) return 'bicep';
  return /^runtime:\s*(?:yaml\b|$)/m.test(text.slice(0, 10_000)) ? 'yaml' : undefined;
}

/** Whether Terraform reads a file of a module's folder, by its name: the language, or values of variables. */
export function isOfModule(name: string): boolean {
  return /\.(?:tf|tofu)$/.test(name) || /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(name);
}
