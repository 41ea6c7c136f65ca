import { causeTexts, type Step } from './cause-text.js';

// Text only, so that this file may be long.

const lookAtSignIns: Step = {
  text: 'Look in the sign-in logs which policy applied and what it wanted, with the correlation id of the answer; the second command is for service principals.',
  commands: [
    {
      tool: 'graph-powershell',
      text: `Get-MgAuditLogSignIn -Filter "correlationId eq '<correlation-id>'" | Select-Object -ExpandProperty AppliedConditionalAccessPolicies`,
    },
    {
      tool: 'graph-powershell',
      text: `Get-MgBetaAuditLogSignIn -Filter "appId eq '<app-id>' and signInEventTypes/any(t: t eq 'servicePrincipal')" -Top 10`,
    },
  ],
};

const passClaimsToMsal: Step = {
  text: 'Hand the claims to MSAL with the next token request (WithClaims in .NET, claims in JavaScript, claims_challenge in Python, claims in Java), silently first and interactively if MSAL asks for it; a daemon does so with its client credentials.',
  isGeneral: true,
};

/** How a web API that cannot ask the user hands the challenge to the client that can. */
const passOnFromApi: Step = {
  text: 'Pass the challenge on where a web API made the call: answer your own client with 401 and the header WWW-Authenticate: Bearer error="insufficient_claims", claims="..." with the claims in Base64; the client then signs the user in with these claims and calls again.',
  isGeneral: true,
};

export const conditionalAccessCauses = causeTexts({
  'claims-challenge': {
    title: 'Conditional Access asks for more than the token proves (claims challenge)',
    why: 'A policy or an authentication context wants more, such as multifactor authentication or a managed device. The API sends 401 with a claims value that says what the next token must carry.',
    steps: [
      {
        text: 'Take the claims value out of the WWW-Authenticate header and decode it from Base64; it is JSON.',
        isGeneral: true,
      },
      passClaimsToMsal,
      passOnFromApi,
      {
        text: 'Declare the client capability cp1 (WithClientCapabilities in .NET, clientCapabilities in JavaScript, client_capabilities in Python), so that challenges arrive in this form.',
        isGeneral: true,
      },
    ],
    checks: [
      'Read the decoded claims: acrs names an authentication context, nbf means that an older token was revoked.',
      'Decode the token: amr without mfa, acrs without the context asked for, or no deviceid tell what it lacks.',
      'A 403 without claims and without insufficient_claims is no challenge: look at permissions.',
    ],
  },
  'claims-challenge-cae': {
    title: 'The token was revoked early (continuous access evaluation)',
    why: 'The password was changed, the account disabled, the session revoked or the network location changed. The API learned of it and refuses the token before its time, with 401 and a claims value.',
    steps: [
      { text: 'Stop sending this token; it will be refused every time, although exp lies ahead.' },
      { text: 'Take the claims value out of the WWW-Authenticate header and decode it from Base64.', isGeneral: true },
      passClaimsToMsal,
      passOnFromApi,
    ],
    checks: [
      'Read the decoded claims: nbf with a time after iat of the token means that it was revoked at that time.',
      'Decode the token: xms_cc holds cp1, so the client said that it handles challenges.',
      'The new token fails, too: then look at the network location and at the account, not at the token.',
    ],
  },
  'claims-challenge-403': {
    title: 'Conditional Access refuses the call, in the older form with 403',
    why: 'It is the same as a claims challenge. The service does not send challenges with 401, or the client did not declare cp1.',
    steps: [
      {
        text: 'Look for claims in the body and in WWW-Authenticate, and treat them as a claims challenge if there are any.',
      },
      passClaimsToMsal,
      { text: 'Declare cp1 in the client, and handle challenges for every API that it calls.' },
      lookAtSignIns,
    ],
    checks: [
      'Decode the token: xms_cc without cp1 explains why 403 came instead of 401.',
      'Without the word insufficient_claims a 403 is about permissions or rights.',
    ],
  },
  'conditional-access-at-token': {
    title: 'A token cannot be issued without the user (interaction_required)',
    why: 'Microsoft Entra wants something from the user before it issues the token: multifactor authentication, a managed device, terms of use or a consent. A silent request cannot give that.',
    steps: [
      {
        text: 'Catch what MSAL throws (MsalUiRequiredException in .NET, InteractionRequiredAuthError in JavaScript, MsalInteractionRequiredException in Java) and sign the user in interactively.',
      },
      { text: 'Hand the claims value of the answer to that sign-in, so that the user is asked for the right thing.' },
      passOnFromApi,
      {
        text: 'Leave the flows that cannot ask the user: user name and password (ROPC) cannot do multifactor authentication, and the device code flow does not meet device policies.',
      },
    ],
    checks: [
      'Read suberror and the AADSTS code of the answer: 50076 and 50079 want multifactor authentication, 53000 and 53001 a device, 65001 a consent.',
      'Sign the user in with a browser: what it asks for is what was missing.',
    ],
  },
  'conditional-access': {
    title: 'A condition of the access policy is not met',
    why: 'A control of the policy was not passed: one of another provider, terms of use, or a condition that the service does not name. No token is issued until it is.',
    steps: [
      { text: 'Sign the user in with a browser, where external controls and terms of use can be shown.' },
      lookAtSignIns,
      {
        text: 'Use an account of the tenant itself: external controls are not possible for accounts that pass through.',
        only: ['aadsts-50177'],
      },
      { text: 'Hand the claims value of the answer, if there is one, to the interactive sign-in.' },
    ],
    checks: [
      'The sign-in logs name the policy and the control that failed.',
      'If a browser on the same device passes and the application does not, the application uses a flow that cannot show the control.',
    ],
  },
  'mfa-required': {
    title: 'Multifactor authentication is required, and the request did not have it',
    why: 'A policy, the location or the user settings ask for a second factor. The request was silent, or used a flow that has no way to ask for it.',
    steps: [
      {
        text: 'Have the user register a second factor at https://aka.ms/mfasetup first, from a place that the policy allows.',
        only: ['aadsts-50072', 'aadsts-50079', 'aadsts-53004', 'aadsts-53010'],
      },
      {
        text: 'Catch what MSAL throws (MsalUiRequiredException, InteractionRequiredAuthError) and sign the user in interactively, with the claims value of the answer.',
      },
      passOnFromApi,
      {
        text: 'Replace user name and password (ROPC): it cannot do multifactor authentication. Use an interactive flow for people, and client credentials or a managed identity for programs.',
      },
    ],
    checks: [
      'Decode an older token of the user: amr holds mfa if a second factor was given.',
      'An account outside the policy passes: then the policy, not the application, asks for it.',
    ],
  },
  'device-policy': {
    title: 'The policy wants a managed device, and the request did not prove one',
    why: 'Access is limited to compliant or joined devices, to certain platforms or to approved applications. The request came from another device, or by a flow that cannot prove which device it is.',
    steps: [
      {
        text: 'Sign in on a device that is enrolled and compliant, through its broker (Web Account Manager, Microsoft Authenticator or Company Portal) or a browser that is signed in to the device.',
      },
      {
        text: 'Replace the device code flow: it cannot prove on which device the user is. Sign in through the broker or the browser.',
        commands: [{ tool: 'azure-cli', text: 'az login --tenant <tenant-id>' }],
      },
      {
        text: 'Have the user open Company Portal, which says what makes the device not compliant.',
        only: ['aadsts-53000', 'aadsts-530003'],
      },
      {
        text: 'Have the device joined or registered again.',
        only: ['aadsts-50129', 'aadsts-50155', 'aadsts-53001'],
      },
      {
        text: 'Use an application that the policy approves.',
        only: ['aadsts-53002'],
      },
      lookAtSignIns,
    ],
    checks: [
      'Decode an older token of the user: deviceid is missing where the device was not proved.',
      'The sign-in logs show under Device info whether the device was known, joined and compliant.',
      'A browser on the same device passes: then the flow of the application does not prove the device.',
    ],
  },
  'blocked-by-ca': {
    title: 'A Conditional Access policy blocks the sign-in',
    why: 'The policy says block, for this user or application, place, client or risk. No prompt and no second factor can pass it.',
    steps: [
      lookAtSignIns,
      {
        text: 'Replace legacy authentication by a modern sign-in: security defaults block it.',
        only: ['aadsts-530035'],
      },
      {
        text: 'Ask the administrator of the home tenant to clear the risk of the user.',
        only: ['aadsts-53011', 'aadsts-530034'],
      },
      {
        text: 'Sign in from a place and with a client that the policy allows; a daemon from an address that is one of its named locations, since policies for workload identities hit service principals, too.',
      },
      {
        text: 'Ask the administrator to leave out just this user or service principal, if the block is not meant for it.',
      },
    ],
    checks: [
      'The sign-in logs say Failure for a policy whose grant is Block; for a daemon look under service principal sign-ins.',
      'The same account passes from another network: then the location is the condition.',
      'A claims value in the answer speaks for a policy that can be satisfied, not for a block.',
    ],
  },
  'tenant-restrictions': {
    title: 'Tenant restrictions block this tenant on this network or device',
    why: 'The network or the device adds a list of tenants that may be signed in to, and the tenant of the application is not on it.',
    steps: [
      {
        text: 'Ask the administrator of the network, or of the home tenant, to allow the tenant <tenant-id> and, with version 2, the application.',
      },
      { text: 'Sign in at the tenant that is allowed, if the account is meant for that one.' },
      {
        text: 'Look at TenantRestrictions in the settings of the home tenant, which hold what version 2 allows.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgPolicyCrossTenantAccessPolicyDefault | ConvertTo-Json -Depth 6',
          },
        ],
      },
    ],
    checks: [
      'Try from another network and another device: if it passes there, the restriction is added on the way.',
      'Look for the request headers Restrict-Access-To-Tenants or sec-Restrict-Tenant-Access-Policy behind the proxy.',
    ],
  },
  'cross-tenant': {
    title: 'The cross-tenant access settings of a tenant forbid this access',
    why: 'Guests cross two gates: the outbound settings of their home tenant and the inbound settings of the tenant that owns the data. One of them does not allow this user or application.',
    steps: [
      {
        text: 'Ask the administrator of the home tenant to allow the access outbound.',
        only: ['aadsts-500212'],
      },
      {
        text: 'Ask the administrator of the tenant that owns the data to allow the access inbound.',
        only: ['aadsts-500213'],
      },
      {
        text: 'Look at the settings for the other tenant, and at those that hold for all others.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgPolicyCrossTenantAccessPolicyPartner -All\nGet-MgPolicyCrossTenantAccessPolicyDefault | ConvertTo-Json -Depth 6',
          },
        ],
      },
      { text: 'Allow just this partner, the group of users and the application, not all of them.' },
    ],
    checks: [
      'AADSTS500212 names the outbound settings of the home tenant, AADSTS500213 the inbound ones of the other.',
      'A member of the tenant that owns the data passes: then it is about guests.',
    ],
  },
  'resource-policy': {
    title: 'The API does not accept a token of a device without a user',
    why: 'The token was asked for with the identity of the device only. This API serves users or applications.',
    steps: [
      { text: 'Sign a user in, and ask for the token for that user.' },
      { text: 'Use client credentials or a managed identity where no user is present.' },
    ],
    checks: [
      'Look at the token request: it was made by the device (a primary refresh token of the device) without a user.',
      'The same API gives a token to a signed-in user on this device: then it is about the token of the device alone.',
    ],
  },
});
