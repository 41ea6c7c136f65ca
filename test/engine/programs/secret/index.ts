// A wrong permission beside secrets: what is said of it must hold none of them.
import * as azuread from '@pulumi/azuread';
import * as pulumi from '@pulumi/pulumi';

const secret = 'kX9-s3cr3t';

new azuread.Application('daemon', {
  displayName: pulumi.secret(`Contoso ${secret}`),
  notes: pulumi.secret(secret),
  identifierUris: [pulumi.secret(`urn:${secret}/`)],
  tags: [pulumi.secret(`${secret} spaced`)],
  requiredResourceAccesses: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      resourceAccesses: [
        { id: 'a4b8392a-d8d1-4954-a029-8e668a39a170', type: 'Role' },
        { id: pulumi.secret(secret), type: 'Role' },
      ],
    },
  ],
});
