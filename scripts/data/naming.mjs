import { isLive } from './lookup.mjs';
import { graphAppId } from './permissions.mjs';
import { byCodeUnit, checkedCount, checkedName, checkedWords, DataError, textOf } from './text.mjs';

/**
 * @typedef {import('./permissions.mjs').Section} Section
 *
 * @typedef {object} NamingFile facts/naming-pattern.json
 * @property {readonly { operation: string, meaning: string }[]} operations
 * @property {readonly { constraint: string, meaning: string }[]} constraints
 * @property {readonly { kind: string, names: string | readonly string[] }[]} exceptions
 */

const where = 'facts/naming-pattern.json';

/** Shorter than the facts' meanings, or for operations that have none there. @type {Readonly<Record<string, string>>} */
const operationWords = {
  AccessMedia: 'reach the sound and pictures of calls',
  Activate: 'activate',
  AddRemoveCreds: 'add and remove credentials',
  Compute: 'compute',
  Create: 'create',
  CreateAsManager: 'create, and manage what it created',
  CreateFromOwnedTemplate: 'create from templates of its own',
  Delete: 'delete',
  Edit: 'edit',
  EnableDisable: 'enable and disable',
  FullControl: 'everything',
  ImportExport: 'import and export',
  Ingest: 'bring data in',
  Initiate: 'begin',
  InitiateGroupCall: 'begin group calls',
  JoinGroupCall: 'join group calls',
  JoinGroupCallAsGuest: 'join group calls as a guest',
  JoinGroupCallasGuest: 'join group calls as a guest',
  JoinGroupCalls: 'join group calls',
  Manage: 'control, as the service defines it',
  ManageDeletion: 'delete and undo deletion',
  ManageProtection: 'add and remove protection',
  Migration: 'migrate',
  Process: 'process',
  ReadAnonymous: 'read without names',
  ReadBasic: 'read a few properties',
  ReadUpdate: 'read and change, neither create nor delete',
  ReadWrite: 'read, create, change, delete',
  ReadWriteBasic: 'read and write a few properties',
  ReadWriteNonOwnerRole: 'read and change roles other than owner',
  Receive: 'receive',
  Remove: 'remove',
  ReportSyntheticMedia: 'report made-up media',
  Selected: 'as each grant says',
  SelectedOperations: 'as each grant says',
  Sign: 'sign',
  Start: 'start',
  Submit: 'submit',
  UpdateAuthProperties: 'change sign-in properties',
  UpdateBranding: 'change branding',
  UpdatePolicyViolation: 'mark violations of policies',
  UpdateSponsors: 'change sponsors',
  Upload: 'bring data in',
  Write: 'write, not read',
  WriteWrite: 'read and write, misspelt',
};

const mergedForm = /^(Manage|ReadWriteAndConsent|ReadWrite|Read)(Self|Selected)?For(Chat|Team|User)$/;
/** @type {Readonly<Record<string, string>>} */
const mergedWords = {
  Read: 'read',
  ReadWrite: 'read and write',
  ReadWriteAndConsent: 'read, write and consent',
  Manage: 'manage',
  Self: ", the application's own alone",
  Selected: ', chosen applications alone',
  Chat: 'in chats',
  Team: 'in teams',
  User: 'for users',
};

/** Operation and place in one word, as installations of Teams apps have them. @param {string} operation */
function mergedMeaning(operation) {
  const [, verb, what, place] = mergedForm.exec(operation) ?? [];
  if (verb === undefined || place === undefined) return '';
  return `${mergedWords[verb]}${what === undefined ? '' : mergedWords[what]}, ${mergedWords[place]}`;
}

const inTenant = 'the whole tenant';
const inTenantUnnamed = 'the whole tenant, though its name has no .All';
const within = "within the signed-in user's own rights";

/**
 * What a constraint leaves, by kind (s: resource-specific), and how that reads for a resource whose things have a word.
 * `own` and `act` stand for no constraint, of operations that read and of those that do something.
 * @type {readonly (readonly [kind: 'a' | 'd' | 's', constraint: string, text: string, ofThings?: string])[]}
 */
const wideReaches = [
  ['a', 'All', inTenant, `${inTenant}: {all}`],
  ['a', 'own', inTenantUnnamed, `${inTenantUnnamed}: {all}`],
  ['a', 'act', inTenantUnnamed, `${inTenantUnnamed}: {all}`],
  ['d', 'All', "whatever the signed-in user's own rights reach", "{all} that the signed-in user's own rights reach"],
  [
    'd',
    'own',
    "what the signed-in user's own rights reach; the name says no more",
    "the signed-in user's own {own}, within that user's own rights",
  ],
  ['d', 'act', "in the signed-in user's name, within that user's own rights"],
  [
    'd',
    'Shared',
    "what is the signed-in user's own or shared with that user, within that user's own rights",
    "the signed-in user's own {own} and what others share of theirs, within that user's own rights",
  ],
  ['s', 'Chat', 'the one chat or meeting that it is installed in'],
  ['s', 'Group', 'the one team that it is installed in'],
  ['s', 'User', 'the one user that it is installed for'],
];

/** What reaches less than the tenant. @type {Readonly<Record<string, string>>} */
const narrowReaches = {
  AppFolder: "only the application's own folder",
  AsGuest: 'tenants that the signed-in user is a guest of',
  CreatedByApp: 'only what the application itself created',
  CrossCloud: 'what crosses from one cloud to another',
  Hidden: 'group memberships that are hidden, beside a permission that opens the group',
  ManagedBy: 'only what the application manages',
  OwnedBy: 'only what the application itself owns or created',
  Selected: 'nothing until single things are granted to the application, one by one',
  WhereInstalled: 'only chats that the application is installed in',
};

/** What is one area of the tenant. @type {Readonly<Record<string, string>>} */
const areaReaches = {
  AzureAD: 'Microsoft Entra roles under Privileged Identity Management',
  AzureADGroup: 'groups under Privileged Identity Management',
  AzureResources: 'Azure roles under Privileged Identity Management',
  CloudPC: 'roles of Windows 365',
  Defender: 'roles of Microsoft Defender',
  Directory: 'roles of the directory',
  EntraAppRole: 'app roles under Privileged Identity Management',
  Exchange: 'roles of Exchange',
  Global: 'the global part',
  Quarantined: 'the quarantined part',
};

const resourceSpecific = ['Chat', 'Group', 'User'];
const wide = ['All', 'Shared'];

/** The lines of one constraint. @param {string} constraint @param {string} meaning the facts' word for it */
function constraintLines(constraint, meaning) {
  if (wide.includes(constraint) || resourceSpecific.includes(constraint)) return [];
  const narrow = narrowReaches[constraint];
  const area = areaReaches[constraint] ?? `one area, named ${constraint}`;
  if (narrow === undefined && areaReaches[constraint] === undefined && !meaning.startsWith('policy area')) {
    throw new DataError(`${where}: no words for the constraint ${constraint}`);
  }
  const text = narrow ?? area;
  return [
    `c\ta\t${constraint}\t${narrow ?? `${area}, in the whole tenant`}`,
    `c\td\t${constraint}\t${text}, ${within}`,
  ];
}

/** The things of a resource: the signed-in user's own, and all. @type {readonly (readonly [string, string, string])[]} */
const things = [
  ['Application', '', 'every app registration and enterprise application'],
  ['Calendars', 'calendars', 'every calendar'],
  ['Channel', '', 'every channel'],
  ['ChannelMessage', '', 'every channel message'],
  ['Chat', 'chats', 'every chat'],
  ['ChatMessage', 'chat messages', 'every chat message'],
  ['Contacts', 'contacts', 'the contacts of every mailbox'],
  ['Device', 'devices', 'every device'],
  ['Directory', '', 'every object of the directory'],
  ['Files', 'files', 'every file'],
  ['Group', '', 'every group'],
  ['GroupMember', '', 'the members of every group'],
  ['Mail', 'mail', 'every mailbox'],
  ['MailboxFolder', 'mailbox folders', 'the folders of every mailbox'],
  ['MailboxItem', 'mailbox items', 'the items of every mailbox'],
  ['MailboxSettings', 'mailbox settings', 'the settings of every mailbox'],
  ['Notes', 'notebooks', 'every notebook'],
  ['OnlineMeetings', 'online meetings', 'every online meeting'],
  ['Presence', 'presence', 'the presence of every user'],
  ['Sites', '', 'every site'],
  ['Tasks', 'tasks', 'the tasks of every user'],
  ['Team', '', 'every team'],
  ['User', 'profile', 'every user'],
  ['UserAuthenticationMethod', 'sign-in methods', 'the sign-in methods of every user'],
];

const mailbox = 'the mailboxes that the signed-in user may open, through';
/** Names that the pattern does not explain. @type {Readonly<Record<string, string>>} */
const exceptions = {
  'Directory.AccessAsUser.All': 'everything in the directory that the signed-in user may do',
  'EAS.AccessAsUser.All': `${mailbox} Exchange ActiveSync`,
  'EWS.AccessAsUser.All': `${mailbox} Exchange Web Services`,
  'Files.Read.Selected': 'single files that the signed-in user hands to the application',
  'Files.ReadWrite.Selected': 'single files that the signed-in user hands to the application',
  'IMAP.AccessAsUser.All': `${mailbox} IMAP`,
  'POP.AccessAsUser.All': `${mailbox} POP`,
  'SMTP.Send': "mail in the signed-in user's name, through SMTP",
  email: "the signed-in user's e-mail address, in the token",
  offline_access: 'no data of its own: access lasts while the user is away',
  openid: 'who signs in, and no data',
  profile: "the signed-in user's name and the like, in the token",
};

/** The pattern says of no two-part application name but the listed ones that it reaches the tenant. @param {NamingFile} file @param {Section} graph */
function checkTwoParts(file, graph) {
  const row = file.exceptions.find(({ kind }) => kind.startsWith('two-part application permissions'));
  const names = Array.isArray(row?.names) ? row.names : [];
  const own = graph.rows.filter((each) => each.kind === 'a' && isLive(each) && each.name.split('.').length === 2);
  const unknown = own.find(({ name }) => !names.includes(name));
  if (unknown !== undefined) throw new DataError(`${where}: ${unknown.name} is not listed among the two-part names`);
}

/** @param {Section} graph */
function checkExceptions({ appId, rows }) {
  if (appId !== graphAppId) throw new DataError('the naming pattern is that of Microsoft Graph');
  const names = new Set(rows.filter((row) => row.kind === 'd' && isLive(row)).map(({ name }) => name));
  const gone = Object.keys(exceptions).find((name) => !names.has(name));
  if (gone !== undefined) throw new DataError(`scripts/data/naming.mjs: ${gone} is not live`);
}

/**
 * How the name of a Microsoft Graph permission is read; the form is described in data/README.md.
 * @param {NamingFile} file @param {Section} graph
 */
export function namingText(file, graph) {
  checkTwoParts(file, graph);
  checkExceptions(graph);
  const operations = file.operations.map(({ operation, meaning }) => {
    const words = operationWords[operation] ?? (mergedMeaning(operation) || meaning);
    const unconstrained = operation.startsWith('Selected') ? 'Selected' : operation.startsWith('Read') ? 'own' : 'act';
    return `o\t${checkedName(operation, where)}\t${unconstrained}\t${checkedWords(words, `${where}: ${operation}`)}`;
  });
  const constraints = [
    ...wideReaches.map((row) => ['c', ...row].join('\t')),
    ...file.constraints.flatMap(({ constraint, meaning }) => constraintLines(checkedName(constraint, where), meaning)),
  ];
  checkedCount(operations.length, 70, 120, `${where}, operations`);
  checkedCount(constraints.length, 80, 150, `${where}, lines of constraints`);
  const words = things.map((row) => ['r', ...row].join('\t'));
  const special = Object.entries(exceptions).map(([name, text]) => `e\t${name}\t${checkedWords(text, where)}`);
  return textOf([...operations, ...constraints, ...words, ...special].sort(byCodeUnit));
}
