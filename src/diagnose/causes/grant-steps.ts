// Steps that several causes and witnesses share: the same text is printed once.
import type { Step } from './cause-text.js';

/** Shows what is granted: application permissions first, delegated ones second. */
export const lookAtGrants: Step = {
  text: 'Look at what is granted to the application in this tenant: app role assignments are application permissions, oauth2 permission grants delegated ones.',
  commands: [
    {
      tool: 'azure-cli',
      text: `az rest --method get --url "https://graph.microsoft.com/v1.0/servicePrincipals(appId='<app-id>')/appRoleAssignments"\naz ad app permission list-grants --id <app-id> --show-resource-name`,
    },
    {
      tool: 'graph-powershell',
      text: [
        `$app = Get-MgServicePrincipal -Filter "appId eq '<app-id>'"`,
        'Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -All',
        'Get-MgOauth2PermissionGrant -Filter "clientId eq \'$($app.Id)\'" -All',
      ].join('\n'),
    },
  ],
};

/** The last step of all that change what an application may do. */
export const newToken: Step = {
  text: 'Get a new token afterwards: clear the token cache or sign in again; one that was issued before does not change.',
};

/** Requesting a permission and having it granted, where it is not known which. */
export const requestInGeneral: readonly Step[] = [
  {
    text: 'Request it in the registration, with Role for an application permission and Scope for a delegated one; permlint prints the line with the ids. This grants nothing yet.',
    commands: [
      { tool: 'permlint', text: 'permlint resolve --as az <permission>' },
      {
        tool: 'azure-cli',
        text: 'az ad app permission add --id <app-id> --api <api> --api-permissions <permission-id>=Role',
      },
    ],
  },
  {
    text: 'Have it granted: the first command grants everything that the registration requests, in the whole tenant; the second grants one application permission of Microsoft Graph alone.',
    commands: [
      { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
      {
        tool: 'graph-powershell',
        text: `$graph = Get-MgServicePrincipal -Filter "appId eq '00000003-0000-0000-c000-000000000000'"\nNew-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <service-principal-id> -PrincipalId <service-principal-id> -ResourceId $graph.Id -AppRoleId <permission-id>`,
      },
    ],
  },
];
