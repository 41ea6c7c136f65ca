// Reads the inputs of a Pulumi resource as policies and programs hand them in. A value that is computed later is not
// there during a preview: reading it throws, or gives a mark. Each property is therefore read by itself, so that an
// unknown one hides nothing beside it.
import type {
  ApiRequest,
  Application,
  ClientFacts,
  FactList,
  PermissionKind,
  PermissionRequest,
  RedirectUri,
} from '../model/application.js';
import type { Fact } from '../model/fact.js';
import type { Document, Place } from '../model/place.js';
import { holds, type Node, nodeBelow, rootNode } from './source.js';

/** The resource types that are read, by their tokens. */
export const pulumiTypes: readonly string[] = ['azuread:index/application:Application'];

/**
 * The application that a resource's inputs describe, undefined for a type that is not read. Its places are pointers in
 * the provider's property names, in a document named as the resource. The display name is left out: it may be a secret,
 * and the resource's own name never is.
 */
export function readPulumiResource(type: string, name: string, props: unknown): Application | undefined {
  if (!pulumiTypes.includes(type)) return undefined;
  const root = rootNode(documentOf(name), props);
  const list = below(root, 'requiredResourceAccesses');
  const apis = isPending(list) ? [] : elements(list).map(readApi);
  const api = below(root, 'api');
  return {
    audience: audienceFact(below(root, 'signInAudience')),
    tokenVersion: tokenVersionFact(below(api, 'requestedAccessTokenVersion')),
    names: 'ids-only',
    apis,
    // A list that is not known yet stands as one request, so that it is told what could not be checked.
    requests: isPending(list) ? [readRequest(list, list)] : apis.flatMap(({ requests }) => requests),
    resourceSpecific: [],
    grants: [],
    clients: readClients(root, api),
    requestsAt: placeAt(list),
    at: root,
  };
}

/** The properties are never searched for the spelling of a key: what is unknown could not be looked into. */
function documentOf(name: string): Document {
  return {
    name,
    text: undefined,
    origin: { offset: 0, line: 1 },
    locate: (spots) => spots.map(() => undefined),
    spell: (pointer) => pointer,
  };
}

function readApi(entry: Node): ApiRequest {
  const list = below(entry, 'resourceAccesses');
  const requests = isPending(list)
    ? [readRequest(entry, list)]
    : elements(list).map((each) => readRequest(entry, each));
  const isAbsent = list.value === undefined || list.value === null;
  return {
    api: requiredTextFact(below(entry, 'resourceAppId')),
    requests,
    isEmpty: isAbsent || (Array.isArray(list.value) && requests.length === 0),
    listAt: placeAt(list),
    at: placeAt(entry),
  };
}

function readRequest(entry: Node, request: Node): PermissionRequest {
  return {
    api: requiredTextFact(below(entry, 'resourceAppId')),
    permission: requiredTextFact(below(request, 'id')),
    kind: kindFact(below(request, 'type')),
    at: placeAt(request),
  };
}

function readClients(root: Node, api: Node): ClientFacts {
  const web = below(root, 'web');
  const redirects = [
    redirectUris(web, 'web'),
    redirectUris(below(root, 'singlePageApplication'), 'spa'),
    redirectUris(below(root, 'publicClient'), 'publicClient'),
  ];
  // These are resources of their own, which one application's inputs do not tell.
  const elsewhere = { items: [], present: false, at: root };
  return {
    redirectUris: {
      items: redirects.flatMap(({ items }) => items),
      present: redirects.every(({ present }) => present),
      at: redirects.find(({ items }) => items.length > 0)?.at ?? root,
    },
    identifierUris: textSet(below(root, 'identifierUris')),
    exposedScopes: factList(below(api, 'oauth2PermissionScopes'), (scope) => ({
      value: textFact(below(scope, 'value')),
    })),
    preAuthorizedClients: elsewhere,
    tags: textSet(below(root, 'tags')),
    appRoles: factList(below(root, 'appRoles'), placeAt),
    logoutUrl: textFact(below(web, 'logoutUrl')),
    passwords: elsewhere,
    certificates: elsewhere,
    federatedCredentials: elsewhere,
    allowsPublicClient: flagFact(below(root, 'fallbackPublicClientEnabled')),
  };
}

function redirectUris(platformNode: Node, platform: RedirectUri['platform']): FactList<RedirectUri> {
  const list = textSet(below(platformNode, 'redirectUris'));
  return { ...list, items: list.items.map((uri) => ({ platform, uri })) };
}

/** URIs and tags are sets in the provider: what stands twice is kept once, and is no fault. */
function textSet(list: Node): FactList<Fact<string>> {
  const facts = factList(list, requiredTextFact);
  const seen = new Set<string>();
  const items = facts.items.filter((fact) => {
    if (!fact.known) return true;
    const isNew = !seen.has(fact.value);
    seen.add(fact.value);
    return isNew;
  });
  return { ...facts, items };
}

/** A list that is not known yet has no items: however many there will be, they break no limit now. */
function factList<T>(list: Node, read: (item: Node) => T): FactList<T> {
  return { items: elements(list).map(read), present: Array.isArray(list.value), at: placeAt(list) };
}

/** The provider fills in the audience before policies look; a program's own inputs may still lack it. */
function audienceFact(node: Node): Fact<string | undefined> {
  const fact = textFact(node);
  return fact.known ? { ...fact, value: fact.value ?? 'AzureADMyOrg' } : fact;
}

/** Without a version the provider writes 1, and its checks take a missing `api` block for 1, too. */
function tokenVersionFact(node: Node): Fact<1 | 2> {
  const { value } = node;
  if (value === 1 || value === 2) return { known: true, value, at: placeAt(node) };
  // The place where it would stand, not that of the block: messages name the property by its place.
  if (value === undefined || value === null) return { known: true, value: 1, at: node };
  return unknownFact(node);
}

function textFact(node: Node): Fact<string | undefined> {
  const { value } = node;
  if (value === undefined || value === null) return { known: true, value: undefined, at: placeAt(node) };
  return typeof value === 'string' ? { known: true, value, at: placeAt(node) } : unknownFact(node);
}

function requiredTextFact(node: Node): Fact<string> {
  return typeof node.value === 'string' ? { known: true, value: node.value, at: placeAt(node) } : unknownFact(node);
}

function flagFact(node: Node): Fact<boolean | undefined> {
  const { value } = node;
  if (value === undefined || value === null) return { known: true, value: undefined, at: placeAt(node) };
  return typeof value === 'boolean' ? { known: true, value, at: placeAt(node) } : unknownFact(node);
}

function kindFact(node: Node): Fact<PermissionKind> {
  if (node.value === 'Role') return { known: true, value: 'application', at: placeAt(node) };
  if (node.value === 'Scope') return { known: true, value: 'delegated', at: placeAt(node) };
  return unknownFact(node);
}

function unknownFact(node: Node): Fact<never> {
  return { known: false, why: isPending(node) ? 'expression' : 'malformed', at: placeAt(node) };
}

/** Stands for a value that is not known yet. */
const pending = Symbol('not known yet');

function isPending({ value }: Node): boolean {
  return value === pending;
}

/** The value below a key or index; below what is not known yet nothing is known. */
function below(parent: Node, key: string | number): Node {
  return nodeBelow(parent, key, isPending(parent) ? pending : peek(parent.value, key));
}

/** The items of a list, each read by itself; none where the value is no list. */
function elements(list: Node): Node[] {
  const { value } = list;
  return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => below(list, index)) : [];
}

function peek(value: unknown, key: string | number): unknown {
  if (!holds(value, key)) return undefined;
  try {
    const found = value[key];
    return isMark(found) ? pending : found;
  } catch (error) {
    // The policy SDK's error for an unknown value, whose class it does not export. Anything else is a bug.
    if (typeof error === 'object' && error !== null && 'unknownTypeSentinel' in error) return pending;
    throw error;
  }
}

/** What Pulumi writes for a text, number, flag, list or object that is not known yet (`@pulumi/policy` 1.21.0, proxy.js). */
const marks = [
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
];

/** A text around a mark is no more known than the mark; an output of the program's own is known only once it is applied. */
function isMark(value: unknown): boolean {
  if (typeof value === 'string') return marks.some((mark) => value.includes(mark));
  return holds(value, '__pulumiOutput') || holds(value, '__pulumiUnknown');
}

/** The place of a value, or of the nearest thing above it that is there and is not itself part of an unknown one. */
function placeAt(node: Node): Place {
  const { parent } = node;
  const isHidden = node.value === undefined || (parent !== undefined && isPending(parent));
  return parent !== undefined && isHidden ? placeAt(parent) : node;
}
