// A registration in parts that only their unknown ids hold together, in a component, and one that exists already.
import * as azuread from '@pulumi/azuread';
import * as pulumi from '@pulumi/pulumi';

class Registration extends pulumi.ComponentResource {
  constructor(name: string) {
    super('contoso:index:Registration', name);
    const registration = new azuread.ApplicationRegistration(
      name,
      { displayName: name, signInAudience: 'PersonalMicrosoftAccount' },
      { parent: this },
    );
    new azuread.ApplicationApiAccess(
      name,
      {
        applicationId: registration.id,
        apiClientId: '00000003-0000-0000-c000-000000000000',
        // Mail.ReadBasic: no application for personal accounts alone can be granted it.
        roleIds: ['6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a'],
        scopeIds: ['e1fe6dd8-ba31-4d61-89e7-88639da4683d'],
      },
      { parent: this },
    );
    this.registerOutputs({ clientId: registration.clientId });
  }
}

new Registration('orders');
const password = new azuread.ApplicationPassword('billing', {
  applicationId: azuread.Application.get('billing', '/applications/8a1f3c1a-7a56-4d5c-8a0c-1f0f3a1f7f10').id,
});
new azuread.Application('reader', { displayName: 'Reader', notes: password.value });
