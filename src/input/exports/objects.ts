import { child, holds, isRecord, items, type Node, withValue } from '../source.js';

/** What an object of an export is; registrations are found by `recognise`. */
export type ExportKind = 'service-principal' | 'app-role-assignment' | 'permission-grant';

/** An object of an export that says something of applications. */
export interface ExportObject {
  readonly kind: ExportKind;
  readonly node: Node;
  /** The object id of the service principal that holds it in a list of its own. */
  readonly holder?: string;
}

/** The lists that an object may have at its top, as answers of Graph put together. */
export const listKeys = [
  'value',
  'applications',
  'servicePrincipals',
  'appRoleAssignments',
  'appRoleAssignedTo',
  'oauth2PermissionGrants',
];

/** Lists of grants inside a service principal: of the client's own ones those may leave out whose they are. */
const ownGrants = ['appRoleAssignments', 'oauth2PermissionGrants'];
const grantLists = [...ownGrants, 'appRoleAssignedTo'];

/** The service principals and grants of a document: of an object, a list, an answer of Graph, or several of them. */
export function objectsOf(written: Node): ExportObject[] {
  const root = withGraphKeys(written);
  const { value } = root;
  if (Array.isArray(value)) return items(root).flatMap(objectsIn);
  const own = objectsIn(root);
  if (own.length > 0 || !isRecord(value)) return own;
  return listKeys.flatMap((key) => items(child(root, key)).flatMap(objectsIn));
}

function objectsIn(written: Node): ExportObject[] {
  const node = withGraphKeys(written);
  const { value } = node;
  if (!isRecord(value) || holds(value, '@removed')) return [];
  const kind = kindOf(value);
  if (kind === undefined) return [];
  if (kind !== 'service-principal') return isDeleted(value) ? [] : [{ kind, node }];
  return [{ kind, node }, ...grantLists.flatMap((key) => grantsIn(node, key))];
}

function grantsIn(servicePrincipal: Node, key: string): ExportObject[] {
  const { value: id } = child(servicePrincipal, 'id');
  const holder = typeof id === 'string' && ownGrants.includes(key) ? id : undefined;
  return items(child(servicePrincipal, key)).flatMap((written): ExportObject[] => {
    const node = withGraphKeys(written);
    const { value } = node;
    if (!isRecord(value) || isDeleted(value) || holds(value, '@removed')) return [];
    const kind = key === 'oauth2PermissionGrants' ? 'permission-grant' : 'app-role-assignment';
    return [{ kind, node, ...(holder !== undefined && { holder }) }];
  });
}

/** PowerShell writes the keys of an object with a capital letter, all of them. Places are spelled by the document. */
function withGraphKeys(node: Node): Node {
  const { value } = node;
  if (!isRecord(value)) return node;
  const entries = Object.entries(value);
  if (entries.some(([key]) => /^[a-z]/.test(key)) || !entries.some(([key]) => /^[A-Z]/.test(key))) return node;
  return withValue(
    node,
    Object.fromEntries(entries.map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), each])),
  );
}

/** Whether a service principal or a grant is in the recycle bin of the tenant. */
export function isDeleted(value: unknown): boolean {
  return holds(value, 'deletedDateTime') && typeof value.deletedDateTime === 'string';
}

type ObjectValue = Readonly<Record<string, unknown>>;

const servicePrincipalKeys = ['servicePrincipalType', 'servicePrincipalNames', 'appOwnerOrganizationId'];
const applicationKeys = ['requiredResourceAccess', 'signInAudience'];

/** By its keys: an export with `$select` has no word for what its objects are. */
function kindOf(value: ObjectValue): ExportKind | undefined {
  const type = value['@odata.type'];
  const name = typeof type === 'string' ? type.toLowerCase().replace(/^#?microsoft\.graph\./, '') : undefined;
  if (name === 'serviceprincipal') return 'service-principal';
  if (name === 'approleassignment') return 'app-role-assignment';
  if (name === 'oauth2permissiongrant') return 'permission-grant';
  if (name !== undefined) return undefined;
  const has = (key: string): boolean => Object.hasOwn(value, key);
  if (has('principalId') && has('appRoleId')) return 'app-role-assignment';
  if (has('clientId') && has('resourceId')) {
    return has('consentType') || has('scope') ? 'permission-grant' : undefined;
  }
  if (typeof value.id !== 'string' || typeof value.appId !== 'string') return undefined;
  if (servicePrincipalKeys.some(has)) return 'service-principal';
  // One that was exported with little more than its ids; an application has one of these.
  return applicationKeys.some(has) ? undefined : 'service-principal';
}
