import { describe, expect, test } from 'vitest';
import { folderWith, permlint } from '../../../cli/run.js';
import {
  type Attributes,
  type Json,
  lintDocument,
  type Made,
  planOf,
  spelledAt,
  stateFileOf,
  stateOf,
} from './documents.js';

const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const mailSend = 'b633e1c5-b582-4048-a93e-9f11b44c7e96';
const idOf = (end: number) => `dddddddd-0000-4000-8000-00000000000${end}`;

const asks = (type: string): Json => [{ resource_app_id: graph, resource_access: [{ id: userRead, type }] }];

const portal: Made = {
  address: 'module.shop["eu"].azuread_application.portal[0]',
  values: {
    display_name: 'Contoso Portal',
    id: `/applications/${idOf(1)}`,
    object_id: idOf(1),
    client_id: idOf(2),
    sign_in_audience: 'AzureADMyOrg',
    api: [],
    web: [{ logout_url: '', redirect_uris: [] }],
    required_resource_access: asks('Scope'),
  },
};

const clients: readonly Made[] = [
  { address: 'azuread_service_principal.portal', values: { client_id: idOf(2), object_id: idOf(3) } },
  { address: 'data.azuread_service_principal.graph', values: { client_id: graph, object_id: idOf(4) } },
];

const grant: Attributes = { app_role_id: mailSend, resource_object_id: idOf(4) };
const mail: Made = {
  address: 'azuread_app_role_assignment.mail',
  values: { ...grant, principal_object_id: idOf(3), principal_type: 'ServicePrincipal' },
};
const club: Made = {
  address: 'msgraph_resource.club',
  values: {
    url: 'applications',
    body: {
      displayName: 'Club',
      requiredResourceAccess: [{ resourceAppId: graph, resourceAccess: [{ id: userRead, type: 'Role' }] }],
    },
  },
};

const all = [portal, ...clients, mail, club];
const found = (document: Json) =>
  lintDocument(document).findings.map((finding) => `${finding.rule} ${spelledAt(finding)}`);

describe('a state', () => {
  test('joins what belongs together by ids, as terraform shows it', () => {
    expect(lintDocument(stateOf(all)).applicationCount).toBe(2);
    expect(found(stateOf(all)).sort()).toEqual([
      'broad-permission /values/root_module/resources/2/values/app_role_id',
      'type-mismatch /values/root_module/resources/3/values/body/requiredResourceAccess/0/resourceAccess/0/type',
      'undeclared-grant /values/root_module/resources/2/values/app_role_id',
    ]);
  });

  test('does so as a file, where a value of any type stands beside its type', () => {
    expect(lintDocument(stateFileOf(all)).applicationCount).toBe(2);
    expect(found(stateFileOf(all)).sort()).toEqual([
      'broad-permission /resources/3/instances/0/attributes/app_role_id',
      'type-mismatch /resources/4/instances/0/attributes/body/value/requiredResourceAccess/0/resourceAccess/0/type',
      'undeclared-grant /resources/3/instances/0/attributes/app_role_id',
    ]);
  });

  test('of major 2 of the provider has its names', () => {
    const old = clients.map(({ address, values }) => {
      const { client_id: application_id, ...rest } = values;
      return { address, values: { ...rest, application_id: application_id ?? null } };
    });
    expect(found(stateFileOf([portal, ...old, mail]))).toContain(
      'undeclared-grant /resources/3/instances/0/attributes/app_role_id',
    );
  });

  test('has no grants to users and groups', () => {
    const toGroup = { address: mail.address, values: { ...mail.values, principal_type: 'Group' } };
    expect(found(stateOf([portal, ...clients, toGroup]))).toEqual([]);
  });
});

const deposed = { deposed: '1a2b3c4d', attributes: { display_name: 'Old', required_resource_access: asks('Role') } };

test('a deposed object does not count', () => {
  const resource = { mode: 'managed', type: 'azuread_application', name: 'portal', instances: [deposed] };
  expect(lintDocument({ version: 4, terraform_version: '1.8.5', resources: [resource] })).toMatchObject({
    findings: [],
    passedOver: 'is a Terraform state without an app registration',
  });
});

test.each<[Attributes, string]>([
  [
    { serial: 1, lineage: 'x', meta: {}, encrypted_data: 'AAAA', encryption_version: 'v0' },
    'is an encrypted OpenTofu state: lint what tofu show -json prints',
  ],
  [
    { version: 3, terraform_version: '0.11.14', serial: 1, lineage: 'x', modules: [{ path: ['root'], resources: {} }] },
    'is a Terraform state of version 3, and only version 4 is read: lint what terraform show -json prints',
  ],
  [
    { ...stateOf([portal]), format_version: '2.0' },
    'is a Terraform state of format version 2.0, and only version 1 is known',
  ],
])('%o is passed over in words', (document, passedOver) => {
  expect(lintDocument(document)).toMatchObject({ findings: [], applicationCount: 0, passedOver });
});

describe('what a state file marks as sensitive', () => {
  const attributes = { ...portal.values, display_name: 'hunter2', sign_in_audience: 'AzureADMyorg', notes: 'hunter3' };
  const step = (value: string) => ({ type: 'get_attr', value });
  const instance = { attributes, sensitive_attributes: [[step('display_name')], [step('notes')]] };
  const password = { instances: [{ attributes: { application_id: `/applications/${idOf(1)}`, value: 'hunter4' } }] };
  const state = {
    version: 4,
    terraform_version: '1.8.5',
    outputs: { key: { value: 'hunter5', type: 'string', sensitive: true } },
    resources: [
      { mode: 'managed', type: 'azuread_application', name: 'portal', instances: [instance] },
      { mode: 'managed', type: 'azuread_application_password', name: 'portal', ...password },
    ],
  };

  test('is in no message', () => {
    const { findings } = lintDocument(state);
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['invalid-audience', 'undecided']);
    expect(findings.map(({ message }) => message).join()).not.toMatch(/hunter/);
  });

  test('is not shown beside a finding', () => {
    // In one line, as Terraform prints it: all of it is near.
    const cwd = folderWith({ 'terraform.tfstate': JSON.stringify(state) });
    const { out, code } = permlint(['--verbose', 'terraform.tfstate'], { cwd, env: { COLUMNS: '4000' } });
    expect(code).toBe(1);
    expect(out).toContain('sign_in_audience "AzureADMyorg"');
    expect(out).not.toMatch(/hunter/);
  });

  test('nor in a plan, before and after the change, in variables and outputs', () => {
    const made: Made = {
      address: 'azuread_application.portal',
      values: { ...attributes },
      sensitive: { display_name: true, notes: true },
    };
    const plan = {
      ...planOf([made]),
      variables: { key: { value: 'hunter6' } },
      configuration: { root_module: { variables: { key: { sensitive: true } } } },
      output_changes: { key: { before: null, after: 'hunter7', before_sensitive: false, after_sensitive: true } },
    };
    const cwd = folderWith({ 'plan.json': JSON.stringify(plan) });
    const { out } = permlint(['--verbose', 'plan.json'], { cwd, env: { COLUMNS: '4000' } });
    expect(out).toContain('sign_in_audience "AzureADMyorg"');
    expect(out).not.toMatch(/hunter/);
  });
});
