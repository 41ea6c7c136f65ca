import { azureAdGraphAppId, graphAppId } from '../../catalog/lookup.js';
import type { Cloud } from '../../catalog/resolve.js';

/** An API that tokens and calls often mean, with its addresses. */
export interface KnownApi {
  readonly key: string;
  readonly name: string;
  readonly appId: string;
  /** Hosts by cloud; with a dot before it, every host that ends so. */
  readonly hosts: Readonly<Partial<Record<Cloud, readonly string[]>>>;
  /** Where a token is asked for another address than is called. */
  readonly asks?: Readonly<Partial<Record<Cloud, string>>>;
  /** Whether each host takes tokens for itself only. */
  readonly isByHost?: true;
}

const storageHosts = (domain: string): readonly string[] =>
  ['blob', 'queue', 'table', 'file', 'dfs'].map((each) => `.${each}.${domain}`);

// Microsoft Graph's addresses: microsoftgraph/microsoft-graph-docs-contrib concepts/deployments.md, seen 2026-11-21. Ids of
// the others are those of the catalog; addresses of Azure services are those that the Azure CLI and Azure PowerShell list.
/** The APIs whose tokens are taken for another's; Microsoft Graph is the first. */
export const knownApis: readonly KnownApi[] = [
  {
    key: 'graph',
    name: 'Microsoft Graph',
    appId: graphAppId,
    hosts: {
      // Before the name stand what Microsoft tries out (canary) and regions.
      global: ['graph.microsoft.com', '.graph.microsoft.com'],
      usgov: ['graph.microsoft.us', '.graph.microsoft.us'],
      'usgov-dod': ['dod-graph.microsoft.us'],
      china: ['microsoftgraph.chinacloudapi.cn'],
    },
  },
  {
    key: 'aad-graph',
    name: 'Azure AD Graph',
    appId: azureAdGraphAppId,
    hosts: { global: ['graph.windows.net'], usgov: ['graph.microsoftazure.us'], china: ['graph.chinacloudapi.cn'] },
  },
  {
    key: 'exchange',
    name: 'Exchange Online',
    appId: '00000002-0000-0ff1-ce00-000000000000',
    hosts: {
      global: ['outlook.office.com', 'outlook.office365.com', 'ps.outlook.com'],
      usgov: ['outlook.office365.us'],
      'usgov-dod': ['outlook-dod.office365.us', 'webmail.apps.mil'],
      china: ['partner.outlook.cn'],
    },
    asks: { global: 'https://outlook.office365.com' },
  },
  {
    key: 'sharepoint',
    name: 'SharePoint Online',
    appId: '00000003-0000-0ff1-ce00-000000000000',
    hosts: {
      global: ['.sharepoint.com'],
      usgov: ['.sharepoint.us'],
      'usgov-dod': ['.sharepoint-mil.us', '.dps.mil'],
      china: ['.sharepoint.cn'],
    },
    isByHost: true,
  },
  {
    key: 'arm',
    name: 'Azure Resource Manager',
    appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    hosts: {
      global: ['management.azure.com', 'management.core.windows.net'],
      usgov: ['management.usgovcloudapi.net', 'management.core.usgovcloudapi.net'],
      china: ['management.chinacloudapi.cn', 'management.core.chinacloudapi.cn'],
    },
  },
  {
    key: 'key-vault',
    name: 'Azure Key Vault',
    appId: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
    hosts: {
      global: ['vault.azure.net', '.vault.azure.net'],
      usgov: ['vault.usgovcloudapi.net', '.vault.usgovcloudapi.net'],
      china: ['vault.azure.cn', '.vault.azure.cn'],
    },
  },
  {
    key: 'storage',
    name: 'Azure Storage',
    appId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
    hosts: {
      global: ['storage.azure.com', ...storageHosts('core.windows.net')],
      usgov: storageHosts('core.usgovcloudapi.net'),
      china: storageHosts('core.chinacloudapi.cn'),
    },
    asks: { usgov: 'https://storage.azure.com', china: 'https://storage.azure.com' },
  },
  {
    key: 'sql',
    name: 'Azure SQL Database',
    appId: '022907d3-0f1b-48f7-badc-1ba6abab6d66',
    hosts: {
      global: ['database.windows.net', '.database.windows.net'],
      usgov: ['database.usgovcloudapi.net', '.database.usgovcloudapi.net'],
      china: ['database.chinacloudapi.cn', '.database.chinacloudapi.cn'],
    },
  },
  {
    key: 'devops',
    name: 'Azure DevOps',
    appId: '499b84ac-1321-427f-aa17-267ca6975798',
    hosts: { global: ['dev.azure.com', 'app.vssps.visualstudio.com', '.dev.azure.com', '.visualstudio.com'] },
    asks: { global: '499b84ac-1321-427f-aa17-267ca6975798' },
  },
  {
    key: 'power-bi',
    name: 'Power BI',
    appId: '00000009-0000-0000-c000-000000000000',
    hosts: { global: ['analysis.windows.net', 'api.powerbi.com'], usgov: ['api.powerbigov.us'] },
    asks: { global: 'https://analysis.windows.net/powerbi/api' },
  },
  {
    key: 'dynamics',
    name: 'Dataverse (Dynamics 365)',
    appId: '00000007-0000-0000-c000-000000000000',
    hosts: { global: ['.dynamics.com'], usgov: ['.microsoftdynamics.us'], china: ['.dynamics.cn'] },
    isByHost: true,
  },
  {
    key: 'office-management',
    name: 'the Office 365 Management APIs',
    appId: 'c5393580-f805-4401-95e8-94b7a6ef2fc2',
    hosts: { global: ['manage.office.com'], usgov: ['manage.office365.us'] },
  },
  {
    key: 'log-analytics',
    name: 'the Log Analytics API',
    appId: 'ca7f3f0b-7d91-482c-8e09-c5d840d0eac5',
    hosts: { global: ['api.loganalytics.io', 'api.loganalytics.azure.com'] },
  },
];
