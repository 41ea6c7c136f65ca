// Three app registrations: a right one, a wrong one, and one of which a part is known only after the deployment.
import * as azuread from '@pulumi/azuread';

const microsoftGraph = '00000003-0000-0000-c000-000000000000';
const delegated = {
  userRead: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  mailReadBasic: 'a4b8392a-d8d1-4954-a029-8e668a39a170',
};
const application = { mailReadBasic: '6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a' };

/** Signs users in, and offers a permission of its own. */
export const portal = new azuread.Application('portal', {
  displayName: 'Contoso Portal',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccesses: [
    {
      resourceAppId: microsoftGraph,
      resourceAccesses: [
        { id: delegated.userRead, type: 'Scope' },
        { id: application.mailReadBasic, type: 'Role' },
      ],
    },
  ],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [
      {
        id: '6a3f4c1e-0d52-4c55-9d1a-5a6d3c1f0b11',
        value: 'orders.read',
        adminConsentDisplayName: 'Read orders',
        adminConsentDescription: 'Reads the orders of the signed-in user.',
      },
    ],
  },
  web: { redirectUris: ['https://portal.contoso.example/signin'], logoutUrl: 'https://portal.contoso.example/signout' },
});

/** Wrong: the id is that of the delegated Mail.ReadBasic, and the type says application permission. */
export const daemon = new azuread.Application('daemon', {
  displayName: 'Contoso Mail Daemon',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [{ id: delegated.mailReadBasic, type: 'Role' }] },
  ],
});

/** Asks for the portal's own permission: its API is the portal's client id, which a preview does not know. */
export const client = new azuread.Application('client', {
  displayName: 'Contoso Client',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [{ id: delegated.userRead, type: 'Scope' }] },
    {
      resourceAppId: portal.clientId,
      resourceAccesses: [
        { id: portal.oauth2PermissionScopeIds.apply((ids) => ids['orders.read'] ?? ''), type: 'Scope' },
      ],
    },
  ],
});
