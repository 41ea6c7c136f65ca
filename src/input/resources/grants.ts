// Reads the resources that give consent. Whose permission is granted is an object id, which only another resource of the
// stack, or the tenant, tells the meaning of.
import type { PermissionGrant } from '../../model/application.js';
import type { Fact, UnknownFact } from '../../model/fact.js';
import { child, type Node, Pending } from '../source.js';
import { isAbsent, placeAt, requiredTextFact, textSet, unknownFact } from './facts.js';

/** A resource that grants permissions, and the properties that say to whom and of which API. */
export interface GrantReader {
  /** The property with the object id of the client's service principal. */
  readonly client: string;
  /** The property with the object id of the API's service principal. */
  readonly api: string;
  readonly read: (root: Node, api: Fact<string>) => readonly PermissionGrant[];
}

/** The resources that grant permissions, by type token. */
export const grantReaders: Readonly<Record<string, GrantReader>> = {
  'azuread:index/appRoleAssignment:AppRoleAssignment': {
    client: 'principalObjectId',
    api: 'resourceObjectId',
    read: readAppRoleAssignment,
  },
  'azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant': {
    client: 'servicePrincipalObjectId',
    api: 'resourceServicePrincipalObjectId',
    read: readDelegatedGrant,
  },
  'Microsoft.Graph/appRoleAssignedTo': { client: 'principalId', api: 'resourceId', read: readAppRoleAssignment },
  'Microsoft.Graph/oauth2PermissionGrants': { client: 'clientId', api: 'resourceId', read: readGraphGrant },
};

/** The API of a grant as its resource alone tells it: not at all. */
export function unnamedApi(root: Node, { api }: GrantReader): UnknownFact {
  const node = child(root, api);
  if (node.value instanceof Pending) return unknownFact(node);
  return { known: false, why: 'tenant', at: node };
}

/** Default access: an assignment to the application as such, without any role (resource type appRoleAssignment, v1.0). */
const defaultAccess = '00000000-0000-0000-0000-000000000000';

function readAppRoleAssignment(root: Node, api: Fact<string>): readonly PermissionGrant[] {
  const id = child(root, 'appRoleId');
  if (id.value === defaultAccess) return [];
  const permission = requiredTextFact(id);
  const forAllPrincipals = { known: true, value: false, at: root } as const;
  const kind = { known: true, value: 'application', at: id } as const;
  return [{ api, permission, kind, names: 'ids-required', forAllPrincipals, at: root }];
}

/** Graph keeps the names of a grant in one text, parted by spaces (resource type oAuth2PermissionGrant, v1.0). */
function readGraphGrant(root: Node, api: Fact<string>): readonly PermissionGrant[] {
  const scope = child(root, 'scope');
  const consent = child(root, 'consentType');
  const forAllPrincipals: Fact<boolean> =
    consent.value instanceof Pending
      ? unknownFact(consent)
      : { known: true, value: consent.value === 'AllPrincipals', at: placeAt(consent) };
  return delegatedGrants(namesOf(scope), api, forAllPrincipals);
}

function namesOf(scope: Node): readonly Fact<string>[] {
  const fact = requiredTextFact(scope);
  if (!fact.known) return [fact];
  const names = new Set(fact.value.split(/\s+/).filter((name) => name !== ''));
  return [...names].map((value) => ({ ...fact, value }));
}

/** One grant for every name; names are given once, in letter case that the service keeps. */
function readDelegatedGrant(root: Node, api: Fact<string>): readonly PermissionGrant[] {
  const list = child(root, 'claimValues');
  const user = child(root, 'userObjectId');
  const forAllPrincipals: Fact<boolean> =
    user.value instanceof Pending ? unknownFact(user) : { known: true, value: isAbsent(user), at: root };
  const names = list.value instanceof Pending ? [unknownFact(list)] : textSet(list).items;
  return delegatedGrants(names, api, forAllPrincipals);
}

function delegatedGrants(
  names: readonly Fact<string>[],
  api: Fact<string>,
  forAllPrincipals: Fact<boolean>,
): readonly PermissionGrant[] {
  return names.map((permission) => ({
    api,
    permission,
    kind: { known: true, value: 'delegated', at: permission.at },
    names: 'names-allowed',
    forAllPrincipals,
    at: permission.at,
  }));
}
