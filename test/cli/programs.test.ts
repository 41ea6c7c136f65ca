// What the command line does with programs: modules, standard input, what is not followed, what cannot be fixed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderWith, permlint } from './run.js';

const grants = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../formats/grants/${name}`, import.meta.url)), 'utf8');

const child = `variable "roles" { default = [] }
resource "azuread_application" "app" {
  display_name = "App"
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    dynamic "resource_access" {
      for_each = var.roles
      content {
        id   = resource_access.value
        type = "Role"
      }
    }
  }
}
`;
const caller = `module "reports" {
  source = "./modules/app"
  roles  = ["9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"]
}
`;

describe('a module that is called', () => {
  const files = { 'main.tf': caller, 'modules/app/main.tf': child };

  test('is linted with its own defaults, which a notice says; an empty list that a caller fills is no fault', () => {
    const { out, err, code } = permlint(['-f', 'concise'], { cwd: folderWith(files) });
    expect(out).toMatch(/^modules\/app\/main\.tf:6:5: info undecided: .*the expression var\.roles decides/);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('main.tf: what is passed to the module reports (./modules/app) is not followed');
    expect(code).toBe(0);
  });

  test('a file that calls it alone holds no registration', () => {
    const { err, code } = permlint(['main.tf'], { cwd: folderWith(files) });
    expect(err).toContain('main.tf: holds no app registration');
    expect(code).toBe(2);
  });
});

test.each(['main.tf', 'main.bicep', 'Pulumi.yaml', 'plan.json'])(
  '%s is read from standard input without a name',
  (name) => {
    const { out, code } = permlint(['-f', 'concise', '-'], { input: grants(name) });
    expect(out).toContain('critical tenant-takeover');
    expect(code).toBe(1);
  },
);

test('what nothing edits has no fix in the report, and is left as it is', () => {
  const text = `resource "azuread_application" "a" {
  display_name = "A"
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    resource_access {
      id   = "a4b8392a-d8d1-4954-a029-8e668a39a170"
      type = "Role"
    }
  }
}
`;
  const cwd = folderWith({ 'main.tf': text });
  expect(permlint(['-f', 'json'], { cwd }).out).toMatch(/"rule": "type-mismatch"[\s\S]*"fix": null/);
  permlint(['--fix=unsafe'], { cwd });
  expect(readFileSync(`${cwd}/main.tf`, 'utf8')).toBe(text);
});

test('Terraform in JSON syntax is named as what it is', () => {
  const cwd = folderWith({ 'main.tf.json': '{"resource": {"azuread_application": {"a": {"display_name": "A"}}}}' });
  expect(permlint(['main.tf.json'], { cwd }).err).toContain('Terraform configuration in JSON, which is not read');
});

test('the calls of an application are held against what its module asks for', () => {
  const cwd = folderWith({ 'main.tf': grants('main.tf') });
  const { out } = permlint(['least', '--application', '--for', 'main.tf', 'GET /groups'], { cwd });
  expect(out).toContain('Contoso Sync');
});
