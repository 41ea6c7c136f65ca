import { isRecord } from '../input/source.js';

/** The lists of an export, in the order in which they are fetched. */
export const listNames = ['applications', 'servicePrincipals', 'oauth2PermissionGrants', 'appRoleAssignments'] as const;
export type ListName = (typeof listNames)[number];

type Item = Readonly<Record<string, unknown>>;

interface ListSpec {
  /** Graph's name of the type. */
  readonly type: string;
  readonly keep: readonly string[];
}

// Names and dates tell that a credential is there; Graph returns no value of one, and none is kept.
const ofCredentials = ['keyId', 'displayName', 'startDateTime', 'endDateTime', 'type', 'usage'];

/** What linting reads of each type. */
const specs: Readonly<Record<ListName, ListSpec>> = {
  applications: {
    type: 'application',
    keep: [
      ...[
        'id',
        'appId',
        'displayName',
        'signInAudience',
        'requiredResourceAccess',
        'api',
        'web',
        'spa',
        'publicClient',
      ],
      ...['identifierUris', 'tags', 'appRoles', 'isFallbackPublicClient', 'keyCredentials', 'passwordCredentials'],
    ],
  },
  servicePrincipals: {
    type: 'servicePrincipal',
    keep: [
      ...['id', 'appId', 'displayName', 'servicePrincipalType', 'appOwnerOrganizationId', 'appRoles'],
      ...['oauth2PermissionScopes', 'resourceSpecificApplicationPermissions'],
    ],
  },
  oauth2PermissionGrants: {
    type: 'oAuth2PermissionGrant',
    keep: ['id', 'clientId', 'consentType', 'principalId', 'resourceId', 'scope'],
  },
  appRoleAssignments: {
    type: 'appRoleAssignment',
    keep: [
      'id',
      'appRoleId',
      'principalId',
      'principalType',
      'principalDisplayName',
      'resourceId',
      'resourceDisplayName',
    ],
  },
};

/**
 * The path of the first page of a list. Grants and assignments are chosen from when they came: `$select` is documented
 * for them in general words only.
 */
export function firstPath(list: ListName, api: string | undefined): string {
  if (list === 'appRoleAssignments') return `/v1.0/servicePrincipals/${api}/appRoleAssignedTo?$top=999`;
  if (list === 'oauth2PermissionGrants') return '/v1.0/oauth2PermissionGrants?$top=999';
  return `/v1.0/${list}?$select=${specs[list].keep.join(',')}&$top=999`;
}

/** The lines of a page, one object each: what linting reads, and nothing else. */
export function linesOf(list: ListName, items: readonly Item[]): readonly string[] {
  const { type, keep } = specs[list];
  // Users and groups are assigned roles, too; that is no permission of an application.
  const own = list === 'appRoleAssignments' ? items.filter(isOfApplication) : items;
  return own.map((item) => {
    const kept = keep.flatMap((key) =>
      item[key] === undefined ? [] : [[key, withoutValues(key, item[key])] as const],
    );
    return `${JSON.stringify({ '@odata.type': `#microsoft.graph.${type}`, ...Object.fromEntries(kept) })}\n`;
  });
}

function isOfApplication({ principalType }: Item): boolean {
  return principalType === undefined || principalType === 'ServicePrincipal';
}

function withoutValues(key: string, value: unknown): unknown {
  if (!key.endsWith('Credentials') || !Array.isArray(value)) return value;
  return value.filter(isRecord).map((each) => {
    const kept = ofCredentials.flatMap((name) => (each[name] === undefined ? [] : [[name, each[name]] as const]));
    return Object.fromEntries(kept);
  });
}

/** The id of a service principal that has permissions to assign to applications; undefined for all others. */
export function apiIdOf(line: string): string | undefined {
  const value: unknown = JSON.parse(line);
  if (!isRecord(value) || typeof value.id !== 'string' || !Array.isArray(value.appRoles)) return undefined;
  const isForApplications = value.appRoles.some(
    (role) =>
      isRecord(role) && Array.isArray(role.allowedMemberTypes) && role.allowedMemberTypes.includes('Application'),
  );
  return isForApplications ? value.id : undefined;
}
