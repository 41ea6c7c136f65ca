import { causeTexts } from './cause-text.js';

export const consentCauses = causeTexts({
  'consent-missing': {
    title: 'Nobody has consented to what the application asks for',
    why: 'A token is issued only for permissions that the user, or an administrator for everybody, has consented to for this application in this tenant. There is no such grant, or it lacks one of the scopes asked for.',
    steps: [
      {
        text: 'Declare nothing more than User.Read where the message asks for sign-in and profile, and consent to it: the registration has none for Microsoft Graph.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission add --id <app-id> --api 00000003-0000-0000-c000-000000000000 --api-permissions e1fe6dd8-ba31-4d61-89e7-88639da4683d=Scope',
          },
        ],
        only: ['aadsts-90008'],
      },
      { text: 'Ask the user for access to LinkedIn, which has a consent of its own.', only: ['aadsts-52004'] },
      {
        text: 'Send the user to an interactive sign-in once, so that single sign-on is confirmed there.',
        only: ['aadsts-9002341'],
      },
      {
        text: 'Sign the user in interactively with exactly the scopes that the token request names, with prompt=consent.',
      },
      {
        text: 'Or have an administrator consent: the first command grants delegated permissions for all users of the tenant, in place of those of this API that were granted before, so name these, too; the second grants everything that the registration declares.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission grant --id <app-id> --api <api> --scope "<permission>"',
          },
          { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
        ],
      },
      {
        text: 'On-behalf-of: let the consent for your API include what it calls, by the client in knownClientApplications of the API and a sign-in for <api>/.default, or by consent of an administrator to the API.',
      },
    ],
    checks: [
      'az ad app permission list-grants --id <app-id> --show-resource-name shows no grant with the scope: then the consent is missing.',
      'The grant is there: then the tenant of the request is another one, or the scope is misspelt.',
      'permlint <manifest> names what only an administrator can consent to (rule admin-consent) and what no consent can give (rules unknown-permission, type-mismatch, wrong-api, retired-permission).',
    ],
  },
  'consent-declined': {
    title: 'The user declined on the consent page',
    why: 'The user was shown what the application asks for and pressed Cancel. The service hands that back as access_denied.',
    steps: [
      { text: 'Show the user what the access is for, and let them sign in again.' },
      {
        text: 'Ask at sign-in for what every user needs only, and for the rest when a feature wants it.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Or have an administrator consent: this grants everything that the registration declares, for all users of the tenant.',
        commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
      },
    ],
    checks: [
      'error_subcode=cancel or AADSTS65004 stands in the answer: a user pressed Cancel; a policy gives AADSTS90094 in its place.',
      'permlint <manifest> shows how long the consent page is (rules consent-request-size, redundant-permission).',
    ],
  },
  'admin-consent-required': {
    title: 'Only an administrator can consent to what the application asks for',
    why: 'The permission is one that users cannot consent to, or the tenant does not let users consent to it: consent of users switched off, the policy that Microsoft manages, a risky request, or an application that requires assignment.',
    steps: [
      {
        text: 'See which of the permissions needs an administrator, and ask for less where a user can consent to that.',
        commands: [
          { tool: 'permlint', text: 'permlint <manifest> --verbose' },
          { tool: 'permlint', text: 'permlint explain <permission>' },
        ],
      },
      {
        text: 'Wait for the reviewer: the request for approval has been sent, or can be sent from this page.',
        only: ['aadsts-90095'],
      },
      {
        text: 'Have an administrator run the command, or open https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id> and consent: both grant everything that the registration declares, for all users.',
        commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
      },
      {
        text: 'Ask the administrator to switch on the admin consent workflow, so that users can ask for approval.',
      },
    ],
    checks: [
      'permlint explain <permission> says "an administrator only", or that users cannot where Microsoft manages user consent.',
      'Every scope is one that users can consent to: then Get-MgPolicyAuthorizationPolicy shows whether the tenant lets users consent at all (permissionGrantPoliciesAssigned).',
      'permlint <manifest> --verbose lists them before the deployment (rule admin-consent).',
    ],
  },
  'risky-app': {
    title: 'The tenant holds the application for risky and leaves consent to administrators',
    why: 'Microsoft Entra takes a request for consent as risky, most often because a new multitenant application has no verified publisher. Users then cannot consent, whatever the permission.',
    steps: [
      { text: 'Verify the publisher of the application in its registration, with an account of the partner program.' },
      {
        text: 'Have an administrator look at publisher, permissions and redirect URIs, and consent if they are right: this grants everything declared, for all users.',
        commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
      },
      {
        text: 'Request less: broad permissions make a request look risky.',
        commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
      },
    ],
    checks: [
      'az ad app show --id <app-id> --query verifiedPublisher is empty: then the publisher is not verified.',
      'AADSTS900981 in place of AADSTS900941 means that the tenant has the admin consent workflow, and the user can ask for approval.',
    ],
  },
  'partner-consent': {
    title: 'The application is not authorized in the tenant of the customer',
    why: 'A delegated administrator of a partner reaches a tenant of a customer only with applications that this tenant has authorized beforehand.',
    steps: [
      {
        text: 'Have an administrator of the customer open https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id> and consent: this grants what the registration declares in that tenant.',
      },
      {
        text: 'Or authorize the application for the customer with the consents of the Partner Center API, naming the scopes it needs and no more.',
      },
    ],
    checks: [
      'az ad sp show --id <app-id>, run in the tenant of the customer, finds nothing: then the application is not there.',
      'A user of the customer itself gets AADSTS65001 or the consent page instead.',
    ],
  },
  'consent-too-long-or-conflict': {
    title: 'The consent could not be stored: too long, a name in use, or an unmanaged tenant',
    why: 'AADSTS650051 stands for several faults of storing a consent: the text of the scopes has more than 8,000 characters, the service principal is there already or is still being made, or the tenant is not managed by anybody.',
    steps: [
      {
        text: 'Too long: ask for fewer permissions in one request, and for the rest in further ones: about 155 delegated or 300 application permissions fit.',
        commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
        only: ['aadsts-650051-too-long'],
      },
      {
        text: 'Name in use: wait some minutes and try once more, since the service principal may still be in the making.',
        only: ['aadsts-650051-already-present'],
      },
      {
        text: 'Name in use: look whether the enterprise application is there already, live or deleted, and restore or remove the deleted one before you try again.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp show --id <app-id>' },
          {
            tool: 'graph-powershell',
            text: 'Get-MgDirectoryDeletedItemAsServicePrincipal -All | Where-Object AppId -eq "<app-id>"',
          },
        ],
        only: ['aadsts-650051-already-present'],
      },
      {
        text: 'Unmanaged tenant: let the organisation take it over as administrator, or sign in with an account of a managed one.',
        only: ['aadsts-650051-unmanaged'],
      },
      {
        text: 'Read the rest of the message, which tells what it is: ask for fewer permissions at once where it names a length, and wait and try once more where it names a service principal.',
      },
    ],
    checks: [
      'The message names DelegationScope or a length: too many permissions. It names a service principal name: a conflict. It names an unmanaged or viral tenant: nobody administers it.',
      'permlint <manifest> finds requests that are too long and permissions that no longer exist, which end in the same code (rules consent-request-size, retired-permission).',
    ],
  },
  'resource-not-declared': {
    title: 'The application asks for an API that its registration does not declare',
    why: 'The v1.0 endpoint, consent of administrators and /.default give tokens only for APIs in requiredResourceAccess of the registration. This API is not in it, has no consent, or is not in the tenant.',
    steps: [
      {
        text: 'Add the least permission of that API to the registration, and consent to it; this changes the registration and grants nothing yet.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission add --id <app-id> --api <api> --api-permissions <permission-id>=Scope',
          },
          { tool: 'permlint', text: 'permlint resolve <permission> --as manifest' },
        ],
      },
      {
        text: 'Compare the resource of the request with the list of valid ones at the end of the message, and ask for one of those.',
        only: ['aadsts-650057'],
      },
      {
        text: 'SAML sign-in: compare Issuer of the request with the identifier (entity id) of the enterprise application, and the certificate with the one that is registered.',
        only: ['aadsts-650056', 'aadsts-65005'],
      },
      {
        text: 'Create the service principal of the API where the tenant has none; this makes the API known, and grants nothing.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp create --id <api>' }],
      },
    ],
    checks: [
      'az ad app permission list --id <app-id> does not list the API (resourceAppId).',
      'The API is listed: then az ad app permission list-grants --id <app-id> shows whether the consent is missing.',
      'The appId in the message is not that of your registration: then the client id of the request is wrong.',
    ],
  },
  'resource-not-subscribed': {
    title: 'The tenant has not subscribed to the service that the API belongs to',
    why: 'The API has no service principal in the tenant, because the service behind it was never bought or switched on there, or because it is your own API and nobody has consented to it yet.',
    steps: [
      {
        text: 'Look whether the tenant has the API.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp show --id <api>' }],
      },
      { text: 'Microsoft service: have an administrator buy or switch on a licence with it.' },
      {
        text: 'Your own API, or one whose service the tenant has: create its service principal; this makes the API known, and grants nothing.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp create --id <api>' },
          { tool: 'graph-powershell', text: 'New-MgServicePrincipal -AppId <api>' },
        ],
      },
      { text: 'Remove the API from the registration where the application does without it.' },
    ],
    checks: [
      'az ad sp show --id <api> finds nothing in this tenant, and something in a tenant where the sign-in works.',
      'permlint <manifest> lists APIs that no catalogue knows, most often your own (rule unknown-api).',
    ],
  },
  'resource-removed': {
    title: 'The application asks for an API that is gone or disabled',
    why: 'The registration requests a permission of an API that has been removed, or whose service principal in this tenant is disabled. Consent fails for the whole list because of it.',
    steps: [
      {
        text: 'See which request it is.',
        commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
      },
      {
        text: 'Remove that request from the registration; grants that exist stay as they are.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission delete --id <app-id> --api <api> --api-permissions <permission-id>',
          },
        ],
      },
      {
        text: 'Look whether the API is only disabled, and have its administrator decide.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp show --id <api> --query accountEnabled' }],
      },
    ],
    checks: [
      'az ad sp show --id <api> finds nothing or says accountEnabled: false for one of the APIs in requiredResourceAccess.',
      'permlint <manifest> finds it before the next deployment (rules retired-permission, unknown-permission, retired-api).',
    ],
  },
  'resource-not-found': {
    title: 'The API that the token is asked for is not known in this tenant',
    why: 'The scope or resource names an API by its identifier URI or appId, and no service principal of this tenant has that name: a typo, the wrong tenant, or an API that nobody has added there.',
    steps: [
      {
        text: 'Compare the identifier in the request with those of the API, letter by letter: host, path, and slash at the end count.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp show --id <api> --query servicePrincipalNames' }],
      },
      {
        text: 'Ask the tenant that has the API: write <tenant-id> in the authority in place of common or of another tenant.',
        only: ['aadsts-500011'],
      },
      {
        text: 'Give the API an identifier URI, which it needs to be asked for; this replaces those that it has.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <api> --identifier-uris api://<api>' }],
        only: ['aadsts-50010'],
      },
      {
        text: 'Look whether the API is disabled in this tenant.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp show --id <api> --query accountEnabled' }],
        only: ['aadsts-50001'],
      },
      {
        text: 'Add the API to the tenant where it is missing; this makes it known, and grants nothing.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp create --id <api>' },
          { tool: 'graph-powershell', text: 'New-MgServicePrincipal -AppId <api>' },
        ],
      },
    ],
    checks: [
      'az ad sp show --id <api> finds nothing in the tenant that the message names.',
      'The tenant that the message names is not the one you meant: then it is the authority.',
      'With https://graph.microsoft.com/.default the same request succeeds: then client and tenant are right, and the name of the API is wrong.',
    ],
  },
  'unknown-scope': {
    title: 'The API has no scope of this name',
    why: 'The scope is not among the delegated permissions of the API that it was asked of. A name without an API in front of it is looked up on Microsoft Graph, and application permissions cannot be asked for by name.',
    steps: [
      {
        text: 'Look the name up; the answer names the nearest ones, and says whether it exists as an application permission only.',
        commands: [{ tool: 'permlint', text: 'permlint resolve <permission>' }],
      },
      {
        text: 'Write the API in front of scopes of other APIs: api://<api>/<scope>.',
      },
      {
        text: 'Ask for <api>/.default with client credentials; application permissions come by consent and not by scope.',
      },
      { text: 'Leave claims such as groups and roles out of scope: they are set in the registration.' },
    ],
    checks: [
      'permlint resolve <permission> finds nothing of the delegated kind: then the name is wrong or of the other kind.',
      'The message names Microsoft Graph (00000003-0000-0000-c000-000000000000) for a scope of your own API: then the API in front of it is missing.',
      'permlint <manifest> finds wrong ids and kinds before the next deployment (rules unknown-permission, type-mismatch, wrong-api).',
    ],
  },
  'invalid-scope': {
    title: 'The scope parameter is not well formed, or does not fit the request',
    why: 'The service cannot read scope: scopes of two APIs in one request, .default beside other scopes, no API at all, a name that does not exist, or one that personal accounts do not have.',
    steps: [
      { text: 'Ask for the scopes of one API only, parted by blanks, and write .default alone.' },
      {
        text: 'Send the scope also when you redeem the code, and one of those that the sign-in asked for.',
        only: ['aadsts-28003', 'aadsts-28002'],
      },
      {
        text: 'Add a scope of the API: openid, profile, email and offline_access name none.',
        only: ['aadsts-700023'],
      },
      {
        text: 'Look each name up, and whether personal accounts have it where those sign in.',
        commands: [
          { tool: 'permlint', text: 'permlint resolve <permission>' },
          { tool: 'permlint', text: 'permlint explain <permission>' },
        ],
      },
      { text: 'Encode the parameter once: a blank is %20 or +, and / and : may stay.' },
    ],
    checks: [
      'The message repeats the scope that it could not read: commas, quotes, %2520 or a missing blank show there.',
      'The same request with https://graph.microsoft.com/.default alone succeeds: then one of the scopes is wrong.',
      'permlint <manifest> finds permissions that personal accounts do not have (rules work-only-permission, personal-unsupported).',
    ],
  },
  'multiple-resources': {
    title: 'One token request asks for scopes of more than one API',
    why: 'An access token is for one API. The sign-in may ask for consent to several, but each token request may name the scopes of one only.',
    steps: [
      { text: 'Split the request: one for each API, with the scopes of that API.', isGeneral: true },
      {
        text: 'Sign in with the scopes of one API, name the others as extra scopes to consent to (extraScopesToConsent of MSAL), and get their tokens silently afterwards.',
      },
      {
        text: 'See which API each name belongs to; a bare name belongs to Microsoft Graph.',
        commands: [{ tool: 'permlint', text: 'permlint resolve <permission>' }],
      },
    ],
    checks: [
      'scope holds two different hosts or api:// names, or a bare name such as User.Read beside one of them.',
      'The message lists the APIs that it found in scope.',
    ],
  },
  'too-many-scopes': {
    title: 'The request names more scopes than one request may hold',
    why: 'The number of scopes and APIs in one request, and the length of its address, are limited.',
    steps: [
      {
        text: 'Ask for what the sign-in needs, and for the rest when a feature wants it.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Or ask for <api>/.default, which stands for all that the registration declares.',
      },
      {
        text: 'Send the parameters of the sign-in in the body of a POST, and keep state short: the address is too long.',
        only: ['aadsts-90015'],
      },
    ],
    checks: [
      'The same sign-in with three scopes succeeds: then it is the number or the length.',
      'permlint <manifest> finds lists that are too long for one consent (rules consent-request-size, too-many-permissions).',
    ],
  },
  'client-credentials-scope': {
    title: 'Client credentials ask for a single scope in place of .default',
    why: 'With client credentials there is no user to consent. The token holds the application permissions that were granted for the API, so that only .default can be asked for.',
    steps: [
      {
        text: 'Write scope=<api>/.default, for Microsoft Graph https://graph.microsoft.com/.default.',
      },
      {
        text: 'Declare the application permission, and have an administrator consent to it; scopes of users have no effect here.',
        commands: [{ tool: 'permlint', text: 'permlint resolve <permission> --application --as manifest' }],
      },
      { text: 'Use a flow with a user, where the call needs a signed-in user.' },
    ],
    checks: [
      'grant_type is client_credentials, and scope does not end in /.default.',
      'permlint least "<method> <path>" --application tells whether the call works without a user.',
    ],
  },
  'required-resource-access': {
    title: 'The list of permissions in the registration cannot be consented to',
    why: 'Consent of an administrator and .default go through requiredResourceAccess as a whole. It is empty, or holds an API or a permission id that does not exist or is of the other kind, so that all of it is refused.',
    steps: [
      {
        text: 'Let the linter find the entries that cannot be granted.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app show --id <app-id> > app.json' },
          { tool: 'permlint', text: 'permlint app.json' },
        ],
      },
      {
        text: 'Remove or correct them; grants that exist stay as they are.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission delete --id <app-id> --api <api> --api-permissions <permission-id>',
          },
        ],
      },
      {
        text: 'Declare User.Read where the list is empty; it lets users sign in and read their own profile.',
        commands: [{ tool: 'permlint', text: 'permlint resolve User.Read --delegated --as manifest' }],
      },
    ],
    checks: [
      'permlint <manifest> finds it before the next deployment (rules unknown-permission, type-mismatch, wrong-api, retired-permission, empty-api).',
      'permlint finds nothing: then the list is empty, or one of its APIs has no service principal in this tenant.',
    ],
  },
  transient: {
    title: 'The service could not store the consent just now',
    why: 'Storing a consent writes to the directory, and that failed for a moment. Nothing is wrong with the application.',
    steps: [
      { text: 'Wait a minute, and repeat the consent; repeat it no more than a few times, with growing pauses.' },
      { text: 'Keep the correlation id, and ask the support of Microsoft where it lasts longer than an hour.' },
    ],
    checks: [
      'The second attempt succeeds: then it was that.',
      'It fails every time for this application and never for another: then requiredResourceAccess is at fault; permlint <manifest> shows its entries that cannot be granted.',
    ],
  },
  'first-party-client': {
    title: 'The client id belongs to Microsoft and may not ask for this API',
    why: 'Applications of Microsoft get tokens only for APIs whose owner has let them in, and nobody else can consent for them. Most often the client id of a tool of Microsoft was borrowed.',
    steps: [
      {
        text: 'Register an application of your own, and use its client id.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app create --display-name my-app --sign-in-audience AzureADMyOrg' },
        ],
      },
      {
        text: 'Declare the permissions that your calls need, and consent to them.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>" --as manifest' }],
      },
      { text: 'Sign in with a tool that is let in, such as Microsoft Graph PowerShell, for a single piece of work.' },
    ],
    checks: [
      'az ad sp show --id <app-id> --query appOwnerOrganizationId gives f8cdef31-a31e-4b4a-93e4-5f571e91255a or 72f988bf-86f1-41af-91ab-2d7cd011db47: then the client is one of Microsoft.',
    ],
  },
  'not-assigned': {
    title: 'The user or application is not assigned to an application that requires assignment',
    why: 'The enterprise application lets in only users, groups and applications that are assigned to it. Members of groups inside an assigned group do not count.',
    steps: [
      {
        text: 'Assign the user, or a group that they belong to directly; this lets them sign in to this application with that role, and nothing else.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'New-MgUserAppRoleAssignment -UserId <user> -PrincipalId <object-id> -ResourceId <service-principal-id> -AppRoleId 00000000-0000-0000-0000-000000000000',
          },
          {
            tool: 'graph-powershell',
            text: 'New-MgGroupAppRoleAssignment -GroupId <group-id> -PrincipalId <group-id> -ResourceId <service-principal-id> -AppRoleId 00000000-0000-0000-0000-000000000000',
          },
        ],
        only: ['aadsts-50105'],
      },
      {
        text: 'Assign the calling application to an app role of the API; this gives it that application permission. The resource is the service principal of the API, the principal that of the caller.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <object-id> -PrincipalId <object-id> -ResourceId <service-principal-id> -AppRoleId <permission-id>',
          },
        ],
        only: ['aadsts-501051'],
      },
      {
        text: 'Look who is assigned and whether assignment is required at all, and have the owner decide whether it should be.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp show --id <service-principal-id> --query appRoleAssignmentRequired' },
          {
            tool: 'graph-powershell',
            text: 'Get-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId <service-principal-id>',
          },
        ],
      },
    ],
    checks: [
      'Get-MgServicePrincipalAppRoleAssignedTo lists neither the user nor a group that holds them directly.',
      'The user is in a group inside the assigned one: nested groups do not count, so assign the inner group.',
    ],
  },
});
