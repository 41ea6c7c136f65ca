// Reads azuread's Application and ApplicationRegistration.
import type {
  ApiRequest,
  Application,
  ClientFacts,
  FactList,
  PermissionRequest,
  RedirectUri,
} from '../../model/application.js';
import type { Fact } from '../../model/fact.js';
import type { Problem } from '../../model/problem.js';
import { nearestOf } from '../../model/spelling.js';
import { joinLists } from '../graph-application.js';
import { requestsOf } from '../required-resource-access.js';
import { child, items, type Node, Pending } from '../source.js';
import { quoted } from '../wording.js';
import {
  below,
  eachOnce,
  factList,
  flagFact,
  isAbsent,
  kindFact,
  noItems,
  oneItem,
  placeAt,
  requiredTextFact,
  textFact,
  textSet,
  unknownFact,
} from './facts.js';

/** Reads an application with all that its one resource says. */
export function readApplication(root: Node): Application {
  const list = child(root, 'requiredResourceAccesses');
  // A list that is not known yet stands as one entry, so that it is told what could not be checked.
  const apis = list.value instanceof Pending ? [readApi(list)] : eachOnce(items(list), entryKey).map(readApi);
  return {
    ...readName(root),
    ...readAudience(root),
    tokenVersion: tokenVersionFact(below(root, 'api', 'requestedAccessTokenVersion'), root, 1),
    ...requestsOf(apis, 'ids-required'),
    clients: readClients(root),
    requestsAt: placeAt(list),
    at: root,
  };
}

/** Types of entries that are neither `Role` nor `Scope`: the provider refuses them, another letter case included. */
export function* kindProblems(root: Node): Iterable<Problem> {
  for (const entry of items(child(root, 'requiredResourceAccesses'))) {
    for (const request of items(child(entry, 'resourceAccesses'))) {
      const at = child(request, 'type');
      if (typeof at.value !== 'string' || kindFact(at).known) continue;
      const near = nearestOf(at.value, ['Role', 'Scope'], 1)[0];
      const hint = near === undefined ? '' : ` Did you mean ${near}?`;
      const message = `type is ${quoted(at.value)}; the azuread provider takes Role or Scope here and refuses anything else.${hint}`;
      yield { kind: 'malformed', at, message };
    }
  }
}

/** Its permissions, URIs and credentials are resources of their own. */
export function readApplicationRegistration(root: Node): Application {
  return {
    ...readName(root),
    ...readAudience(root),
    tokenVersion: tokenVersionFact(child(root, 'requestedAccessTokenVersion'), root, 2),
    ...requestsOf([], 'ids-required'),
    clients: { ...noClients(root), logoutUrl: textFact(child(root, 'logoutUrl')) },
    requestsAt: root,
    at: root,
  };
}

function readName(root: Node): Pick<Application, 'name'> {
  return { name: textFact(child(root, 'displayName')) };
}

/** The provider fills in the audience before policies look; a program's own inputs may still lack it. */
function readAudience(root: Node): Pick<Application, 'audience'> {
  const fact = textFact(child(root, 'signInAudience'));
  return { audience: fact.known ? { ...fact, value: fact.value ?? 'AzureADMyOrg' } : fact };
}

/**
 * What the provider writes where no version is given differs by resource, as does what its checks take for it (schemas of
 * hashicorp/terraform-provider-azuread, internal/services/applications, 2026-08-17).
 */
function tokenVersionFact(node: Node, root: Node, byDefault: 1 | 2): Fact<1 | 2> {
  const { value } = node;
  if (value === 1 || value === 2) return { known: true, value, at: node };
  // The place where it would stand, not that of the block: messages name the property by its place.
  if (isAbsent(node)) return { known: true, value: byDefault, isDefault: true, at: node };
  return unknownFact(node.value instanceof Pending ? node : root);
}

/** What an entry is in every value; undefined where a part of it is not known yet. */
function entryKey({ value }: Node): string | undefined {
  return holdsPending(value) ? undefined : JSON.stringify(value);
}

function holdsPending(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Pending || Object.values(value).some(holdsPending);
}

function readApi(entry: Node): ApiRequest {
  const list = child(entry, 'resourceAccesses');
  const { value } = list;
  const requests =
    value instanceof Pending ? [readRequest(entry, list)] : items(list).map((each) => readRequest(entry, each));
  return {
    api: requiredTextFact(child(entry, 'resourceAppId')),
    requests,
    isEmpty: isAbsent(list) || (Array.isArray(value) && requests.length === 0),
    listAt: placeAt(list),
    at: placeAt(entry),
  };
}

function readRequest(entry: Node, request: Node): PermissionRequest {
  return {
    api: requiredTextFact(child(entry, 'resourceAppId')),
    permission: requiredTextFact(child(request, 'id')),
    kind: kindFact(child(request, 'type')),
    at: placeAt(request),
  };
}

function readClients(root: Node): ClientFacts {
  const password = child(root, 'password');
  return {
    ...noClients(root),
    redirectUris: joinLists(root, [
      redirectUris(below(root, 'web', 'redirectUris'), 'web'),
      redirectUris(below(root, 'singlePageApplication', 'redirectUris'), 'spa'),
      redirectUris(below(root, 'publicClient', 'redirectUris'), 'publicClient'),
    ]),
    identifierUris: textSet(child(root, 'identifierUris')),
    exposedScopes: factList(below(root, 'api', 'oauth2PermissionScopes'), (scope) => ({
      value: textFact(child(scope, 'value')),
    })),
    tags: textSet(child(root, 'tags')),
    appRoles: factList(child(root, 'appRoles'), placeAt),
    logoutUrl: textFact(below(root, 'web', 'logoutUrl')),
    passwords: password.value ? oneItem(placeAt(password), placeAt(password)) : noItems(root),
    allowsPublicClient: flagFact(child(root, 'fallbackPublicClientEnabled')),
  };
}

/** A set of redirect URIs of one platform. */
export function redirectUris(list: Node, platform: RedirectUri['platform']): FactList<RedirectUri> {
  const texts = textSet(list);
  return { ...texts, items: texts.items.map((uri) => ({ platform, uri })) };
}

/** Facts about clients of which a resource tells nothing. */
export function noClients(root: Node): ClientFacts {
  const none = noItems(root);
  return {
    redirectUris: none,
    identifierUris: none,
    exposedScopes: none,
    preAuthorizedClients: none,
    tags: none,
    appRoles: none,
    logoutUrl: { known: true, value: undefined, at: root },
    passwords: none,
    certificates: none,
    federatedCredentials: none,
    allowsPublicClient: { known: true, value: undefined, at: root },
  };
}
