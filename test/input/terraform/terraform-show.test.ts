// What Terraform itself prints, beside what our tests take for it. Terraform comes without providers here (.ci/build-terraform),
// so that its plans and states have its own resource `terraform_data`; states with azuread's it refuses to show.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { memberOf } from '../../../src/input/members.js';
import { programFormatOf } from '../../../src/input/program.js';
import { Pending } from '../../../src/input/source.js';
import { openReferences } from '../../../src/input/terraform/json-references.js';
import { type Shown, shownInstance, shownResources } from '../../../src/input/terraform/json-resources.js';
import { settledValues } from '../../../src/input/terraform/json-values.js';
import { folderWith } from '../../cli/run.js';
import { type Made, planOf, stateFileOf, stateOf } from './json/documents.js';

const environment = {
  PATH: process.env.PATH ?? '',
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_DATA_DIR: '.terraform',
};
const hasTerraform = spawnSync('terraform', ['version'], { env: environment }).status === 0;
if (!hasTerraform)
  console.info('what terraform shows is not looked at: no terraform on PATH (.ci/build-terraform builds it)');

function terraform(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('terraform', args, { cwd, env: { ...environment, HOME: cwd } });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

function shown(cwd: string, file: string): unknown {
  const { status, out, err } = terraform(cwd, 'show', '-json', file);
  expect(status, err).toBe(0);
  return JSON.parse(out);
}

const program = {
  'main.tf': `
resource "terraform_data" "source" { input = "a" }
resource "terraform_data" "many" {
  for_each = toset(["eu", "us"])
  input = { from = terraform_data.source.id, note = each.key, secret = sensitive("hunter2"), list = [1, terraform_data.source.id] }
}
module "child" {
  source = "./child"
  given  = terraform_data.many["eu"].id
}
resource "terraform_data" "last" { input = module.child.out }
`,
  'child/main.tf': `
variable "given" {}
resource "terraform_data" "inner" {
  count = 1
  input = [var.given, "b"]
}
output "out" { value = terraform_data.inner[0].id }
`,
};

describe.runIf(hasTerraform)('a plan that terraform made', () => {
  const planned = (): unknown => {
    const cwd = folderWith(program);
    expect(terraform(cwd, 'init', '-input=false').status).toBe(0);
    expect(terraform(cwd, 'plan', '-lock=false', '-input=false', '-out=tfplan').status).toBe(0);
    return shown(cwd, 'tfplan');
  };

  test('has the format version and the keys that our plans have', () => {
    const plan = planned();
    const made: Made = {
      address: 'module.child["eu"].azuread_application.x[0]',
      values: {},
      expressions: { id: { references: ['x'] } },
    };
    const own = planOf([made, { address: 'azuread_application.y', values: {} }], { calls: { child: {} } });
    expect(memberOf(plan, 'format_version')).toBe(own.format_version);
    expect(programFormatOf(plan)).toBe('terraform-plan');
    const known = keysIn(plan);
    expect(
      [...keysIn(own)].filter((key) => !known.has(key)),
      'keys that only our plans have',
    ).toEqual([]);
  });

  test('is read: what is not known yet, what is sensitive and what it comes from', () => {
    const plan = planned();
    const resources = shownResources(memberOf(memberOf(plan, 'planned_values'), 'root_module'), []);
    const addresses = resources.map(({ address }) => address);
    expect(addresses).toEqual([
      'terraform_data.last',
      'terraform_data.many["eu"]',
      'terraform_data.many["us"]',
      'terraform_data.source',
      'module.child.terraform_data.inner[0]',
    ]);
    const originsOf = openReferences(memberOf(plan, 'configuration'), addresses);
    expect(originsOf('terraform_data.last', ['input']).resources).toEqual(['module.child.terraform_data.inner[0]']);
    expect(originsOf('terraform_data.many["us"]', ['input', 'from']).resources).toEqual(['terraform_data.source']);
    expect(originsOf('module.child.terraform_data.inner[0]', ['input']).resources).toEqual([
      'terraform_data.many["eu"]',
    ]);
    const changes = z.array(z.object({ address: z.string(), change: z.record(z.string(), z.unknown()) }));
    const all = changes.parse(memberOf(plan, 'resource_changes'));
    const valuesOf = (resource: Shown) => {
      const { after_unknown: unknown, after_sensitive: hidden } =
        all.find(({ address }) => address === resource.address)?.change ?? {};
      return settledValues({ ...shownInstance(resource), unknown, hidden: [hidden] }, () => new Pending(['later']));
    };
    const [, many, , , inner] = resources.map(valuesOf);
    const [later, hidden] = [new Pending(['later']), new Pending([])];
    expect(memberOf(many, 'input')).toEqual({ from: later, note: 'eu', secret: hidden, list: [1, later] });
    expect(memberOf(inner, 'input')).toEqual([later, 'b']);
  });
});

describe.runIf(hasTerraform)('a state that we made', () => {
  const data: Made = {
    address: 'terraform_data.x',
    values: { id: 'a', input: null, output: null, triggers_replace: null },
  };
  const builtIn = (state: unknown) =>
    JSON.stringify(state).replaceAll('registry.terraform.io/hashicorp/azuread', 'terraform.io/builtin/terraform');

  test('is taken by terraform, and shown as our states are', () => {
    const cwd = folderWith({ 'terraform.tfstate': builtIn(stateFileOf([data])) });
    const state = shown(cwd, 'terraform.tfstate');
    expect(programFormatOf(state)).toBe('terraform-state');
    expect(programFormatOf(JSON.parse(readFileSync(join(cwd, 'terraform.tfstate'), 'utf8')))).toBe('terraform-state');
    const own: unknown = JSON.parse(builtIn(stateOf([data])));
    expect(memberOf(state, 'format_version')).toBe(memberOf(own, 'format_version'));
    expect(memberOf(state, 'values')).toEqual(memberOf(own, 'values'));
  });

  test('is not shown with resources of a provider that is not there', () => {
    const cwd = folderWith({
      'terraform.tfstate': JSON.stringify(stateFileOf([{ address: 'azuread_application.x', values: {} }])),
    });
    const { status, err } = terraform(cwd, 'show', '-json', 'terraform.tfstate');
    expect(status).toBe(1);
    expect(err).toContain('Failed to load plugin schemas');
  });
});

/** Paths of keys, below which attributes and names are free. */
function keysIn(value: unknown, at = ''): ReadonlySet<string> {
  const free = /(?:values|after|after_unknown|after_sensitive|sensitive_values|expressions)$/;
  if (free.test(at)) return new Set([at]);
  const keys = new Set([at]);
  if (Array.isArray(value)) for (const each of value) for (const key of keysIn(each, at)) keys.add(key);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) for (const key of keysIn(each, `${at}/${name}`)) keys.add(key);
  }
  return keys;
}
