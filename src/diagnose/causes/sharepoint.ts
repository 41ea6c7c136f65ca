import { causeTexts } from './cause-text.js';

export const sharepointCauses = causeTexts({
  'spo-access-denied': {
    title: 'SharePoint or OneDrive refuses access to this site, list or file',
    why: 'The token was accepted, but SharePoint checks the item as well: the rights of the signed-in user, a grant for the application on a *.Selected permission, and the policies of the site.',
    steps: [
      {
        text: 'Delegated token: open the same item in a browser as the same user, and ask the site owner for access where that fails.',
      },
      {
        text: 'Application token with a *.Selected permission: look whether the application is granted on the site.',
        commands: [{ tool: 'graph-powershell', text: 'Get-MgSitePermission -SiteId <site-id>' }],
      },
      {
        text: 'Look whether the site is locked, restricted to a group, closed to unmanaged devices, or closed to applications.',
        commands: [
          {
            tool: 'sharepoint-powershell',
            text: 'Get-SPOSite -Identity <site-url> | Format-List LockState,ConditionalAccessPolicy,RestrictedAccessControl',
          },
          { tool: 'sharepoint-powershell', text: 'Get-SPOSiteRestrictedAppAccessControl -Identity <site-url>' },
        ],
      },
      {
        text: 'See which permission the call takes, and add no broader one before the three above are ruled out.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
    ],
    checks: [
      'The user can open the item in a browser: then the permission or a policy is at fault, not the rights of the user.',
      'The same call for another site succeeds: then the grant or the policy of this site is at fault, not the permission.',
    ],
  },
  'spo-general': {
    title: 'SharePoint fails without saying why, often for want of a grant on the site',
    why: 'generalException is the answer for any fault inside SharePoint. With status 403 and a *.Selected permission the usual fault is that the application is not granted on the site.',
    steps: [
      {
        text: 'Look whether the application is granted on the site, where its token has a *.Selected permission.',
        commands: [{ tool: 'graph-powershell', text: 'Get-MgSitePermission -SiteId <site-id>' }],
      },
      { text: 'Get a new token after the grant, and make the call again.' },
      {
        text: 'Retry after a minute where there is a grant, and keep the request-id of the answer for a support request.',
      },
    ],
    checks: [
      'The call fails for one site only: then it is the grant on that site.',
      'The call fails now and then for every site: then it is a fault of the service, and retrying helps.',
    ],
  },
  'selected-not-granted': {
    title: 'A *.Selected permission has no grant on this site, list or file',
    why: 'Consent to Sites.Selected, Lists.SelectedOperations.Selected, ListItems.SelectedOperations.Selected or Files.SelectedOperations.Selected opens nothing by itself. The application reaches only what it was granted on, with the role of that grant.',
    steps: [
      {
        text: 'Let an administrator grant the application on the site, with the least role that does; this gives the application read access to the whole site, and to no other one.',
        commands: [
          {
            tool: 'graph-powershell',
            text: "New-MgSitePermission -SiteId <site-id> -BodyParameter @{ roles = @('read'); grantedToIdentities = @(@{ application = @{ id = '<app-id>'; displayName = '<app-id>' } }) }",
          },
          {
            tool: 'sharepoint-powershell',
            text: 'Grant-PnPEntraIDAppSitePermission -AppId <app-id> -DisplayName "<app-id>" -Permissions Read -Site <site-url>',
          },
        ],
      },
      {
        text: 'Grant on the list, the list item or the file instead where less than a site is enough: POST .../permissions of that list, item or file takes the same body.',
      },
      { text: 'Give the user rights on the site, too, where the token is delegated: the lesser of both counts.' },
      { text: 'Get a new token, and make the call again.' },
    ],
    checks: [
      'Get-MgSitePermission -SiteId <site-id> lists no entry of the application: then the grant is missing.',
      'The entry is there with the role read, and the call writes: then the role is too small.',
      'The token names Lists.SelectedOperations.Selected, but the call reads the site itself: a grant on a list does not open the site above it.',
    ],
  },
  'selected-grant-rights': {
    title: 'The caller may not grant other applications access to this site, list or file',
    why: 'Granting on a site takes Sites.FullControl.All. For a list or a file, a *.Selected permission with the role owner or fullcontrol on what holds it is enough; a delegated caller must be able to manage the site as well.',
    steps: [
      {
        text: 'Make the grant once as an administrator, with a tool of your own and not with the application that is to be granted.',
        commands: [
          { tool: 'graph-powershell', text: 'Connect-MgGraph -TenantId <tenant-id> -Scopes Sites.FullControl.All' },
          { tool: 'permlint', text: 'permlint explain selected-not-granted' },
        ],
      },
      {
        text: 'Leave Sites.FullControl.All out of the application that only reads or writes: it opens every site of the tenant.',
        commands: [{ tool: 'permlint', text: 'permlint explain Sites.FullControl.All' }],
      },
    ],
    checks: [
      'The path ends in /permissions and the method is POST, PATCH or DELETE: then the call grants; any other call of the site is refused for another reason.',
      'roles or scp of the token lacks Sites.FullControl.All.',
    ],
  },
  'acs-retired': {
    title: 'The token comes from Azure ACS, which SharePoint Online no longer takes',
    why: 'Azure Access Control ended for SharePoint Online on 2026-04-02. Application ids and secrets made with AppRegNew.aspx and granted with AppInv.aspx get no token that works.',
    steps: [
      {
        text: 'Register an application in Microsoft Entra, and give it a certificate: the second command makes a self-signed one for the application of the first, and uploads its public part.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app create --display-name my-app --sign-in-audience AzureADMyOrg',
          },
          { tool: 'azure-cli', text: 'az ad app credential reset --id <object-id> --create-cert --append' },
        ],
      },
      {
        text: 'Request Sites.Selected in place of full control of the tenant, and grant the application on the sites that it needs.',
        commands: [
          { tool: 'permlint', text: 'permlint resolve SharePoint/Sites.Selected --application --as manifest' },
        ],
      },
      { text: 'Ask login.microsoftonline.com for the token, with the scope of the SharePoint host and /.default.' },
    ],
    checks: [
      'iss or the address that the token was asked at holds accounts.accesscontrol.windows.net or 00000001-0000-0000-c000-000000000000: then it is an ACS token.',
      'iss holds sts.windows.net or login.microsoftonline.com: then it is a Microsoft Entra token, and something else is wrong.',
    ],
  },
  'spo-appid-secret': {
    title: 'SharePoint takes no application token that was got with a client secret',
    why: 'The REST and CSOM interfaces of SharePoint accept application tokens only where the application proved itself by a certificate. Microsoft Graph has no such rule.',
    steps: [
      {
        text: 'Add a certificate to the registration: this makes a self-signed one, and leaves the other credentials in place.',
        commands: [{ tool: 'azure-cli', text: 'az ad app credential reset --id <app-id> --create-cert --append' }],
      },
      { text: 'Sign the token request with the certificate, and drop the secret from the setting of the application.' },
      {
        text: 'Or call Microsoft Graph in place of /_api where it has the operation; see which permission that takes, here with the lists of a site as the example.',
        commands: [{ tool: 'permlint', text: 'permlint least "GET /sites/{id}/lists"' }],
      },
    ],
    checks: [
      'appidacr or azpacr of the token is 1: the token was got with a secret; 2: with a certificate.',
      'The same call succeeds with a delegated token: then it is the secret, not the permission.',
    ],
  },
  'service-refuses': {
    title: 'The service does not allow this operation on this item at all',
    why: 'notAllowed means that the rules of the service forbid the operation here, whoever asks: another kind of item, a tenant setting, or a method that the item does not have. No permission changes that.',
    steps: [
      {
        text: 'Compare method, path and kind of the item with the page of the operation.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Ask an administrator whether a setting of the tenant or the site forbids it: sharing, retention, a label, a locked site.',
        commands: [
          {
            tool: 'sharepoint-powershell',
            text: 'Get-SPOTenant | Format-List SharingCapability,DisablePersonalListCreation,ConditionalAccessPolicy',
          },
        ],
      },
    ],
    checks: [
      'The error code is notAllowed and not accessDenied: then more permissions do not help.',
      'The same operation on another item of the same kind succeeds: then it is a setting or a label of this item.',
    ],
  },
  'owner-only': {
    title: 'Only the owner may reach this item',
    why: 'accessRestricted means that the item is limited to its owner, for example by a sharing rule. Permissions of the application do not widen that.',
    steps: [
      { text: 'Ask the owner to share the item with the user, or to make the call.' },
      {
        text: 'Look who signed in, and sign in as the owner where the item is theirs.',
        commands: [{ tool: 'azure-cli', text: 'az ad user show --id <user> --query "{id:id,upn:userPrincipalName}"' }],
      },
    ],
    checks: [
      'createdBy or owner of the item names another user than upn or oid of the token.',
      'The owner makes the same call and succeeds: then it is the owner and not the permission.',
    ],
  },
  'onedrive-not-provisioned': {
    title: 'The user has no OneDrive yet',
    why: 'A OneDrive is made when the user opens it for the first time. Until then there is no drive to read, with whatever permission.',
    steps: [
      { text: 'Let the user open OneDrive in a browser once, and wait some minutes.' },
      {
        text: 'Or have an administrator order it: this puts the user in the queue for a OneDrive.',
        commands: [{ tool: 'sharepoint-powershell', text: 'Request-SPOPersonalSite -UserEmails <user>' }],
      },
      {
        text: 'See that the user has a licence with SharePoint, without which none is made.',
        commands: [{ tool: 'graph-powershell', text: 'Get-MgUserLicenseDetail -UserId <user>' }],
      },
    ],
    checks: [
      'GET /users/<user>/drive fails for this user and succeeds for others with the same token.',
      'Get-MgUserLicenseDetail shows no service plan whose name begins with SHAREPOINT: then the licence is missing.',
    ],
  },
});
