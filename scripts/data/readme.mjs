import { provenance, renamedSources } from './provenance.mjs';
import { byCodeUnit, DataError } from './text.mjs';

/**
 * @typedef {import('./permissions.mjs').Section} Section
 * @typedef {import('./limits.mjs').Limit} Limit
 * @typedef {import('./limits.mjs').FactSource} FactSource
 *
 * @typedef {object} Compiled
 * @property {string} date
 * @property {Section} graph
 * @property {readonly Section[]} others
 * @property {readonly Limit[]} limits
 * @property {Readonly<Record<string, FactSource>>} sources sources of the limits, by key
 * @property {{ sources: Readonly<Record<string, FactSource>>, items: readonly { id: string, name: string, source: readonly string[] }[] }} retirements
 * @property {Readonly<Record<string, string>>} parts
 */

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
function table(head, rows) {
  const line = (/** @type {readonly (string | number)[]} */ cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {string} text */
const lineCount = (text) => text.split('\n').length - 1;

/** @param {Compiled} compiled */
function stateTable({ graph }) {
  const states = /** @type {const} */ ([
    ['l', 'live'],
    ['x', 'live, closed to new consent'],
    ['h', 'hidden: in the deployment catalog, not in the live service'],
    ['r', 'retired: once live or described, its id is gone'],
    ['f', 'draft: its id was only ever in the deployment catalog'],
    ['L', 'resource-specific, live'],
    ['H', 'resource-specific, hidden'],
    ['F', 'resource-specific, draft'],
  ]);
  const count = (/** @type {string} */ state, /** @type {string} */ kind) =>
    graph.rows.filter((row) => row.kind === kind && row.flags.startsWith(state)).length;
  const rows = states.map(([letter, meaning]) => [`\`${letter}\``, meaning, count(letter, 'a'), count(letter, 'd')]);
  return table(['state', 'meaning', 'application', 'delegated'], rows);
}

/** @param {Compiled} compiled */
function fileTable(compiled) {
  return table(['file', 'holds', 'one line'], [...permissionRows(compiled), ...factRows(compiled)]);
}

/** @param {Compiled} compiled */
function permissionRows({ graph, others, limits, parts }) {
  const lines = (/** @type {string} */ part) => lineCount(parts[part] ?? '');
  const count = (/** @type {string} */ kind) =>
    others.flatMap(({ rows }) => rows).filter((row) => row.kind === kind).length;
  const partial = others.filter(({ complete }) => !complete).length;
  return [
    ['graph.tsv', `Microsoft Graph: ${graph.rows.length} permissions`, 'kind, id, flags, name, other current names'],
    [
      'graph-retired.tsv',
      `${lines('graph-retired.tsv')} retired and draft permissions`,
      'kind, id, date last seen, live ids of the same name and kind',
    ],
    [
      'other-apis.tsv',
      `${others.length} other APIs (${partial} of them partial): ${count('a')} application, ${count('d')} delegated permissions`,
      'as graph.tsv',
    ],
    ['retirements.json', `${lines('retirements.json') - 2} APIs and permissions that end or have ended`, 'one object'],
    [
      'limits.json',
      `${limits.length} limits per audience`,
      'one object: id, a value per audience (null: none), source keys',
    ],
  ];
}

/** @param {Compiled} compiled */
function factRows({ parts }) {
  const lines = (/** @type {string} */ part) => lineCount(parts[part] ?? '');
  return [
    ['tiers.tsv', `${lines('tiers.tsv')} privileged permissions`, 'appId, kind, id, tier, how the holder gets there'],
    [
      'scoping.tsv',
      `what is narrower than ${lines('scoping.tsv')} Microsoft Graph permissions, best first; nothing of tier 0`,
      'kind, name, `w` where the documentation warns of its reach, permissions (`~` of another resource, `=` when enough), Exchange roles, resource-specific names, other means',
    ],
    [
      'consent-policy.tsv',
      `${lines('consent-policy.tsv')} delegated permissions that users cannot consent to where Microsoft manages user consent`,
      'appId, id',
    ],
    [
      'implications.tsv',
      `${lines('implications.tsv')} pairs of Microsoft Graph permissions`,
      'kind, evidence, broader name, narrower name, `-personal` where it does not hold for personal accounts',
    ],
    [
      'missing-calls.tsv',
      `calls that keep ${lines('missing-calls.tsv')} pairs of implications.tsv from resting on more than names`,
      'kind, broader name, narrower name, count, the first 40 calls: how many characters each shares with the one before it, and the rest',
    ],
    [
      'azure-ad-graph.tsv',
      `${lines('azure-ad-graph.tsv')} Azure AD Graph permissions`,
      'kind, id, ids of the Microsoft Graph permissions that replace it',
    ],
    [
      'resource-specific.tsv',
      `${lines('resource-specific.tsv')} names in Teams manifests that have no public id`,
      'kind, name',
    ],
    [
      'azuread-well-known.tsv',
      `${lines('azuread-well-known.tsv')} appIds that the azuread provider of Terraform publishes by name; for the readers of programs`,
      'name, appId',
    ],
    ['naming.tsv', 'how the name of a Microsoft Graph permission is read', 'a letter, then as said below'],
    [
      'members.tsv',
      `what ${new Set(parts['members.tsv']?.split('\n').map((line) => line.split('\t')[1])).size - 2} types of members are readable with, and what every type is (\`*\`)`,
      'type, several of it in words, kind, id of the least permission, id of the one that gives every property',
    ],
    ['paths.tsv', 'the calls of Microsoft Graph and the permissions that open them', 'as said below'],
    [
      'delegated-only.tsv',
      `${lines('delegated-only.tsv')} calls that need a signed-in user`,
      'method, path, what to do instead',
    ],
    [
      'signatures.tsv',
      `how ${lines('signatures.tsv')} refusals read, and the cause that each speaks of`,
      'id (with `words-` before it: the sentence of an AADSTS code, for texts without the number), stage, cause, how specific it is, whether its text was met in a source, statuses, codes, patterns of the message, the path and the headers, what it says, keys of the sources (src/diagnose/signature-sources.ts names them; owner/repository#number is a public thread)',
    ],
  ];
}

/** @param {Compiled} compiled */
function sourceTable({ limits, sources }) {
  const keys = [...new Set(limits.flatMap((limit) => limit.sources))].sort(byCodeUnit);
  /** @type {Readonly<Record<string, { repo: string, path: string, date: string }>>} */
  const renamed = renamedSources;
  const rows = keys.map((key) => {
    const source = renamed[key] ?? sources[key];
    if (source === undefined) throw new DataError(`facts/audience-limits.json: no source ${key}`);
    return [`\`${key}\``, source.repo, source.path, source.date];
  });
  return table(['key', 'repository', 'path', 'date'], rows);
}

/** @param {Compiled} compiled */
function retirementTable({ retirements, parts }) {
  const slugs = retirements.items.filter(({ id }) => parts['retirements.json']?.includes(`"slug":"${id}"`));
  const rows = slugs.flatMap(({ id, source }) =>
    source.map((key) => {
      const found = retirements.sources[key];
      if (found === undefined) throw new DataError(`facts/retirements.json: no source ${key}`);
      return [id, found.repo, found.path, found.date];
    }),
  );
  return table(['slug', 'repository', 'path', 'date'], rows);
}

const leftOut = `## Left out, and why

- Titles and descriptions of permissions: they are Microsoft's sentences. The catalog holds ids, names, flags and numbers.
- One malformed id of the deployment catalog (LifecyclePolicies-AgentId.Read.All: nine digits first), and entries without an id.
- Names in permissions.json that have no id anywhere: they are no permissions.
- Ids of delegated resource-specific permissions: no public source has them, so the names stand alone.
- National clouds: the dumps are from the public cloud.
- Two ids of one tool's list that no other source knows (AuditLogsQuery.Read.All 1d9e7ac3, Sites.Selected 9ac4404a).

## Corrections

- openid, profile, email and offline_access work for personal accounts: they are the OpenID scopes, which permissions.json does not list.
- Consent types come from the live service, not from permissions.json, which differs for 26 scopes.
- Names are spelled as the live service spells them (Calls.JoinGroupCallAsGuest.All); upper-case ids were lowered.
- Azure AD Graph: the documented id of Application.ReadWrite.OwnedBy repeats that of Application.ReadWrite.All; the right one is
  824c81eb-e3f8-4ee6-8f6d-de7f50d565b7. Domain.ReadWrite.All had two ids; both are mapped.
- Limits: "manifest only, discouraged" (wildcards in redirect URIs, work accounts) counts as allowed.
- Narrower choices: no AuditLogsQuery-* permission for AuditLog.Read.All (it belongs to another API), no Exchange role for
  Calendars.ReadBasic.All (the role reads more). What reads the directory's objects one by one is added for
  Directory.AccessAsUser.All and Directory.ReadWrite.All, as most of what writes them is of tier 0.
- Tiers: the path of the delegated User-PasswordProfile.ReadWrite.All is worded apart from the application's.
- Narrower choices are mostly this project's own reading of names and ids; Selected permissions, resource-specific ones and
  Exchange roles (learn.microsoft.com exchange/permissions-exo/application-rbac, read 2026) rest on documents.
- Tiers and the texts of paths and effects are this project's own judgement and wording, held against Cloud-Architekt/AzurePrivilegedIAM
  (MIT) and emiliensocchi/azure-tiering (GPL-3.0: cited, nothing of it is here).`;

/** @param {Compiled} compiled @returns {string} */
export function readmeText(compiled) {
  const { date, others } = compiled;
  const partial = others.filter(({ complete }) => !complete).map(({ name, appId }) => `${name} (${appId})`);
  const rows = provenance.map((source) => [
    source.what,
    source.repository,
    source.path,
    source.commit.slice(0, 12),
    source.date,
    source.licence,
    source.gives,
  ]);
  return `<!-- Generated by scripts/data.mjs; do not edit. -->
# The catalog's data

Facts about Microsoft's APIs and their permissions, as of ${date}: ids, names, flags, numbers. Everything is text: ASCII, LF, fields
parted by tabs, lists in a field by \`|\` or \`,\`, sorted by code unit. \`npm run data\` compiles it; the same input gives the same bytes.

${fileTable(compiled)}

## Lines of graph.tsv and other-apis.tsv

The first line is \`#permlint\`, the version of the form and the catalog's date. A line that begins with \`@\` opens an API: its appId,
\`complete\` or \`partial\` (its list may lack permissions), its name, other names. The permissions of the API follow.
Kind is \`a\` (application, \`Role\`) or \`d\` (delegated, \`Scope\`). Flags are three letters:

1. state, with the counts of Microsoft Graph:

${stateTable(compiled)}

2. consent: \`A\` an administrator, \`U\` a user, \`-\` no source says (application permissions always need an administrator);
3. personal accounts: \`P\` supported, \`W\` work accounts only, \`-\` no source says.

An id is unique only together with its API and kind. One permission has an empty name, and two names stand twice in one API and kind.
Partial: ${partial.join(', ')}.

Lines of naming.tsv: \`o\` an operation, which row of constraints holds where the name has none, its meaning; \`c\` a constraint for a kind
(\`s\`: resource-specific permissions), its reach, its reach where the resource has words; \`r\` the words of a resource: the signed-in user's own
(\`{own}\`), all (\`{all}\`); \`e\` a delegated permission that the pattern does not explain, its reach. All in this project's words.

Lines of paths.tsv: first its form, version, the date of its source, and how many lines of four sorts follow. Names of permissions. Lists of
entries: a name's number (base 36), a dot, a digit for the schemes that it opens the call for (1 work, 2 personal, 4 application, added up),
perhaps one for those that it is marked as the least for, and after \`+\` what is needed besides, one of these. Groups: a method's letter
(g GET, o POST, u PUT, a PATCH, d DELETE) and the number of its list. Paths: how many characters the path shares with the one before it (one
digit, base 36), the rest, the number of its group. In a path \`*\` is a key, \`name(a,b)\` a function with its arguments' names. The source does
not tell v1.0 from beta, and lacks some calls.

Evidence in implications.tsv: \`p\` name and every known call, \`n\` the name, though some calls are missing from the data, \`c\` the calls alone.

## Sources

${table(['what', 'repository', 'path', 'commit', 'date', 'licence', 'gives'], rows)}

${leftOut}

## Source keys of limits.json

${sourceTable(compiled)}

## Sources of retirements.json

${retirementTable(compiled)}
`;
}
