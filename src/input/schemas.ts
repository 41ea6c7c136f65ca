// Shapes of the manifest formats, written once: the build makes JSON Schemas, checkers and key lists of them.
// Attributes, types and values are those of facts/manifest-schema-facts.json (Microsoft's manifest reference pages,
// 2024-09 and 2025-04). Only what the pages fix is fixed here; unknown properties pass, and null passes everywhere
// because exports write it for what is not set.
import { z } from 'zod';

const text = z.string().nullable().optional();
const flag = z.boolean().nullable().optional();
const texts = z.array(z.string()).nullable().optional();
const objects = z.array(z.looseObject({})).nullable().optional();
const object = z.looseObject({}).nullable().optional();

const resourceAccess = z.looseObject({ id: z.string(), type: z.enum(['Scope', 'Role']) });

const requiredResourceAccess = z.array(
  z.looseObject({ resourceAppId: z.string(), resourceAccess: z.array(resourceAccess).nullable().optional() }),
);

const appRoles = z
  .array(
    z.looseObject({
      id: text,
      allowedMemberTypes: z
        .array(z.enum(['User', 'Application']))
        .nullable()
        .optional(),
      value: text,
      displayName: text,
      description: text,
      isEnabled: flag,
      origin: text,
    }),
  )
  .nullable()
  .optional();

const permissionScopes = z
  .array(
    z.looseObject({
      id: text,
      type: z.enum(['User', 'Admin']).nullable().optional(),
      value: text,
      isEnabled: flag,
      adminConsentDisplayName: text,
      adminConsentDescription: text,
      userConsentDisplayName: text,
      userConsentDescription: text,
    }),
  )
  .nullable()
  .optional();

const preAuthorizedApplications = z
  .array(z.looseObject({ appId: text, delegatedPermissionIds: texts, permissionIds: texts }))
  .nullable()
  .optional();

const tokenVersion = z.union([z.literal(1), z.literal(2), z.null()]).optional();

const optionalClaims = z
  .looseObject({ idToken: objects, accessToken: objects, saml2Token: objects })
  .nullable()
  .optional();

const inBothFormats = {
  id: text,
  appId: text,
  signInAudience: text,
  identifierUris: texts,
  tags: texts,
  appRoles,
  groupMembershipClaims: text,
  optionalClaims,
  parentalControlSettings: z
    .looseObject({ countriesBlockedForMinors: texts, legalAgeGroupRule: text })
    .nullable()
    .optional(),
  keyCredentials: objects,
  passwordCredentials: objects,
  requiredResourceAccess: requiredResourceAccess.nullable().optional(),
  oauth2RequirePostResponse: flag,
  samlMetadataUrl: text,
  addIns: objects,
  tokenEncryptionKeyId: text,
  description: text,
  notes: text,
};

/** An application as Microsoft Graph has it: the portal's manifest since 2025, and what the API takes and returns. */
export const graphApplication = z.looseObject({
  ...inBothFormats,
  displayName: text,
  isFallbackPublicClient: flag,
  isDeviceOnlyAuthSupported: flag,
  serviceManagementReference: text,
  uniqueName: text,
  defaultRedirectUri: text,
  info: z
    .looseObject({
      termsOfServiceUrl: text,
      supportUrl: text,
      privacyStatementUrl: text,
      marketingUrl: text,
      logoUrl: text,
    })
    .nullable()
    .optional(),
  api: z
    .looseObject({
      acceptMappedClaims: flag,
      knownClientApplications: texts,
      oauth2PermissionScopes: permissionScopes,
      preAuthorizedApplications,
      requestedAccessTokenVersion: tokenVersion,
    })
    .nullable()
    .optional(),
  web: z
    .looseObject({
      redirectUris: texts,
      homePageUrl: text,
      logoutUrl: text,
      implicitGrantSettings: z
        .looseObject({ enableAccessTokenIssuance: flag, enableIdTokenIssuance: flag })
        .nullable()
        .optional(),
    })
    .nullable()
    .optional(),
  spa: z.looseObject({ redirectUris: texts }).nullable().optional(),
  publicClient: z.looseObject({ redirectUris: texts }).nullable().optional(),
  servicePrincipalLockConfiguration: object,
});

/** An application in the layout of Azure AD Graph, which the portal showed until January 2025 and toolkits still write. */
export const azureAdGraphApplication = z.looseObject({
  ...inBothFormats,
  name: text,
  allowPublicClient: flag,
  acceptMappedClaims: flag,
  knownClientApplications: texts,
  oauth2Permissions: permissionScopes,
  preAuthorizedApplications,
  accessTokenAcceptedVersion: tokenVersion,
  requestedAccessTokenVersion: tokenVersion,
  replyUrlsWithType: z
    .array(z.looseObject({ url: text, type: z.enum(['Web', 'Spa', 'InstalledClient']).nullable().optional() }))
    .nullable()
    .optional(),
  informationalUrls: z
    .looseObject({ termsOfService: text, support: text, privacy: text, marketing: text })
    .nullable()
    .optional(),
  logoUrl: text,
  signInUrl: text,
  logoutUrl: text,
  oauth2AllowImplicitFlow: flag,
  oauth2AllowIdTokenImplicitFlow: flag,
  availableToOtherTenants: flag,
});

/** The array alone, as `az ad app create --required-resource-accesses` takes it. */
export const requiredResourceAccessList = requiredResourceAccess;

/** One application of the `AADApps` list in a `sample.json` of Azure-Samples. */
export const azureSamplesApplication = z.looseObject({
  Id: text,
  Name: text,
  Audience: text,
  RequiredResourcesAccess: z
    .array(
      z.looseObject({
        Resource: z.string(),
        DelegatedPermissions: texts,
        ApplicationPermissions: texts,
      }),
    )
    .nullable()
    .optional(),
});

/** The parts of a Teams app manifest that ask for permissions. */
export const teamsManifest = z.looseObject({
  webApplicationInfo: z.looseObject({ id: text, resource: text }).nullable().optional(),
  authorization: z
    .looseObject({
      permissions: z
        .looseObject({
          resourceSpecific: z
            .array(z.looseObject({ name: z.string(), type: z.enum(['Application', 'Delegated']) }))
            .nullable()
            .optional(),
        })
        .nullable()
        .optional(),
    })
    .nullable()
    .optional(),
});

/** Every schema by the name of its file in `dist/schema/`. */
export const schemas = {
  'graph-application': graphApplication,
  'azure-ad-graph-application': azureAdGraphApplication,
  'required-resource-access': requiredResourceAccessList,
  'azure-samples-application': azureSamplesApplication,
  'teams-manifest': teamsManifest,
};
