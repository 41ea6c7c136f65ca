import { isLive } from './lookup.mjs';
import { graphAppId } from './permissions.mjs';
import { byCodeUnit, checkedCount, checkedId, checkedWords, DataError, textOf } from './text.mjs';

/**
 * @typedef {import('./lookup.mjs').Lookup} Lookup
 * @typedef {{ name: string, delegated: string, application: string }} Named a permission of both kinds
 *
 * @typedef {object} MembersFile facts/inaccessible-members.json
 * @property {Named} catch_all
 * @property {readonly { member_type: string, least_permission: Named, full_properties: Named }[]} members
 */

const where = 'facts/inaccessible-members.json';

/** Several of a type, in words. @type {Readonly<Record<string, string>>} */
const words = {
  administrativeUnit: 'administrative units',
  appRoleAssignment: 'app role assignments',
  application: 'app registrations',
  device: 'devices',
  directoryRole: 'directory roles',
  domain: 'domains',
  group: 'groups',
  orgContact: 'organizational contacts',
  organization: 'organizations',
  servicePrincipal: 'service principals',
  user: 'users',
};

/** What the facts list beside types of members: no type of Microsoft Graph's. @type {Readonly<Record<string, string>>} */
const others = {
  'directorySettingTemplate / group settings': 'group settings',
  'hidden group memberships': 'hidden group memberships',
};

/** @param {Named} named @param {'application' | 'delegated'} kind @param {Lookup} lookup */
function idOf(named, kind, lookup) {
  const id = checkedId(named[kind], where);
  const row = lookup.byId(graphAppId, kind === 'application' ? 'a' : 'd', id);
  if (!isLive(row) || row.name !== named.name) throw new DataError(`${where}: ${named.name} (${id}) is not live`);
  return id;
}

/**
 * Which permissions a type of members is readable with; `*` is every type.
 * @param {MembersFile} file @param {Lookup} lookup
 */
export function membersText(file, lookup) {
  checkedCount(file.members.length, 10, 30, `${where}, members`);
  const rows = file.members.map(({ member_type: type, least_permission: least, full_properties: full }) => {
    const text = words[type] ?? others[type];
    if (text === undefined) throw new DataError(`${where}: no words for the type ${type}`);
    return { type: words[type] === undefined ? text : type, text, least, full };
  });
  const all = { type: '*', text: 'every type', least: file.catch_all, full: file.catch_all };
  const lines = [...rows, all].flatMap(({ type, text, least, full }) =>
    /** @type {const} */ (['application', 'delegated']).map((kind) => {
      const ids = `${idOf(least, kind, lookup)}\t${idOf(full, kind, lookup)}`;
      return `${type}\t${checkedWords(text, where)}\t${kind.charAt(0)}\t${ids}`;
    }),
  );
  return textOf(lines.sort(byCodeUnit));
}
