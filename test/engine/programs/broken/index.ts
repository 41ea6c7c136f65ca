// Resources of shapes that no type allows, and one with a mistake like any other.
import * as azuread from '@pulumi/azuread';
import * as pulumi from '@pulumi/pulumi';

/** Past the types, as a program in JavaScript may be. */
class Application extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super('azuread:index/application:Application', name, inputs, { version: '6.9.1' });
  }
}

new Application('text', { displayName: 'Text', requiredResourceAccesses: 'none', api: 'none', web: ['none'] });
new Application('holes', {
  displayName: 'Holes',
  requiredResourceAccesses: [null, 7, { resourceAccesses: [null, []] }],
});
new Application('deep', {
  displayName: { name: ['Deep'] },
  tags: { a: { b: ['c'] } },
  signInAudience: ['AzureADMyOrg'],
});

new azuread.Application('daemon', {
  displayName: 'Contoso Mail Daemon',
  requiredResourceAccesses: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      resourceAccesses: [{ id: 'a4b8392a-d8d1-4954-a029-8e668a39a170', type: 'Role' }],
    },
  ],
});
