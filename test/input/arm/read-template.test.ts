import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../src/input/arm/parse-expression.js';
import { readArmTemplate } from '../../../src/input/arm/read-template.js';
import { objectSource } from '../../../src/input/source.js';
import { placeText } from '../outline.js';
import { armItems, findingsOf, template } from '../template-findings.js';

const directoryWrite = '19dbc75e-c2e2-444c-a770-ec69d8559fc7';
const graphApi = '00000003-0000-0000-c000-000000000000';
const graph = { existing: true, type: 'Microsoft.Graph/servicePrincipals@v1.0', properties: { appId: graphApi } };

function asking(id: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const requiredResourceAccess = [{ resourceAppId: graphApi, resourceAccess: [{ id, type: 'Role' }] }];
  const properties = { uniqueName: 'app', displayName: 'App', signInAudience: 'AzureADMyOrg', requiredResourceAccess };
  return { import: 'microsoftGraphV1', type: 'Microsoft.Graph/applications@v1.0', ...more, properties };
}

function rulesOf(text: string): string[] {
  return findingsOf(armItems(text)).map(({ rule }) => rule);
}

const scope = {
  parameters: {
    id: { type: 'string', defaultValue: directoryWrite },
    none: { type: 'string' },
    secret: { type: 'secureString', defaultValue: 'hunter2-hunter2' },
  },
  variables: {
    ids: { write: directoryWrite },
    list: ['x', directoryWrite],
    a: "[variables('b')]",
    b: "[variables('A')]",
  },
};

describe('an expression of known values is known', () => {
  test.each([
    "[parameters('id')]",
    "[PARAMETERS('ID')]",
    "[variables('ids').write]",
    "[variables('ids')['write']]",
    "[variables('list')[1]]",
    "[last(variables('list'))]",
    "[concat('19dbc75e', '-c2e2-444c-a770-ec69d8559fc7')]",
    "[format('{0}-{1}', '19dbc75e', 'c2e2-444c-a770-ec69d8559fc7')]",
    "[toLower('19DBC75E-C2E2-444C-A770-EC69D8559FC7')]",
    "[if(equals(1, 1), parameters('id'), parameters('none'))]",
    "[if(and(false(), equals(parameters('none'), 'x')), '', parameters('id'))]",
    "[coalesce(null(), json('null'), parameters('id'))]",
    "[createObject('a', parameters('id')).a]",
    "[createArray('b', parameters('id'))[add(0, 1)]]",
    "[union(variables('ids'), createObject('x', 1)).write]",
    "[join(split('19dbc75e_c2e2_444c_a770_ec69d8559fc7', '_'), '-')]",
    "[first(filter(variables('list'), lambda('x', not(equals(lambdaVariables('x'), 'x')))))]",
    "[filter(reference('graph').appRoles, lambda('r', equals(lambdaVariables('r').value, 'Directory.ReadWrite.All')))[0].id]",
    "[tryGet(variables('ids'), 'write')]",
  ])('%s', (id) => {
    expect(rulesOf(template({ app: asking(id), graph }, scope))).toContain('privilege-escalation');
  });

  test('and stands where it is written', () => {
    const text = template({ app: asking("[variables('ids').write]") }, scope);
    const [finding] = findingsOf(armItems(text)).filter(({ rule }) => rule === 'privilege-escalation');
    const line = text.split('\n').findIndex((each) => each.includes('"write"'));
    expect(finding && placeText(finding.at)).toBe(`${line + 1}:16`);
    expect(finding?.at.document.spell(finding.at.pointer)).toEqual(['variables', 'ids', 'write']);
  });
});

describe('an expression that is not known raises no finding and is told of', () => {
  test.each([
    "[parameters('none')]",
    "[parameters('secret')]",
    "[parameters('missing')]",
    "[parameters(parameters('id'))]",
    "[variables('missing')]",
    "[variables('a')]",
    "[variables('list')[7]]",
    "[variables('ids').missing]",
    "[uniqueString('a')]",
    "[guid('a')]",
    '[newGuid()]',
    '[utcNow()]',
    '[resourceGroup().location]',
    "[concat('a', parameters('none'))]",
    "[format('{0:D4}', 1)]",
    "[format('{0}', true())]",
    "[if(equals(parameters('none'), 'x'), 'a', 'b')]",
    "[coalesce(parameters('none'), 'x')]",
    "[reference('graph').id]",
    "[reference('nowhere').appId]",
    "[reference(resourceId('Microsoft.Graph/applications', 'x')).appId]",
    "[own.function('x')]",
    "[base64('x')]",
    '[toLower(1)]',
    '[json(\'{"a": 1}\').a]',
    '[broken(',
    "[concat('a' 'b')]",
    '[1 + 1]',
    "[filter(reference('graph').appRoles, lambda('r', startsWith(lambdaVariables('r').value, 'D')))[0].id]",
  ])('%s', (id) => {
    // What does not end with a bracket is a text, and none of an id.
    if (!id.endsWith(']')) return expect(rulesOf(template({ app: asking(id) }, scope))).not.toContain('undecided');
    const findings = findingsOf(armItems(template({ app: asking(id), graph }, scope)));
    expect(findings.map(({ rule }) => rule)).toEqual(['undecided']);
    expect(findings[0]?.message).toContain(id.slice(0, 60));
    expect(findings[0]?.message).not.toContain('hunter2');
  });
});

describe('what is deployed', () => {
  const nested = (inner: unknown, more: Readonly<Record<string, unknown>>) => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2025-04-01',
    name: 'inner',
    properties: { ...more, template: { ...scope, parameters: { p: { type: 'string' } }, resources: { app: inner } } },
  });

  test('resources as a list, with their version apart', () => {
    const app = { ...asking(directoryWrite), type: 'Microsoft.Graph/applications', apiVersion: 'v1.0' };
    expect(rulesOf(template([app]))).toContain('privilege-escalation');
  });

  test('a deployment within, which is handed values', () => {
    const more = {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { p: { value: "[parameters('id')]" } },
    };
    expect(rulesOf(template([nested(asking("[parameters('p')]"), more)], scope))).toContain('privilege-escalation');
    expect(rulesOf(template([nested(asking("[parameters('id')]"), more)], scope))).toEqual(['undecided']);
  });

  test('a deployment within, whose expressions mean the outer template', () => {
    expect(rulesOf(template([nested(asking("[parameters('id')]"), {})], scope))).toContain('privilege-escalation');
  });

  test('copies, each with its index', () => {
    const ids = ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', directoryWrite];
    const app = asking("[variables('two')[copyIndex()]]", {
      copy: { name: 'app', count: "[length(variables('two'))]" },
    });
    const rules = rulesOf(template({ app }, { variables: { two: ids } }));
    expect(rules).toEqual(expect.arrayContaining(['type-mismatch', 'privilege-escalation']));
  });

  test('copies without number are read once', () => {
    const items = armItems(template({ app: asking(directoryWrite, { copy: { name: 'app', count: 1_000_000_000 } }) }));
    expect(items.map(({ kind }) => kind)).toEqual(['application']);
  });

  test('not what is off, and not what stands elsewhere', () => {
    expect(rulesOf(template({ app: asking(directoryWrite, { condition: false }) }))).toEqual([]);
    expect(rulesOf(template({ app: asking(directoryWrite, { existing: true }) }))).toEqual([]);
  });

  test('grants and credentials join their application', () => {
    const items = armItems(
      template({
        app: asking(directoryWrite),
        graph,
        sp: { type: 'Microsoft.Graph/servicePrincipals@v1.0', properties: { appId: "[reference('app').appId]" } },
        grant: {
          type: 'Microsoft.Graph/appRoleAssignedTo@v1.0',
          properties: {
            appRoleId: directoryWrite,
            principalId: "[reference('sp').id]",
            resourceId: "[reference('graph').id]",
          },
        },
        credential: {
          type: 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0',
          properties: { name: "[format('{0}/x', reference('app').uniqueName)]" },
        },
      }),
    );
    expect(items).toHaveLength(1);
    const [item] = items;
    expect(item?.kind === 'application' && item.application.grants).toHaveLength(1);
    expect(item?.kind === 'application' && item.application.clients?.federatedCredentials.items).toHaveLength(1);
  });
});

test('any value with the schema of a template gives items', () => {
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  const type = fc.constantFrom('Microsoft.Graph/applications@v1.0', 'Microsoft.Resources/deployments', 'x');
  const resource = fc.record({ type, properties: fc.jsonValue(), copy: fc.jsonValue(), name: fc.jsonValue() });
  const resources = fc.oneof(fc.jsonValue(), fc.array(resource), fc.dictionary(fc.string(), resource));
  fc.assert(
    fc.property(resources, fc.jsonValue(), fc.jsonValue(), (all, variables, parameters) => {
      const value = { $schema, resources: all, variables, parameters };
      findingsOf(readArmTemplate(objectSource('x', value)));
    }),
  );
});

test('any text is an expression, or none', () => {
  const piece = fc.constantFrom(...`concat(|(|)|[|]|'|''|,|.|a|1| |parameters('x')|lambda('x', |copyIndex(`.split('|'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(parseExpression(`[${pieces.join('')}]`, {}).kind).toBeTypeOf('string');
    }),
  );
  for (const bracket of ['(', '[', 'a(', 'a[', 'a.', 'a[0]', '-']) {
    expect(parseExpression(`[${bracket.repeat(100_000)}]`, {}).kind).toBe('unknown');
  }
});

const corpus = process.env.PERMLINT_CORPUS ?? new URL('../../../../shared/corpus', import.meta.url).pathname;
const folder = `${corpus}/arm-json`;
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];
if (files.length === 0) console.log(`templates of the corpus are not tested: ${folder} is absent`);

test.runIf(files.length > 0).each(files)('%s is read without a finding that is more than a word', (name) => {
  const findings = findingsOf(armItems(readFileSync(`${folder}/${name}`, 'utf8')));
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});
