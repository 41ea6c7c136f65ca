import { isLive } from './lookup.mjs';
import { graphAppId } from './permissions.mjs';
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
 * @typedef {(message: string) => void} Warn
 * @typedef {import('./lookup.mjs').Lookup} Lookup
 */

/**
 * @typedef {object} RetirementRow
 * @property {string} api
 * @property {'application' | 'delegated' | null} kind
 * @property {string | null} id
 * @property {string | null} name
 * @property {string} retirement
 * @property {'retired' | 'ending' | 'no effect'} state
 * @property {string | null} date
 * @property {string} [finalDate]
 * @property {string} effect
 * @property {string | { words: string } | { api: string, id: string, name: string } | null} replacement
 */

/** @param {RetirementRow} row @param {Lookup} lookup @param {Warn} warn */
function replacementOf({ kind, id, name, replacement }, lookup, warn) {
  if (replacement === null) return null;
  if (typeof replacement === 'string') {
    if (replacement === 'facts/aad-graph-to-ms-graph.json')
      return { words: 'the Microsoft Graph permission of the same purpose' };
    throw new DataError(`facts/retired-permissions.json: unknown replacement ${replacement}`);
  }
  if ('words' in replacement) return { words: replacement.words };
  const found = kind && lookup.byId(replacement.api, kindLetter(kind, 'replacement'), replacement.id);
  if (isLive(found || undefined) && found && found.name === replacement.name) {
    return { api: replacement.api, id: replacement.id, name: replacement.name };
  }
  warn(
    `retirements: the replacement of ${name} (${kind}, ${id}), ${replacement.name} (${replacement.id}), is not live; dropped`,
  );
  return null;
}

/**
 * @param {{ rows: readonly RetirementRow[] }} retired facts/retired-permissions.json
 * @param {{ items: readonly { id: string, name: string }[] }} retirements facts/retirements.json
 * @param {Lookup} lookup @param {Warn} warn
 */
export function retirementsText(retired, retirements, lookup, warn) {
  const where = 'facts/retired-permissions.json';
  checkedCount(retired.rows.length, 40, 200, `${where}, rows`);
  const titles = new Map(retirements.items.map(({ id, name }) => [id, name]));
  const lines = retired.rows.map((row) => {
    const title = titles.get(row.retirement);
    if (title === undefined) throw new DataError(`${where}: facts/retirements.json has no ${row.retirement}`);
    if (row.kind !== null && row.id !== null) {
      const known = lookup.byId(row.api, kindLetter(row.kind, where), checkedId(row.id, where));
      if (known?.name !== row.name)
        throw new DataError(`${where}: ${row.name} (${row.id}, ${row.kind}) is in no list of ${row.api}`);
    }
    for (const date of [row.date, row.finalDate]) {
      if (date && !/^\d{4}-\d\d-\d\d$/.test(date)) throw new DataError(`${where}: ${date} is no date`);
    }
    return JSON.stringify({
      slug: row.retirement,
      title,
      api: checkedId(row.api, where),
      kind: row.kind,
      id: row.id,
      state: row.state,
      date: row.date,
      finalDate: row.finalDate ?? null,
      effect: checkedWords(row.effect, where),
      replacement: replacementOf(row, lookup, warn),
    });
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}

/**
 * @typedef {object} PrivilegedFile facts/privileged-permissions.json
 * @property {readonly { name: string, ids: { application: string | null, delegated: string | null }, types: readonly string[],
 *   tier: string, delegated_tier?: string, attack_path: string }[]} permissions
 * @property {readonly { resourceAppId: string, name: string, id: string, type: string, tier: string, attack_path: string }[]} other_resources
 */

/**
 * The path of one kind. A text that begins "As application:" speaks of that kind only, up to "Delegated:" where it has
 * both; a delegated permission without a path of its own has no tier.
 * @param {string} kind @param {string} text @returns {string | undefined}
 */
function pathOf(kind, text) {
  const [, application, delegated] = /^As application: (.*?)(?:\. Delegated: (.*))?$/.exec(text) ?? [];
  const path = application === undefined ? text : kind === 'a' ? application : delegated;
  return path && path.charAt(0).toUpperCase() + path.slice(1);
}

/** The path of the facts is the application's; a user resets what the user may. */
const delegatedPaths = new Map([
  ['User-PasswordProfile.ReadWrite.All', "Resets passwords within the administrator's reach"],
]);

/**
 * What the facts say and the documentation does not: the resource holds self-service sign-up alone
 * (microsoftgraph/microsoft-graph-docs-contrib api-reference/v1.0/resources/authenticationflowspolicy.md, 27ffb19).
 */
const correctedPaths = new Map([['Policy.ReadWrite.AuthenticationFlows', 'Opens self-service sign-up']]);

/**
 * `tier` holds for both kinds, unless `delegated_tier` says otherwise for the delegated one.
 * @param {PrivilegedFile} file @param {Lookup} lookup
 */
export function tiersText(file, lookup) {
  const where = 'facts/privileged-permissions.json';
  const graph = file.permissions.flatMap(({ name, ids, types, tier, delegated_tier, attack_path }) =>
    types.flatMap((type) => {
      const kind = kindLetter(type, where);
      const path = (kind === 'd' && delegatedPaths.get(name)) || correctedPaths.get(name) || pathOf(kind, attack_path);
      if (path === undefined) return [];
      const id = kind === 'a' ? ids.application : ids.delegated;
      return {
        api: graphAppId,
        kind,
        id,
        name,
        tier: kind === 'd' ? (delegated_tier ?? tier) : tier,
        path,
      };
    }),
  );
  const others = file.other_resources.map(({ resourceAppId, type, id, name, tier, attack_path }) => {
    return { api: resourceAppId, kind: kindLetter(type, where), id, name, tier, path: attack_path };
  });
  const lines = [...graph, ...others].map(({ api, kind, id, name, tier, path }) => {
    const row = lookup.byId(api, kind, checkedId(id, `${where}: ${name}`));
    if (!isLive(row) || row.name !== name) throw new DataError(`${where}: ${name} (${id}) is not live in ${api}`);
    if (!['0-direct', '0-indirect', '1'].includes(tier)) throw new DataError(`${where}: ${name}: unknown tier ${tier}`);
    return `${api}\t${kind}\t${id}\t${tier}\t${checkedWords(path, where)}`;
  });
  checkedCount(lines.length, 150, 400, `${where}, rows`);
  checkedCount(
    new Set(lines.map((line) => line.slice(0, 75))).size,
    lines.length,
    lines.length,
    `${where}, distinct rows`,
  );
  return textOf(lines.sort(byCodeUnit));
}

/**
 * @typedef {object} Pair a row of sources/graph-implies.json
 * @property {string} type
 * @property {string} broader
 * @property {string} narrower
 * @property {number} tier
 * @property {{ personal?: boolean }} evidence
 */

/**
 * p: names and calls (relations of tier 1), n: names only, c: calls only (relations of tier 2).
 * @param {{ relations: readonly Pair[], nameOnly: readonly Pair[] }} file @param {Lookup} lookup
 */
export function implicationsText(file, lookup) {
  const where = 'sources/graph-implies.json';
  const pairs = [
    ...file.relations.map((pair) => ({ pair, evidence: pair.tier === 1 ? 'p' : 'c' })),
    ...file.nameOnly.map((pair) => ({ pair, evidence: 'n' })),
  ];
  const lines = pairs.map(({ pair, evidence }) => {
    const kind = kindLetter(pair.type, where);
    for (const name of [pair.broader, pair.narrower]) {
      if (lookup.liveByName(graphAppId, kind, checkedName(name, where)) === undefined) {
        throw new DataError(`${where}: ${name} (${pair.type}) is not live`);
      }
    }
    const work = pair.evidence.personal === false ? '\t-personal' : '';
    return `${kind}\t${evidence}\t${pair.broader}\t${pair.narrower}${work}`;
  });
  checkedCount(lines.length, 500, 1000, `${where}, pairs`);
  checkedCount(
    new Set(pairs.map(({ pair }) => `${pair.type} ${pair.broader} ${pair.narrower}`)).size,
    lines.length,
    lines.length,
    `${where}, distinct pairs`,
  );
  return textOf(lines.sort(byCodeUnit));
}

const azureAdGraphAppId = '00000002-0000-0000-c000-000000000000';

/**
 * @typedef {{ name: string, id: string, type: string }} MappedPermission
 * @param {{ mapping: readonly { aadgraph: MappedPermission, msgraph: MappedPermission | readonly MappedPermission[] }[] }} file
 *   facts/aad-graph-to-ms-graph.json, whose rows hold its corrections
 * @param {Lookup} lookup @param {Warn} warn
 */
export function azureAdGraphText(file, lookup, warn) {
  const where = 'facts/aad-graph-to-ms-graph.json';
  checkedCount(file.mapping.length, 15, 60, `${where}, rows`);
  const lines = file.mapping.flatMap(({ aadgraph, msgraph }) => {
    const kind = kindLetter(aadgraph.type, where);
    const old = checkedId(aadgraph.id, where);
    const current = lookup.byId(azureAdGraphAppId, kind, old);
    if (current?.name !== aadgraph.name) {
      warn(`azure-ad-graph: ${aadgraph.name} (${aadgraph.type}, ${old}) is in no list of Azure AD Graph; kept`);
    }
    const targets = [msgraph].flat().filter(({ id, name, type }) => {
      const live = lookup.byId(graphAppId, kind, id);
      if (kindLetter(type, where) === kind && isLive(live) && live.name === name) return true;
      warn(`azure-ad-graph: ${name} (${type}, ${id}), for ${aadgraph.name}, is not live; dropped`);
      return false;
    });
    return targets.length === 0
      ? []
      : [
          `${kind}\t${old}\t${targets
            .map(({ id }) => id)
            .sort(byCodeUnit)
            .join(',')}`,
        ];
  });
  return textOf(lines.sort(byCodeUnit));
}

/**
 * Names of Teams manifests that have no public id; all stand for delegated permissions.
 * @param {readonly { id: string | null, value: string }[]} rsc sources/graph-rsc-permissions.json
 * @param {Readonly<Record<'teamsClientDelegated' | 'alsoDelegatedInTeams' | 'officeAddIn', { names: readonly string[] }>>} teams facts/teams-permissions.json
 */
export function resourceSpecificText(rsc, teams) {
  const where = 'facts/teams-permissions.json';
  const nameless = rsc.filter(({ id }) => id === null).map(({ value }) => value);
  const names = [
    ...nameless,
    ...teams.teamsClientDelegated.names,
    ...teams.alsoDelegatedInTeams.names,
    ...teams.officeAddIn.names,
  ];
  const lines = [...new Set(names)].map((name) => `d\t${checkedName(name, where)}`).sort(byCodeUnit);
  checkedCount(lines.length, 30, 80, `${where}, names`);
  return textOf(lines);
}
