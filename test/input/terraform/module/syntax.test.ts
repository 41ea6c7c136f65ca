import { parse } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { spanText } from '../../outline.js';
import { applicationsOf, problemsOf } from './module.js';

/** Expressions of every form that the language has, whatever they mean. */
const expressions: readonly string[] = [
  '<<EOT\nhello\nEOT',
  '<<-EOT\n  a ${var.x} b\n  EOT',
  '<<EOT\n%{ for x in var.l ~}\n${x}\n%{ endfor ~}\nEOT',
  '<<EOT\n%{ if var.a }\nyes\n%{ else }\nno\n%{ endif }\nEOT',
  '"%{ if var.a }yes%{ else }no%{ endif }"',
  '"%{ for a in var.b }${a},%{ endfor }"',
  '"$${x} %%{y}"',
  '"\\u00e9\\n\\"q\\""',
  '"é 日本語 😀"',
  '"${"nested ${"deep"}"}"',
  '"${var.a}-${var.b}"',
  '"a\\\\b"',
  '"100%"',
  '"$"',
  '"$$"',
  '"%"',
  '"${~ var.a ~}"',
  'var.a ? 1 : 2',
  '(\n var.a\n ? 1\n : 2\n)',
  '[for x in var.l : x]',
  '[for i, x in var.l : "${i}-${x}" if x != ""]',
  '{ for k, v in var.m : k => v }',
  '{ for k, v in var.m : v => k... }',
  '{for x in var.l : (x.name) => x if x.on}',
  'var.l[*].id',
  'var.l.*.id',
  'var.l[0].id',
  'var.l.0.id',
  'aws.x[each.key].y["k"]',
  '[1,2,3,]',
  '[\n 1,\n # c\n 2, // d\n 3 /* e */\n]',
  '{}',
  '{ a = 1, b = 2 }',
  '{ a : 1\n b : 2 }',
  '{\n "a b" = 1\n (var.k) = 2\n "${var.k}x" = 3\n}',
  'f()',
  'f(a, b...)',
  'f(\n a,\n b,\n)',
  'provider::x::y(1)',
  '-1',
  '!true',
  '1 + 2 * 3 % 4 / 5',
  '1 == 2 && 3 != 4 || 5 >= 6',
  '1.5e-3',
  '0.5',
  'null',
  'true',
  '((1))',
  'a.b.c',
  'path.module',
  'each.value["a"].b',
  'lookup({a=1}, "a", null)',
  'jsonencode({\n a = [1, {b = true}]\n})',
  'try(var.a.b, null)',
  '"${path.module}/x"',
  'templatefile("${path.module}/a.tpl", { x = 1 })',
  '"/applications/${a.b.c}"',
  'local.a["b-c"]["d"]',
  'merge(local.a, { b = "c" })',
  '{ for x in setproduct(a, b) : "${x[0]}-${x[1]}" => x }',
  'var.a == null ? [] : [var.a]',
  '{ a = { b = { c = [] } } }',
  '"\\t"',
  'cidrsubnet("10.0.0.0/8", 8, 1)',
  '[\n  for k in ["a"] :\n  k\n]',
  '{\n  for k in ["a"] :\n  k => {\n    x = k\n  }\n}',
  '"a" /* c */',
  '"a" # c',
  '"a" // c',
  'a-b',
  'f(x)[0].y',
  '(a).b',
  '[1][0]',
  '{a=1}.a',
  '{a=1}["a"]',
  '"x"[0]',
  '-var.x',
  '!var.x',
  'a ? b : c ? d : e',
  '<<EOT\nEOT',
  '<<EOT\n\nEOT',
  '<<EOT\n  \\n raw\n$${x}\nEOT',
  '{\n  a = 1,\n  b = 2,\n}',
  '{ "a" = 1, "b": 2 }',
  '{ 1 = 2 }',
  '{ if = 1, for_each = 2 }',
  '{ in = 1}',
  'a.for',
  'a.if',
  'var.in',
  'var.endif',
  '"${a}${b}"',
  '"{}"',
  '"}"',
  '"{{x}}"',
  '"$${"',
  '"$${}"',
  '"%%{"',
  '"$$${a}"',
  '[<<EOT\nx\nEOT\n, "b"]',
  'f(<<EOT\nx\nEOT\n)',
  'a\n',
  'a[*]',
  'a[*].b[*].c',
  'a.*.b[0]',
  'a["${b}"]',
  'a["x"]["y"].z[0]',
  'a [0]',
  'a . b',
  'f ("x")',
  '{ a = f(b) }',
  '1 > 2 ? "a" : "b"',
  '"café"',
  '{ "ключ" = 1 }',
  'ünï',
];
const files: readonly string[] = [
  '\ufeffa = 1\n',
  'a = 1',
  'a = 1\r\nb = 2\r\n',
  '// c\n# d\n/* e\n f */\n',
  'a {}\n',
  'a "b" {}\n',
  'a "b" "c" { d = 1 }\n',
  'a b c {}\n',
  'a {\n\n  b = 1\n\n\n}\n',
  'terraform {\n required_providers {\n azuread = {\n source = "hashicorp/azuread"\n version = "~> 3.0"\n }\n }\n}\n',
  'variable "x" {\n type = object({\n a = optional(string, "x")\n b = list(map(string))\n })\n default = null\n validation {\n condition = can(regex("^a", var.x.a))\n error_message = "no"\n }\n}\n',
  'moved {\n from = a.b\n to = a.c\n}\n',
  'import {\n to = a.b\n id = "/applications/x"\n}\n',
  'check "x" {\n data "http" "y" { url = "z" }\n assert {\n condition = data.http.y.status_code == 200\n error_message = "x"\n }\n}\n',
  'resource "a" "b" {\n lifecycle {\n ignore_changes = [\n required_resource_access,\n tags["x"],\n ]\n precondition {\n condition = self.x\n error_message = "x"\n }\n }\n provisioner "local-exec" {\n command = "echo"\n }\n}\n',
  '',
  '\n\n',
  'a = 1 # no newline',
  'a = 1 /* c */ \n',
  'a { b = 1 }\nc {\n d { e = 1 }\n}\n',
  'a { /* c */ }\n',
  'a { # c\n}\n',
  'a-b = 1\n',
  'a = "x" \n\t\n b\t=\t2\n',
  'a = [\r\n "x",\r\n "y"\r\n]\r\n',
  'a = <<EOT\r\nx\r\nEOT\r\n',
  'removed {\n from = a.b\n lifecycle { destroy = false }\n}\n',
  'a=1\nb=[]\nc={}\nd="${e}"\n',
  'a = \tf(\n)\n',
];

/** Words by which a text is one that must not be passed over. */
const words = '# azuread_application\n';

describe('valid HCL is read without a word about its syntax', () => {
  test.each(expressions)('%s', async (expression) => {
    const text = `${words}resource "a" "b" {\n  x = ${expression}\n}\n`;
    await expect(parse('main.tf', text)).resolves.toBeDefined();
    expect(problemsOf(text)).toEqual([]);
  });

  test.each(files)('%j', async (text) => {
    await expect(parse('main.tf', text)).resolves.toBeDefined();
    expect(problemsOf(`${text}${text === '' || text.endsWith('\n') ? words : ''}`)).toEqual([]);
  });
});

const good = `resource "azuread_application" "good" {
  display_name = "Good"
}
`;

describe('what is no valid HCL is told at its place, and the rest is read', () => {
  test.each([
    ['an expression that is missing', 'resource "azuread_application" "bad" {\n  display_name =\n}\n', 2],
    ['a brace that is missing', 'resource "azuread_application" "bad" {\n  display_name = "x"\n', 1],
    ['a quote that is missing', 'resource "azuread_application" "bad" {\n  display_name = "x\n}\n', 1],
    ['a merge conflict', `<<<<<<< HEAD\n${good}=======\n>>>>>>> other\n`, 1],
    ['another language', '{"azuread_application": 1}', 1],
  ])('%s', async (_, text, line) => {
    await expect(parse('main.tf', text)).rejects.toBeDefined();
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem?.kind).toBe('unreadable');
    expect(problem?.message).toMatch(/cannot be read as Terraform configuration/);
    const at = problem && Number(spanText(problem.at).split(':')[0]);
    expect(at).toBeGreaterThanOrEqual(line);
  });

  test('a registration beside the fault is read', () => {
    const text = `${good}locals {\n  a = ]\n}\n`;
    expect(problemsOf(text).map(({ at }) => spanText(at))).toEqual(['5:7-5:7']);
    expect(applicationsOf(text)).toHaveLength(1);
  });

  test('a text that holds no registration is left alone', () => {
    expect(problemsOf('locals {\n  a = ]\n}\n')).toEqual([]);
  });
});
