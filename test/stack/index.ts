// App registrations: a right one, a wrong one, one of which a part is known only after the deployment, and one that is
// split over several resources and granted more than it asks for.
import * as azuread from '@pulumi/azuread';

const microsoftGraph = '00000003-0000-0000-c000-000000000000';
const delegated = {
  userRead: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  contactsRead: 'ff74d97f-43af-4b68-9f2a-b77ee6968c5d',
  mailReadBasic: 'a4b8392a-d8d1-4954-a029-8e668a39a170',
};
const application = {
  mailRead: '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  mailReadBasic: '6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a',
};

/** Signs users in, and offers a permission of its own. */
const portal = new azuread.Application('portal', {
  displayName: 'Contoso Portal',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccesses: [
    {
      resourceAppId: microsoftGraph,
      resourceAccesses: [
        { id: delegated.userRead, type: 'Scope' },
        { id: delegated.contactsRead, type: 'Scope' },
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
new azuread.Application('daemon', {
  displayName: 'Contoso Mail Daemon',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [{ id: delegated.mailReadBasic, type: 'Role' }] },
  ],
});

/** Asks for the portal's own permission: its API is the portal's client id, which a preview does not know. */
new azuread.Application('client', {
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

/** Split: its permissions are a resource of their own, and who may use them is granted beside it. */
const archive = new azuread.ApplicationRegistration('archive', { displayName: 'Contoso Archive' });
new azuread.ApplicationApiAccess('archive-mail', {
  applicationId: archive.id,
  apiClientId: microsoftGraph,
  roleIds: [application.mailReadBasic],
});
const archivePrincipal = new azuread.ServicePrincipal('archive', { clientId: archive.clientId });
const graphPrincipal = new azuread.ServicePrincipal('graph', { clientId: microsoftGraph, useExisting: true });

/** More than it asks for: it may read whole mails. */
new azuread.AppRoleAssignment('archive-mail', {
  appRoleId: application.mailRead,
  principalObjectId: archivePrincipal.objectId,
  resourceObjectId: graphPrincipal.objectId,
});
