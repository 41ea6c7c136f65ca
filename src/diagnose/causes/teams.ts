import { causeTexts } from './cause-text.js';

export const teamsCauses = causeTexts({
  'teams-missing-permission': {
    title: 'The token has none of the permissions that Teams takes for this call',
    why: 'Teams lists in its answer the permissions that would do and those that the token has. The list mixes both kinds and resource-specific ones, so that not every name in it fits the token.',
    steps: [
      {
        text: 'See the least permission for this call and this kind of token; the list of the answer is not sorted by power.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Add that permission to the registration, consent to it, and get a new token.',
        commands: [{ tool: 'permlint', text: 'permlint resolve <permission> --as manifest' }],
      },
      {
        text: 'Or take a resource-specific permission, whose name ends in .Group, .Chat or .User, where a few teams or chats are enough: it stands in the Teams app manifest and is granted by installing the app.',
      },
    ],
    checks: [
      'scp (delegated) or roles (application) of the token holds none of the names in the answer: then the permission is missing.',
      'One of the names is in the token: then the kind of the token or the membership of the user is at fault.',
      'permlint <manifest> finds it before the next deployment where the calls are declared (rule missing-permission).',
    ],
  },
  'teams-membership': {
    title: 'The signed-in user is no member of this team, channel or chat',
    why: 'A delegated call of Teams acts as the user, and the user reaches only the teams, channels and chats that they belong to. No permission changes that.',
    steps: [
      {
        text: 'Add the user to the team; this lets them read all its standard channels.',
        commands: [{ tool: 'teams-powershell', text: 'Add-TeamUser -GroupId <group-id> -User <user>' }],
      },
      { text: 'Add the user to the channel itself where it is private or shared: members of the team are not in it.' },
      { text: 'Sign in as a member, where the user is not meant to be one.' },
    ],
    checks: [
      'Get-TeamUser -GroupId <group-id> does not list the user of the token (upn or oid).',
      'The user sees the team or chat in Teams: then the membership is there, and a permission is missing.',
    ],
  },
  'rsc-not-installed': {
    title: 'The Teams app is not installed where the call goes',
    why: 'A resource-specific permission holds only in the team, chat or meeting in which the Teams app is installed, and only for the application that webApplicationInfo.id of its manifest names.',
    steps: [
      { text: 'Install the Teams app in this team or chat; an owner or a member who may consent does it in Teams.' },
      { text: 'Write the appId of this registration in webApplicationInfo.id, raise the version, and install again.' },
      {
        text: 'See whether the tenant allows resource-specific consent, and have an administrator decide where it does not.',
        commands: [
          { tool: 'graph-powershell', text: 'Get-MgBetaTeamRscConfiguration' },
          { tool: 'graph-powershell', text: 'Get-MgBetaChatRscConfiguration' },
        ],
      },
    ],
    checks: [
      'Get-MgTeamPermissionGrant -TeamId <group-id> lists no grant whose clientAppId is <app-id>.',
      'The same call for a team in which the app is installed succeeds.',
      'permlint <manifest> on the Teams app manifest finds misspelt names (rule unknown-rsc-permission), and on the registration those that do not belong there (rule rsc-permission).',
    ],
  },
  'teams-application-access-policy': {
    title: 'No application access policy lets the application act for this meeting organizer',
    why: 'Online meetings are open to application permissions only for users who have an application access policy that names the application. Consent alone is not enough.',
    steps: [
      {
        text: 'Make a policy that names the application, and grant it to the organizer alone; it replaces the one that the user has, so add the application to that one where there is one.',
        commands: [
          { tool: 'teams-powershell', text: 'Get-CsApplicationAccessPolicy' },
          {
            tool: 'teams-powershell',
            text: 'New-CsApplicationAccessPolicy -Identity meetings-of-the-app -AppIds "<app-id>"',
          },
          {
            tool: 'teams-powershell',
            text: 'Grant-CsApplicationAccessPolicy -PolicyName meetings-of-the-app -Identity <object-id>',
          },
        ],
      },
      { text: 'Wait up to 30 minutes, and make the call again.' },
      { text: 'Write the object id of the organizer in the path: /users/<object-id>/onlineMeetings.' },
    ],
    checks: [
      'Get-CsOnlineUser -Identity <user> shows no ApplicationAccessPolicy, and Get-CsApplicationAccessPolicy -Identity Global does not list the application.',
      'The token has roles and no scp: with a delegated token the policy plays no part.',
    ],
  },
  'metered-api': {
    title: 'The API is metered, and the application has no billing set up for it',
    why: 'A few APIs of Microsoft Graph cost money for each call and want an Azure subscription linked to the application. Those of Teams were metered with model=A or model=B until 2025-08-25 and are no longer, while assigning sensitivity labels to files still is.',
    steps: [
      { text: 'Look in the list of metered APIs whether this one is still in it, and make the call again where not.' },
      {
        text: 'Link the application to a subscription: this creates an Azure resource, and the subscription is billed for its calls from then on.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az graph-services account create --resource-group my-resource-group --resource-name billing-of-the-app --location global --app-id <app-id>',
          },
        ],
      },
      {
        text: 'Use a confidential application of the global cloud: public clients, managed identities and national clouds cannot be billed.',
      },
    ],
    checks: [
      'The status is 402, or the message speaks of payment, evaluation mode or metering: no permission is missing then.',
      'az graph-services account list shows no account with the appId.',
    ],
  },
  'protected-api': {
    title: 'The call reads Teams messages of others, which takes more than consent',
    why: 'Reading messages of chats and channels with application permissions was protected: Microsoft had to approve the application by a form. Where the answer still says so, neither approval nor a resource-specific permission covers the call.',
    steps: [
      {
        text: 'Read the page of protected APIs in Microsoft Teams for the rules of today, and ask for access where it says so.',
      },
      {
        text: 'See which permission the call takes.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Take a resource-specific permission such as ChannelMessage.Read.Group or ChatMessage.Read.Chat where a few teams or chats are enough: it needs no approval.',
        commands: [{ tool: 'permlint', text: 'permlint explain ChannelMessage.Read.Group' }],
      },
    ],
    checks: [
      'The message names protected APIs: then the permission is there already; otherwise it lists permissions.',
      'The same call with a delegated token of a member succeeds: only application permissions are protected.',
    ],
  },
});
