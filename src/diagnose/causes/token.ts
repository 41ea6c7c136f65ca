import { causeTexts } from './cause-text.js';
import { newToken } from './grant-steps.js';

// Text only, so that this file may be long.

export const tokenCauses = causeTexts({
  'token-missing': {
    title: 'The request carries no access token',
    why: 'The API found no bearer token in the Authorization header, so it does not know who calls. The header was not set, is misspelt, or was taken away on the way.',
    steps: [
      { text: 'Send the header Authorization with the word Bearer, one blank, and the access token.' },
      {
        text: 'Print the names of the headers that leave your program, not their values, and look whether a proxy, a gateway or a redirect to another host drops Authorization.',
      },
      { text: 'Get the token with MSAL, and stop where it returns none instead of sending an empty header.' },
    ],
    checks: [
      'Send the same call from Graph Explorer: if it works there, the header is lost in your program or behind it.',
      'The header arrives with a value: then the token is malformed, expired or for another API, not missing.',
    ],
  },
  'token-malformed': {
    title: 'The Authorization header holds no readable access token',
    why: 'The API expects a JWT: three parts with two dots between them. The value is cut off, has "Bearer" twice, has quotes or a line break in it, or is something else, such as an id token, a refresh token or an authorization code.',
    steps: [
      {
        text: 'Print the length of the value and its number of dots, never the value, and compare with what the token endpoint returned.',
        isGeneral: true,
      },
      {
        text: 'Send the field access_token of the answer of the token endpoint, not id_token, refresh_token or code.',
        isGeneral: true,
      },
      { text: 'Take out a second "Bearer", quotes, blanks and line breaks.', isGeneral: true },
      {
        text: 'Hand the token to permlint on standard input: it is decoded on this machine, and never printed.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint diagnose -' }],
      },
    ],
    checks: [
      'Count the dots: two make a signed token, four an encrypted one that only its own API can read, none an opaque one as personal accounts have.',
      'Compare the length where the token is fetched with the length where it is sent: a database column or an environment variable may cut it off.',
    ],
  },
  'token-expired': {
    title: 'The access token has expired',
    why: 'An access token is good for 60 to 90 minutes, or up to 28 hours where continuous access evaluation is in use. After the time in exp every call is refused.',
    steps: [
      {
        text: 'Ask MSAL for a token before every call (AcquireTokenSilent or AcquireTokenForClient in .NET, acquireTokenSilent in JavaScript, acquire_token_silent in Python): it keeps tokens and renews them in time.',
      },
      { text: 'Stop keeping access tokens in a field, a file or a session of your own.' },
      { text: 'Ask for the token again inside long loops, for example before each page of results.' },
      { text: 'Set the clock of the machine by a time server.' },
    ],
    checks: [
      'Decode the token: exp, in seconds since 1970, lies before the time of the call.',
      'If exp still lies ahead, compare the clock of the machine with the Date header of the answer: then the clock is wrong.',
    ],
  },
  'token-not-yet-valid': {
    title: 'The access token is not valid yet',
    why: 'A token is refused before the time in nbf. Tokens are valid from the moment they are issued, so one of the clocks is wrong, most often that of the machine that checks the token.',
    steps: [
      { text: 'Set the clock by a time server; of a container or a virtual machine, set the clock of its host.' },
      { text: 'Allow a clock skew of five minutes where your own API checks tokens.' },
      { text: 'Send the call again after a minute.' },
    ],
    checks: [
      'Decode the token: nbf lies after the time of the call.',
      'Compare the clock of the machine with the Date header of any answer.',
    ],
  },
  'token-signature': {
    title: 'The signature of the token could not be verified',
    why: 'The API checks the signature with keys of the issuers it trusts. That fails for a token that was changed, that another cloud or tenant issued, or that was made for Microsoft Graph and is checked by another API.',
    steps: [
      { text: 'Send the token exactly as the token endpoint returned it.' },
      {
        text: 'Ask for a token of your own API (scope api://<api>/.default) where your own API checks it: tokens for Microsoft Graph can be verified by Microsoft Graph only.',
      },
      { text: 'Use the login host and the API host of the same cloud.' },
      {
        text: 'Let your API read the signing keys from the metadata of the tenant, so that it follows when keys change.',
      },
    ],
    checks: [
      'Decode the token: aud is not the API that was called, or iss is another tenant or cloud than expected.',
      'A nonce in the header of the token says that it was made for Microsoft Graph.',
    ],
  },
  'wrong-audience': {
    title: 'The token was issued for another API',
    why: 'An access token is for one API, which is named in aud. Every other API refuses it, whatever permissions it carries; Microsoft Graph does so with 401, though some texts say 403.',
    steps: [
      {
        text: 'Ask for a token of the API that you call: for Microsoft Graph the scope https://graph.microsoft.com/.default, or single ones such as https://graph.microsoft.com/User.Read.',
        isGeneral: true,
      },
      {
        text: 'Ask for the scopes of one API per token request, and send a second request for a second API.',
        isGeneral: true,
      },
      {
        text: 'Exchange the token of your caller for one of Microsoft Graph (on-behalf-of flow) where a web API calls on, instead of passing it through.',
        isGeneral: true,
      },
    ],
    checks: [
      'Decode the token: aud is neither https://graph.microsoft.com nor 00000003-0000-0000-c000-000000000000, and names the API that the token is for.',
      'Look at the scope of the token request: a bare name such as User.Read is taken as one of Microsoft Graph, so other APIs need their address before it.',
      'If aud is right and the answer is 403, it is the permission, not the audience.',
    ],
  },
  'wrong-issuer': {
    title: 'The API does not accept who issued the token',
    why: 'The API compares iss with the tenants, clouds and token versions that it trusts. This token comes from another one: a national cloud, a B2C or external tenant, or version 1.0 where 2.0 is expected.',
    steps: [
      { text: 'Sign in at the tenant that owns the data: https://login.microsoftonline.com/<tenant-id>.' },
      { text: 'Use the login host and the API host of the same cloud.' },
      {
        text: 'Let your own API accept the issuer of the version it gets: https://sts.windows.net/<tenant-id>/ is version 1.0, https://login.microsoftonline.com/<tenant-id>/v2.0 is 2.0. The registration of the API decides which.',
        commands: [{ tool: 'azure-cli', text: 'az ad app show --id <api> --query api.requestedAccessTokenVersion' }],
      },
    ],
    checks: [
      'Decode the token: iss and tid name the tenant, the host in iss the cloud, and ver the version.',
      'If iss is one that the API trusts, look at aud instead.',
    ],
  },
  'wrong-cloud': {
    title: 'Token and endpoint belong to different clouds',
    why: 'National clouds are kept apart: each has its own login host, its own Microsoft Graph host and its own registrations. A token, a tenant or an application of one is unknown in the others.',
    steps: [
      {
        text: 'Register the application in the cloud of the tenant, too: an application with a credential cannot be used across clouds.',
        only: ['aadsts-900382'],
      },
      {
        text: 'Pair the hosts of one cloud: login.microsoftonline.com with graph.microsoft.com, login.microsoftonline.us with graph.microsoft.us or, for DoD, dod-graph.microsoft.us, and login.chinacloudapi.cn with microsoftgraph.chinacloudapi.cn.',
      },
      { text: 'Take the scope from the same cloud, for example https://graph.microsoft.us/.default.' },
      {
        text: 'Choose the cloud in your tools; the first command changes the cloud of the Azure CLI until you set it back.',
        commands: [
          { tool: 'azure-cli', text: 'az cloud set --name AzureUSGovernment' },
          { tool: 'graph-powershell', text: 'Connect-MgGraph -Environment USGov -TenantId <tenant-id>' },
        ],
      },
    ],
    checks: [
      'Decode the token: the host in iss and the host in aud belong to one cloud; compare with the host that was called.',
      'Open https://login.microsoftonline.com/<tenant-id>/v2.0/.well-known/openid-configuration: msgraph_host and cloud_instance_name tell the cloud of the tenant.',
    ],
  },
  'wrong-tenant': {
    title: 'The token belongs to another tenant than the data',
    why: 'The token is sound, but it is for the tenant in tid, and data of another tenant is out of its reach. A guest who signs in at home gets a token of the home tenant.',
    steps: [
      {
        text: 'Sign in at the tenant that owns the data, not at common or organizations.',
        commands: [
          { tool: 'azure-cli', text: 'az login --tenant <tenant-id>' },
          { tool: 'graph-powershell', text: 'Connect-MgGraph -TenantId <tenant-id>' },
        ],
      },
      { text: 'Give MSAL the authority https://login.microsoftonline.com/<tenant-id> for each tenant that you serve.' },
      { text: 'Have an administrator of each tenant consent; a grant counts in its own tenant only.' },
    ],
    checks: [
      'Decode the token: tid is not the tenant of the data.',
      'acct is 1 in the token of a guest: then the tenant is right and the rights of guests are the matter.',
    ],
  },
  'personal-account-unsupported': {
    title: 'A personal account calls an API that serves work and school accounts only',
    why: 'Many calls of Microsoft Graph exist for work and school data only. With the token of a personal Microsoft account they answer 401 or 403, whatever was consented.',
    steps: [
      {
        text: 'Sign in with a work or school account, unless the call has a permission for personal accounts.',
        commands: [{ tool: 'permlint', text: 'permlint least --personal "<method> <path>"' }],
      },
      {
        text: 'Sign in at organizations or at the tenant instead of common, so that personal accounts are not offered.',
      },
    ],
    checks: [
      'Decode the token: tid is 9188040d-6c67-4c5b-b112-36a304b66dad, the tenant of personal accounts. A token without dots is one of a personal account, too.',
      'Send the same call with a work account: if it works, the account is the matter.',
    ],
  },
  'not-authenticated': {
    title: 'The OneDrive or SharePoint call came without a valid sign-in',
    why: 'Drives, items and shares answer "unauthenticated" when the token is missing, has expired or is for another API. Permissions were not looked at yet.',
    steps: [
      { text: 'Send an access token for Microsoft Graph that was fetched just before the call.' },
      {
        text: 'Leave the Authorization header out where the address comes from uploadUrl or @microsoft.graph.downloadUrl: such an address carries its own proof, and a token beside it can be refused.',
      },
      { text: 'Fetch the download or upload address again if it is old; it is good for a short time.' },
    ],
    checks: [
      'Decode the token: exp lies ahead and aud is Microsoft Graph; if so, look at the address that was called.',
      'Call /me/drive with the same token: if that works, the token is good.',
    ],
  },
  'stale-token': {
    title: 'The token was issued before the permission was granted',
    why: 'A token holds the permissions of the moment it was issued. It stays in caches, an hour or more for an application and up to 24 hours for a managed identity, and a later grant does not change it.',
    steps: [
      {
        text: 'Get a token past the cache: WithForceRefresh in MSAL for .NET, forceRefresh in MSAL for JavaScript; or restart a daemon that keeps its tokens in memory.',
      },
      {
        text: 'Sign out and in again where a tool or a session made the call.',
        commands: [
          { tool: 'azure-cli', text: 'az logout\naz login --tenant <tenant-id>' },
          { tool: 'graph-powershell', text: 'Disconnect-MgGraph\nConnect-MgGraph -TenantId <tenant-id>' },
        ],
      },
      { text: 'Wait up to 24 hours for a managed identity; nothing renews its token sooner.' },
    ],
    checks: [
      'Decode the token: iat lies before the grant, and the permission is in neither scp nor roles.',
      'Look at the grants of the application: if the permission is not among them, it was never granted, and no new token helps.',
      'A token from after the grant without the permission: then the grant is in another tenant, or of the other kind.',
    ],
  },
  'no-permissions-in-token': {
    title: 'The token carries no permission at all',
    why: 'Neither scp nor roles holds anything that the API knows, so every call is refused. Nothing was granted to this application in this tenant.',
    steps: [
      {
        text: 'Look at what is granted to the application in this tenant.',
        isGeneral: true,
        commands: [
          {
            tool: 'azure-cli',
            text: `az rest --method get --url "https://graph.microsoft.com/v1.0/servicePrincipals(appId='<app-id>')/appRoleAssignments"`,
          },
          {
            tool: 'graph-powershell',
            text: `Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <service-principal-id>\nGet-MgOauth2PermissionGrant -Filter "clientId eq '<service-principal-id>'"`,
          },
        ],
      },
      {
        text: 'Ask for the least permission that the call accepts, and request it in the registration.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Have an administrator consent: this grants everything that the registration requests, in the whole tenant.',
        isGeneral: true,
        commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
      },
      newToken,
    ],
    checks: [
      'Decode the token: tid is the tenant where the grant was given, and appid or azp is this application.',
      'If it has no scp and the call is under /me, the token has no user, which is another fault.',
    ],
  },
  'token-type-mismatch': {
    title: 'The kind of the permission does not match the kind of the token',
    why: 'Delegated permissions act for a signed-in user and stand in scp; application permissions act without one and stand in roles. A granted permission of the other kind does not count.',
    steps: [
      {
        text: 'Ask which permission of which kind the call accepts.',
        isGeneral: true,
        commands: [
          { tool: 'permlint', text: 'permlint least --application "<method> <path>"' },
          { tool: 'permlint', text: 'permlint least --delegated "<method> <path>"' },
        ],
      },
      {
        text: 'Keep the flow and request the permission of its kind: application for client credentials and managed identities, delegated for every flow with a user.',
        isGeneral: true,
      },
      {
        text: 'Or keep the permission and change the flow: client credentials with https://graph.microsoft.com/.default for a daemon, a sign-in for a user.',
        isGeneral: true,
      },
      newToken,
    ],
    checks: [
      'Decode the token: scp makes it delegated; roles without scp makes it an application token, which idtyp confirms with "app" where it is present.',
      'Look at the column Type in the API permissions of the registration: a permission of the same name often exists in both kinds.',
    ],
  },
  'me-with-app-token': {
    title: 'A token without a user cannot call /me',
    why: '/me stands for the signed-in user. An application token has none, so Microsoft Graph cannot tell whose data is meant.',
    steps: [
      { text: 'Call /users/<user> in place of /me, with an object id or a user principal name.', isGeneral: true },
      {
        text: 'Ask which application permission the new call needs, here with reading a user as the example.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint least --application "GET /users/{id}"' }],
      },
      {
        text: 'Or sign in a user, in the authorization code or on-behalf-of flow, if it is their own data that is meant.',
        isGeneral: true,
      },
    ],
    checks: [
      'Decode the token: it has roles or nothing, but no scp.',
      'A delegated token that still fails on /me belongs to a personal account or to another API.',
    ],
  },
});
