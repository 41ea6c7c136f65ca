import { describe, expect, test } from 'vitest';
import { knownValue } from '../../../../src/model/fact.js';
import { applicationsOf, findingsOf } from './module.js';

const surroundings = `
locals {
  name   = "Portal"
  list   = ["a", "b", "c"]
  map    = { x = "one", "y z" = "two" }
  deep   = { inner = [{ name = "found" }] }
  self   = local.other
  other  = local.self
  hidden = "\${var.secret}-x"
}
variable "env" { default = "dev" }
variable "typed" {
  type    = string
  default = 7
}
variable "flags" {
  type    = set(string)
  default = ["b", "a"]
}
variable "open" {}
variable "secret" {
  default   = "never shown"
  sensitive = true
}
resource "azuread_application" "other" {
  display_name = "Other"
}
resource "azuread_application" "many" {
  for_each     = toset(["p", "q"])
  display_name = "Many \${each.key}"
}
`;

/** The display name that an expression gives. */
function nameOf(expression: string) {
  const text = `resource "azuread_application" "subject" {\n  display_name = ${expression}\n}\n${surroundings}`;
  return applicationsOf(text)[0]?.name;
}

const known: readonly (readonly [string, string])[] = [
  ['"plain"', 'plain'],
  ['"a\\tb\\n\\"c\\" \\\\ \\u00e9"', 'a\tb\n"c" \\ é'],
  ['"$${not} %%{a} 100% $5"', '${not} %{a} 100% $5'],
  ['<<EOT\none\n  two\nEOT', 'one\n  two\n'],
  ['<<-EOT\n    one\n      ${local.name}\n\n    two\n  EOT', 'one\n  Portal\n\ntwo\n'],
  ['local.name', 'Portal'],
  ['"${local.name}"', 'Portal'],
  ['"${local.name}-${var.env}"', 'Portal-dev'],
  ['"${1}-${true}"', '1-true'],
  ['var.env', 'dev'],
  ['var.typed', '7'],
  ['local.list[1]', 'b'],
  ['local.list.2', 'c'],
  ['local.map.x', 'one'],
  ['local.map["y z"]', 'two'],
  ['local.deep.inner[0].name', 'found'],
  ['join("", local.deep.inner[*].name)', 'found'],
  ['azuread_application.other.display_name', 'Other'],
  ['azuread_application.many["q"].display_name', 'Many q'],
  ['var.env == "dev" ? "yes" : "no"', 'yes'],
  ['var.env != "dev" || 1 + 1 == 3 ? "yes" : "no"', 'no'],
  ['(("inner"))', 'inner'],
  ['[for each in local.list : "x${each}"][2]', 'xc'],
  ['[for i, v in local.list : "${i}${v}" if v != "a"][0]', '1b'],
  ['{ for k, v in local.map : v => k }["two"]', 'y z'],
  ['{ for v in local.list : "k" => v... }["k"][1]', 'b'],
  ['[for v in var.flags : v][0]', 'a'],
  ['join("-", local.list)', 'a-b-c'],
  ['split(",", "p,q")[1]', 'q'],
  ['format("%s/%d%%", local.name, 5)', 'Portal/5%'],
  ['upper(lower("MiX"))', 'MIX'],
  ['concat(local.list, ["d"])[3]', 'd'],
  ['merge(local.map, { x = "three" }).x', 'three'],
  ['lookup(local.map, "none", "default")', 'default'],
  ['keys(local.map)[0]', 'x'],
  ['values(local.map)[1]', 'two'],
  ['flatten([["a"], [["b"]]])[1]', 'b'],
  ['distinct(["a", "a", "b"])[1]', 'b'],
  ['tolist(toset(["b", "a"]))[0]', 'a'],
  ['coalesce(null, "", "first")', 'first'],
  ['try(local.name, "other")', 'Portal'],
  ['"${length(local.list)}"', '3'],
  ['contains(local.list, "b") ? "in" : "out"', 'in'],
  ['replace("a-b-c", "-", "_")', 'a_b_c'],
  ['element(local.list, 4)', 'b'],
  ['trimspace("  x ")', 'x'],
  ['"cafe\u0301"', 'caf\u00e9'],
];

test.each(known)('%s is %j', (expression, value) => {
  expect(knownValue(nameOf(expression))).toBe(value);
});

/** What no one can know without a run, and what is left to Terraform: each names itself. */
const unknown: readonly string[] = [
  'var.open',
  'var.secret',
  'var.undeclared',
  'local.undeclared',
  'local.self',
  'local.hidden',
  'module.naming.application',
  'azuread_application.other.client_id',
  'azuread_application.absent.display_name',
  'azuread_application.many["r"].display_name',
  'azuread_application.many[var.open].display_name',
  'data.azuread_client_config.current.tenant_id',
  'data.azuread_domains.all.domains[0].domain_name',
  'path.module',
  'terraform.workspace',
  'each.key',
  'count.index',
  'self.display_name',
  'uuid()',
  'timestamp()',
  'file("${path.module}/name.txt")',
  'templatefile("name.tpl", { name = "x" })',
  'jsondecode(file("x.json")).name',
  'provider::local::name("x")',
  'regex("[a-z]+", "abc")',
  'upper("straße")',
  'format("%q", "x")',
  'format("%5s", "x")',
  'join(",", [var.open])',
  'replace("abc", "/b/", "x")',
  'local.list[3]',
  'local.list[-1]',
  'local.map["none"]',
  'toset(["a"])[0]',
  'var.open == "x" ? "a" : "b"',
  'true ? 1 : var.open',
  '"${var.open}-x"',
  '"x-${module.naming.suffix}"',
  '"${~ local.name ~}"',
  '"%{ if true }a%{ endif }"',
  '1.5',
  '10 / 4',
  'try(var.open, "x")',
  'coalesce(var.open, "x")',
  'lookup(var.open, "x", "y")',
  '[for v in var.open : v][0]',
  '[for v in local.list : v if v == var.open][0]',
  '{ for v in ["a", "a"] : v => "x" }["a"]',
  'values({ a = var.open })[0]',
  'merge(var.open, { a = "b" }).a',
  'nonsensitive(var.secret)',
];

describe('what is not known', () => {
  test.each(unknown)('%s is a fact that names its expression', (expression) => {
    const name = nameOf(expression);
    expect(name).toMatchObject({ known: false, why: 'expression', raw: expression });
  });

  test.each(unknown)('as an id, %s is no finding, and undecided names it', (expression) => {
    const text = `resource "azuread_application" "subject" {
  display_name = "Subject"
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    resource_access {
      id   = ${expression}
      type = "Scope"
    }
  }
}
${surroundings}`;
    const found = findingsOf(text).filter((each) => !each.startsWith('admin-consent'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^undecided 6:14 /);
    expect(found[0]).toContain(`the expression ${expression} decides which permission of Microsoft Graph is asked for`);
  });
});

test('a long expression is cut, stands on one line and keeps what may be a secret to itself', () => {
  const long = nameOf(`join(",", [\n  ${Array.from({ length: 30 }, () => 'var.open').join(',\n  ')}\n])`);
  expect(long).toMatchObject({ known: false });
  const raw = long?.known === false ? (long.raw ?? '') : '';
  expect(raw.length).toBeLessThanOrEqual(160);
  expect(raw).toMatch(/^join\(",", \[ var\.open, .*…$/);
  const secret = nameOf('"https://u:pw@${var.open}/?code=abc"');
  expect(secret?.known === false && secret.raw).not.toMatch(/abc|pw/);
  const marked = nameOf('upper(sensitive("hunter2"))');
  expect(marked?.known === false && marked.raw).toBe('upper(sensitive(…');
});

test('a value that doubles with every line is given up, and the rest is read', () => {
  const lines = Array.from({ length: 60 }, (_, index) => {
    const from = index === 0 ? '"ab"' : `"\${local.s${index - 1}}\${local.s${index - 1}}"`;
    const list = index === 0 ? '["ab"]' : `concat(local.l${index - 1}, local.l${index - 1})`;
    return `  s${index} = ${from}\n  l${index} = ${list}\n  t${index} = [local.t${index - 1}, local.t${index - 1}]`;
  });
  const text = `locals {\n${lines.join('\n')}\n}
resource "azuread_application" "big" {
  display_name    = local.s59
  identifier_uris = local.l59
  tags            = local.t59
}
resource "azuread_application" "small" {
  display_name = local.s2
}`;
  const [big, small] = applicationsOf(text);
  expect(big?.name?.known).toBe(false);
  expect(knownValue(small?.name)).toBe('abababab');
});
