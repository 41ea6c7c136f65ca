import type { Application, ClientFacts, FactList, NamePolicy, RedirectUri } from '../model/application.js';
import { flagFact, requiredTextFact, textFact, tokenVersionFact } from './facts.js';
import { factList, readPreAuthorizedClients, readScopes, readSharedClientFacts } from './graph-application.js';
import { readApiRequests, requestsOf } from './required-resource-access.js';
import { child, type Node, placeOrParent } from './source.js';

const platforms: ReadonlyMap<unknown, RedirectUri['platform']> = new Map([
  ['Web', 'web'],
  ['Spa', 'spa'],
  ['InstalledClient', 'publicClient'],
]);

/**
 * Reads an application in the layout of Azure AD Graph; its keys are spelled as the format spells them. The oldest
 * manifests call some properties otherwise (`objectId`, `replyUrls`, `publicClient`), the portal's quickstarts `x-ms-name`.
 */
export function readAzureAdGraphApplication(node: Node, names: NamePolicy): Application {
  const list = child(node, 'requiredResourceAccess');
  return {
    name: textFact(firstPresent(node, ['name', 'displayName', 'x-ms-name']), node),
    appId: textFact(child(node, 'appId'), node),
    objectId: textFact(firstPresent(node, ['id', 'objectId']), node),
    audience: textFact(child(node, 'signInAudience'), node),
    tokenVersion: tokenVersionFact(
      firstPresent(node, ['accessTokenAcceptedVersion', 'requestedAccessTokenVersion']),
      node,
    ),
    ...requestsOf(readApiRequests(list), names),
    clients: readClients(node),
    requestsAt: placeOrParent(list, node),
    at: node,
  };
}

function readClients(node: Node): ClientFacts {
  return {
    redirectUris: readReplyUrls(node),
    exposedScopes: readScopes(child(node, 'oauth2Permissions'), node),
    preAuthorizedClients: readPreAuthorizedClients(child(node, 'preAuthorizedApplications'), node),
    logoutUrl: textFact(child(node, 'logoutUrl'), node),
    allowsPublicClient: flagFact(firstPresent(node, ['allowPublicClient', 'publicClient']), node),
    ...readSharedClientFacts(node),
  };
}

function readReplyUrls(node: Node): FactList<RedirectUri> {
  const typed = child(node, 'replyUrlsWithType');
  if (typed.value !== undefined) {
    return factList(typed, node, (entry) => ({
      platform: platforms.get(child(entry, 'type').value) ?? 'web',
      uri: requiredTextFact(child(entry, 'url'), entry),
    }));
  }
  const plain = child(node, 'replyUrls');
  return factList(plain, node, (uri) => ({ platform: 'web', uri: requiredTextFact(uri, plain) }));
}

function firstPresent(node: Node, keys: readonly [string, ...string[]]): Node {
  const nodes = keys.map((key) => child(node, key));
  return nodes.find(({ value }) => value !== undefined) ?? child(node, keys[0]);
}
