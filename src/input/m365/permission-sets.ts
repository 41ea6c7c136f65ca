// Permission sets of CIPP: by the API's appId, the permissions of each kind with id and name (KelvinTegelaar/CIPP-API
// Modules/CIPPCore/Public/Entrypoints/HTTP Functions/Tenant/Administration/Application Approval, 2026).
import type { ApiRequest, Application, PermissionKind, PermissionRequest } from '../../model/application.js';
import type { Fact } from '../../model/fact.js';
import { requiredTextFact, textFact } from '../facts.js';
import { requestsOf } from '../required-resource-access.js';
import { child, holds, type InputItem, isRecord, items, type JsonSource, type Node, rootNode } from '../source.js';
import { isPermissionSet, permissionLists as lists } from './recognise.js';

/** Reads each permission set as an application that asks for all of it. */
export function* readPermissionSets(source: JsonSource): Iterable<InputItem> {
  const root = rootNode(source.document, source.value);
  const sets = Array.isArray(root.value) ? items(root) : [root];
  for (const set of sets) {
    if (isPermissionSet(set.value)) yield { kind: 'application', application: applicationOf(set) };
  }
}

function applicationOf(set: Node): Application {
  const permissions = child(set, 'Permissions');
  const ids = isRecord(permissions.value) ? Object.keys(permissions.value) : [];
  // A template of an application has its name; one of permissions its own.
  const name = ['TemplateName', 'AppName'].find((key) => holds(set.value, key));
  return {
    ...(name !== undefined && { name: textFact(child(set, name), set) }),
    ...(holds(set.value, 'AppId') && { appId: textFact(child(set, 'AppId'), set) }),
    ...requestsOf(
      ids.map((id) => apiRequest(child(permissions, id), id)),
      'names-allowed',
    ),
    requestsAt: permissions,
    at: set,
  };
}

function apiRequest(node: Node, id: string): ApiRequest {
  const api = { known: true, value: id, at: { ...placeOf(node), part: 'key' } } as const;
  const requests = lists.flatMap(([key, kind]) => items(child(node, key)).map((entry) => request(api, entry, kind)));
  // CIPP keeps an API whose last permission was taken away.
  return { api, requests, isEmpty: false, listAt: node, at: node };
}

function placeOf({ document, pointer }: Node) {
  return { document, pointer };
}

/** The id decides; a permission that no service principal publishes has its name there. */
function request(api: Fact<string>, entry: Node, kind: PermissionKind): PermissionRequest {
  const permission = requiredTextFact(child(entry, 'id'), entry);
  return { api, permission, kind: { known: true, value: kind, at: entry }, at: entry };
}
