// Entries of requiredResourceAccess as fixes write and remove them. A document wholly in PascalCase keeps its spelling:
// an entry in camelCase would make it a mixed one.
import { resolveApi } from '../catalog/resolve.js';
import type { Api, Permission } from '../catalog/types.js';
import type { ApiRequest, Application, PermissionKind, PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Edit, Fix } from '../model/finding.js';
import type { Place } from '../model/place.js';
import type { RuleContext } from './define-rule.js';
import { manifestType } from './wording.js';

/** Whether a request stands in a `requiredResourceAccess` list; other formats write their entries otherwise. */
export function isManifestEntry({ kind }: PermissionRequest): boolean {
  return kind.at.pointer.at(-1) === 'type';
}

/** A `resourceAccess` entry, its keys spelled as those of `like`. */
export function accessEntry(
  like: PermissionRequest,
  id: string,
  kind: PermissionKind,
): Readonly<Record<string, string>> {
  return { [spelledKey(like.permission.at, 'id')]: id, [spelledKey(like.kind.at, 'type')]: manifestType(kind) };
}

/** The last permission of an API goes with its API: Graph refuses an API without permissions. */
export function removal(from: ApiRequest, request: PermissionRequest): Edit {
  return { op: 'remove', pointer: from.requests.length === 1 ? from.at.pointer : request.at.pointer };
}

/** Moves a request below the API that owns its permission, which may be listed already, and may even have it. */
export function moveBelow(
  application: Application,
  request: PermissionRequest,
  owner: Permission,
  context: RuleContext,
): Fix | undefined {
  const from = application.apis.find(({ requests }) => requests.includes(request));
  if (from === undefined || !isManifestEntry(request)) return undefined;
  const target = application.apis.find(({ api }) => api.known && isApi(owner.api, api.value, context));
  if (target !== undefined && target.requests.length === 0) return undefined;
  const isThere = target?.requests.some((each) => isRequestOf(each, owner)) === true;
  const entry = accessEntry(request, owner.id, owner.kind);
  const added: Edit =
    target === undefined
      ? { op: 'add', pointer: [...application.requestsAt.pointer, '-'], value: apiEntry(from, owner.api.appId, entry) }
      : { op: 'add', pointer: [...target.listAt.pointer, '-'], value: entry };
  return { class: 'unsafe', edits: [...(isThere ? [] : [added]), removal(from, request)] };
}

function isApi(api: Api, value: string, { catalog, names }: RuleContext): boolean {
  const written = resolveApi(catalog, value, names);
  return typeof written !== 'string' && written.appId === api.appId;
}

function isRequestOf({ permission, kind }: PermissionRequest, { id, kind: wanted }: Permission): boolean {
  return knownValue(permission)?.toLowerCase() === id && knownValue(kind) === wanted;
}

/** A `requiredResourceAccess` entry that holds one request, its keys spelled as those of `like`. */
function apiEntry(like: ApiRequest, appId: string, entry: object): Readonly<Record<string, unknown>> {
  return { [spelledKey(like.api.at, 'resourceAppId')]: appId, [spelledKey(like.listAt, 'resourceAccess')]: [entry] };
}

function spelledKey({ document, pointer }: Place, key: string): string {
  return pointer.at(-1) === key ? String(document.spell(pointer).at(-1)) : key;
}
