// Nothing is wrong with it, and everything is known but an id that no rule asks for.
import * as azuread from '@pulumi/azuread';

const microsoftGraph = '00000003-0000-0000-c000-000000000000';

const portal = new azuread.Application('portal', {
  displayName: 'Contoso Portal',
  requiredResourceAccesses: [
    {
      resourceAppId: microsoftGraph,
      resourceAccesses: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
    },
  ],
  api: { requestedAccessTokenVersion: 2 },
  web: { redirectUris: ['https://portal.contoso.example/signin'] },
});

new azuread.ServicePrincipal('portal', { clientId: portal.clientId });
