// Twenty registrations in every form that permlint reads: the same findings, each at the line that it is about.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lintFiles } from '../../src/index.js';
import { readRegistrations } from '../policies/read-registrations.js';
import { byText, type Finding, lint, type Report, spoken, textAt } from './lint-files.js';
import { asPreview, asStackExport, asYaml } from './pulumi-texts.js';
import {
  asArmTemplate,
  asBicep,
  asManifests,
  asNamedLists,
  asNdjson,
  asPages,
  type Files,
  type Registration,
} from './registration-texts.js';
import { asGraphProvider, asPlan, asShownState, asState, asTerraform } from './terraform-texts.js';

const registrations = readRegistrations(fileURLToPath(new URL('../policies/registrations', import.meta.url)));

/** The registration that a line belongs to: every form begins one with its display name. */
function registrationAt(report: Report, finding: Finding): string | undefined {
  // A resource of Terraform stands at its first line, and its name on the next.
  const last = finding.endLine + (textAt(report, finding).startsWith('resource ') ? 1 : 0);
  const above = (report.files[finding.file] ?? '').split('\n').slice(0, last).join('\n');
  const names = registrations.map(({ manifest }) => manifest.displayName);
  const places = names.map((name) => [above.search(new RegExp(`\\b${name}["'\n]`)), name] as const);
  return places.sort(([a], [b]) => b - a)[0]?.[1];
}

const manifests = lint(asManifests(registrations));

/** What stands at the place of a finding of a manifest, where that is one word. */
function wordAt(finding: Finding): string | undefined {
  const text = textAt(manifests, finding);
  return /^"[^"\n]*"$/.test(text) ? text.slice(1, -1) : undefined;
}

/** Every word that a finding of the manifest stands at, by what it says. */
const words = new Map<string, Set<string>>();
for (const finding of manifests.findings) {
  const key = `${finding.application}: ${finding.rule} ${finding.permission?.id ?? ''}`;
  const own = words.get(key) ?? new Set<string>();
  words.set(key, own.add(wordAt(finding) ?? finding.permission?.id ?? ''));
}

/** What each form is, and how it is written. */
const forms: readonly (readonly [string, (all: readonly Registration[]) => Files])[] = [
  ['an export, one application a line', asNdjson],
  ['an export in pages', asPages],
  ['an export in named lists', asNamedLists],
  ['a Terraform module', asTerraform],
  ['a Terraform module of the Microsoft Graph provider', asGraphProvider],
  ['a Terraform plan', asPlan],
  ['a Terraform state, shown', asShownState],
  ['a Terraform state', asState],
  ['an ARM template', asArmTemplate],
  ['a Bicep file', asBicep],
  ['a Pulumi preview', asPreview],
  ['a Pulumi stack', asStackExport],
  ['a Pulumi program in YAML', asYaml],
];

test('manifests say what the table says', () => {
  const rules = (name: string) =>
    manifests.findings.filter(({ application }) => application === name).map(({ rule }) => rule);
  for (const { manifest, rules: expected } of registrations) {
    expect([...new Set(rules(manifest.displayName))].sort(byText), manifest.displayName).toEqual(expected);
  }
});

function isSplit(application: string | null): boolean {
  return registrations.some(({ split, manifest }) => split === true && manifest.displayName === application);
}

describe.each(forms)('%s', (_, write) => {
  const report = lint(write(registrations));

  test('holds all of them', () => expect(report.applications).toBe(registrations.length));

  test('gives the findings of the manifests', () => expect(spoken(report)).toEqual(spoken(manifests)));

  test('gives them in the library, too', async () => {
    const files = Object.entries(report.files).map(([name, text]) => ({ name, text }));
    const reports = await lintFiles(files, { now: new Date('2026-11-21T00:00:00Z') });
    expect(spoken({ findings: reports.flatMap(({ findings }) => findings) })).toEqual(spoken(report));
  });

  test('gives each at its registration', () => {
    const elsewhere = report.findings.filter((each) => registrationAt(report, each) !== each.application);
    expect(elsewhere).toEqual([]);
  });

  test('gives each at what it is about', () => {
    for (const finding of report.findings) {
      const { application, rule, permission } = finding;
      const own = [...(words.get(`${application}: ${rule} ${permission?.id ?? ''}`) ?? [])];
      // Where ids stand in a list for each kind, the id is all that says the kind.
      if (isSplit(application) && permission?.id) own.push(permission.id);
      const text = textAt(report, finding);
      expect(
        own.some((word) => text.includes(word)),
        `${application}: ${rule} at ${finding.line}: ${text}`,
      ).toBe(true);
    }
  });
});
