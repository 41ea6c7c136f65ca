import { graphAppId } from './permissions.mjs';
import { byCodeUnit, checkedCount, checkedName, checkedWords, DataError, kindLetter, textOf } from './text.mjs';

/**
 * @typedef {import('./lookup.mjs').Lookup} Lookup
 * @typedef {{ name: string, id: string | null, when: string | null }} Choice
 * @typedef {object} Alternatives what is narrower than one permission, of one kind
 * @property {readonly (Choice & { sameResource: boolean })[]} permissions
 * @property {readonly { name: string }[]} exchangeRoles
 * @property {readonly Choice[]} resourceSpecific
 * @property {readonly { name: string, when: string }[]} other
 *
 * @typedef {object} ScopingFile facts/scoping.json
 * @property {readonly { broad: string, byKind: Readonly<Record<string, Alternatives>> }[]} alternatives
 */

/** The permissions that reach across the directory: Microsoft's overview of permissions warns of them by name. */
const directoryWide = ['Directory.AccessAsUser.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

/** Most of what the facts offer in place of these is of tier 0: what reads the same objects is added. */
const readersOf = new Map([
  ['Directory.AccessAsUser.All', 'Directory.Read.All'],
  ['Directory.ReadWrite.All', 'Directory.Read.All'],
]);

/** No narrower choices after all: they belong to another API, or open more of what they reach. */
const left = new Set([
  'AuditLog.Read.All > AuditLogsQuery-Entra.Read.All',
  'AuditLog.Read.All > AuditLogsQuery-Exchange.Read.All',
  'AuditLog.Read.All > AuditLogsQuery-SharePoint.Read.All',
  'Calendars.ReadBasic.All > Application Calendars.Read (no basic role named)',
  'UserAuthenticationMethod.ReadWrite.All > UserAuthMethod-Password.ReadWrite.All',
]);

/** When a choice is enough, where the facts say it in words that need their context, or not at all. */
const words = new Map([
  ['Application-RemoteDesktopConfig.ReadWrite.All', 'remote desktop settings only'],
  ['Application.ReadWrite.OwnedBy', 'applications it created or owns'],
  ['BitlockerKey.ReadBasic.All', 'without the keys themselves'],
  ['ChatMember.Read.WhereInstalled', 'only chats that have the app installed'],
  ['Device.Read.All', 'devices'],
  ['DeviceLocalCredential.ReadBasic.All', 'without the passwords themselves'],
  ['ExternalConnection.ReadWrite.OwnedBy', 'connections it created'],
  ['ExternalItem.ReadWrite.OwnedBy', 'items of connections it created'],
  ['FileStorageContainer.Selected', 'chosen container types'],
  ['Files.SelectedOperations.Selected', 'chosen files or folders'],
  ['ListItems.SelectedOperations.Selected', 'chosen items, files or folders'],
  ['Lists.SelectedOperations.Selected', 'chosen lists or libraries'],
  ['Mail.ReadWrite', 'own mailbox'],
  ['Notes.ReadWrite', 'own notebooks'],
  ['People.Read', 'people relevant to the user'],
  ['Policy.Read.AuthenticationMethod', 'sign-in methods'],
  ['Sites.Selected', 'chosen site collections'],
  ['Presence.Read', 'own presence'],
  ['User.EnableDisableAccount.All', 'enabling and disabling only'],
  ['User.RevokeSessions.All', 'signing out only'],
  ['User.DeleteRestore.All', 'deleting and restoring only'],
  ['User.ManageIdentities.All', 'sign-in identities only'],
  ['User.Invite.All', 'inviting guests only'],
  ['UserAuthMethod-Email.ReadWrite.All', 'mail addresses'],
  ['UserAuthMethod-WindowsHello.ReadWrite.All', 'Windows Hello'],
]);

/** The kind is known where the words are read. @param {Choice} choice @param {string} where */
function whenOf({ name, when }, where) {
  const text = words.get(name) ?? when?.replace(/,? ?\(?(?:delegated|application)\)?,? ?/, ' ').trim();
  if (!text) throw new DataError(`${where}: no words on when ${name} is enough`);
  if (/[=~]/.test(text)) throw new DataError(`${where}: ${text} holds a separator`);
  return checkedWords(text, where);
}

/**
 * @typedef {object} Known what choices are held against
 * @property {Lookup} lookup
 * @property {string} tiers the compiled tiers.tsv: nothing of tier 0 is offered
 * @property {string} specific the compiled resource-specific.tsv
 */

/** @param {Alternatives} from @param {'a' | 'd'} kind @param {string} where @param {Known} known */
function permissionsOf({ permissions }, kind, where, { lookup, tiers }) {
  const offered = permissions.flatMap((choice) => {
    const row = lookup.byId(graphAppId, kind, choice.id ?? '');
    if (!row?.flags.startsWith('l') || row.name !== choice.name) {
      throw new DataError(`${where}: ${choice.name} (${kind}, ${choice.id}) is not live`);
    }
    if (tiers.includes(`${graphAppId}\t${kind}\t${row.id}\t0-`)) return [];
    return [`${choice.sameResource ? '' : '~'}${choice.name}=${whenOf(choice, where)}`];
  });
  return offered.sort((a, b) => Number(a.startsWith('~')) - Number(b.startsWith('~')));
}

/** Delegated names are in no list but a few of Teams; an application's must be known. @param {Alternatives} from @param {'a' | 'd'} kind @param {string} where @param {Known} known */
function specificOf({ resourceSpecific }, kind, where, { lookup, specific }) {
  return resourceSpecific.flatMap(({ name }) => {
    if (lookup.resourceSpecific(kind, name) || specific.includes(`d\t${name}\n`)) return [name];
    if (kind === 'a') throw new DataError(`${where}: ${name} is no live resource-specific permission`);
    return [];
  });
}

/** @param {string} broad @param {Alternatives} all @returns {Alternatives} */
function withoutLeft(broad, { permissions, exchangeRoles, resourceSpecific, other }) {
  const isOffered = (/** @type {{ name: string }} */ { name }) => !left.has(`${broad} > ${name}`);
  return {
    permissions: permissions.filter(isOffered),
    exchangeRoles: exchangeRoles.filter(isOffered),
    resourceSpecific,
    other,
  };
}

/**
 * What is narrower than a permission of Microsoft Graph; a line for each permission and kind, best choices first.
 * @param {ScopingFile} file @param {Known} known
 */
export function scopingText(file, known) {
  const where = 'facts/scoping.json';
  const byName = new Map(file.alternatives.map(({ broad, byKind }) => [broad, byKind]));
  const lines = file.alternatives.flatMap(({ broad, byKind }) =>
    Object.entries(byKind).flatMap(([type, own]) => {
      const kind = kindLetter(type, where);
      if (known.lookup.liveByName(graphAppId, kind, checkedName(broad, where)) === undefined) {
        throw new DataError(`${where}: ${broad} (${type}) is not live`);
      }
      const choices = withoutLeft(broad, own);
      const readers = byName.get(readersOf.get(broad) ?? '')?.[type]?.permissions ?? [];
      const permissions = [...choices.permissions, ...readers];
      const fields = [
        [...new Set(permissionsOf({ ...choices, permissions }, kind, `${where}: ${broad}`, known))],
        choices.exchangeRoles.map(({ name }) => checkedWords(name, where)),
        specificOf(choices, kind, `${where}: ${broad}`, known),
        choices.other.map(({ name, when }) => `${checkedWords(name, where)}=${checkedWords(when, where)}`),
      ].map((each) => each.join('|'));
      const mark = directoryWide.includes(broad) ? 'w' : '-';
      return fields.every((field) => field === '') ? [] : [[kind, broad, mark, ...fields].join('\t').trimEnd()];
    }),
  );
  checkedCount(lines.length, 70, 200, `${where}, rows`);
  checkedCount(lines.filter((line) => line.includes('\tw\t')).length, 5, 5, `${where}, directory-wide permissions`);
  return textOf(lines.sort(byCodeUnit));
}
