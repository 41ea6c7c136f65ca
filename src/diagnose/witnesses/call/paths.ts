// Which part of Microsoft Graph a path belongs to.
import type { Segments } from '../../../least/call-path.js';

/** The services behind Microsoft Graph that check more than the permission. */
export type Workload =
  | 'intune'
  | 'role-management'
  | 'audit'
  | 'policies'
  | 'risk'
  | 'authentication-methods'
  | 'meetings'
  | 'teams'
  | 'mailbox'
  | 'files'
  | 'security';

const roots: Readonly<Record<string, Workload>> = {
  devicemanagement: 'intune',
  deviceappmanagement: 'intune',
  rolemanagement: 'role-management',
  privilegedaccess: 'role-management',
  privilegedroles: 'role-management',
  auditlogs: 'audit',
  reports: 'audit',
  policies: 'policies',
  identityprotection: 'risk',
  riskyusers: 'risk',
  riskdetections: 'risk',
  teams: 'teams',
  chats: 'teams',
  teamwork: 'teams',
  appcatalogs: 'teams',
  communications: 'teams',
  sites: 'files',
  drives: 'files',
  shares: 'files',
  security: 'security',
};

const below: Readonly<Record<string, Workload>> = {
  authentication: 'authentication-methods',
  onlinemeetings: 'meetings',
  chats: 'teams',
  joinedteams: 'teams',
  drive: 'files',
  drives: 'files',
  sites: 'files',
  messages: 'mailbox',
  mailfolders: 'mailbox',
  sendmail: 'mailbox',
  events: 'mailbox',
  calendar: 'mailbox',
  calendars: 'mailbox',
  calendargroups: 'mailbox',
  calendarview: 'mailbox',
  contacts: 'mailbox',
  contactfolders: 'mailbox',
  mailboxsettings: 'mailbox',
  outlook: 'mailbox',
  inferenceclassification: 'mailbox',
  findmeetingtimes: 'mailbox',
  getmailtips: 'mailbox',
};

/** The service that a path belongs to; undefined for the directory and for what has no checks of its own. */
export function workloadOf(segments: Segments): Workload | undefined {
  const [root = '', second = '', third = ''] = segments.map((segment) => segment.replace(/\(.*/, ''));
  if (root === 'communications' && second === 'onlinemeetings') return 'meetings';
  if (root === 'identity' && second === 'conditionalaccess') return 'policies';
  if (Object.hasOwn(roots, root)) return roots[root];
  const name = root === 'me' ? second : root === 'users' || root === 'groups' ? third : '';
  return Object.hasOwn(below, name) ? below[name] : undefined;
}

/** Whether a path is one of the directory itself. */
export function isDirectory(segments: Segments): boolean {
  const [root = ''] = segments;
  return /^(?:users|groups|me|applications|serviceprincipals|devices|directory\w*|organization|domains|contacts|invitations|administrativeunits)(?:\(|$)/.test(
    root,
  );
}
