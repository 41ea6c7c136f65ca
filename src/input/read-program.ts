import { readArmTemplate } from './arm/read-template.js';
import { readPermissionSets } from './m365/permission-sets.js';
import { readMicrosoft365DscSettings } from './m365/settings.js';
import { readPulumiPreview } from './pulumi/read-preview.js';
import { readPulumiStackExport } from './pulumi/read-stack-export.js';
import type { InputItem, JsonSource, Program, ProgramFormat } from './source.js';
import { readTerraformPlan } from './terraform/read-plan.js';
import { readTerraformState } from './terraform/read-state.js';

type ReadProgram = (source: JsonSource) => Iterable<InputItem>;

const readers: Readonly<Record<ProgramFormat, ReadProgram>> = {
  'terraform-plan': readTerraformPlan,
  'terraform-state': readTerraformState,
  'arm-template': readArmTemplate,
  'pulumi-preview': readPulumiPreview,
  'pulumi-stack': readPulumiStackExport,
  'microsoft365dsc-settings': readMicrosoft365DscSettings,
  'permission-sets': readPermissionSets,
};

/** Reads the registrations of a plan, a state or a template. Never throws for what is in it. */
export function readProgram({ format, source }: Program): Iterable<InputItem> {
  return readers[format](source);
}
