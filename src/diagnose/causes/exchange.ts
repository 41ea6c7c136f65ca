import { causeTexts, type Step } from './cause-text.js';

// Text only, so that this file may be long.

const testAccessPolicy: Step = {
  text: 'Look for application access policies that name this application, and test them for the mailbox; AccessCheckResult says Granted or Denied.',
  commands: [
    {
      tool: 'exchange-powershell',
      text: 'Get-ApplicationAccessPolicy | Where-Object AppId -eq "<app-id>"\nTest-ApplicationAccessPolicy -AppId <app-id> -Identity <mailbox>',
    },
  ],
};

const addToPolicyGroup: Step = {
  text: 'Add the mailbox to the group of the policy if the policy restricts access to a group. From then on every application that has a policy with this group may reach the mailbox.',
  commands: [
    {
      tool: 'exchange-powershell',
      text: 'Add-DistributionGroupMember -Identity <policy-group> -Member <mailbox>',
    },
  ],
};

const lookAtEwsPolicy: Step = {
  text: 'Look at the EWS policy of the organisation and at that of the mailbox; both count for EWS and for REST calls.',
  commands: [
    {
      tool: 'exchange-powershell',
      text: 'Get-OrganizationConfig | Format-List EwsEnabled, EwsApplicationAccessPolicy, Ews*List\nGet-CASMailbox -Identity <mailbox> | Format-List EwsEnabled, EwsApplicationAccessPolicy, Ews*List',
    },
  ],
};

const changeEwsList: Step = {
  text: 'Change the list that the policy names: with EnforceAllowList add the User-Agent of the application to EwsAllowList, with EnforceBlockList take it out of EwsBlockList. Put the User-Agent in place of Contoso/*, whoever sends it is then let in; use Set-CASMailbox -Identity <mailbox> where the policy of the mailbox is the one that blocks.',
  commands: [
    { tool: 'exchange-powershell', text: 'Set-OrganizationConfig -EwsAllowList @{Add="Contoso/*"}' },
    { tool: 'exchange-powershell', text: 'Set-OrganizationConfig -EwsBlockList @{Remove="Contoso/*"}' },
  ],
};

const whereTheMailboxIs: Step = {
  text: 'Look what the address is in Exchange Online, and whether the user has an Exchange licence.',
  commands: [
    {
      tool: 'exchange-powershell',
      text: 'Get-EXORecipient -Identity <mailbox> | Format-List RecipientTypeDetails, PrimarySmtpAddress, ExternalDirectoryObjectId',
    },
    { tool: 'graph-powershell', text: 'Get-MgUserLicenseDetail -UserId <user>' },
  ],
};

export const exchangeCauses = causeTexts({
  'exchange-policy': {
    title: 'A policy of Exchange blocks the application for this mailbox',
    why: 'The same words stand for two policies: an application access policy that leaves the mailbox out, or the EWS policy of the organisation or the mailbox, which allows or blocks by User-Agent. The permission itself was accepted.',
    steps: [
      testAccessPolicy,
      addToPolicyGroup,
      lookAtEwsPolicy,
      changeEwsList,
      {
        text: 'Wait an hour or more after a change, sometimes a day; the test command answers at once, so it may say Granted while calls still fail.',
      },
    ],
    checks: [
      'The message holds [RAOP] or speaks of AppOnly AccessPolicy: then it is the application access policy.',
      'A delegated call to the same mailbox works: then it is the application access policy, which holds for application permissions only.',
      'EwsApplicationAccessPolicy is empty in both answers: then the EWS policy is not the matter.',
      'The call goes to EWS itself (/EWS/Exchange.asmx): then look at EwsEnabled and EwsAllowedAppIDs of Get-OrganizationConfig, a list of application ids apart from EwsAllowList. It is written as a whole, and takes up to 24 hours.',
    ],
  },
  'exchange-application-access-policy': {
    title: 'An application access policy keeps the application from this mailbox',
    why: 'An administrator of Exchange limited the application to the mailboxes of a group, or shut it out of them. The policy holds for application permissions, and this mailbox is on the wrong side of it.',
    steps: [
      testAccessPolicy,
      addToPolicyGroup,
      {
        text: 'Wait an hour or more after a change; it was seen to take over 24 hours. Do not call in a loop meanwhile.',
      },
      {
        text: 'Prefer role-based access control for applications over a new policy: the first command tells Exchange of the service principal, the second lets it read mail of the direct members of one group. Take the permission of Microsoft Entra away then, because the two add up.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'New-ServicePrincipal -AppId <app-id> -ObjectId <service-principal-id>\nNew-ManagementRoleAssignment -App <service-principal-id> -Role "Application Mail.Read" -RecipientGroupScope <policy-group>',
          },
        ],
      },
    ],
    checks: [
      'Test-ApplicationAccessPolicy says Denied: it is the policy. It says Granted: it is the waiting time, or another policy.',
      'The same application reaches a mailbox of the group: then only the group is the matter.',
      'Get-ApplicationAccessPolicy shows no policy for the application: then look at the EWS policy.',
    ],
  },
  'ews-user-agent-policy': {
    title: 'The EWS policy of Exchange does not let this User-Agent in',
    why: 'The organisation or the mailbox allows or blocks applications by the User-Agent that they send, for EWS and for REST calls. Yours is not on the allow list, or is on the block list.',
    steps: [
      lookAtEwsPolicy,
      changeEwsList,
      {
        text: 'Send a User-Agent that does not change with each version of your libraries, so that an entry such as Contoso/* goes on matching.',
      },
      { text: 'Wait an hour or more; Exchange keeps the policy in a cache.' },
    ],
    checks: [
      'Send the same call with a User-Agent that is on the allow list: if it works, the list is the matter.',
      'EwsApplicationAccessPolicy is empty for organisation and mailbox: then look at application access policies.',
      'For calls to EWS itself EwsAllowedAppIDs of Get-OrganizationConfig counts as well: a list of application ids, not of User-Agents, which takes up to 24 hours.',
    ],
  },
  'exchange-access-denied': {
    title: 'Exchange refuses access to this mailbox or item',
    why: 'Exchange says the same for several reasons: the permission is missing in the token, the user has no right on the mailbox or folder, or a policy or role scope leaves the mailbox out.',
    steps: [
      {
        text: 'Compare scp or roles of the token with what the call accepts.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'With a delegated token for a mailbox of somebody else: request the .Shared permission, such as Mail.Read.Shared, and look at the rights of the user.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Get-EXOMailboxPermission -Identity <mailbox>\nGet-EXOMailboxFolderPermission -Identity "<mailbox>:\\Calendar"',
          },
        ],
      },
      {
        text: 'With an application token: test the roles of Exchange and the application access policies for the mailbox. InScope must be True for the permission, if no permission of Microsoft Entra is granted.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Test-ServicePrincipalAuthorization -Identity <service-principal-id> -Resource <mailbox>\nTest-ApplicationAccessPolicy -AppId <app-id> -Identity <mailbox>',
          },
        ],
      },
      {
        text: 'Wait 30 minutes without a call after a change of roles, or up to 2 hours where calls go on; Exchange keeps the old answer while it is asked.',
      },
    ],
    checks: [
      'Decode the token: without a Mail, Calendars, Contacts or MailboxSettings permission in scp or roles, it is the permission.',
      'Open the mailbox as the user in Outlook: if it fails there too, the user lacks the right.',
      'Call the own mailbox, /me/messages, with the same delegated token: if that works, it is about the other mailbox.',
      'Test-ServicePrincipalAuthorization says True and calls fail: then it is the cache, which the command passes by.',
    ],
  },
  'mailbox-not-cloud': {
    title: 'The mailbox is not in Exchange Online, or is not active',
    why: 'Microsoft Graph reaches mailboxes in Exchange Online only. This one is on-premises, has no licence, was deleted, or is still being made.',
    steps: [
      whereTheMailboxIs,
      { text: 'Assign an Exchange Online licence, and wait up to a day until the mailbox is there.' },
      {
        text: 'Move the mailbox to Exchange Online, or use Exchange Web Services of your own server, if it is on-premises.',
      },
    ],
    checks: [
      'RecipientTypeDetails is MailUser: the mailbox is on-premises or elsewhere. It is UserMailbox or SharedMailbox: it is in the cloud.',
      'Sign in to Outlook on the web as the user: without a mailbox in the cloud it does not open.',
      'A personal account has no such mailbox: decode the token, and look at tid.',
    ],
  },
  'exchange-onprem-or-policy': {
    title: 'The mailbox is on-premises, or a policy of Exchange shuts the application out',
    why: 'The call was passed on to Exchange, which refused it: the mailbox is not in Exchange Online, or an application access policy or role scope leaves it out.',
    steps: [
      whereTheMailboxIs,
      testAccessPolicy,
      {
        text: 'Test the roles of Exchange for the application, if it has any.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Test-ServicePrincipalAuthorization -Identity <service-principal-id> -Resource <mailbox>',
          },
        ],
      },
      {
        text: 'Stop calling for 30 minutes after a change of roles; calls keep the old answer in the cache for up to 2 hours.',
      },
    ],
    checks: [
      'Read the inner message: "on-premises" speaks for the place of the mailbox, "policy" or "denied" for a policy.',
      'The same call for another mailbox in the cloud works: then it is about this mailbox.',
    ],
  },
  'exchange-not-visible': {
    title: 'The item is not in the mailbox that was asked, or may not be seen',
    why: 'Exchange answers "not found" for items that do not exist and for items that the caller may not see. Ids of items belong to one mailbox, and change when an item is moved.',
    steps: [
      {
        text: 'Call the mailbox that holds the item: /users/<mailbox> in place of /me if it is that of somebody else.',
      },
      {
        text: 'Ask for ids that stay with the header Prefer: IdType="ImmutableId", for all calls that exchange the id.',
      },
      {
        text: 'Look at the rights of the user on the folder.',
        commands: [
          { tool: 'exchange-powershell', text: 'Get-EXOMailboxFolderPermission -Identity "<mailbox>:\\Inbox"' },
        ],
      },
    ],
    checks: [
      'List the folder with the same token: if the item is listed under another id, it was moved.',
      'Decode the token: upn or oid is not the owner of the mailbox, so a .Shared permission and a right on the folder are needed.',
    ],
  },
  'send-as': {
    title: 'The user may not send as this address',
    why: 'Mail.Send lets the application send, but the sender in the message is somebody else, and Exchange asks for Send As or Send on Behalf on that mailbox.',
    steps: [
      {
        text: 'Look who may send as the mailbox.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Get-RecipientPermission -Identity <mailbox>\nGet-Mailbox -Identity <mailbox> | Format-List GrantSendOnBehalfTo',
          },
        ],
      },
      {
        text: 'Give the user one of the two: Send As hides who wrote the mail, Send on Behalf shows it.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Add-RecipientPermission -Identity <mailbox> -Trustee <user> -AccessRights SendAs',
          },
          {
            tool: 'exchange-powershell',
            text: 'Set-Mailbox -Identity <mailbox> -GrantSendOnBehalfTo @{Add="<user>"}',
          },
        ],
      },
      {
        text: 'Request the delegated permission Mail.Send.Shared beside Mail.Send.',
        commands: [{ tool: 'permlint', text: 'permlint resolve --as az --delegated Mail.Send.Shared' }],
      },
      { text: 'Leave from and sender out of the message if it shall come from the user.' },
    ],
    checks: [
      'Send the same message without from: if that works, the right on the other mailbox is missing.',
      'Send as the mailbox in Outlook as the user: if it fails there too, the right is missing. New rights take up to an hour.',
    ],
  },
  'mailbox-quota': {
    title: 'The mailbox is full',
    why: 'This is no matter of permissions: the mailbox or a folder of it has reached its limit, and Exchange takes nothing more in.',
    steps: [
      {
        text: 'Compare the size with the limits.',
        commands: [
          {
            tool: 'exchange-powershell',
            text: 'Get-EXOMailboxStatistics -Identity <mailbox> | Format-List TotalItemSize, ItemCount\nGet-EXOMailbox -Identity <mailbox> -PropertySets Quota | Format-List ProhibitSendQuota, ProhibitSendReceiveQuota',
          },
        ],
      },
      { text: 'Delete or archive items, and empty Deleted Items; or assign a licence with a larger mailbox.' },
    ],
    checks: [
      'Reading from the mailbox works and only writing or sending fails: then it is the limit.',
      'Outlook tells the user, too, that the mailbox is full.',
    ],
  },
  'no-such-mailbox': {
    title: 'There is no mailbox under this address or id',
    why: 'The id or address in the path belongs to a group, a guest, a user without an Exchange licence, or to nobody in this tenant.',
    steps: [
      whereTheMailboxIs,
      {
        text: 'Use the object id of the user in the path; an address can be an alias, or end in a domain of another tenant.',
      },
      { text: 'Call /groups/<group-id>/conversations or /events instead if it is a Microsoft 365 group.' },
    ],
    checks: [
      'Get-EXORecipient finds nothing, or RecipientTypeDetails is no mailbox: it is the address.',
      'Decode the token: tid is another tenant than the one of the mailbox: it is the tenant.',
    ],
  },
  'shared-mailbox-scope': {
    title: 'A delegated call to another mailbox lacks the .Shared permission',
    why: 'With a delegated token, Mail.Read and the like reach the mailbox of the signed-in user. A shared mailbox, or that of somebody else, takes the permission with .Shared, and a right of the user there.',
    steps: [
      {
        text: 'Request the .Shared permission that fits, such as Mail.Read.Shared, Mail.ReadWrite.Shared, Mail.Send.Shared or Calendars.Read.Shared, and let the user consent.',
        commands: [{ tool: 'permlint', text: 'permlint resolve --as az --delegated Mail.Read.Shared' }],
      },
      {
        text: 'Give the user a right on the mailbox or on one folder; the second command opens the calendar for reading only.',
        commands: [
          { tool: 'exchange-powershell', text: 'Get-EXOMailboxPermission -Identity <mailbox>' },
          {
            tool: 'exchange-powershell',
            text: 'Add-MailboxFolderPermission -Identity "<mailbox>:\\Calendar" -User <user> -AccessRights Reviewer',
          },
        ],
      },
      { text: 'Ask for the new scope in the token request, too; a token that was issued before does not change.' },
    ],
    checks: [
      'Decode the token: scp holds the plain permission without .Shared.',
      'Open the mailbox in Outlook as the user: if it fails there too, the right is missing, not the permission.',
      'An application permission has no .Shared form: for an application token look at policies instead.',
    ],
  },
});
