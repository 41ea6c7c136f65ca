import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineRanges } from '../../../src/model/place.js';
import { itemsOf, shown as shownText, told } from './lint.js';
import { unknownText, urnOf } from './written.js';

const graph = '00000003-0000-0000-c000-000000000000';
const roleManagement = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
const applicationType = 'azuread:index/application:Application';
const accessType = 'azuread:index/applicationApiAccess:ApplicationApiAccess';

const takeover = {
  displayName: 'Portal',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccesses: [{ resourceAppId: graph, resourceAccesses: [{ id: roleManagement, type: 'Role' }] }],
};

const resource = (name: string, more: object = {}, type = applicationType) => ({
  urn: urnOf(type, name),
  type,
  custom: true,
  inputs: takeover,
  ...more,
});
const state = (...resources: object[]) => JSON.stringify({ version: 3, deployment: { resources } }, null, 1);
const preview = (...steps: object[]) => JSON.stringify({ steps, changeSummary: {} }, null, 1);
const rules = (text: string) => told('stack.json', text).map((line) => line.split(' ')[1]);
const reasons = (text: string) =>
  itemsOf('stack.json', text).flatMap((item) => (item.kind === 'passed-over' ? [item.reason] : []));
const secret = (more: object) => ({
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  ...more,
});

describe('steps of a preview', () => {
  const step = (op: string, name = 'portal') => ({ op, urn: urnOf(applicationType, name), newState: resource(name) });

  test.each(['create', 'update', 'same', 'import', 'refresh'])('%s is what there will be', (op) => {
    expect(rules(preview(step(op)))).toContain('tenant-takeover');
  });
  test.each(['delete', 'delete-replaced', 'discard', 'discard-replaced', 'remove-pending-replace'])(
    '%s leaves nothing to check',
    (op) => expect(reasons(preview(step(op)))).toEqual(['is a Pulumi preview without an app registration']),
  );
  test('a replacement is one resource', () => {
    const steps = ['create-replacement', 'replace'].map((op) => step(op));
    expect(itemsOf('preview.json', preview(...steps)).map(({ kind }) => kind)).toEqual(['application']);
  });
  test('a preview without steps is one', () => {
    expect(reasons(JSON.stringify({ steps: [], changeSummary: {} }))).toEqual([
      'is a Pulumi preview without an app registration',
    ]);
  });
});

describe('resources of a state', () => {
  test('what waits to be deleted is passed over', () => {
    expect(reasons(state(resource('portal', { delete: true })))).toEqual([
      'is a Pulumi state without an app registration',
    ]);
  });
  test('a stack without resources is one', () => {
    const text = JSON.stringify({ version: 3, deployment: { manifest: { magic: 'x' } } });
    expect(reasons(text)).toEqual(['is a Pulumi state without an app registration']);
  });
  test('what is only read is seen by its outputs, and may get permissions elsewhere', () => {
    const text = state(resource('portal', { external: true, inputs: {}, outputs: takeover }));
    expect(rules(text)).toContain('tenant-takeover');
    const [item] = itemsOf('stack.json', text);
    expect(item?.kind === 'application' && item.application.isPart).toBe(true);
  });
  test.each([
    [['requiredResourceAccesses'], true],
    [['requiredResourceAccesses[0].resourceAccesses'], true],
    [['*'], true],
    [['tags'], undefined],
  ])('with ignoreChanges %j', (ignoreChanges, isPart) => {
    const [item] = itemsOf('stack.json', state(resource('portal', { ignoreChanges })));
    expect(item?.kind === 'application' && item.application.isPart).toBe(isPart);
  });
  test('a part of version 5 of the provider finds its registration, and is told under the name it has there', () => {
    const outputs = { objectId: 'object', clientId: 'client' };
    const access = resource(
      'access',
      { inputs: { applicationObjectId: 'object', apiClientId: graph, roleIds: [roleManagement, roleManagement] } },
      accessType,
    );
    const items = itemsOf(
      'stack.json',
      state(resource('portal', { inputs: { displayName: 'Portal' }, outputs }), access),
    );
    expect(items.map(({ kind }) => kind)).toEqual(['application']);
    const lone = itemsOf('stack.json', state({ ...access, inputs: { ...access.inputs, applicationObjectId: 7 } }));
    expect(lone).toHaveLength(1);
  });
});

describe('what is not known', () => {
  test('an unknown id is told with what it waits for, and hides nothing beside it', () => {
    const inputs = {
      ...takeover,
      requiredResourceAccesses: [
        {
          resourceAppId: graph,
          resourceAccesses: [
            { id: unknownText, type: 'Role' },
            { id: roleManagement, type: 'Role' },
          ],
        },
      ],
    };
    const urns = [urnOf('azuread:index/servicePrincipal:ServicePrincipal', 'msgraph')];
    const newState = resource('portal', { inputs, propertyDependencies: { requiredResourceAccesses: urns } });
    const lines = told('preview.json', preview({ op: 'create', newState }));
    expect(lines.some((line) => line.includes(' tenant-takeover '))).toBe(true);
    expect(lines.find((line) => line.includes(' undecided '))).toContain(
      'a value that comes from ServicePrincipal msgraph',
    );
  });
});

describe('secrets', () => {
  const shown = (inputs: object) => {
    const text = state(resource('portal', { inputs: { ...takeover, ...inputs } }));
    return JSON.stringify(told('stack.json', text)) + shownText('stack.json', text);
  };

  test.each([
    ['in cipher', secret({ ciphertext: 'hunter2' })],
    ['in the clear', secret({ plaintext: '"hunter2"' })],
  ])('%s are never shown', (_, value) => {
    for (const inputs of [{ displayName: value }, { signInAudience: value }, { identifierUris: [value] }]) {
      expect(shown(inputs)).not.toContain('hunter2');
    }
    const list = [{ resourceAppId: graph, resourceAccesses: [{ id: value, type: 'Role' }] }];
    expect(shown({ requiredResourceAccesses: list })).not.toContain('hunter2');
    expect(shown({ requiredResourceAccesses: list })).toContain('a value that comes from a secret');
  });
  test.each(['plaintext', 'ciphertext'])('the %s beside a finding is masked', (key) => {
    const text = state(
      resource('portal', { inputs: { notes: secret({ [key]: 'hunter2' }), signInAudience: 'AzureADMultleOrgs' } }),
    ).replace(/\s+/g, ' ');
    expect(shownText('stack.json', text)).toContain('AzureADMultleOrgs');
    expect(shownText('stack.json', text)).not.toContain('hunter2');
  });
  test('a masked one is no value', () => {
    expect(shown({ signInAudience: '[secret]' })).toContain('a value that comes from a secret decides the audience');
  });
});

test('any JSON below a known type gives places inside the text, and no error', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const inputs = fc.oneof(
    anything,
    fc.record({ requiredResourceAccesses: anything, api: anything, displayName: anything }),
  );
  fc.assert(
    fc.property(
      inputs,
      anything,
      fc.constantFrom(applicationType, accessType, 'msgraph:index/resource:Resource'),
      (own, outputs, type) => {
        const text = state(resource('x', { inputs: own, outputs, propertyDependencies: outputs }, type));
        for (const item of itemsOf('stack.json', text)) {
          const at =
            item.kind === 'application' ? item.application.at : item.kind === 'problem' ? item.problem.at : undefined;
          if (at === undefined) continue;
          const [range] = lineRanges(at.document, [at]);
          expect(range?.endLine ?? 1).toBeLessThanOrEqual(text.split('\n').length);
        }
        told('stack.json', text);
      },
    ),
    { numRuns: 300 },
  );
});

test('inputs that nest a hundred thousand levels deep are no known value', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const text = state(resource('portal')).replace('"displayName": "Portal"', () => `"displayName": ${deep}`);
  expect(rules(text)).toContain('tenant-takeover');
});

test('a part names its registration by the property of an older provider', () => {
  const portal = urnOf(applicationType, 'portal');
  const access = resource(
    'graph',
    {
      inputs: { applicationObjectId: unknownText, apiClientId: graph, roleIds: [roleManagement] },
      propertyDependencies: { applicationObjectId: [portal] },
    },
    accessType,
  );
  const { requiredResourceAccesses: _, ...plain } = takeover;
  const items = itemsOf('stack.json', state(resource('portal', { inputs: plain }), access));
  const applications = items.flatMap((item) => (item.kind === 'application' ? [item.application] : []));
  expect(applications.map(({ requests }) => requests.length)).toEqual([1]);
});
