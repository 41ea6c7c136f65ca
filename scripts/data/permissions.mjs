import {
  byCodeUnit,
  checkedCount,
  checkedId,
  checkedName,
  checkedWords,
  DataError,
  kindLetter,
  textOf,
} from './text.mjs';

/**
 * @typedef {object} Row one permission as it is written
 * @property {'a' | 'd'} kind
 * @property {string} id
 * @property {string} flags state, consent, personal accounts
 * @property {string} name
 * @property {readonly string[]} aliases
 *
 * @typedef {object} Section one API
 * @property {string} appId
 * @property {boolean} complete
 * @property {string} name
 * @property {readonly string[]} aliases
 * @property {readonly Row[]} rows
 *
 * @typedef {object} GraphPermission a row of sources/graph-permissions.json
 * @property {string} id
 * @property {string} value
 * @property {string} type
 * @property {'live' | 'hidden' | 'retired'} state
 * @property {boolean} isEnabled
 * @property {'Admin' | 'User'} [consent]
 * @property {boolean} [personalAccount]
 * @property {boolean} [rsc]
 * @property {boolean} [everLive]
 * @property {boolean} [everDescribed]
 * @property {string} [lastSeen]
 * @property {readonly string[]} [aliases]
 *
 * @typedef {{ id: string, value: string, sources?: unknown, enabled?: boolean | null, type?: 'Admin' | 'User' | null }} ApiPermission
 * @typedef {{ appId: string, displayName: string, roles: readonly ApiPermission[], scopes: readonly ApiPermission[] }} ApiListing
 * @typedef {{ aliases: Readonly<Record<string, readonly string[]>> }} AliasFile
 */

export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** OpenID scopes: supported for personal accounts although permissions.json does not list them. */
const openIdNames = new Set(['openid', 'profile', 'email', 'offline_access']);

/** States in the order in which they are written: live, disabled, hidden, retired, draft. */
const stateOrder = 'lxhrf';

/** @param {GraphPermission} permission @param {string} where */
function stateLetter({ state, isEnabled, everLive, everDescribed }, where) {
  if (state === 'live') return isEnabled ? 'l' : 'x';
  if (state === 'hidden') return 'h';
  if (state === 'retired') return everLive || everDescribed ? 'r' : 'f';
  throw new DataError(`${where}: unknown state ${JSON.stringify(state)}`);
}

/** @param {'Admin' | 'User' | null | undefined} consent @param {string} where */
function consentLetter(consent, where) {
  if (consent === undefined || consent === null) return '-';
  if (consent === 'Admin') return 'A';
  if (consent === 'User') return 'U';
  throw new DataError(`${where}: unknown consent type ${JSON.stringify(consent)}`);
}

/** @param {GraphPermission} permission */
function personalLetter({ type, value, state, personalAccount }) {
  if (type === 'Scope' && state === 'live' && openIdNames.has(value)) return 'P';
  if (personalAccount === undefined) return '-';
  return personalAccount ? 'P' : 'W';
}

/** @param {Row} a @param {Row} b */
function byName(a, b) {
  const state = (/** @type {Row} */ row) => stateOrder.indexOf(row.flags.charAt(0).toLowerCase());
  return (
    byCodeUnit(a.name.toLowerCase(), b.name.toLowerCase()) ||
    byCodeUnit(a.kind, b.kind) ||
    state(a) - state(b) ||
    byCodeUnit(a.id, b.id)
  );
}

/** @param {readonly Row[]} rows @param {string} where @returns {Row[]} sorted */
function checkedRows(rows, where) {
  const seen = new Set();
  for (const { kind, id, name } of rows) {
    const key = `${kind} ${id}`;
    if (seen.has(key)) throw new DataError(`${where}: ${id} (${name}) stands twice for one kind`);
    seen.add(key);
  }
  return [...rows].sort(byName);
}

/**
 * The section of Microsoft Graph.
 * @param {readonly GraphPermission[]} permissions sources/graph-permissions.json
 * @param {AliasFile} apiAliases facts/api-aliases.json
 * @returns {Section}
 */
export function graphSection(permissions, apiAliases) {
  const where = 'sources/graph-permissions.json';
  checkedCount(permissions.length, 2000, 3500, `${where}, rows`);
  const rows = permissions.map((permission) => {
    const state = stateLetter(permission, where);
    return {
      kind: kindLetter(permission.type, where),
      id: checkedId(permission.id, where),
      flags: `${permission.rsc ? state.toUpperCase() : state}${consentLetter(permission.consent, where)}${personalLetter(permission)}`,
      name: checkedName(permission.value, where),
      aliases: (permission.aliases ?? []).map((alias) => checkedName(alias, where)).sort(byCodeUnit),
    };
  });
  const name = 'Microsoft Graph';
  return {
    appId: graphAppId,
    complete: true,
    name,
    aliases: otherNames(name, apiAliases.aliases[graphAppId] ?? []),
    rows: checkedRows(rows, where),
  };
}

/** Aliases of an API: sorted, without its name and without repeats, letter case ignored. @param {string} name @param {readonly string[]} names */
function otherNames(name, names) {
  const kept = new Map();
  for (const each of names) {
    const key = each.toLowerCase();
    if (key !== name.toLowerCase() && !kept.has(key)) kept.set(key, checkedWords(each, `aliases of ${name}`));
  }
  return [...kept.values()].sort((a, b) => byCodeUnit(a.toLowerCase(), b.toLowerCase()));
}

/** @param {ApiListing} api @param {ApiListing | undefined} extra @param {string} where @returns {Row[]} */
function rowsOf(api, extra, where) {
  const lists = /** @type {const} */ ([
    ['a', api.roles, extra?.roles ?? []],
    ['d', api.scopes, extra?.scopes ?? []],
  ]);
  const rows = lists.flatMap(([kind, base, more]) => {
    const known = new Map(more.map((permission) => [permission.id, permission]));
    for (const { id, value } of more) {
      const same = base.find((permission) => permission.id === id);
      if (same?.value !== value) {
        throw new DataError(
          `${where}: ${api.displayName}: ${value} (${id}) differs between first-party-apis and other-apis`,
        );
      }
    }
    return base.map(({ id, value }) => {
      const { enabled, type } = known.get(id) ?? {};
      return {
        kind,
        id: checkedId(id, where),
        flags: `${enabled === false ? 'x' : 'l'}${consentLetter(type, where)}-`,
        name: checkedName(value, where),
        aliases: [],
      };
    });
  });
  return checkedRows(rows, `${where}: ${api.displayName}`);
}

/**
 * The sections of all other APIs, by appId.
 * @param {readonly ApiListing[]} listings sources/first-party-apis.json, each API whole
 * @param {readonly ApiListing[]} extras sources/other-apis.json
 * @param {AliasFile} apiAliases facts/api-aliases.json
 * @returns {Section[]}
 */
export function otherSections(listings, extras, apiAliases) {
  const extraOf = new Map(extras.map((api) => [api.appId, api]));
  const known = new Set(listings.map(({ appId }) => appId));
  const partial = extras.filter(({ appId }) => !known.has(appId));
  checkedCount(listings.length, 250, 400, 'sources/first-party-apis.json, APIs');
  checkedCount(partial.length, 4, 4, 'sources/other-apis.json, APIs in no other list');
  const sections = [...listings, ...partial].map((api) => {
    const extra = extraOf.get(api.appId);
    const where = known.has(api.appId) ? 'sources/first-party-apis.json' : 'sources/other-apis.json';
    const extraName = extra?.displayName.replace(/ \[Community Contributed\]$/, '') ?? api.displayName;
    return {
      appId: checkedId(api.appId, where),
      complete: known.has(api.appId),
      name: checkedWords(api.displayName, where),
      aliases: otherNames(api.displayName, [extraName, ...(apiAliases.aliases[api.appId] ?? [])]),
      rows: rowsOf(api, extra, where),
    };
  });
  return sections.sort((a, b) => byCodeUnit(a.appId, b.appId));
}

/** No name or alias may stand for two APIs. @param {readonly Section[]} sections @param {AliasFile} apiAliases */
export function checkApiNames(sections, apiAliases) {
  const owners = new Map();
  for (const { appId, name, aliases } of sections) {
    for (const each of [appId, name, ...aliases].map((text) => text.toLowerCase())) {
      if (owners.has(each)) throw new DataError(`${each} stands for ${owners.get(each)} and ${appId}`);
      owners.set(each, appId);
    }
  }
  for (const appId of Object.keys(apiAliases.aliases)) {
    if (!owners.has(appId)) throw new DataError(`facts/api-aliases.json: ${appId} is in no list of APIs`);
  }
}

/** @param {readonly Section[]} sections @param {string} date */
export function sectionsText(sections, date) {
  const lines = sections.flatMap(({ appId, complete, name, aliases, rows }) => [
    `@${appId}\t${complete ? 'complete' : 'partial'}\t${name}\t${aliases.join('|')}`,
    ...rows.map((row) =>
      [row.kind, row.id, row.flags, row.name, ...(row.aliases.length > 0 ? [row.aliases.join('|')] : [])].join('\t'),
    ),
  ]);
  return textOf([`#permlint\t1\t${date}`, ...lines]);
}

/**
 * When retired and draft permissions were last seen, and the live ids of their name.
 * @param {Section} graph
 * @param {readonly { id: string, value: string, type: string, lastSeen: string, sameNameLiveIds: readonly string[] }[]} retired
 */
export function retiredText(graph, retired) {
  const where = 'sources/graph-retired.json';
  const rows = new Map(graph.rows.map((row) => [`${row.kind} ${row.id}`, row]));
  const gone = [...rows.values()].filter(({ flags }) => /^[rf]/i.test(flags));
  checkedCount(retired.length, gone.length, gone.length, `${where}, rows (as many as graph-permissions.json has)`);
  const lines = retired.map(({ id, value, type, lastSeen, sameNameLiveIds }) => {
    const kind = kindLetter(type, where);
    const row = rows.get(`${kind} ${id}`);
    if (row === undefined || !/^[rf]/i.test(row.flags))
      throw new DataError(`${where}: ${value} (${id}) is no retired row of graph-permissions.json`);
    if (!/^\d{4}-\d\d-\d\d$/.test(lastSeen)) throw new DataError(`${where}: ${id}: ${lastSeen} is no date`);
    for (const live of sameNameLiveIds) {
      if (!/^[lx]/i.test(rows.get(`${kind} ${live}`)?.flags ?? ''))
        throw new DataError(`${where}: ${id}: ${live} is not live`);
    }
    return `${kind}\t${id}\t${lastSeen}\t${[...sameNameLiveIds].sort(byCodeUnit).join(',')}`;
  });
  return textOf(lines.sort(byCodeUnit));
}
