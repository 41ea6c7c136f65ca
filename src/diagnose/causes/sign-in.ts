import { causeTexts } from './cause-text.js';

export const signInCauses = causeTexts({
  authority: {
    title: 'The authority of the request does not serve this flow, application or API',
    why: 'common and consumers stand for accounts of any tenant and for personal ones. Some APIs, applications and flows work only with a tenant of their own, and regional endpoints only for some clients.',
    steps: [
      {
        text: 'Name the tenant in the authority: https://login.microsoftonline.com/<tenant-id>.',
        only: ['aadsts-90124', 'aadsts-90130', 'aadsts-9001023'],
      },
      {
        text: 'Or use organizations, where users of several tenants sign in with work accounts; client credentials need the tenant.',
        only: ['aadsts-90124', 'aadsts-90130', 'aadsts-9001023'],
      },
      {
        text: 'Switch off the regional endpoint in the setting of the library (azureRegion of MSAL): it serves managed identities and services of Microsoft.',
        only: ['aadsts-100007'],
      },
      { text: 'See that authority, flow and the audience of the application fit together, and repeat the request.' },
    ],
    checks: [
      'The address of the token request holds /common or /consumers, or a region before login.microsoft.com.',
      'The same request with /<tenant-id> succeeds: then it was the authority.',
    ],
  },
  'audience-mismatch': {
    title: 'The application is not open to the kind of account that the authority stands for',
    why: 'signInAudience of the registration says whose accounts may sign in. The authority of the request names others: any tenant for an application of one, personal accounts for one of work accounts, or the reverse.',
    steps: [
      {
        text: 'Name the tenant of the application in the authority: https://login.microsoftonline.com/<tenant-id>.',
        only: ['aadsts-50194'],
      },
      {
        text: 'Use organizations or the tenant in place of consumers: the application is for work accounts.',
        only: ['aadsts-9002332'],
      },
      {
        text: 'Use consumers in place of the tenant: the application is for personal accounts.',
        only: ['aadsts-9002346'],
      },
      {
        text: 'Widen the audience only where others are meant to sign in: AzureADMultipleOrgs lets in users of every tenant, AzureADandPersonalMicrosoftAccount personal accounts, too.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app show --id <app-id> --query signInAudience' },
          { tool: 'azure-cli', text: 'az ad app update --id <app-id> --sign-in-audience AzureADMultipleOrgs' },
        ],
      },
      {
        text: 'Check the registration before you change its audience: other limits hold for each.',
        commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
      },
    ],
    checks: [
      'signInAudience is AzureADMyOrg, and the request goes to /common or /organizations.',
      'permlint <manifest> finds misspelt audiences and what an audience forbids (rules invalid-audience, audience-limits, personal-app-role).',
    ],
  },
  'tenant-not-found': {
    title: 'There is no tenant of this name or id in this cloud',
    why: 'The authority names a tenant by id or domain, and this cloud has none such: a typo, a domain that is not verified in any tenant, a removed tenant, or one of another cloud.',
    steps: [
      {
        text: 'Compare the tenant with that of your account.',
        commands: [{ tool: 'azure-cli', text: 'az account show --query tenantId' }],
      },
      {
        text: 'Ask the cloud of the tenant: login.microsoftonline.com, login.microsoftonline.us (US Government), or login.partner.microsoftonline.cn (China).',
      },
      {
        text: 'Use the id of the tenant in place of a domain.',
      },
    ],
    checks: [
      'https://login.microsoftonline.com/<tenant-id>/.well-known/openid-configuration answers with an error: then this cloud does not have the tenant.',
      'It answers with an issuer: then the tenant of the failing request is spelt otherwise.',
    ],
  },
  'token-version': {
    title: 'The request asks for a v1.0 token where personal accounts sign in',
    why: 'Tokens for personal accounts are of version 2.0 only. The endpoint of the request, or requestedAccessTokenVersion of the API, asks for 1.0.',
    steps: [
      { text: 'Use the endpoints with /oauth2/v2.0/ and scope in place of resource.' },
      {
        text: 'Set the version at the registration of the API that the token is for; its tokens then have another issuer and an appId as aud, which its checks have to know.',
        commands: [
          { tool: 'azure-cli', text: 'az ad app update --id <api> --set api.requestedAccessTokenVersion=2' },
          {
            tool: 'graph-powershell',
            text: 'Update-MgApplicationByAppId -AppId <api> -Api @{ RequestedAccessTokenVersion = 2 }',
          },
        ],
      },
    ],
    checks: [
      'The address of the request lacks /v2.0: then it is the endpoint; otherwise it is the registration of the API.',
      'permlint <manifest> finds it before the next deployment (rule token-version).',
    ],
  },
  'resource-parameter': {
    title: 'The request sends resource to the v2.0 endpoint',
    why: 'The v2.0 endpoint takes the API from scope and refuses the parameter resource of v1.0.',
    steps: [
      { text: 'Drop resource, and write scope=<api>/.default or single scopes of the API.' },
      {
        text: 'Find the name of a scope by the permission that you used before.',
        commands: [{ tool: 'permlint', text: 'permlint resolve <permission>' }],
      },
      { text: 'Update the library: ADAL sends resource, MSAL sends scope.' },
    ],
    checks: ['The address holds /oauth2/v2.0/, and the query or the body holds resource=.'],
  },
  'malformed-request': {
    title: 'The request to the sign-in service is incomplete or not well formed',
    why: 'The service cannot read the request: a parameter is missing, the body is not form-encoded, the method is wrong, or the grant type does not exist.',
    steps: [
      {
        text: 'Send the parameter that the message names, in the body and not in the address.',
        only: ['aadsts-900144', 'aadsts-90014'],
      },
      {
        text: 'POST to /oauth2/v2.0/token, and GET or POST to /oauth2/v2.0/authorize; a GET may come from the back button or a redirect.',
        only: ['aadsts-900561'],
      },
      {
        text: 'Write grant_type exactly: authorization_code, refresh_token, client_credentials, password, urn:ietf:params:oauth:grant-type:device_code, or urn:ietf:params:oauth:grant-type:jwt-bearer.',
        only: ['aadsts-70003'],
      },
      {
        text: 'Look for values that break the body: a secret or code with + or & that is not encoded, a line break, or an empty value.',
        only: ['aadsts-9002313'],
      },
      {
        text: 'Send the body with Content-Type: application/x-www-form-urlencoded, not as JSON, each value encoded once.',
      },
      { text: 'Leave the request to a library (MSAL), where you build it by hand.' },
    ],
    checks: [
      'A trace of the request shows its method, its Content-Type and the names of its parameters; compare them with the flow, and keep their values to yourself.',
      'The same values sent by another tool succeed: then the encoding is at fault.',
    ],
  },
  'session-expired': {
    title: 'The session of the user has ended, and a new sign-in is needed',
    why: 'The refresh token, code or session cannot be used any more: it was not used for too long, reached the end that a policy or the platform sets, or was revoked, for example by a new password.',
    steps: [
      {
        text: 'Handle it in code: on invalid_grant, interaction_required or login_required begin an interactive sign-in (MsalUiRequiredException of MSAL).',
      },
      {
        text: 'Sign the user in again as often as the policy for sign-in frequency wants; only an administrator can change it.',
        only: ['aadsts-70043'],
      },
      {
        text: 'Find out who revoked the session, where the user did not change the password: an administrator, or a risk that was found.',
        only: ['aadsts-50173', 'aadsts-50133'],
      },
      {
        text: 'Use prompt=none only to try, and go on with an interactive sign-in; browsers that block cookies of others fail here every time.',
        only: ['aadsts-50058'],
      },
      {
        text: 'Expect it once a day: refresh tokens of single-page applications end after 24 hours.',
        only: ['aadsts-700084'],
      },
      {
        text: 'Redeem codes within some minutes, and use refresh tokens at least every 90 days; for work without users take client credentials.',
        only: ['aadsts-70008', 'aadsts-700082'],
      },
    ],
    checks: [
      'An interactive sign-in of the same user succeeds: then only the session had ended.',
      'Get-MgAuditLogSignIn -Filter "correlationId eq \'<correlation-id>\'" shows the reason and the policies that applied.',
    ],
  },
  'user-not-in-tenant': {
    title: 'The account of the user is not known in the tenant that was asked',
    why: 'The user signed in with an account of another tenant, or with a personal one, and this tenant has it neither as member nor as guest.',
    steps: [
      {
        text: 'Sign out and sign in with an account of the tenant; a private window shows whether an old session was picked.',
      },
      {
        text: 'Use the authority that fits the users: their own tenant, or organizations for several.',
        commands: [{ tool: 'azure-cli', text: 'az ad app show --id <app-id> --query signInAudience' }],
      },
      {
        text: 'Invite the user as a guest, where they are meant to work in this tenant; the account is added to the directory.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'New-MgInvitation -InvitedUserEmailAddress <user> -InviteRedirectUrl https://myapplications.microsoft.com -SendInvitationMessage',
          },
        ],
        only: ['aadsts-50020', 'aadsts-16000', 'aadsts-90072', 'aadsts-51004', 'aadsts-50034'],
      },
      {
        text: 'Let the guest accept the invitation that was sent, or send it again.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgUser -UserId <object-id> -Property externalUserState,mail | Format-List externalUserState,mail',
          },
        ],
        only: ['aadsts-50014'],
      },
      {
        text: 'Compare the immutable id of the synchronised user with the one of the directory on premises.',
        only: ['aadsts-90072'],
      },
      {
        text: 'Compare the user name with the userPrincipalName: it need not be the mail address.',
        only: ['aadsts-50034', 'aadsts-51004'],
      },
    ],
    checks: [
      'The message names the provider and the tenant: live.com means a personal account, sts.windows.net/... another tenant.',
      'az ad user show --id <user>, run in that tenant, finds nothing: guests have #EXT# in their userPrincipalName.',
    ],
  },
  'account-type': {
    title: 'The account is not of the kind that this tenant lets sign in',
    why: 'The domain of the user belongs to accounts of another kind: a personal account where only work accounts may sign in, or a domain that is no login domain of the tenant.',
    steps: [
      { text: 'Sign in with an account of the kind that the application is for.' },
      {
        text: 'Compare the audience of the application and the authority with the accounts of your users.',
        commands: [{ tool: 'azure-cli', text: 'az ad app show --id <app-id> --query signInAudience' }],
      },
      {
        text: 'Check the registration before you open it to personal accounts: fewer permissions work for them.',
        commands: [{ tool: 'permlint', text: 'permlint <manifest>' }],
      },
    ],
    checks: [
      'The domain of the user is outlook.com, hotmail.com, live.com or gmail.com: then it is most often a personal account.',
      'Get-MgDomain lists the domains of the tenant: that of the user is not in it, or not verified.',
    ],
  },
  'user-disabled': {
    title: 'The account of the user is disabled or locked',
    why: 'The password may be right, but the account may not sign in: an administrator disabled it, or it is locked after too many attempts or for requests from an address with a bad name.',
    steps: [
      {
        text: 'Ask an administrator whether the account is meant to be disabled, and have them enable it where it is not: the user can then sign in everywhere.',
        commands: [
          { tool: 'azure-cli', text: 'az ad user show --id <user> --query accountEnabled' },
          { tool: 'azure-cli', text: 'az ad user update --id <user> --account-enabled true' },
        ],
        only: ['aadsts-50057'],
      },
      {
        text: 'Stop what keeps trying an old password, such as a service or a phone, and wait: the lock ends by itself.',
        only: ['aadsts-50053'],
      },
      {
        text: 'Look in the sign-in log which of the two it is, and from which address the attempts come.',
        commands: [
          { tool: 'graph-powershell', text: 'Get-MgAuditLogSignIn -Filter "correlationId eq \'<correlation-id>\'"' },
        ],
      },
    ],
    checks: [
      'accountEnabled is false: disabled. It is true: locked, or blocked for its address.',
      'The failure reason in the sign-in log tells a lock from an address with a bad name.',
    ],
  },
  credential: {
    title: 'The password of the user is wrong or has expired',
    why: 'The service checked the user name and password and does not accept them. Permissions and consent play no part yet.',
    steps: [
      {
        text: 'Let the user change the password at https://mysignins.microsoft.com, and sign in again.',
        only: ['aadsts-50055'],
      },
      { text: 'Let the user type user name and password again, or reset the password.', only: ['aadsts-50126'] },
      {
        text: 'Sign users in interactively in place of the password flow (ROPC), which fails with multifactor authentication and federated accounts, too.',
      },
      { text: 'Take a managed identity or client credentials for work without users.' },
    ],
    checks: [
      'The same user name and password work at https://myapplications.microsoft.com: then the application sends something else.',
      'grant_type is password: then a federated account or one with multifactor authentication can fail here with the right password.',
    ],
  },
  loop: {
    title: 'The application asks for the same token again and again',
    why: 'The service refuses requests that come many times within a short time for the same user and scope. A cache is missing, or an error sends the application around in a circle.',
    steps: [
      { text: 'Cache tokens, and ask silently first (acquireTokenSilent of MSAL); share the cache between servers.' },
      { text: 'End the circle: count the attempts, and show an error in place of another redirect.' },
      { text: 'Wait some minutes before the next attempt.' },
    ],
    checks: [
      'The sign-in log or a trace of the browser shows the same request several times a second.',
      'One machine or browser is affected only: then its cache or its cookies are lost on the way.',
    ],
  },
  'age-rule': {
    title: 'An age rule keeps a minor from this application',
    why: 'The account belongs to a minor, and the registration forbids or limits minors in the country of the user, or the consent of a parent is missing.',
    steps: [
      {
        text: 'Look what the registration says of minors, and change it only if the application is meant for them.',
        commands: [{ tool: 'azure-cli', text: 'az ad app show --id <app-id> --query parentalControlSettings' }],
      },
      {
        text: 'Have an administrator correct the age group of the user where it is wrong.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgUser -UserId <user> -Property ageGroup,legalAgeGroupClassification | Format-List ageGroup,legalAgeGroupClassification',
          },
        ],
      },
    ],
    checks: [
      'ageGroup of the user is Minor, and legalAgeGroupClassification is MinorWithoutParentalConsent or MinorWithParentalConsent.',
      'legalAgeGroupRule of parentalControlSettings is not Allow, or the country of the user is in countriesBlockedForMinors.',
    ],
  },
});
