// Ids that data sources give are known in a preview.
import * as azuread from '@pulumi/azuread';

const published = azuread.getApplicationPublishedAppIdsOutput();
const microsoftGraph = published.apply(({ result }) => result.MicrosoftGraph ?? '');
const graph = azuread.getServicePrincipalOutput({ clientId: microsoftGraph });

new azuread.Application('daemon', {
  displayName: 'Contoso Mail Daemon',
  requiredResourceAccesses: [
    {
      resourceAppId: microsoftGraph,
      resourceAccesses: [
        // Wrong: the id of the delegated permission as an application permission.
        { id: graph.oauth2PermissionScopeIds.apply((ids) => ids['Mail.ReadBasic'] ?? ''), type: 'Role' },
        { id: graph.appRoleIds.apply((ids) => ids['Mail.ReadBasic'] ?? ''), type: 'Role' },
      ],
    },
  ],
});

export const { tenantId } = azuread.getClientConfigOutput();
