// Documents and reports that several rules rest on, each with the day it was written or read.
import type { Source } from './define-rule.js';

export const accountsValidation: Source = {
  title: 'Validation differences by supported account types',
  where: 'MicrosoftDocs/entra-docs docs/identity-platform/supported-accounts-validation.md',
  seen: '2023-03-24',
};

export const permissionsOverview: Source = {
  title: 'Overview of Microsoft Graph permissions',
  where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/permissions-overview.md',
  seen: '2023-07-31',
};

export const graphCalls: Source = {
  title: 'Calls of Microsoft Graph and the permissions that open them',
  where: 'microsoftgraph/microsoft-graph-devx-content permissions/new/permissions.json',
  seen: '2026-08-07',
};

export const permissionLimits: Source = {
  title: 'Limits on requested permissions per app',
  where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/includes/msgraph-permissions-limits.md',
  seen: '2024-11-07',
};

export const accessLimits: Source = {
  title: 'Troubleshoot required resource access limits',
  where: 'MicrosoftDocs/entra-docs docs/identity-platform/troubleshoot-required-resource-access-limits.md',
  seen: '2022-12-08',
};

export const providerChecks: Source = {
  title: 'Plan-time checks of the azuread provider',
  where: 'hashicorp/terraform-provider-azuread internal/services/applications/application_resource.go',
  seen: '2026-08-17',
};

export const graphManifest: Source = {
  title: 'App manifest, Microsoft Graph format',
  where: 'MicrosoftDocs/entra-docs docs/identity-platform/reference-microsoft-graph-app-manifest.md',
  seen: '2024-09-18',
};

export const liveGraph: Source = {
  title: 'Permissions of the live Microsoft Graph service principal',
  where: 'merill/microsoft-info _info/GraphAppRoles.json, _info/GraphDelegateRoles.json',
  seen: '2026-08-19',
};

export const deploymentCatalog: Source = {
  title: 'Deployment catalog of Microsoft Graph permissions and its history',
  where: 'microsoftgraph/microsoft-graph-devx-content permissions/new/provisioningInfo.json',
  seen: '2026-08-07',
};

export const personalScopes: Source = {
  title: 'Schemes of Microsoft Graph permissions',
  where: 'microsoftgraph/microsoft-graph-devx-content permissions/new/permissions.json',
  seen: '2026-08-07',
};

export const firstPartyApis: Source = {
  title: "Permissions of Microsoft's own APIs",
  where: 'maciejporebski/azure-ad-first-party-apps-permissions',
  seen: '2026-08-22',
};

export const wrongIdReports: Source = {
  title: 'Wrong ids and kinds are stored, and consent fails for the whole application',
  where: 'Azure-Samples/azure-finops-agent issue #52; hashicorp/terraform-provider-azuread issue #1461',
  seen: '2026-07-10',
};

export const resourceSpecificConsent: Source = {
  title: 'Resource-specific consent for Teams apps',
  where: 'MicrosoftDocs/msteams-docs msteams-platform/graph-api/rsc/resource-specific-consent.md',
  seen: '2025-02-20',
};

export const azureAdGraphRetirement: Source = {
  title: 'Migration of permissions from Azure AD Graph',
  where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/migrate-azure-ad-graph-configure-permissions.md',
  seen: '2022-11-11',
};

export const azureAdGraphBlock: Source = {
  title: 'blockAzureADGraphAccess, with the days on which Azure AD Graph ends',
  where: 'microsoftgraph/microsoft-graph-docs-contrib, resource authenticationBehaviors',
  seen: '2025',
};

export const azureAdGraphReports: Source = {
  title: 'Calls to Azure AD Graph that answer 403',
  where: 'Azure/azure-powershell issue #16067; invictus-ir/Microsoft-Extractor-Suite issue #141',
  seen: '2025-03-06',
};

export const outlookRestRetirement: Source = {
  title: 'Comparison of the Outlook REST API and Microsoft Graph, with the end of the former',
  where: 'learn.microsoft.com outlook/rest/compare-graph',
  seen: '2026-08',
};

export const pimApis: Source = {
  title: 'Iterations of the Privileged Identity Management APIs',
  where: 'MicrosoftDocs/entra-docs docs/id-governance/privileged-identity-management/pim-apis.md',
  seen: '2023-09-12',
};

export const pimRetirement: Source = {
  title: 'Retirement of iteration 2 of the Privileged Identity Management APIs',
  where: 'Microsoft 365 Message Center, in public digests',
  seen: '2026',
};

export const ewsRetirement: Source = {
  title: 'Retirement of Exchange Web Services in Exchange Online',
  where: 'announcements of the Exchange team, in public news pages',
  seen: '2026-06',
};

export const grantsByProgram: Source = {
  title: 'Grant or revoke API permissions programmatically',
  where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/permissions-grant-via-msgraph.md',
  seen: '2022-12-09',
};

export const privilegedApiPermissions: Source = {
  title: 'Classification of privileged API permissions, with paths of attack',
  where: 'Cloud-Architekt/AzurePrivilegedIAM Classification, ClassificationExplorer/content/attack-paths',
  seen: '2026-08-21',
};

export const tieredPermissions: Source = {
  title: 'Microsoft Graph application permissions in tiers, with tested paths',
  where: 'emiliensocchi/azure-tiering Microsoft Graph application permissions',
  seen: '2026-08-21',
};

export const selectedPermissions: Source = {
  title: 'Permissions for chosen sites, lists and files',
  where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/permissions-selected-overview.md',
  seen: '2026',
};

export const exchangeApplicationRoles: Source = {
  title: 'Role-based access control for applications in Exchange Online',
  where: 'learn.microsoft.com exchange/permissions-exo/application-rbac',
  seen: '2026',
};

export const consentPolicies: Source = {
  title: 'App consent policies: what the policy that Microsoft manages refuses, and who can consent',
  where: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/manage-app-consent-policies.md',
  seen: '2026-01-22',
};
