// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of Pulumi
import { describe, expect, test } from 'vitest';
import { told } from './lint.js';
import { graph, program, takeover } from './yaml-program.js';

const rules = (text: string) => told('Pulumi.yaml', text).map((line) => line.split(' ')[1]);
const undecided = (text: string) => told('Pulumi.yaml', text).find((line) => line.includes(' undecided ')) ?? '';

describe('what the provider publishes is known', () => {
  const others = [
    'variables:',
    '  known: {"fn::invoke": {function: "azuread:getApplicationPublishedAppIds"}}',
    '  ids: {"fn::invoke": {function: "azuread:index/getApplicationPublishedAppIds:getApplicationPublishedAppIds", return: result}}',
    '  api: {"fn::invoke": {function: "azuread:getServicePrincipal", arguments: {clientId: "${ids.MicrosoftGraph}"}}}',
    '  roles: {"fn::azuread:getServicePrincipal": {clientId: "${api.clientId}"}}',
  ].join('\n');
  test.each([
    '${known.result["MicrosoftGraph"]}',
    '${known.result.MicrosoftGraph}',
    '${ids["MicrosoftGraph"]}',
    '${api.clientId}',
  ])('an API by %s', (expression) =>
    expect(rules(program(takeover, others).replace(graph, () => expression))).toContain('tenant-takeover'),
  );
  test.each([
    '${api.appRoleIds["RoleManagement.ReadWrite.Directory"]}',
    '${roles.appRoleIds["RoleManagement.ReadWrite.Directory"]}',
  ])('a permission by %s', (expression) => {
    const lines = rules(program(`- {id: '${expression}', type: Role}`, others));
    expect(lines).toContain('tenant-takeover');
    expect(lines).not.toContain('invalid-manifest');
  });
  test('a permission of a service principal of the program', () => {
    const principal = `  msgraph:\n    type: azuread:ServicePrincipal\n    properties: {clientId: ${graph}, useExisting: true}`;
    const access = '- {id: \'${msgraph.oauth2PermissionScopeIds["User.Read"]}\', type: Role}';
    expect(rules(program(access, principal))).toContain('type-mismatch');
  });
  test('an API that is computed leaves its permissions open', () => {
    const principal = '  own:\n    type: azuread:ServicePrincipal\n    properties: {clientId: "${portal.clientId}"}';
    expect(undecided(program('- {id: \'${own.appRoleIds["Orders.Read"]}\', type: Role}', principal))).toContain(
      'own.appRoleIds',
    );
  });
});
