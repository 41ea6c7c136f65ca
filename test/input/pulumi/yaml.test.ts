// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of Pulumi
import { describe, expect, test } from 'vitest';
import { lineRanges, pointerText } from '../../../src/model/place.js';
import { findingsOf, itemsOf, told } from './lint.js';
import { graph, program, roleManagement, takeover } from './yaml-program.js';

const kinds = (text: string) => itemsOf('Pulumi.yaml', text).map(({ kind }) => kind);
const rules = (text: string) => told('Pulumi.yaml', text).map((line) => line.split(' ')[1]);
const undecided = (text: string) => told('Pulumi.yaml', text).find((line) => line.includes(' undecided ')) ?? '';

describe('types', () => {
  test.each([
    'azuread:Application',
    'azuread:index:Application',
    'azuread:index/application:Application',
    '"azuread:Application"',
  ])('%s is an application', (type) =>
    expect(rules(program(takeover).replace('azuread:Application', type))).toContain('tenant-takeover'),
  );
  test.each(['azuread:Group', 'azure:Application', 'kubernetes:apps/v1:Deployment', '${app.type}', '[]'])(
    '%s is none',
    (type) => {
      expect(kinds(program(takeover).replace('azuread:Application', type))).toEqual(['passed-over']);
    },
  );
  test('an application of the Microsoft Graph provider is one', () => {
    const text = `resources:\n  app:\n    type: msgraph:Resource\n    properties:\n      url: applications\n      body:\n        displayName: App\n        requiredResourceAccess:\n          - resourceAppId: ${graph}\n            resourceAccess: [{id: ${roleManagement}, type: Role}]\n`;
    expect(told('Pulumi.yaml', text).find((line) => line.includes('takeover'))).toMatch(/^10:35 /);
  });
});

describe('places', () => {
  test('are those of the value, and pointers those of the file', () => {
    const [finding] = findingsOf('Pulumi.yaml', program(takeover)).filter(({ rule }) => rule === 'tenant-takeover');
    expect(finding && lineRanges(finding.at.document, [finding.at])).toEqual([
      { line: 11, column: 20, endLine: 11, endColumn: 56 },
    ]);
    expect(finding && pointerText(finding.at.document.spell(finding.at.pointer))).toBe(
      '/resources/portal/properties/requiredResourceAccesses/0/resourceAccesses/0/id',
    );
  });
  test('are the same after CRLF and a byte order mark', () => {
    const text = program(takeover);
    expect(told('Pulumi.yaml', `\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(told('Pulumi.yaml', text));
  });
  test('of what an anchor stands for are those of the anchor', () => {
    const text = `variables:\n  mail: &role {id: ${roleManagement}, type: Role}\n${program('- *role')}`;
    expect(told('Pulumi.yaml', text).find((line) => line.includes('takeover'))).toMatch(/^2:20 /);
  });
});

describe('expressions that the text decides', () => {
  test.each([
    ['a variable', '- {id: "${role}", type: Role}', `variables:\n  role: ${roleManagement}`],
    ['a variable that stands for all', '- ${entry}', `variables:\n  entry: {id: ${roleManagement}, type: Role}`],
    [
      'a variable of a variable',
      '- {id: "${a}", type: Role}',
      `variables:\n  a: \${b["x"][0]}\n  b: {x: [${roleManagement}]}`,
    ],
    ['a part of a text', '- {id: "9e3f62cf-${rest}", type: Role}', `variables:\n  rest: ${roleManagement.slice(9)}`],
    [
      'a default of the configuration',
      '- {id: "${role}", type: Role}',
      `config:\n  role: {type: string, default: ${roleManagement}}`,
    ],
    ['a value of the configuration', '- {id: "${role}", type: Role}', `config:\n  role: {value: ${roleManagement}}`],
    [
      'the older word for it',
      '- {id: "${role}", type: Role}',
      `configuration:\n  role: {type: String, default: ${roleManagement}}`,
    ],
    [
      'what another resource writes',
      '- {id: "${other.notes}", type: Role}',
      `  other:\n    type: azuread:Application\n    properties: {displayName: Other, notes: ${roleManagement}}`,
    ],
    ['a merged map', `- {<<: *role, type: Role}`, `  other:\n    type: x:Y`],
  ])('%s', (what, access, others) => {
    const anchor = what === 'a merged map' ? `variables:\n  role: &role {id: ${roleManagement}, type: Scope}\n` : '';
    expect(rules(anchor + program(access, others))).toContain('tenant-takeover');
  });
});

describe('expressions that only a deployment decides', () => {
  test.each([
    ['an output', '${other.clientId}'],
    ['the stack', '${pulumi.stack}'],
    ['no name that is there', '${nobody.knows}'],
    ['itself', '${self}'],
    ['an answer of the tenant', '${graph.appRoleIds["User.Read.All"]}'],
    ['a text around one', 'x-${other.id}'],
    ['no expression at all', '${...}'],
  ])('%s is told as it is written', (_, expression) => {
    const others =
      'variables:\n  self: ${self}\n  graph:\n    fn::invoke:\n      function: azuread:getServicePrincipal\n      arguments: {clientId: x}';
    const text = program(`- {id: '${expression}', type: Role}`, others);
    expect(undecided(text)).toContain(
      `the expression ${expression} decides which permission of Microsoft Graph is asked for`,
    );
    expect(rules(text).filter((rule) => rule !== 'undecided')).toEqual([]);
  });
  test('a function is told by its name, and what it waits for is known', () => {
    const text = program('- {id: {"fn::select": [0, ["${portal.id}"]]}, type: Role}');
    expect(undecided(text)).toContain('the expression fn::select decides');
  });
  test('two dollars are one, and no expression', () => {
    const [item] = itemsOf(
      'Pulumi.yaml',
      program(takeover).replace('Portal', () => 'A $${b}'),
    );
    const name = item?.kind === 'application' ? item.application.name : undefined;
    expect(name?.known === true && name.value).toBe('A ${b}');
  });
});

describe('parts find their registration by the expression', () => {
  const split = (owner: string) =>
    `resources:\n  app:\n    type: azuread:ApplicationRegistration\n    properties: {displayName: App}\n  access:\n    type: azuread:ApplicationApiAccess\n    properties:\n      ${owner}: \${app.id}\n      apiClientId: ${graph}\n      roleIds: [${roleManagement}]\n`;
  test.each(['applicationId', 'applicationObjectId'])('%s', (owner) => {
    const items = itemsOf('Pulumi.yaml', split(owner));
    expect(items.map(({ kind }) => kind)).toEqual(['application']);
    expect(rules(split(owner))).toContain('tenant-takeover');
  });
  test('options that ignore changes leave a registration open', () => {
    const [item] = itemsOf(
      'Pulumi.yaml',
      program(takeover, '    options: {ignoreChanges: [requiredResourceAccesses]}'),
    );
    expect(item?.kind === 'application' && item.application.isPart).toBe(true);
  });
});

describe('secrets', () => {
  test.each([
    ['of the configuration', '"${token}"', 'config:\n  token: {type: string, secret: true, default: hunter2}'],
    ['of a function', '{"fn::secret": hunter2}', 'variables: {}'],
    ['in a variable', '"${token}"', 'variables:\n  token: {"fn::secret": hunter2}'],
    ['in a text', '"x ${token}"', 'variables:\n  token: {"fn::secret": hunter2}'],
  ])('%s are never told', (_, value, others) => {
    const lines = told('Pulumi.yaml', program(`- {id: ${value}, type: Role}`, others)).join('\n');
    expect(lines).toContain('a value that comes from a secret');
    expect(lines).not.toContain('hunter2');
  });
});
