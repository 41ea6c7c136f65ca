import type {
  Application,
  ClientFacts,
  ExposedScope,
  FactList,
  NamePolicy,
  PreAuthorizedClient,
  RedirectUri,
} from '../model/application.js';
import { flagFact, requiredTextFact, textFact, tokenVersionFact } from './facts.js';
import { readApiRequests, requestsOf } from './required-resource-access.js';
import { child, items, type Node, Pending, pendingFact, placeOrParent } from './source.js';

/** Reads an application in the layout of Microsoft Graph; its keys are spelled as the format spells them. */
export function readGraphApplication(node: Node, names: NamePolicy): Application {
  const list = child(node, 'requiredResourceAccess');
  const api = child(node, 'api');
  return {
    name: textFact(child(node, 'displayName'), node),
    appId: textFact(child(node, 'appId'), node),
    objectId: textFact(child(node, 'id'), node),
    audience: textFact(child(node, 'signInAudience'), node),
    tokenVersion: tokenVersionFact(child(api, 'requestedAccessTokenVersion'), api.value === undefined ? node : api),
    ...requestsOf(readApiRequests(list), names),
    clients: readClients(node, api),
    requestsAt: placeOrParent(list, node),
    at: node,
  };
}

function readClients(node: Node, api: Node): ClientFacts {
  const web = child(node, 'web');
  return {
    redirectUris: joinLists(node, [
      readRedirectUris(web, 'web'),
      readRedirectUris(child(node, 'spa'), 'spa'),
      readRedirectUris(child(node, 'publicClient'), 'publicClient'),
    ]),
    exposedScopes: readScopes(child(api, 'oauth2PermissionScopes'), node),
    preAuthorizedClients: readPreAuthorizedClients(child(api, 'preAuthorizedApplications'), node),
    logoutUrl: textFact(child(web, 'logoutUrl'), node),
    allowsPublicClient: flagFact(child(node, 'isFallbackPublicClient'), node),
    ...readSharedClientFacts(node),
  };
}

function readRedirectUris(platformNode: Node, platform: RedirectUri['platform']): FactList<RedirectUri> {
  const list = child(platformNode, 'redirectUris');
  return factList(list, platformNode, (uri) => ({ platform, uri: requiredTextFact(uri, list) }));
}

/** The facts about clients that both layouts write alike. */
export function readSharedClientFacts(node: Node) {
  const texts = (key: string) => {
    const list = child(node, key);
    return factList(list, node, (item) => requiredTextFact(item, list));
  };
  const places = (key: string) => factList(child(node, key), node, (item) => item);
  return {
    identifierUris: texts('identifierUris'),
    tags: texts('tags'),
    appRoles: places('appRoles'),
    passwords: places('passwordCredentials'),
    certificates: places('keyCredentials'),
    federatedCredentials: places('federatedIdentityCredentials'),
  };
}

/** The scopes that an application exposes, in either layout. */
export function readScopes(list: Node, parent: Node): FactList<ExposedScope> {
  return factList(list, parent, (scope) => ({ value: textFact(child(scope, 'value'), scope) }));
}

/** The clients that an application trusts. Manifest pages say `permissionIds`, the API `delegatedPermissionIds`. */
export function readPreAuthorizedClients(list: Node, parent: Node): FactList<PreAuthorizedClient> {
  return factList(list, parent, (client) => {
    const ids = [...items(child(client, 'delegatedPermissionIds')), ...items(child(client, 'permissionIds'))];
    return { scopeCount: ids.length, at: client };
  });
}

/** A list of facts; `present` is false where the value is no list. */
export function factList<T>(list: Node, parent: Node, read: (item: Node) => T): FactList<T> {
  const { value } = list;
  const facts = { items: items(list).map(read), present: Array.isArray(value), at: placeOrParent(list, parent) };
  return value instanceof Pending ? { ...facts, unknown: pendingFact(list, value) } : facts;
}

/** One list of several; it is present when all of them are. */
export function joinLists<T>(parent: Node, lists: readonly FactList<T>[]): FactList<T> {
  const first = lists.find((list) => list.items.length > 0);
  const unknown = lists.find((list) => list.unknown !== undefined)?.unknown;
  const all = lists.flatMap((list) => list.items);
  const joined = { items: all, present: lists.every(({ present }) => present), at: first?.at ?? parent };
  return unknown === undefined ? joined : { ...joined, unknown };
}
