import { causeTexts, type Step } from './cause-text.js';

// Text only, so that this file may be long.

const leastOfCall: Step = {
  text: 'Ask for the least permission that the call accepts, request it and have it granted.',
  commands: [
    { tool: 'permlint', text: 'permlint least "<method> <path>"' },
    { tool: 'permlint', text: 'permlint resolve --as az <permission>' },
    { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
  ],
};

export const workloadCauses = causeTexts({
  'intune-permission': {
    title: 'The Intune call lacks a permission, an Intune role or a licence',
    why: 'Intune looks at three things: a DeviceManagement permission in the token, for a user an Intune role whose scope reaches the object, and an Intune licence of the tenant.',
    steps: [
      leastOfCall,
      {
        text: 'Give the signed-in user an Intune role whose scope groups and scope tags cover the object.',
        commands: [{ tool: 'graph-powershell', text: 'Get-MgDeviceManagementRoleAssignment -All' }],
      },
      {
        text: 'See that the tenant has Intune.',
        commands: [
          {
            tool: 'graph-powershell',
            text: '(Get-MgSubscribedSku).ServicePlans | Where-Object ServicePlanName -like "INTUNE*"',
          },
        ],
      },
    ],
    checks: [
      'Decode the token: a permission that begins with DeviceManagement and that the call accepts is in scp or roles, or it is missing.',
      'Try the same as the user in the Intune admin center: if it fails there too, the role or its scope is too small.',
      'An application token has no Intune role: for it only permission and licence count.',
    ],
  },
  'pim-permission': {
    title: 'The call lacks a permission of role management (PIM)',
    why: 'Each operation of role management has a permission of its own: RoleAssignmentSchedule and RoleEligibilitySchedule for directory roles, PrivilegedAssignmentSchedule and PrivilegedEligibilitySchedule for groups. With a delegated token the user needs a role as well.',
    steps: [
      {
        text: 'Take the permission that the message names, or ask for the least that the call accepts.',
        commands: [
          { tool: 'permlint', text: 'permlint least "<method> <path>"' },
          { tool: 'permlint', text: 'permlint explain <permission>' },
        ],
      },
      {
        text: 'Choose one that reads if that is enough. Those that write, and RoleManagement.ReadWrite.Directory, are tier 0: whoever holds one can make itself Global Administrator.',
      },
      {
        text: 'Sign in with an application of your own: a token of the Azure CLI never carries these permissions, and asking for them ends in AADSTS65002.',
      },
      { text: 'Use a delegated token for approvals; they have no application permission.' },
    ],
    checks: [
      'Decode the token: the permission that the message names is in neither scp nor roles.',
      'With the permission in scp, look at the roles of the user: changes need Privileged Role Administrator, for a group its owner.',
    ],
  },
  'pim-iteration-retired': {
    title: 'The call uses an old version of the PIM API',
    why: 'Role management moved to paths of its own. A tenant that has moved refuses the older ones under /privilegedRoles and /privilegedAccess/aadRoles.',
    steps: [
      {
        text: 'Call /roleManagement/directory instead, with roleEligibilityScheduleRequests and roleAssignmentScheduleRequests; for groups /identityGovernance/privilegedAccess/group.',
      },
      {
        text: 'Use the API of Azure Resource Manager for roles on Azure resources.',
      },
      {
        text: 'Request what the new calls need, in place of the old permissions.',
        commands: [
          { tool: 'permlint', text: 'permlint least "GET /roleManagement/directory/roleAssignmentScheduleInstances"' },
        ],
      },
    ],
    checks: [
      'Look at the path of the call: it begins with /privilegedRoles or /privilegedAccess.',
      'If it begins with /roleManagement/directory, it is not this: look at permission and role.',
    ],
  },
  'policy-permission': {
    title: 'The policy call lacks a Policy permission, or the user a role',
    why: 'Reading and writing policies have permissions of their own, such as Policy.Read.All and Policy.ReadWrite.ConditionalAccess. With a delegated token the user also needs a role that covers the policy.',
    steps: [
      {
        text: 'Ask for the least permissions; writing a policy may take one to read beside the one to write.',
        commands: [
          { tool: 'permlint', text: 'permlint least "<method> <path>"' },
          { tool: 'permlint', text: 'permlint resolve --as az <permission>' },
        ],
      },
      {
        text: 'Have them granted; this grants everything that the registration requests. Whoever writes policies can let anybody in, so keep to reading where that is enough.',
        commands: [{ tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' }],
      },
      {
        text: 'Sign in with a fitting role: Security Reader for reading, Conditional Access Administrator for Conditional Access, Authentication Policy Administrator for authentication methods.',
      },
    ],
    checks: [
      'Decode the token: with the Policy permission in scp, the role of the user is missing; without it, the permission.',
      'Open the policy as the user in the Microsoft Entra admin center: if it fails there too, the role is missing.',
    ],
  },
  'audit-permission': {
    title: 'Reading logs lacks AuditLog.Read.All, or the user a role',
    why: 'Sign-in and audit logs, and signInActivity of users, need AuditLog.Read.All. With a delegated token the user also needs a role that reads reports.',
    steps: [
      {
        text: 'Request AuditLog.Read.All, or the permission that the message names, and have it granted; say --delegated in place of --application for a call with a signed-in user.',
        commands: [
          { tool: 'permlint', text: 'permlint least "<method> <path>"' },
          { tool: 'permlint', text: 'permlint resolve --as az --application AuditLog.Read.All' },
          { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
        ],
      },
      { text: 'Sign in as a Reports Reader, or with another role that reads reports.' },
      {
        text: 'Leave signInActivity out of $select where it is not needed; the rest of a user needs no AuditLog.Read.All.',
      },
    ],
    checks: [
      'Decode the token: AuditLog.Read.All is in neither scp nor roles. An application that signs users in must ask for it as a scope, too, even where it is granted.',
      'A message that speaks of a premium licence or of B2C is about the tenant, not about the permission.',
    ],
  },
  'risk-permission': {
    title: 'The risk call lacks its permission, a role or a P2 licence',
    why: 'Risky users, risk detections and risky service principals each have a permission of their own, the user needs a security role, and the tenant Microsoft Entra ID P2 (for service principals Workload ID Premium).',
    steps: [
      {
        text: 'Ask for the least permission: IdentityRiskyUser.Read.All and IdentityRiskEvent.Read.All read users and detections.',
        commands: [
          { tool: 'permlint', text: 'permlint least "<method> <path>"' },
          { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
        ],
      },
      { text: 'Sign in as a Security Reader for reading, as a Security Operator or Administrator for changes.' },
      {
        text: 'See that the tenant has P2.',
        commands: [
          {
            tool: 'graph-powershell',
            text: '(Get-MgSubscribedSku).ServicePlans | Where-Object ServicePlanName -eq "AAD_PREMIUM_P2"',
          },
        ],
      },
    ],
    checks: [
      'Decode the token: an IdentityRisk permission that the call accepts is in scp or roles, or it is missing.',
      'Open Identity Protection in the Microsoft Entra admin center as the user: it tells whether role or licence is missing.',
    ],
  },
  'auth-methods-role': {
    title: 'The role of the caller is too low for the authentication methods of this user',
    why: 'Authentication methods can be used to sign in as the user, so the role of a signed-in caller must be higher than those of the target. The permission in the token alone is not enough.',
    steps: [
      {
        text: 'Look at the roles of the target.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgUserMemberOfAsDirectoryRole -UserId <user> | Select-Object DisplayName',
          },
        ],
      },
      {
        text: 'Sign in as Authentication Administrator for ordinary users, as Privileged Authentication Administrator for administrators; activate the role first if it is an eligible one (PIM).',
      },
      {
        text: 'Ask which permission the call accepts, and keep to reading if that is enough: UserAuthenticationMethod.ReadWrite.All as an application permission is tier 0.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
    ],
    checks: [
      'Decode the token: with a UserAuthenticationMethod permission in scp, look at wids; without one, the permission is missing.',
      'Try it on a user without roles: if that works, the target needs the higher role.',
    ],
  },
  'missing-app-roles': {
    title: 'The token lacks the application roles that the security API names',
    why: 'Security APIs list the roles they accept. An application token must hold one of them in roles, for the API that was called: Microsoft Graph and Defender are two.',
    steps: [
      {
        text: 'Take the narrowest role of the list that does the work.',
        commands: [
          { tool: 'permlint', text: 'permlint least --application "<method> <path>"' },
          { tool: 'permlint', text: 'permlint explain <permission>' },
        ],
      },
      {
        text: 'Request it under the API that you call, and have it granted; the second command grants everything that the registration requests.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app permission add --id <app-id> --api <api> --api-permissions <permission-id>=Role\naz ad app permission admin-consent --id <app-id>',
          },
        ],
      },
      { text: 'Get a new token afterwards; one that was issued before does not change.' },
    ],
    checks: [
      'Decode the token: roles holds none of the names in the message, or aud is another API than the one called.',
      'If a name of the list is in roles, look at the licence of the tenant.',
    ],
  },
  'aad-graph-retired': {
    title: 'The call goes to Azure AD Graph, which is retired',
    why: 'graph.windows.net was switched off for applications in 2025. It refuses calls and permissions alike, whatever is granted.',
    steps: [
      { text: 'Call Microsoft Graph, https://graph.microsoft.com/v1.0, in place of https://graph.windows.net.' },
      {
        text: 'Request permissions of Microsoft Graph in place of those of Azure AD Graph; permlint names the successors.',
        commands: [
          { tool: 'permlint', text: 'permlint explain retired-api' },
          { tool: 'permlint', text: 'permlint <manifest>' },
        ],
      },
      { text: 'Ask for the scope https://graph.microsoft.com/.default, with MSAL in place of ADAL.' },
    ],
    checks: [
      'Decode the token: aud is https://graph.windows.net or 00000002-0000-0000-c000-000000000000.',
      'Look for graph.windows.net in the code and in libraries: old modules such as AzureAD for PowerShell call it, too.',
    ],
  },
  'not-found-or-hidden': {
    title: 'The object does not exist here, or the caller may not see it',
    why: 'The service does not tell the two apart, so that nobody learns what exists. The id may be wrong, of another tenant, deleted or seconds old; or the caller sees only a part of the objects.',
    steps: [
      {
        text: 'Look the id up with an account that reads the directory.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az rest --method get --url "https://graph.microsoft.com/v1.0/directoryObjects/<object-id>"',
          },
        ],
      },
      {
        text: "See which id the path wants: a service principal and its registration have two object ids, and the application id is a third, for paths such as /applications(appId='<app-id>').",
      },
      { text: 'Wait a minute and call again if the object was made just now.' },
    ],
    checks: [
      'Decode the token: tid is the tenant that holds the object.',
      'An administrator finds the object and the caller does not: then it is a right that is missing.',
    ],
  },
  throttled: {
    title: 'Too many requests were sent, and the service holds back',
    why: 'This is no matter of permissions. The service answers 429 to an application, a user or a tenant that sends more than its share.',
    steps: [
      { text: 'Wait as many seconds as the Retry-After header says, then send the request again.' },
      {
        text: 'Send fewer requests: with $select, larger pages, delta queries and change notifications instead of polling.',
      },
      { text: 'Keep the retry handler of the Microsoft Graph SDK switched on, or wait longer after each refusal.' },
    ],
    checks: [
      'Look at the answer: status 429 or a Retry-After header means throttling; a 403 without one does not.',
      'Send the same request alone after some minutes: if it works, it was throttled.',
    ],
  },
  'app-management-policy': {
    title: 'A policy of the tenant forbids this credential',
    why: 'An app management policy limits which credentials applications may have: no secrets, certificates only, or a shorter life. The rights of the caller do not change that.',
    steps: [
      {
        text: 'Look at the policy of the tenant.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgPolicyDefaultAppManagementPolicy | ConvertTo-Json -Depth 6\nGet-MgPolicyAppManagementPolicy -All',
          },
        ],
      },
      {
        text: 'Use a federated credential or a managed identity, which need no secret; or a certificate, with a life as short as the policy says.',
      },
      { text: 'Ask the administrator for an exemption of this application if there is no other way.' },
    ],
    checks: [
      'Read the code of the error: CredentialType means that the kind is forbidden, CredentialLifetime that it lives too long.',
      'If a certificate with a short life is refused as well, look at the right to change the registration.',
    ],
  },
  'identifier-uri-policy': {
    title: 'The identifier URI has no form that the tenant allows',
    why: 'An identifier URI must hold the application id, the tenant id or a verified domain of the tenant, so that nobody can claim an address of others.',
    steps: [
      {
        text: 'Use the form that is always allowed; this replaces the identifier URIs of the registration, and clients must ask for the new scope.',
        commands: [{ tool: 'azure-cli', text: 'az ad app update --id <app-id> --identifier-uris api://<app-id>' }],
      },
      { text: 'Or use a domain that is verified in the tenant, or let a domain administrator verify it first.' },
      {
        text: 'Set the version of access tokens for the API to 2 if the policy of the tenant asks for it; tokens then change their form.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app update --id <app-id> --requested-access-token-version 2',
          },
        ],
      },
    ],
    checks: [
      'Compare the domain in the URI with the verified domains of the tenant: Get-MgDomain lists them.',
      'If the URI holds the application id and is still refused, another registration of the tenant may have it.',
    ],
  },
  'service-principal-missing': {
    title: 'The application has no service principal in this tenant',
    why: 'The directory knows an application in a tenant by its service principal. There is none here, or it was made seconds ago; tokens without one are not accepted any more.',
    steps: [
      {
        text: 'Look for it, signed in to the tenant whose data is called.',
        commands: [{ tool: 'azure-cli', text: 'az ad sp show --id <app-id>' }],
      },
      {
        text: 'Make it if it is not there: the first command makes a service principal without any grant, the address lets an administrator make it and grant everything that the registration requests: https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=<app-id>.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp create --id <app-id>' },
          { tool: 'graph-powershell', text: 'New-MgServicePrincipal -AppId <app-id>' },
        ],
      },
      { text: 'Wait a minute or two, then get a new token.' },
    ],
    checks: [
      'Decode the token: without oid there was no service principal when it was issued; tid is the tenant to look in.',
      'If the service principal is there and older than the token, see whether token and endpoint belong to one cloud.',
    ],
  },
  'principal-disabled': {
    title: 'The calling user or service principal is disabled',
    why: 'An account that is switched off gets no answer, even while a token issued earlier still lives.',
    steps: [
      {
        text: 'See which of the two is disabled.',
        commands: [
          { tool: 'azure-cli', text: 'az ad sp show --id <app-id> --query accountEnabled' },
          {
            tool: 'graph-powershell',
            text: 'Get-MgUser -UserId <user> -Property Id, AccountEnabled | Select-Object Id, AccountEnabled',
          },
        ],
      },
      {
        text: 'Ask why it was switched off before you enable it: it may have been done because of an attack.',
      },
      {
        text: 'Enable the service principal if that is right; all its grants then work again.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Update-MgServicePrincipal -ServicePrincipalId <service-principal-id> -AccountEnabled:$true',
          },
        ],
      },
    ],
    checks: [
      'Decode the token: oid is the user or service principal to look at; idtyp tells which of the two.',
      'Look at disabledByMicrosoftStatus of the registration: a value there means that Microsoft switched it off.',
    ],
  },
  'unknown-error': {
    title: 'The service behind the API refused without saying why',
    why: 'An empty message or UnknownError mostly comes from a workload behind Microsoft Graph that refused. A missing permission, role or licence are the usual reasons.',
    steps: [
      { text: 'Read the deepest innerError of the body; a message in it may hold JSON of its own with the real code.' },
      {
        text: 'Compare the token with what the call accepts.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      { text: 'Look at the role of the user and at the licence of the tenant for this service.' },
      { text: 'Open a support request with request-id and date of the answer if all of this is in order.' },
    ],
    checks: [
      'Decode the token: a permission that the call accepts is in scp or roles, and aud is the API that was called.',
      'Try the same in Graph Explorer as an administrator: if it works there, a right is missing; if it fails too, it is the licence or the service.',
    ],
  },
});
