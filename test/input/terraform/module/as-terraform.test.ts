// What `terraform console` (1.11.4) says of the same expressions and files.
import { describe, expect, test } from 'vitest';
import { applicationsOf, factText, faultsOf } from './module.js';

const surroundings = `
variable "apps" {
  type = map(object({
    roles = optional(list(string), ["d"])
    tags  = optional(set(string))
    on    = optional(bool, true)
  }))
  default = { p = {}, q = { roles = ["z"], tags = ["b", "a", "b"], extra = "dropped", on = "false" } }
}
variable "words" {
  type    = list(string)
  default = [1, true, "x"]
}
variable "alike" {
  type    = map(any)
  default = { a = 1, b = "x" }
}
variable "filled" {
  type     = list(string)
  default  = null
  nullable = false
}
locals {
  l  = ["b", "a"]
  ln = [10, 9, 2]
}
`;

function nameOf(expression: string): string {
  const text = `resource "azuread_application" "a" {\n  display_name = ${expression}\n}\n${surroundings}`;
  return factText(applicationsOf(text)[0]?.name).replace(/ \d+:\d+$/, '');
}

describe('values are those of Terraform', () => {
  test.each([
    ['join(",", lookup(var.apps.p, "roles", []))', 'd'],
    ['lookup(var.apps.q, "extra", "none")', 'none'],
    ['join(",", keys(var.apps.p))', 'on,roles,tags'],
    ['join(",", [for x in var.apps.q.tags : x])', 'a,b'],
    ['join(",", [for k, v in var.apps : k if v.on])', 'p'],
    ['var.apps.p.tags == null ? "none" : "some"', 'none'],
    ['join(",", var.words)', '1,true,x'],
    ['var.words[0] == "1" ? "text" : "number"', 'text'],
    ['format("%d", [for x in toset(local.ln) : x][0])', '2'],
    ['join(",", [for x in (true ? local.l : toset(["c"])) : x])', 'a,b'],
    ['"$$${local.l}"', '<"$$${local.l}">'],
    ['try(join(",", local.l), "d")', 'b,a'],
    ['try(["a", local.l[9]][0], "d")', '<try(["a", local.l[9]][0], "d")>'],
    ['format("%d", try(length([local.l.zz]), 0))', '<format("%d", try(length([local.l.zz]), 0))>'],
    ['join(",", distinct(["1", 1]))', '<join(",", distinct(["1", 1]))>'],
    ['format("%s", var.alike.a)', '<format("%s", var.alike.a)>'],
    ['var.filled == null ? "null" : "list"', '<var.filled == null ? "null" : "list">'],
  ])('%s', (expression, value) => {
    expect(nameOf(expression)).toBe(value);
  });
});

const graph = '00000003-0000-0000-c000-000000000000';
const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
const signIn = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

function requesting(id: string, type: string): string {
  const access = `    resource_access {\n      id = "${id}"\n      type = "${type}"\n    }`;
  return `  required_resource_access {\n    resource_app_id = "${graph}"\n${access}\n  }`;
}

const resource = (body: string) => `resource "azuread_application" "a" {\n${body}\n}\n`;

test('what an override file replaces is not found, what it says instead is', () => {
  const [more, less] = [resource(requesting(takeover, 'Role')), resource(requesting(signIn, 'Scope'))];
  const override = (text: string) => ({ name: 'a_override.tf', text });
  expect(faultsOf([{ name: 'main.tf', text: more }, override(less)])).toEqual([]);
  expect(faultsOf([override(more), { name: 'main.tf', text: less }])).toEqual(['tenant-takeover a_override.tf:5:12']);
  const named = {
    name: 'main.tf',
    text: 'variable "n" {\n  type = string\n  default = "One"\n}\nlocals {\n  x = "one"\n}\n',
  };
  const renamed = override('variable "n" {\n  default = "Two"\n}\nlocals {\n  x = "two"\n}\n');
  const subject = { name: 'z.tf', text: resource('  display_name = "${var.n} ${local.x}"') };
  expect(applicationsOf([renamed, named, subject])[0]?.name).toMatchObject({ value: 'Two two' });
});

test('settings in JSON', () => {
  const main = { name: 'main.tf', text: `variable "n" { default = "One" }\n${resource('  display_name = var.n')}` };
  const [plain, auto] = ['terraform.tfvars.json', 'b.auto.tfvars.json'];
  const name = (...files: readonly { name: string; text: string }[]) => applicationsOf([main, ...files])[0]?.name;
  expect(name({ name: plain, text: '{"n": "a ${b} %{c}"}' })).toMatchObject({ value: 'a ${b} %{c}' });
  expect(name({ name: auto, text: '{"n": "auto"}' }, { name: plain, text: '{"n": "x"}' })).toMatchObject({
    value: 'auto',
  });
});

test.each([
  'format("servicePrincipals/%s/appRoleAssignments", var.sp)',
  '"servicePrincipals(appId=\'x\')/appRoleAssignedTo"',
  'local.url',
])('a grant below the URL %s', (url) => {
  const body = `{ principalId = "p", resourceId = msgraph_resource.sp.id, appRoleId = "${takeover}" }`;
  const text = `resource "msgraph_resource" "sp" {\n  url = "servicePrincipals"\n  body = { appId = "${graph}" }\n}
resource "msgraph_resource" "grant" {\n  url = ${url}\n  body = ${body}\n}\n`;
  expect(faultsOf(text)).toEqual(['tenant-takeover main.tf:7:80']);
});

test('an update of a registration that stands elsewhere', () => {
  const list = `[{ resourceAppId = "${graph}", resourceAccess = [{ id = "${takeover}", type = "Role" }] }]`;
  const url = '"applications/${var.id}"';
  const text = `resource "msgraph_update_resource" "a" {\n  url = ${url}\n  body = { requiredResourceAccess = ${list} }\n}`;
  expect(faultsOf(text)).toEqual(['tenant-takeover main.tf:3:121']);
});
