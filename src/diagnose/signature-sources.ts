import type { Source } from '../rules/define-rule.js';
import { graphCalls, permissionsOverview } from '../rules/sources.js';

/** What the keys of sources in data/signatures.tsv stand for. A key that is not here is a public thread: owner/repository#number. */
export const signatureSources: Readonly<Record<string, Source>> = {
  aadgbeh: {
    title: 'Blocking of Azure AD Graph by application',
    where: 'microsoftgraph/microsoft-graph-docs-contrib authenticationBehaviors: blockAzureADGraphAccess',
    seen: '2025',
  },
  aap: {
    title: 'Limiting applications to some mailboxes',
    where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/auth-limit-mailbox-access.md',
    seen: '2024-11-07',
  },
  acs: {
    title: 'Retirement of Azure ACS in SharePoint Online',
    where: 'SharePoint/sp-dev-docs docs/sp-add-ins/retirement-announcement-for-azure-acs.md',
    seen: '2023-11-13',
  },
  claims: {
    title: 'Claims challenges',
    where: 'MicrosoftDocs/entra-docs docs/identity-platform/claims-challenge.md',
    seen: '2024-04-10',
  },
  consenterr: {
    title: 'Unexpected errors at consent',
    where:
      'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/application-sign-in-unexpected-user-consent-error.md',
    seen: '2025-02-27',
  },
  consentpol: {
    title: 'Consent policies for applications',
    where: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/manage-app-consent-policies.md',
    seen: '2026-01-22',
  },
  devx: graphCalls,
  errcodes: {
    title: 'Microsoft Entra error codes',
    where: 'MicrosoftDocs/entra-docs docs/identity-platform/reference-error-codes.md',
    seen: '2024-04-24',
  },
  exp: { title: 'Experience of practitioners', where: 'in no document that was read', seen: '2026' },
  gd7634: {
    title: 'AADSTS650051 at consent',
    where: 'microsoftgraph/microsoft-graph-docs issues #7634 and #7629',
    seen: '2020-04-06',
  },
  ge897: {
    title: 'Too many scopes in one address',
    where: 'microsoftgraph/microsoft-graph-explorer-v4 issue #897',
    seen: '2021-03-29',
  },
  grapherr: {
    title: 'Errors of Microsoft Graph',
    where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/errors.md',
    seen: '2026',
  },
  'guide-errors': {
    title: 'Resolving authorization errors of Microsoft Graph',
    where: 'learn.microsoft.com graph/resolve-auth-errors',
    seen: '2026',
  },
  'guide-permissions': permissionsOverview,
  idres: {
    title: 'Restrictions on identifier URIs',
    where: 'MicrosoftDocs/entra-docs docs/identity-platform/identifier-uri-restrictions.md',
    seen: '2025-01-29',
  },
  live: { title: 'Permissions of the live service', where: 'merill/microsoft-info _info', seen: '2026-08-20' },
  msaljs663: {
    title: 'Too many scopes in one request',
    where: 'AzureAD/microsoft-authentication-library-for-js issue #663',
    seen: '2019-04-26',
  },
  pim: {
    title: 'APIs of Privileged Identity Management',
    where: 'MicrosoftDocs/entra-docs docs/id-governance/privileged-identity-management/pim-apis.md',
    seen: '2023-09-12',
  },
  pub: { title: 'Error texts in public repositories', where: 'found by searching for the text', seen: '2026' },
  raptor158: {
    title: 'AADSTS650051 at consent',
    where: 'microsoftgraph/msgraph-sdk-raptor issue #158',
    seen: '2021-01-26',
  },
  rsc: {
    title: 'Resource-specific consent',
    where: 'MicrosoftDocs/msteams-docs msteams-platform/graph-api/rsc/resource-specific-consent.md',
    seen: '2025-02-20',
  },
  selected: {
    title: 'Selected permissions of SharePoint and OneDrive',
    where: 'microsoftgraph/microsoft-graph-docs-contrib concepts/permissions-selected-overview.md',
    seen: '2026',
  },
  spless: {
    title: 'Sign-in without a service principal',
    where: 'MicrosoftDocs/entra-docs docs/identity-platform/deprecate-service-principal-less-authentication.md',
    seen: '2025-03-30',
  },
};
