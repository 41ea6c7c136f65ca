import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readValue } from '../../src/input/read.js';
import { itemsOf, outline } from './outline.js';

const request = { resourceAppId: 'A', resourceAccess: [{ id: 'B', type: 'Scope' }] };

describe('what is no registration is passed over, with the reason', () => {
  test.each<[string, unknown, string]>([
    [
      'service principal by type',
      { signInAudience: 'AzureADMyOrg', servicePrincipalType: 'Application' },
      'is a service principal, not an app registration',
    ],
    [
      'service principal by names',
      { signInAudience: 'AzureADMyOrg', servicePrincipalNames: [] },
      'is a service principal, not an app registration',
    ],
    [
      'service principal by owner',
      { signInAudience: 'AzureADMyOrg', appOwnerOrganizationId: null },
      'is a service principal, not an app registration',
    ],
    [
      'service principal by odata type',
      { signInAudience: 'AzureADMyOrg', '@odata.type': '#microsoft.graph.servicePrincipal' },
      'holds no app registration',
    ],
    [
      'Swagger that describes the property',
      {
        swagger: '2.0',
        definitions: { application: { properties: { requiredResourceAccess: { type: 'array' }, signInAudience: {} } } },
      },
      'is an API description',
    ],
    [
      'JSON schema of the property',
      { $schema: 'http://json-schema.org/draft-07/schema#', properties: { requiredResourceAccess: { type: 'array' } } },
      'holds no app registration',
    ],
    [
      'Teams manifest with sign-in only',
      { manifestVersion: '1.17', webApplicationInfo: { id: 'x', resource: 'api://resourceAppId' } },
      'is a Teams app manifest without resource-specific permissions',
    ],
    [
      'package.json',
      { name: 'signInAudience', version: '1.0.0', keywords: ['requiredResourceAccess'] },
      'holds no app registration',
    ],
    [
      'Graph error answer',
      { error: { code: 'Request_BadRequest', message: "Invalid property 'requiredResourceAccess'." } },
      'holds no app registration',
    ],
    ['empty Graph answer', { '@odata.context': '#applications', value: [] }, 'holds no app registration'],
    ['Graph answer with one value', { value: 'signInAudience' }, 'holds no app registration'],
    ['empty list', [], 'holds no app registration'],
    ['empty object', {}, 'holds no app registration'],
    ['list of lists', [[request]], 'holds no app registration'],
    ['one permission alone', { id: 'B', type: 'Scope' }, 'holds no app registration'],
    ['number', 5, 'holds no app registration'],
    ['text', 'requiredResourceAccess', 'holds no app registration'],
    ['null', null, 'holds no app registration'],
  ])('%s', (_name, value, reason) => {
    expect(outline(JSON.stringify(value, null, 2))).toEqual([`passed over: ${reason}`]);
  });
});

describe('what a registration needs to be known', () => {
  test.each<[string, unknown]>([
    ['requests alone', { requiredResourceAccess: [] }],
    ['requests of a wrong type', { requiredResourceAccess: 'x' }],
    ['an audience alone', { signInAudience: 'AzureADMyOrg' }],
    ['the type of an application', { '@odata.type': '#microsoft.graph.application' }],
    [
      'a service principal key does not matter beside requests',
      { requiredResourceAccess: [], appOwnerOrganizationId: 'x' },
    ],
    ['a bare list with a broken entry', [5, request]],
  ])('%s', (_name, value) => {
    expect(itemsOf(JSON.stringify(value)).some(({ kind }) => kind === 'application')).toBe(true);
  });
});

test('a placeholder in a list of very many values is found', () => {
  const text = JSON.stringify({
    requiredResourceAccess: [],
    list: [...Array.from({ length: 200_000 }, () => 0), '{{state.x}}'],
  });
  expect(outline(text)[0]).toBe('application names-allowed 1:1');
});

const words = [
  'requiredResourceAccess',
  'RequiredResourcesAccess',
  'signInAudience',
  'resourceAppId',
  'resourceAccess',
  'AADApps',
  'AppRegistrations',
  'value',
  '@odata.type',
  'authorization',
  'permissions',
  'resourceSpecific',
  'servicePrincipalType',
];
const key = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...words).map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  fc.string(),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>('#microsoft.graph.application', 'AzureADMyOrg', null, 5, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

/** The same JSON with the first letter of each text written as an escape. */
function withEscapes(json: string): string {
  return json.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => `"${inner.replace(/^[A-Za-z]/, escapeOf)}"`);
}

function escapeOf(letter: string): string {
  return `\\u00${letter.charCodeAt(0).toString(16)}`;
}

test('no registration is passed over without parsing, however its keys are written', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const json = JSON.stringify(value);
      const known = [...readValue('x', JSON.parse(json))].some(({ kind }) => kind === 'application');
      for (const text of [json, withEscapes(json)]) {
        expect(itemsOf(text, 'met').some(({ kind }) => kind === 'application')).toBe(known);
      }
    }),
    { numRuns: 500 },
  );
});

describe('what is written in another form is handed on to the reader of that', () => {
  test.each([
    [
      'ARM template',
      {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        resources: [{ properties: { requiredResourceAccess: [request] } }],
      },
      'arm-template',
    ],
    [
      'Pulumi state',
      {
        version: 3,
        deployment: { resources: [{ outputs: { requiredResourceAccesses: [request], signInAudience: 'x' } }] },
      },
      'pulumi-stack',
    ],
  ])('%s', (_name, value, format) => {
    expect(outline(JSON.stringify(value, null, 2))).toEqual([`program: ${format}`]);
  });
});
