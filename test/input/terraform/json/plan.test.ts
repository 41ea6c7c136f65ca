import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attributes,
  type Json,
  lineOf,
  lintDocument,
  lintJson,
  type Made,
  planOf,
  spelledAt,
} from './documents.js';

const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const mailSend = 'b633e1c5-b582-4048-a93e-9f11b44c7e96';
const reportsRead = '230c1aed-a721-4c5d-9cb4-a90514e508ef';
const graphObject = 'bbbbbbbb-0000-4000-8000-000000000001';

const access = (id: Json, type: Json): Json => ({ id, type });
const asks = (...list: Json[]): Json => [{ resource_app_id: graph, resource_access: list }];

const portal: Attributes = {
  display_name: 'Contoso Portal',
  sign_in_audience: 'AzureADMyOrg',
  api: [],
  identifier_uris: null,
  password: [],
  web: [{ redirect_uris: ['https://portal.contoso.example/signin'], logout_url: '', implicit_grant: [] }],
  required_resource_access: asks(access(userRead, 'Scope')),
};

function application(values: Attributes, more: Partial<Made> = {}): Made {
  return { address: 'azuread_application.portal', values: { ...portal, ...values }, ...more };
}

const msgraph: Made = {
  address: 'data.azuread_service_principal.msgraph',
  values: { client_id: graph, object_id: graphObject },
};

const refers = (to: string): Json => ({ references: [`${to}.object_id`, to] });

const servicePrincipal: Made = {
  address: 'azuread_service_principal.portal',
  values: {},
  unknown: { client_id: true, object_id: true, id: true },
  expressions: {
    client_id: { references: ['azuread_application.portal.client_id', 'azuread_application.portal'] },
  },
};

const assignment: Made = {
  address: 'azuread_app_role_assignment.mail',
  values: { app_role_id: mailSend, resource_object_id: graphObject },
  unknown: { principal_object_id: true, id: true },
  expressions: {
    principal_object_id: refers('azuread_service_principal.portal'),
    resource_object_id: refers('data.azuread_service_principal.msgraph'),
  },
};

const rulesOf = (document: Json): readonly string[] => lintDocument(document).findings.map(({ rule }) => rule);
const linesOf = (document: Json): readonly string[] => lintDocument(document).findings.map(lineOf);

test('a plan is linted with the line and column of each value, and properties as the plan spells them', () => {
  const made = application({
    sign_in_audience: 'AzureADandPersonalMicrosoftAccount',
    api: [{ requested_access_token_version: 1 }],
    required_resource_access: asks(access(userRead, 'Scope'), access('a4b8392a-d8d1-4954-a029-8e668a39a170', 'Role')),
  });
  const { findings: found, applications } = lintDocument(planOf([made]));
  const findings = [...found].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  const text = JSON.stringify(planOf([made]), null, 2).split('\n');
  const lineAt = (part: string) => text.findIndex((line) => line.includes(part)) + 1;
  const at = '/planned_values/root_module/resources/0/values';
  expect(findings.map((finding) => [finding.rule, spelledAt(finding)])).toEqual([
    ['token-version', `${at}/api/0/requested_access_token_version`],
    ['type-mismatch', `${at}/required_resource_access/0/resource_access/1/type`],
  ]);
  expect(findings.map(lineOf)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^token-version ${lineAt('requested_access_token_version')}:\\d+ requested_access_token_version is 1;`,
      ),
    ),
    expect.stringMatching(new RegExp(`^type-mismatch ${lineAt('"Role"')}:\\d+ Mail.ReadBasic`)),
  ]);
  expect(applications.map(({ name }) => name)).toEqual([expect.objectContaining({ value: 'Contoso Portal' })]);
});

test('a token version that is not given is named as the provider names it', () => {
  const [line] = linesOf(planOf([application({ sign_in_audience: 'PersonalMicrosoftAccount' })]));
  expect(line).toMatch(/^token-version .* requested_access_token_version is not given, and 1 by default/);
});

test('an audience is named as the provider names it', () => {
  expect(linesOf(planOf([application({ sign_in_audience: 'AzureADMyorg' })]))).toEqual([
    expect.stringContaining('sign_in_audience "AzureADMyorg" differs'),
  ]);
});

test('a null, an empty list and an empty text are what is not there', () => {
  expect(rulesOf(planOf([application({ tags: null, identifier_uris: [], sign_in_audience: null })]))).toEqual([]);
});

describe('what is not known yet', () => {
  const waiting = application(
    { required_resource_access: asks(access(userRead, 'Scope'), access(null, 'Role')) },
    {
      unknown: { required_resource_access: [{ resource_access: [{}, { id: true }] }] },
      expressions: {
        required_resource_access: [
          {
            resource_app_id: refers('data.azuread_service_principal.msgraph'),
            resource_access: [
              { id: { constant_value: userRead } },
              {
                id: {
                  references: [
                    'azuread_service_principal.graph.app_role_ids["Mail.Send"]',
                    'azuread_service_principal.graph.app_role_ids',
                    'azuread_service_principal.graph',
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  );

  test('is told with the resource that it waits for, and not with what was read already', () => {
    const { findings } = lintDocument(planOf([waiting], { read: [msgraph] }));
    expect(findings.map(lineOf)).toEqual([
      expect.stringContaining(
        'a value that comes from azuread_service_principal.graph decides which permission of Microsoft Graph',
      ),
    ]);
    expect(findings.map(spelledAt)).toEqual([
      '/planned_values/root_module/resources/0/values/required_resource_access/0/resource_access/1/id',
    ]);
  });

  test('may be a whole block, or all blocks of a kind', () => {
    const { required_resource_access: _, ...rest } = portal;
    const made: Made = {
      address: 'azuread_application.portal',
      values: rest,
      unknown: { required_resource_access: true },
    };
    expect(rulesOf(planOf([made]))).toEqual(['undecided']);
  });

  test('is followed through the variables and outputs of modules', () => {
    const inner: Made = {
      address: 'module.shop["eu"].azuread_application.portal',
      values: { ...portal, required_resource_access: asks(access(null, 'Role')) },
      unknown: { required_resource_access: [{ resource_access: [{ id: true }] }] },
    };
    const id = { references: ['var.role'] };
    const calls = {
      shop: {
        expressions: { role: { references: ['module.roles.id', 'module.roles'] } },
        for_each_expression: { references: ['local.regions'] },
        module: {
          resources: [
            {
              address: 'azuread_application.portal',
              expressions: { required_resource_access: [{ resource_access: [{ id }] }] },
            },
          ],
        },
      },
      roles: {
        module: { outputs: { id: { expression: { references: ['random_uuid.role.result', 'random_uuid.role'] } } } },
      },
    };
    expect(linesOf(planOf([inner], { calls }))).toEqual([
      expect.stringContaining('comes from module.roles.random_uuid.role'),
    ]);
  });
});

describe('what is sensitive', () => {
  const secret = 'hunter2-hunter2';

  test('is not known, and its text is hidden beside other findings', () => {
    const made = application(
      {
        display_name: secret,
        sign_in_audience: 'AzureADMyorg',
        required_resource_access: asks(access(userRead, 'Role')),
      },
      { sensitive: { display_name: true } },
    );
    const { findings, applications } = lintDocument(planOf([made]));
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['invalid-audience', 'type-mismatch', 'undecided']);
    expect(JSON.stringify(findings.map(({ message }) => message))).not.toContain(secret);
    expect(applications.map(({ name }) => name?.known)).toEqual([false]);
    const { document } = findings[0]?.at ?? {};
    const hidden = document?.hidden?.().map(({ start, end }) => document.text?.slice(start, end));
    // As planned, and as the change.
    expect(hidden).toEqual([`"${secret}"`, `"${secret}"`]);
  });
});

describe('resources that refer to each other', () => {
  const both = [application({}), servicePrincipal, assignment];

  test('are one registration: what is granted and not requested is told', () => {
    const { findings, applicationCount } = lintDocument(planOf(both, { read: [msgraph] }));
    expect(applicationCount).toBe(1);
    expect(findings.map((finding) => [finding.rule, spelledAt(finding)])).toEqual([
      ['broad-permission', '/planned_values/root_module/resources/2/values/app_role_id'],
      ['undeclared-grant', '/planned_values/root_module/resources/2/values/app_role_id'],
    ]);
  });

  test('are found through for_each, each with its own', () => {
    const keys = ['eu', 'us'];
    const each = (made: Made, key: string, more: Partial<Made> = {}): Made => ({
      ...made,
      ...more,
      address: `${made.address}["${key}"]`,
      forEach: ['local.regions'],
    });
    const requests = (id: string) => ({ ...portal, required_resource_access: asks(access(id, 'Role')) });
    const made = keys.flatMap((key) => [
      each(application({}), key, { values: { ...requests(key === 'eu' ? mailSend : reportsRead), display_name: key } }),
      each(servicePrincipal, key, {
        expressions: { client_id: { references: ['azuread_application.portal', 'each.key'] } },
      }),
      each(assignment, key, {
        expressions: { principal_object_id: { references: ['azuread_service_principal.portal', 'each.key'] } },
      }),
    ]);
    const { findings, applicationCount } = lintDocument(planOf(made, { read: [msgraph] }));
    expect(applicationCount).toBe(2);
    const undeclared = findings.filter(({ rule }) => rule === 'undeclared-grant');
    expect(undeclared.map(spelledAt)).toEqual(['/planned_values/root_module/resources/5/values/app_role_id']);
  });

  test('are found by the index that is written', () => {
    const made = [
      { ...application({}), address: 'azuread_application.portal[0]' },
      application({ display_name: 'Other' }, { address: 'azuread_application.portal[1]' }),
      {
        ...servicePrincipal,
        expressions: {
          client_id: {
            references: [
              'azuread_application.portal[1].client_id',
              'azuread_application.portal[1]',
              'azuread_application.portal',
            ],
          },
        },
      },
      assignment,
    ];
    const { findings, applicationCount } = lintDocument(planOf(made, { read: [msgraph] }));
    expect(applicationCount).toBe(2);
    const undeclared = findings.find(({ rule }) => rule === 'undeclared-grant');
    expect(undeclared?.application?.name).toMatchObject({ value: 'Other' });
  });

  test('a grant to a group belongs to no registration', () => {
    const toGroup = { ...assignment, expressions: { principal_object_id: refers('azuread_group.admins') } };
    expect(rulesOf(planOf([application({}), toGroup], { read: [msgraph] }))).toEqual([]);
    const known = { ...assignment, values: { ...assignment.values, principal_type: 'Group' } };
    expect(rulesOf(planOf([application({}), known], { read: [msgraph] }))).toEqual([]);
  });

  test('of another major of the provider have the names that it gives them', () => {
    const apiAccess: Made = {
      address: 'azuread_application_api_access.graph',
      values: {
        application_object_id: 'cccccccc-0000-4000-8000-000000000001',
        application_id: null,
        api_client_id: graph,
        role_ids: [userRead],
      },
    };
    const made = [
      application({ object_id: 'cccccccc-0000-4000-8000-000000000001', required_resource_access: [] }),
      apiAccess,
    ];
    const { findings, applicationCount } = lintDocument(planOf(made));
    expect([applicationCount, findings.map(({ rule }) => rule)]).toEqual([1, ['type-mismatch']]);
    const old = {
      ...servicePrincipal,
      unknown: { application_id: true },
      expressions: { application_id: refers('azuread_application.portal') },
    };
    expect(rulesOf(planOf([application({}), old, assignment], { read: [msgraph] }))).toContain('undeclared-grant');
  });
});

describe('which resources count', () => {
  const wrong = { required_resource_access: asks(access(userRead, 'Role')) };

  test('those that are deleted or only read do not', () => {
    const deleted = application(wrong, { actions: ['delete'] });
    expect(lintDocument(planOf([deleted]))).toMatchObject({
      findings: [],
      passedOver: 'is a Terraform plan without an app registration',
    });
    const read = { ...application(wrong), address: 'data.azuread_application.portal' };
    expect(lintDocument(planOf([], { read: [read] }))).toMatchObject({ findings: [], applicationCount: 0 });
  });

  test('those of which only the change is told do', () => {
    const { planned_values: _, ...changes } = planOf([application(wrong)]);
    const { findings } = lintDocument(changes);
    expect(findings.map(spelledAt)).toEqual([
      '/resource_changes/0/change/after/required_resource_access/0/resource_access/0/type',
    ]);
    const gone = {
      address: 'azuread_application.old',
      type: 'azuread_application',
      change: { actions: ['delete'], after: null },
    };
    expect(lintDocument({ resource_changes: [gone] }).applicationCount).toBe(0);
  });

  test('a plan of a format that is not known is passed over in words', () => {
    expect(lintDocument({ ...planOf([application(wrong)]), format_version: '2.0' })).toMatchObject({
      findings: [],
      passedOver: 'is a Terraform plan of format version 2.0, and only version 1 is known',
    });
  });
});

describe('whatever looks like a plan', () => {
  const small = planOf([application({}), servicePrincipal, assignment], { read: [msgraph] });
  const texts = fc.constantFrom('azuread_application', 'module.a["', 'data.', 'references', '__proto__', '');
  const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });

  test('is read without an error, wherever anything else stands in it', () => {
    const places = pathsIn(small);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(json, texts), (path, value) => {
        const { crashed } = lintJson(JSON.stringify(replaced(small, path, value)));
        expect(crashed).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['child_modules', 'module_calls'])('%s may nest deep', (key) => {
    const deep = `${`{"${key}":[`.repeat(20_000)}${']}'.repeat(20_000)}`;
    const called = `${`{"${key}":{"a":{"module":`.repeat(20_000)}{}${'}}}'.repeat(20_000)}`;
    const plan = `{"planned_values":{"root_module":${deep}},"configuration":{"root_module":${called}},"resource_changes":[]}`;
    expect(lintJson(plan).crashed).toBe(false);
  });

  test('values may nest deep', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const resource = `{"address":"azuread_application.x","mode":"managed","type":"azuread_application","values":{"required_resource_access":[{"resource_access":${deep}}]},"sensitive_values":${deep}}`;
    expect(lintJson(`{"planned_values":{"root_module":{"resources":[${resource}]}}}`).crashed).toBe(false);
  });
});

type Path = readonly (string | number)[];

function pathsIn(value: Json, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Object.entries(value).flatMap(([key, each]: [string, Json]) =>
    pathsIn(each, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...below];
}

function replaced(value: Json, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((each: Json, index) => (index === key ? replaced(each, rest, to) : each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, Json]) => [name, name === key ? replaced(each, rest, to) : each]),
  );
}
