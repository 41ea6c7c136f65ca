import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineRanges } from '../../../../src/model/place.js';
import { settingOn } from '../../../rules/lint-fixture.js';
import { lintProgramItems } from '../../lint-program-items.js';
import { applicationsOf, itemsOf, problemsOf } from './module.js';

const id = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

const whole = `locals {
  roles = ["User.Read.All", "Mail.Read"]
}
variable "audience" { default = "AzureADMyOrg" }
data "azuread_application_published_app_ids" "ids" {}
resource "azuread_service_principal" "msgraph" {
  client_id = data.azuread_application_published_app_ids.ids.result["MicrosoftGraph"]
}
resource "azuread_application" "portal" {
  display_name     = "Portal \${var.audience}"
  sign_in_audience = var.audience
  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    dynamic "resource_access" {
      for_each = toset(local.roles)
      content {
        id   = azuread_service_principal.msgraph.app_role_ids[resource_access.value]
        type = "Role"
      }
    }
    resource_access {
      id   = "${id}"
      type = "Role"
    }
  }
}
resource "azuread_application_api_access" "more" {
  for_each       = { a = "${id}" }
  application_id = azuread_application.portal.id
  api_client_id  = "00000003-0000-0000-c000-000000000000"
  scope_ids      = [each.value]
}
`;

/** Nothing throws, and every finding that has a line has it inside its text. */
function readsSafely(text: string): void {
  const { findings, crashed } = lintProgramItems(itemsOf(text), settingOn());
  expect(crashed).toBe(false);
  const lines = text.split('\n');
  for (const { at } of findings) {
    const [range] = lineRanges(at.document, [at]);
    expect(range).toBeDefined();
    if (range === undefined) continue;
    expect(range.line).toBeGreaterThanOrEqual(1);
    expect(range.endLine).toBeLessThanOrEqual(lines.length);
    expect(range.endColumn).toBeLessThanOrEqual((lines[range.endLine - 1]?.length ?? 0) + 1);
  }
}

test('a module cut anywhere', () => {
  fc.assert(
    fc.property(fc.nat(whole.length), (end) => readsSafely(whole.slice(0, end))),
    { numRuns: 60 },
  );
});

test('a module with a piece of it put in anywhere else', () => {
  const piece = fc.tuple(fc.nat(whole.length), fc.nat(60)).map(([at, length]) => whole.slice(at, at + length));
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(30), fc.oneof(piece, fc.string({ maxLength: 20 })), (at, gone, put) => {
      readsSafely(whole.slice(0, at) + put + whole.slice(at + gone));
    }),
    { numRuns: 100 },
  );
});

test('any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => readsSafely(`${text} azuread_application`)),
    { numRuns: 150 },
  );
});

test('brackets by the hundred thousand', () => {
  const deep = 100_000;
  const long = 5_000;
  const texts = [
    `azuread_application = ${'['.repeat(deep)}`,
    `azuread_application = ${'('.repeat(long)}1${')'.repeat(long)}\n`,
    `azuread_application = ${'!'.repeat(long)}true\n`,
    'azuread_application {'.repeat(long),
    `azuread_application = ${'"${'.repeat(2_000)}`,
    `azuread_application = a${'.b'.repeat(long)}${'[0]'.repeat(long)}\n`,
    `azuread_application = 1${' + 1'.repeat(long)}\n`,
  ];
  for (const text of texts) expect(() => itemsOf(text)).not.toThrow();
  const nested = `${'('.repeat(long)}"x"${')'.repeat(long)}`;
  const named = `resource "azuread_application" "a" {\n  display_name = ${nested}\n}\n`;
  expect(applicationsOf(named)[0]?.name?.known).toBe(false);
});

test('a megabyte of registrations', () => {
  const one = (index: number) => whole.replaceAll('"portal"', `"p${index}"`).replaceAll('.portal.', `.p${index}.`);
  const text = Array.from({ length: 960 }, (_, index) => one(index)).join('');
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(applicationsOf(text)).toHaveLength(960);
});

test('instances beyond counting, and resources that need themselves', () => {
  const text = `
locals {
  many = [for a in [for x in [1,2,3,4,5,6,7,8,9,10] : [1,2,3,4,5,6,7,8,9,10]] : [for b in a : [for c in a : [for d in a : [for e in a : [for f in a : [for g in a : "x"]]]]]]]
}
resource "azuread_application" "counted" {
  count        = 1000000000
  display_name = "x\${count.index}"
}
resource "azuread_application" "self" {
  for_each     = azuread_application.self["a"].display_name == "b" ? toset(["a"]) : toset(["b"])
  display_name = azuread_application.self["b"].display_name
}
resource "azuread_application" "long" {
  display_name = join("", flatten(local.many))
}
resource "azuread_application" "none" {
  count        = 0
  display_name = "none"
}`;
  expect(problemsOf(text)).toEqual([]);
  const names = applicationsOf(text).map(({ name }) => name);
  expect(names[0]).toMatchObject({ known: false, raw: '"x${count.index}"' });
  expect(names.every((name) => name?.known === false)).toBe(true);
});
