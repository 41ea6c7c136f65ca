// What test/engine/states/deployed.json was recorded from; test/engine/states/README.md says how.
import * as azuread from '@pulumi/azuread';
import * as pulumi from '@pulumi/pulumi';

const microsoftGraph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const mailReadBasic = 'a4b8392a-d8d1-4954-a029-8e668a39a170';

/** Offers a permission of its own. */
const portal = new azuread.Application('portal', {
  displayName: 'Contoso Portal',
  notes: pulumi.secret('kX9-s3cr3t'),
  requiredResourceAccesses: [{ resourceAppId: microsoftGraph, resourceAccesses: [{ id: userRead, type: 'Scope' }] }],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [{ id: '6a3f4c1e-0d52-4c55-9d1a-5a6d3c1f0b11', value: 'orders.read' }],
  },
});

new azuread.ServicePrincipal('portal', { clientId: portal.clientId });
new azuread.ApplicationPassword('portal', { applicationId: portal.id });

/** Wrong: the id is that of the delegated Mail.ReadBasic, and the type says application permission. */
new azuread.Application('daemon', {
  displayName: 'Contoso Mail Daemon',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [{ id: mailReadBasic, type: 'Role' }] },
  ],
});

/** A registration in two parts. */
const orders = new azuread.ApplicationRegistration('orders', { displayName: 'Contoso Orders' });
new azuread.ApplicationApiAccess('orders', {
  applicationId: orders.id,
  apiClientId: microsoftGraph,
  scopeIds: [userRead],
});
