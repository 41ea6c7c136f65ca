// What the services behind Microsoft Graph check besides the permission: in our words, after facts/diagnose.json.
import type { PermissionKind } from '../../../model/application.js';
import type { CauseId } from '../../causes/index.js';
import type { Workload } from './paths.js';

/** Something that a service may refuse a call for. */
export interface Check {
  readonly cause: CauseId;
  /** With which kind of token; with either where it is left out. */
  readonly kind?: PermissionKind;
  /** Where the token has the permission; left out where the check is about the permission itself. */
  readonly opened?: number;
  /** Where no token is known; left out where too little speaks for it then. */
  readonly untold?: number;
  /** After "This is a call of": what the service asks for. */
  readonly words: string;
}

/** What each service may refuse a call for, the likeliest first. */
export const checks: Readonly<Record<Workload, readonly Check[]>> = {
  intune: [
    {
      cause: 'intune-permission',
      kind: 'delegated',
      opened: 64,
      untold: 44,
      words: 'Intune, which also checks the Intune role and the scope tags of the user',
    },
    {
      cause: 'licence-missing',
      opened: 45,
      untold: 30,
      words: 'Intune, which answers only where the tenant has a licence for it',
    },
    {
      cause: 'intune-permission',
      kind: 'application',
      opened: 40,
      untold: 40,
      words: 'Intune, which has permissions of its own (DeviceManagement...)',
    },
  ],
  'role-management': [
    {
      cause: 'pim-permission',
      kind: 'delegated',
      opened: 62,
      untold: 44,
      words:
        'role management, which takes a directory role of the user besides the permission, such as Privileged Role Administrator',
    },
    {
      cause: 'licence-missing',
      opened: 40,
      untold: 30,
      words: 'role management, parts of which need Microsoft Entra ID P2 or Governance',
    },
    {
      cause: 'pim-permission',
      kind: 'application',
      untold: 40,
      words: 'role management, which has permissions of its own',
    },
  ],
  audit: [
    {
      cause: 'audit-permission',
      kind: 'delegated',
      opened: 62,
      untold: 44,
      words:
        'audit logs and reports, which take a directory role of the user besides the permission, such as Reports Reader',
    },
    {
      cause: 'tenant-not-premium',
      opened: 45,
      untold: 25,
      words: 'audit logs and reports, parts of which need Microsoft Entra ID P1',
    },
    {
      cause: 'audit-permission',
      kind: 'application',
      untold: 40,
      words: 'audit logs and reports, which have permissions of their own',
    },
  ],
  policies: [
    {
      cause: 'policy-permission',
      kind: 'delegated',
      opened: 62,
      untold: 42,
      words:
        'policies, which take a directory role of the user besides the permission, such as Conditional Access Administrator',
    },
    { cause: 'licence-missing', opened: 35, words: 'policies, parts of which need Microsoft Entra ID P1' },
    {
      cause: 'policy-permission',
      kind: 'application',
      untold: 40,
      words: 'policies, which have permissions of their own',
    },
  ],
  risk: [
    {
      cause: 'licence-missing',
      opened: 50,
      untold: 30,
      words: 'Identity Protection, which answers only where the tenant has Microsoft Entra ID P2',
    },
    {
      cause: 'risk-permission',
      kind: 'delegated',
      opened: 55,
      untold: 44,
      words:
        'Identity Protection, which takes a directory role of the user besides the permission, such as Security Reader',
    },
    {
      cause: 'risk-permission',
      kind: 'application',
      untold: 40,
      words: 'Identity Protection, which has permissions of its own',
    },
  ],
  'authentication-methods': [
    {
      cause: 'auth-methods-role',
      kind: 'delegated',
      opened: 68,
      untold: 44,
      words:
        "authentication methods, where the user needs a role that reaches the target: of administrators' methods, Privileged Authentication Administrator",
    },
    {
      cause: 'auth-methods-role',
      kind: 'application',
      opened: 40,
      words: "authentication methods, and administrators' methods are protected",
    },
  ],
  meetings: [
    {
      cause: 'teams-application-access-policy',
      kind: 'application',
      opened: 72,
      untold: 30,
      words: 'online meetings, which an application reaches only for users with an application access policy of Teams',
    },
    {
      cause: 'teams-membership',
      kind: 'delegated',
      opened: 48,
      words: 'online meetings, which users reach only where they organise or attend them',
    },
  ],
  teams: [
    {
      cause: 'teams-membership',
      kind: 'delegated',
      opened: 64,
      untold: 35,
      words: 'Teams, where users reach only the teams and chats that they are members of',
    },
    { cause: 'teams-missing-permission', untold: 40, words: 'Teams, which lists in its answer what it would take' },
    {
      cause: 'rsc-not-installed',
      kind: 'application',
      opened: 25,
      words: 'Teams, where a permission for one team or chat holds only where the app is installed',
    },
    { cause: 'protected-api', kind: 'application', opened: 30, words: 'Teams, some of whose calls are protected' },
  ],
  mailbox: [
    {
      cause: 'exchange-application-access-policy',
      kind: 'application',
      opened: 62,
      words: 'Exchange, where an application access policy can keep an application out of a mailbox',
    },
    {
      cause: 'exchange-access-denied',
      opened: 45,
      untold: 40,
      words: 'Exchange, which checks rights on the mailbox itself',
    },
    {
      cause: 'exchange-policy',
      opened: 30,
      untold: 20,
      words: 'Exchange, where an EWS policy of the organisation or the mailbox can refuse a client',
    },
  ],
  files: [
    {
      cause: 'spo-access-denied',
      kind: 'delegated',
      opened: 62,
      untold: 40,
      words: 'SharePoint or OneDrive, where users reach only what is shared with them',
    },
    {
      cause: 'spo-access-denied',
      kind: 'application',
      opened: 45,
      words: 'SharePoint or OneDrive, where a site can be locked, or closed to applications by a policy',
    },
    {
      cause: 'selected-not-granted',
      untold: 30,
      words: 'SharePoint or OneDrive, where Sites.Selected opens only sites that were granted to the application',
    },
  ],
  security: [
    {
      cause: 'missing-app-roles',
      kind: 'application',
      untold: 38,
      words: 'the security API, which names in its answer the roles that it wants',
    },
    {
      cause: 'licence-missing',
      opened: 45,
      untold: 25,
      words: 'the security API, whose data come from products with licences of their own',
    },
    {
      cause: 'user-lacks-access',
      kind: 'delegated',
      opened: 60,
      words: 'the security API, where users need a role such as Security Reader',
    },
  ],
};
