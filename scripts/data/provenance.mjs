/**
 * Where the facts come from. This table is the only place that knows; data/README.md prints it and the catalog's
 * date is derived from it.
 * @typedef {object} Source
 * @property {string} what what it is
 * @property {string} repository owner/name on GitHub
 * @property {string} path path in the repository
 * @property {string} commit the commit that was read
 * @property {string} date ISO date of the file at that commit, or `undated`
 * @property {string} licence licence of the repository
 * @property {string} gives what the catalog takes from it
 * @property {boolean} [live] true for a dump of the live Microsoft Graph service principal
 */

/** @type {readonly Source[]} */
export const provenance = [
  {
    what: 'live Microsoft Graph application permissions',
    repository: 'merill/microsoft-info',
    path: '_info/GraphAppRoles.json',
    commit: 'fa8f0d714d17601df1189dd0422798d5fe342e01',
    date: '2026-08-19',
    licence: 'MIT',
    gives: 'ids, names, enabled flags of live application permissions',
    live: true,
  },
  {
    what: 'live Microsoft Graph delegated permissions',
    repository: 'merill/microsoft-info',
    path: '_info/GraphDelegateRoles.json',
    commit: 'fa8f0d714d17601df1189dd0422798d5fe342e01',
    date: '2026-08-19',
    licence: 'MIT',
    gives: 'ids, names, enabled flags, consent types of live delegated permissions',
    live: true,
  },
  {
    what: 'first-party applications',
    repository: 'merill/microsoft-info',
    path: '_info/MicrosoftApps.json',
    commit: '43b8a5d9fb6648f3ef36ec051acd988fdd19558b',
    date: '2026-08-20',
    licence: 'MIT',
    gives: 'display names of APIs',
    live: true,
  },
  {
    what: 'Microsoft Graph permissions and the calls they open',
    repository: 'microsoftgraph/microsoft-graph-devx-content',
    path: 'permissions/new/permissions.json',
    commit: '6cbd6bbd665a877560fdefbad74f3bdb5b57af88',
    date: '2026-08-07',
    licence: 'MIT',
    gives:
      'support for personal accounts; calls and the permissions that open them; which permission covers which, and calls that speak against it',
  },
  {
    what: 'deployment catalog of Microsoft Graph permissions, with its history',
    repository: 'microsoftgraph/microsoft-graph-devx-content',
    path: 'permissions/new/provisioningInfo.json',
    commit: '6cbd6bbd665a877560fdefbad74f3bdb5b57af88',
    date: '2026-08-07',
    licence: 'MIT',
    gives: 'hidden, retired, draft and resource-specific ids',
  },
  {
    what: 'described Microsoft Graph permissions, with their history',
    repository: 'microsoftgraph/microsoft-graph-devx-content',
    path: 'permissions/permissions-descriptions.json',
    commit: '0150979d87418d68735049bbc7bc4399b4c4a500',
    date: '2026-04-01',
    licence: 'MIT',
    gives: 'ids and names of permissions that were described; none of the descriptions',
  },
  {
    what: 'resource-specific permissions in Teams manifests',
    repository: 'MicrosoftDocs/msteams-docs',
    path: 'msteams-platform/graph-api/rsc/resource-specific-consent.md',
    commit: '023ad2b7ab440661ff46395f8f79e4a9d9250d36',
    date: '2025-02-20',
    licence: 'CC BY 4.0',
    gives: 'names without public ids; none of the text',
  },
  {
    what: 'permissions of first-party APIs, whole per API',
    repository: 'maciejporebski/azure-ad-first-party-apps-permissions',
    path: 'apps/*.md',
    commit: 'dfafb9cdf571d18bf5b5d9da02f9c9614c780538',
    date: '2026-08-22',
    licence: 'not read: facts only',
    gives: 'identifiers and names only: appIds, display names, ids and names of permissions',
  },
  {
    what: 'classified permissions of APIs',
    repository: 'Cloud-Architekt/AzurePrivilegedIAM',
    path: 'Classification/Classification_ApiPermissions.json',
    commit: 'f14538fd3a19497fa30f980d35e3456a202d01d4',
    date: '2026-08-20',
    licence: 'MIT',
    gives: 'ids and names of other APIs; second opinion on tiers',
  },
  {
    what: 'permissions of SharePoint and Office 365 Management',
    repository: 'pnp/powershell',
    path: 'src/Commands/Resources/{SharePoint,O365Management}Permissions.json',
    commit: '9975d290dce42ca3f744afb3a7cd959303c6a77b',
    date: '2025-05-22',
    licence: 'MIT',
    gives: 'consent types and enabled flags',
  },
  {
    what: 'service principals in test data',
    repository: 'pnp/cli-microsoft365',
    path: 'app-permission-list.mock.ts, permission-list.mock.ts, app-add.mock.ts',
    commit: 'db0361d8aa847e34d1fce4a69f455b3b934c7f42',
    date: '2025-10-08',
    licence: 'MIT',
    gives: 'consent types and enabled flags of SharePoint, Flow Service and Dataverse',
  },
  {
    what: 'API permissions of Azure services',
    repository: 'microsoft/mcp',
    path: 'servers/Azure.Mcp.Server/azd-templates/api-permissions.md',
    commit: '557fca14350b3e3ca8dc503fb149e092bb12d2d9',
    date: '2026-01-09',
    licence: 'MIT',
    gives: 'consent types and other display names of Azure APIs',
  },
  {
    what: 'ids of Microsoft 365 titles services',
    repository: 'microsoft/Agent365-devTools',
    path: 'MosConstants.cs',
    commit: 'f2a22b04e9884bbefa5afeeb0a2fac24c9974474',
    date: '2026-01-28',
    licence: 'MIT',
    gives: 'three ids and names',
  },
  {
    what: 'permissions that Azure AD Graph and Microsoft Graph share',
    repository: 'microsoftgraph/microsoft-graph-docs-contrib',
    path: 'concepts/migrate-azure-ad-graph-permissions-differences.md',
    commit: '0eab67939caae57d3b47a648757c9b24eb6bdde4',
    date: '2024-01-18',
    licence: 'not read: facts only',
    gives: 'pairs of ids; none of the text',
  },
  {
    what: 'consent policies and what users cannot consent to',
    repository: 'MicrosoftDocs/entra-docs',
    path: 'docs/identity/enterprise-apps/manage-app-consent-policies.md',
    commit: '031c4b3ebb9e96a38ef3b9d7be776a5c061c1e96',
    date: '2026-01-22',
    licence: 'not read: facts only',
    gives: 'names of the permissions that the managed policy refuses; none of the text',
  },
  {
    what: 'documentation pages of calls that permissions.json lacks',
    repository: 'microsoftgraph/microsoft-graph-docs-contrib',
    path: 'api-reference/{beta,v1.0}/api: the pages that scripts/data/documented-calls.tsv names',
    commit: 'one a row',
    date: '2026-11-21',
    licence: 'not read: facts only',
    gives: 'methods, paths and names of permissions; none of the text',
  },
  {
    what: 'how permissions are named, and what members of a type take',
    repository: 'microsoftgraph/microsoft-graph-docs-contrib',
    path: 'concepts/permissions-overview.md',
    commit: '073a3963b21637213e5f1e568a46929928f02ddf',
    date: '2023-07-31',
    licence: 'not read: facts only',
    gives: 'the pattern of names; the permission that reveals members of a type; none of the text',
  },
  {
    what: 'permissions for chosen sites, lists and files',
    repository: 'microsoftgraph/microsoft-graph-docs-contrib',
    path: 'concepts/permissions-selected-overview.md',
    commit: '01f4be6f8e7a51e367a77cf70c24af65e16fbd39',
    date: 'undated',
    licence: 'not read: facts only',
    gives: 'which of them stands for which reach; none of the text',
  },
  {
    what: 'application ids that the azuread provider publishes',
    repository: 'hashicorp/go-azure-sdk',
    path: 'sdk/environments/application_ids.go',
    commit: 'f0169e0ecec4a7f87c0a512fd989368a182306c1',
    date: '2026-08-18',
    licence: 'MPL-2.0',
    gives: 'names and appIds; none of the code',
  },
];

/** The catalog's date: the newest dump of live permissions. @returns {string} ISO date */
export function catalogDate() {
  const [newest] = provenance
    .filter((source) => source.live === true)
    .map((source) => source.date)
    .sort()
    .slice(-1);
  if (newest === undefined) throw new Error('scripts/data/provenance.mjs names no live source');
  return newest;
}

/** Sources that facts name in a way that says nothing outside the project. */
export const renamedSources = /** @type {const} */ ({
  'guide-permissions': {
    repo: 'learn.microsoft.com',
    path: 'Overview of Microsoft Graph permissions (zh-CN)',
    date: 'undated',
  },
});

/** The date of a source. @param {string} path in its repository @returns {string} */
export function dateOf(path) {
  const source = provenance.find((each) => each.path === path);
  if (source === undefined) throw new Error(`scripts/data/provenance.mjs has no ${path}`);
  return source.date;
}
