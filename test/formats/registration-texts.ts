// The registrations of test/policies/registrations, written as each tool has them. What is one line in one form may be
// three in another: only what they say is the same.
import type { Manifest } from '../policies/read-registrations.js';

/** A registration of the table. */
export interface Registration {
  readonly name: string;
  readonly split?: true | undefined;
  readonly rules: readonly string[];
  readonly manifest: Manifest;
}

/** Files by their names. */
export type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A GUID of this test's own, by number: ids that a tenant or a tool gives. */
export const guid = (family: number, index: number): string =>
  `${String(family).padStart(8, '0')}-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;

/** One manifest each. */
export function asManifests(all: readonly Registration[]): Files {
  return Object.fromEntries(all.map(({ name, manifest }) => [`${name}.json`, json(manifest)]));
}

/** What Graph returns of each: in the order of a tenant's export, one a line. */
export function asNdjson(all: readonly Registration[]): Files {
  const lines = all.map(({ manifest }, index) => JSON.stringify(exported(manifest, index)));
  return { 'applications.ndjson': `${lines.join('\n')}\n` };
}

/** Two pages of an answer of Graph. */
export function asPages(all: readonly Registration[]): Files {
  const applications = all.map(({ manifest }, index) => exported(manifest, index));
  const context = 'https://graph.microsoft.com/v1.0/$metadata#applications';
  const next = 'https://graph.microsoft.com/v1.0/applications?$skiptoken=2';
  return {
    'page1.json': json({ '@odata.context': context, '@odata.nextLink': next, value: applications.slice(0, 12) }),
    'page2.json': json({ '@odata.context': context, value: applications.slice(12) }),
  };
}

/** One object with a list of each kind. */
export function asNamedLists(all: readonly Registration[]): Files {
  const applications = all.map(({ manifest }, index) => exported(manifest, index));
  return {
    'tenant.json': json({ applications, servicePrincipals: [], appRoleAssignments: [], oauth2PermissionGrants: [] }),
  };
}

function exported(manifest: Manifest, index: number) {
  return { id: guid(1, index), appId: guid(2, index), ...manifest };
}

/** A template as Bicep compiles it. */
export function asArmTemplate(all: readonly Registration[]): Files {
  const resources = all.map(({ name, manifest }) => [
    symbolOf(name),
    {
      import: 'microsoftGraphV1',
      type: 'Microsoft.Graph/applications@v1.0',
      properties: { ...manifest, uniqueName: name },
    },
  ]);
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  const imports = { microsoftGraphV1: { provider: 'MicrosoftGraph', version: '1.0.0' } };
  return {
    'main.json': json({
      $schema,
      languageVersion: '2.0',
      contentVersion: '1.0.0.0',
      imports,
      resources: Object.fromEntries(resources),
    }),
  };
}

const symbolOf = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** A Bicep file. */
export function asBicep(all: readonly Registration[]): Files {
  const resources = all.map(({ name, manifest }) => {
    const body = bicepValue({ ...manifest, uniqueName: name }, '');
    return `resource ${symbolOf(name)} 'Microsoft.Graph/applications@v1.0' = ${body}\n`;
  });
  return { 'main.bicep': `extension microsoftGraphV1\n\n${resources.join('\n')}` };
}

function bicepValue(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) {
    return `[\n${value.map((each) => `${inner}${bicepValue(each, inner)}\n`).join('')}${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const rows = Object.entries(value).map(([key, each]) => `${inner}${key}: ${bicepValue(each, inner)}\n`);
  return `{\n${rows.join('')}${indent}}`;
}
