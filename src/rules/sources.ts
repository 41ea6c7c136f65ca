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
