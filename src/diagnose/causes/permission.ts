import { causeTexts } from './cause-text.js';
import { lookAtGrants, newToken, requestInGeneral } from './grant-steps.js';

// Text only, so that this file may be long.

export const permissionCauses = causeTexts({
  'missing-permission': {
    title: 'The token has none of the permissions that the call accepts',
    why: 'The API compares scp or roles with the permissions that the call accepts. None of them is in the token: it was not requested, not granted, or is of the other kind.',
    steps: [
      {
        text: 'Find the least permission that the call accepts; of a list in the message, take the narrowest that does the work.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      ...requestInGeneral.map((step) => ({ ...step, isGeneral: true }) as const),
      newToken,
    ],
    checks: [
      'Decode the token: if scp or roles holds a permission that the call accepts, it is not this; look at the rights of the user and at licences.',
      'If the permission is granted but not in the token, the token is older than the grant.',
    ],
  },
  'missing-permission-or-role': {
    title: 'A permission or a directory role for this operation is missing',
    why: 'The directory refuses with the same words in two cases: the token lacks a permission that the operation accepts, or the user (for an application token the service principal) lacks the role that this target needs.',
    steps: [
      {
        text: 'Compare scp or roles of the token with what the call accepts.',
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Request and grant the least of them if none is there; the command grants everything that the registration requests.',
        commands: [
          { tool: 'permlint', text: 'permlint resolve --as az <permission>' },
          { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
        ],
      },
      {
        text: 'Look at the directory roles of the caller, with the object id of the user or of the service principal.',
        commands: [
          {
            tool: 'graph-powershell',
            text: `Get-MgRoleManagementDirectoryRoleAssignment -Filter "principalId eq '<object-id>'" -ExpandProperty roleDefinition`,
          },
        ],
      },
      {
        text: 'Give the caller the smallest role that reaches this target; administrators and role-assignable groups as targets ask for a higher one.',
      },
    ],
    checks: [
      'Decode the token: with a permission that the call accepts in it, the role is missing; without one, the permission is.',
      'Try the same as the user in the Microsoft Entra admin center: if it fails there too, the user lacks the right.',
      'Try it on an ordinary user or group: if that works, the target is protected.',
    ],
  },
  'not-consented': {
    title: 'The permission is requested, but not granted',
    why: 'A registration only asks. The token gets a permission once it is granted in this tenant: by an app role assignment for an application permission, by an oauth2 permission grant for a delegated one.',
    steps: [
      lookAtGrants,
      {
        text: 'Have an administrator consent. This grants everything that the registration requests, in the whole tenant, so take out first what is not needed.',
        isGeneral: true,
        commands: [
          { tool: 'permlint', text: 'permlint <manifest>' },
          { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' },
        ],
      },
      {
        text: 'Or grant one delegated permission alone, for all users of the tenant. One grant holds all scopes of an API, so look first whether there is one, and name its scopes, too.',
        isGeneral: true,
        commands: [
          { tool: 'azure-cli', text: 'az ad app permission grant --id <app-id> --api <api> --scope "<permission>"' },
        ],
      },
      newToken,
    ],
    checks: [
      'Look at API permissions of the registration: the Status column of the permission has no green tick.',
      'Decode the token: tid is the tenant where consent was given; each tenant consents on its own.',
      'The grant is there and the token is newer: then the permission is of the other kind, or not what the call accepts.',
    ],
  },
  'user-lacks-access': {
    title: 'The signed-in user has no right to this data',
    why: 'A delegated permission never gives more than the user has. The application may act, but this user may not see or change this object.',
    steps: [
      { text: 'Try the same as this user in the product itself: Outlook, SharePoint, Teams or the admin center.' },
      {
        text: 'Give the user what is missing there: a membership, a share, a right on the mailbox or site, or the smallest role that allows it.',
      },
      {
        text: 'Choose an application permission only if the work is not that of a user; it reaches data of the whole tenant, so ask for the narrowest.',
        commands: [{ tool: 'permlint', text: 'permlint least --application "<method> <path>"' }],
      },
    ],
    checks: [
      'Try the same as the user in the portal: if it fails there too, the user lacks the right.',
      'Decode the token: scp holds a permission that the call accepts, and oid or upn is the user whom you meant.',
      'Send the call as a user who has the right: if it works, the application is fine.',
    ],
  },
  'licence-missing': {
    title: 'A licence for this service is missing',
    why: 'Some calls reach a service that the user or the tenant must have a licence for, such as Microsoft Entra ID P1 or P2, Intune, Teams, Defender or Copilot. Without it the service refuses, whatever the permissions.',
    steps: [
      {
        text: 'List the licences of the user and of the tenant.',
        commands: [
          { tool: 'graph-powershell', text: 'Get-MgUserLicenseDetail -UserId <user>' },
          { tool: 'graph-powershell', text: 'Get-MgSubscribedSku | Select-Object SkuPartNumber, ConsumedUnits' },
        ],
      },
      {
        text: 'Assign a licence with the service plan that the call needs, and see that the plan is not switched off.',
      },
      { text: 'Wait some hours after assigning; the service behind the plan is set up first.' },
    ],
    checks: [
      'Open the product as the user: without the licence it is not there either.',
      'Sign-in logs, risk and role management ask for a licence of the tenant; mail, files and Teams for one of the user.',
    ],
  },
  'tenant-not-premium': {
    title: 'The tenant has no Microsoft Entra ID P1 or P2 licence',
    why: 'Sign-in logs, signInActivity of users and some reports are open to tenants with P1 or P2 only, and not to B2C tenants. The permission alone does not open them.',
    steps: [
      {
        text: 'Look for a plan named AAD_PREMIUM or AAD_PREMIUM_P2 among the licences of the tenant.',
        commands: [
          {
            tool: 'graph-powershell',
            text: '(Get-MgSubscribedSku).ServicePlans | Where-Object ServicePlanName -like "AAD_PREMIUM*"',
          },
        ],
      },
      { text: 'Leave signInActivity out of $select and $filter if the rest of the answer is enough.' },
      { text: 'Have an administrator start a trial or buy a licence; one in the tenant opens the logs.' },
    ],
    checks: [
      'Decode the token: tid is the tenant that has the licence.',
      'Open the sign-in logs in the Microsoft Entra admin center: it tells there, too, that the licence is missing.',
    ],
  },
  'password-reset-app-only': {
    title: 'Resetting a password without a user takes another call or permission',
    why: 'resetPassword of authentication methods has no application permission. Setting passwordProfile of a user has one today, User-PasswordProfile.ReadWrite.All; other permissions do not reach passwords by themselves.',
    steps: [
      {
        text: 'Call PATCH /users/<user> with passwordProfile, and request the application permission User-PasswordProfile.ReadWrite.All. It can take over ordinary accounts, so guard the credential of the application.',
        isGeneral: true,
        commands: [
          { tool: 'permlint', text: 'permlint explain User-PasswordProfile.ReadWrite.All:application' },
          {
            tool: 'permlint',
            text: 'permlint resolve --as az --application User-PasswordProfile.ReadWrite.All',
          },
        ],
      },
      {
        text: 'Give the service principal a directory role only if the call is still refused: User Administrator for ordinary users, Privileged Authentication Administrator for administrators, which is a role that can take over the tenant.',
      },
      { text: 'Or let a signed-in administrator reset the password, in a delegated flow.' },
    ],
    checks: [
      'Decode the token: roles without scp makes it an application token; look for User-PasswordProfile.ReadWrite.All in roles.',
      'Try it on a user without any role: if that works, the target is protected and needs the higher role.',
    ],
  },
  'password-reset-rights': {
    title: 'The role of the signed-in user is too low to reset this password',
    why: 'Whose password a user may reset depends on the target: the higher its roles, the higher the role of the caller must be. Members and owners of role-assignable groups count as administrators.',
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
        text: 'Sign in as Helpdesk, Password or Authentication Administrator for ordinary users, and as Privileged Authentication Administrator for administrators.',
      },
      { text: 'Activate the role first, and get a new token, if it is only an eligible one (PIM).' },
      {
        text: 'See that the delegated permission of the call is granted, too.',
        commands: [{ tool: 'permlint', text: 'permlint least --delegated "<method> <path>"' }],
      },
    ],
    checks: [
      'Try the same as the user in the Microsoft Entra admin center: if it fails there too, the role is too low.',
      'Decode the token: wids lists the active roles of the user; an eligible role that was not activated is not in it.',
    ],
  },
  'nested-group': {
    title: 'A nested group or a member of another type cannot be read',
    why: 'A read of members goes through the objects in the group. If the application may not read one of them, a nested group or a service principal, the read of the parent fails, too; some of these could be read before without a permission of their own.',
    steps: [
      {
        text: 'List the members one level at a time, to find the object that fails.',
        commands: [
          { tool: 'azure-cli', text: 'az ad group member list --group <group-id> --query "[].id"' },
          { tool: 'graph-powershell', text: 'Get-MgGroupMember -GroupId <group-id> -All' },
        ],
      },
      {
        text: 'Request the permission that reads that type: GroupMember.Read.All for groups, Application.Read.All for service principals, Device.Read.All for devices.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint least "GET /groups/{id}/members"' }],
      },
      { text: 'Add Member.Read.Hidden if the membership of the nested group is hidden.' },
      newToken,
    ],
    checks: [
      'Call /groups/<group-id>/members for the parent and for each nested group: the one that fails alone is the one that may not be read.',
      'If even a group without nested groups fails, the permission for groups itself is missing.',
    ],
  },
  'inaccessible-members': {
    title: 'Members come back with their type and id only',
    why: 'This is no error. Microsoft Graph names every member, but leaves all other properties empty for types that the application may not read.',
    steps: [
      {
        text: 'Request the permission for the type that is empty: User.ReadBasic.All for users, GroupMember.Read.All for groups, Device.Read.All for devices, Application.Read.All for applications and service principals, OrgContact.Read.All for contacts.',
        isGeneral: true,
        commands: [{ tool: 'permlint', text: 'permlint least "<method> <path>"' }],
      },
      {
        text: 'Ask for one type only if that is enough, for example /groups/<group-id>/members/microsoft.graph.user.',
      },
      newToken,
    ],
    checks: [
      'Look at @odata.type of the empty members: all of one type means that the permission for this type is missing.',
      'Decode the token: it holds a permission for groups, but none for the type of the empty members.',
    ],
  },
  'hidden-membership': {
    title: 'The membership of this group is hidden',
    why: 'A group whose visibility is HiddenMembership shows its members to members, owners, some administrators, and applications with Member.Read.Hidden. The usual permissions for groups do not open it.',
    steps: [
      {
        text: 'Look at the visibility of the group.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgGroup -GroupId <group-id> -Property Id, Visibility | Select-Object Id, Visibility',
          },
        ],
      },
      {
        text: 'Request Member.Read.Hidden beside the permission that reads members; it opens all hidden memberships of the tenant.',
        commands: [{ tool: 'permlint', text: 'permlint resolve --as az --application Member.Read.Hidden' }],
      },
      { text: 'Or sign in a member or an owner of the group, in a delegated flow.' },
    ],
    checks: [
      'Call the members of another group with the same token: if that works, the hidden membership is the matter.',
      'The visibility is not HiddenMembership: then look for a nested group that may not be read.',
    ],
  },
  'protected-target': {
    title: 'The target is an administrator or a role-assignable group',
    why: 'Users with directory roles, their sign-in data, and groups that can carry roles are protected: permissions such as User.ReadWrite.All or Group.ReadWrite.All do not change them.',
    steps: [
      {
        text: 'See whether the target is protected.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgUserMemberOfAsDirectoryRole -UserId <user> | Select-Object DisplayName',
          },
          {
            tool: 'graph-powershell',
            text: 'Get-MgGroup -GroupId <group-id> -Property Id, IsAssignableToRole | Select-Object Id, IsAssignableToRole',
          },
        ],
      },
      { text: 'Let an administrator make the change by hand if it is rare.' },
      {
        text: 'Sign in with a role that may: Privileged Authentication Administrator for users, Privileged Role Administrator or an owner of the group for role-assignable groups.',
      },
      {
        text: 'Request RoleManagement.ReadWrite.Directory only if a program must change role-assignable groups. It is tier 0: whoever holds it can make itself Global Administrator.',
        commands: [{ tool: 'permlint', text: 'permlint explain RoleManagement.ReadWrite.Directory:application' }],
      },
    ],
    checks: [
      'Try it on a user without roles, or on an ordinary group: if that works, the target is protected.',
      'If ordinary targets fail, too, the permission itself is missing.',
    ],
  },
  'guest-limits': {
    title: 'The signed-in user is a guest and may not read or change this',
    why: 'Guests see less of the directory than members, and the tenant can narrow that further. A delegated permission gives no more than the guest has.',
    steps: [
      {
        text: 'Look at how far guests are restricted in this tenant.',
        commands: [
          { tool: 'graph-powershell', text: 'Get-MgPolicyAuthorizationPolicy | Select-Object GuestUserRoleId' },
        ],
      },
      { text: 'Sign in with a member account of this tenant.' },
      { text: 'Or give the guest the smallest role that covers the call, for example Directory Readers for reading.' },
    ],
    checks: [
      'Decode the token: acct is 1 for a guest, and upn holds #EXT#.',
      'Send the call as a member with the same permission: if it works, the limits of guests are the matter.',
    ],
  },
  'not-owner': {
    title: 'The application does not own the object that it changes',
    why: 'Application.ReadWrite.OwnedBy reaches only registrations and service principals that the calling service principal owns.',
    steps: [
      {
        text: 'Make the calling service principal an owner of the target; the first command is for a registration, the second for a service principal. It can then change their credentials, and so act as them.',
        commands: [
          {
            tool: 'azure-cli',
            text: 'az ad app owner add --id <object-id> --owner-object-id <service-principal-id>',
          },
          {
            tool: 'graph-powershell',
            text: 'New-MgServicePrincipalOwnerByRef -ServicePrincipalId <object-id> -BodyParameter @{ "@odata.id" = "https://graph.microsoft.com/v1.0/directoryObjects/<service-principal-id>" }',
          },
        ],
      },
      {
        text: 'Name the object id of the service principal as the owner, not that of the registration and not the application id.',
      },
      { text: 'Let the application create its objects itself where it can; it owns what it creates.' },
    ],
    checks: [
      'List the owners of the target: if the service principal is not among them, it is this.',
      'Decode the token: roles holds Application.ReadWrite.OwnedBy, and oid is the service principal that should be the owner.',
    ],
  },
  'restricted-management-unit': {
    title: 'The target sits in a restricted management administrative unit',
    why: 'Objects in such a unit are changed only by roles that are assigned for this unit. Roles of the whole tenant and application permissions do not reach them.',
    steps: [
      {
        text: 'Look in which units the target is, here for a user.',
        commands: [
          {
            tool: 'graph-powershell',
            text: 'Get-MgUserMemberOfAsAdministrativeUnit -UserId <user> | Select-Object DisplayName, IsMemberManagementRestricted',
          },
        ],
      },
      {
        text: 'Have a Privileged Role Administrator assign the smallest fitting role to the caller, with this unit as its scope.',
      },
      { text: 'Or have the target taken out of the unit, if it need not be protected.' },
    ],
    checks: [
      'Try the same change on a target outside the unit: if that works, the unit is the matter.',
      'Open the target in the Microsoft Entra admin center: it says there that management is restricted.',
    ],
  },
});
