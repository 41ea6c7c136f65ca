// Reads the resources that make up one registration together with an Application or ApplicationRegistration.
import type {
  ApiRequest,
  Application,
  ClientFacts,
  FactList,
  PermissionKind,
  RedirectUri,
} from '../../model/application.js';
import { requestsOf } from '../required-resource-access.js';
import { child, items, type Node, Pending } from '../source.js';
import { noClients, redirectUris } from './application.js';
import { eachOnce, oneItem, placeAt, requiredTextFact, textFact, textSet } from './facts.js';

/** What one resource adds to a registration. */
export interface Part {
  readonly apis?: readonly ApiRequest[];
  readonly clients?: Partial<ClientFacts>;
}

/** The resources that belong to the application that `applicationId` names, by type token. */
export const partReaders: Readonly<Record<string, (root: Node) => Part>> = {
  'azuread:index/applicationApiAccess:ApplicationApiAccess': (root) => ({ apis: [readApiAccess(root)] }),
  'azuread:index/applicationPreAuthorized:ApplicationPreAuthorized': (root) => {
    const scopes = textSet(child(root, 'permissionIds'));
    return { clients: { preAuthorizedClients: oneItem({ scopeCount: scopes.items.length, at: root }, root) } };
  },
  'azuread:index/applicationRedirectUris:ApplicationRedirectUris': (root) => {
    // No limit differs by platform, so one that is not known yet may count as this one.
    const platform = platforms.get(child(root, 'type').value) ?? 'web';
    return { clients: { redirectUris: redirectUris(child(root, 'redirectUris'), platform) } };
  },
  'azuread:index/applicationIdentifierUri:ApplicationIdentifierUri': (root) => {
    const uri = child(root, 'identifierUri');
    return { clients: { identifierUris: oneItem(requiredTextFact(uri), placeAt(uri)) } };
  },
  'azuread:index/applicationPermissionScope:ApplicationPermissionScope': (root) => {
    const value = child(root, 'value');
    return { clients: { exposedScopes: oneItem({ value: textFact(value) }, placeAt(value)) } };
  },
  'azuread:index/applicationAppRole:ApplicationAppRole': (root) => ({ clients: { appRoles: oneItem(root, root) } }),
  'azuread:index/applicationPassword:ApplicationPassword': (root) => ({
    clients: { passwords: oneItem(root, root) },
  }),
  'azuread:index/applicationCertificate:ApplicationCertificate': (root) => ({
    clients: { certificates: oneItem(root, root) },
  }),
  'azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential': (root) => ({
    clients: { federatedCredentials: oneItem(root, root) },
  }),
  'azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential': (
    root,
  ) => ({ clients: { federatedCredentials: oneItem(root, root) } }),
  'Microsoft.Graph/applications/federatedIdentityCredentials': (root) => ({
    clients: { federatedCredentials: oneItem(root, root) },
  }),
};

/** The words of the provider for the platform of a redirect URI. */
const platforms: ReadonlyMap<unknown, RedirectUri['platform']> = new Map([
  ['Web', 'web'],
  ['SPA', 'spa'],
  ['PublicClient', 'publicClient'],
]);

/** A part by itself: what it says can be checked, what it lacks may stand in another resource. */
export function applicationOfPart(root: Node, { apis = [], clients }: Part): Application {
  return {
    ...requestsOf(apis, 'ids-required'),
    ...(clients && { clients: { ...noClients(root), ...clients } }),
    isPart: true,
    requestsAt: root,
    at: root,
  };
}

/** A registration with what other resources add to it. */
export function withParts(application: Application, parts: readonly Part[]): Application {
  if (parts.length === 0) return application;
  const apis = parts.flatMap((part) => part.apis ?? []);
  const clients = parts.flatMap((part) => part.clients ?? []);
  return {
    ...application,
    apis: [...application.apis, ...apis],
    requests: [...application.requests, ...apis.flatMap(({ requests }) => requests)],
    ...(application.clients && { clients: clients.reduce(joinClients, application.clients) }),
  };
}

function joinClients(own: ClientFacts, more: Partial<ClientFacts>): ClientFacts {
  return {
    ...own,
    redirectUris: joinLists(own.redirectUris, more.redirectUris),
    identifierUris: joinLists(own.identifierUris, more.identifierUris),
    exposedScopes: joinLists(own.exposedScopes, more.exposedScopes),
    preAuthorizedClients: joinLists(own.preAuthorizedClients, more.preAuthorizedClients),
    appRoles: joinLists(own.appRoles, more.appRoles),
    passwords: joinLists(own.passwords, more.passwords),
    certificates: joinLists(own.certificates, more.certificates),
    federatedCredentials: joinLists(own.federatedCredentials, more.federatedCredentials),
  };
}

function joinLists<T>(own: FactList<T>, more: FactList<T> | undefined): FactList<T> {
  if (more === undefined) return own;
  const unknown = own.unknown ?? more.unknown;
  return { ...own, items: [...own.items, ...more.items], ...(unknown && { unknown }) };
}

function readApiAccess(root: Node): ApiRequest {
  const roles = child(root, 'roleIds');
  const scopes = child(root, 'scopeIds');
  const api = requiredTextFact(child(root, 'apiClientId'));
  const requestOf = (id: Node, kind: PermissionKind) => ({
    api,
    permission: requiredTextFact(id),
    kind: { known: true, value: kind, at: placeAt(id) } as const,
    at: placeAt(id),
  });
  const requests = [
    ...distinctIds(roles).map((id) => requestOf(id, 'application')),
    ...distinctIds(scopes).map((id) => requestOf(id, 'delegated')),
  ];
  return { api, requests, isEmpty: requests.length === 0, listAt: root, at: root };
}

/** The ids of a set; a set that is not known yet stands as one id that is not. */
function distinctIds(list: Node): readonly Node[] {
  if (list.value instanceof Pending) return [list];
  return eachOnce(items(list), ({ value }) => (typeof value === 'string' ? value : undefined));
}
