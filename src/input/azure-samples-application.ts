import type { ApiRequest, Application, PermissionKind, PermissionRequest } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import { requiredTextFact, textFact } from './facts.js';
import { requestsOf } from './required-resource-access.js';
import { child, items, type Node, placeOrParent } from './source.js';

const lists: readonly (readonly [string, PermissionKind])[] = [
  ['DelegatedPermissions', 'delegated'],
  ['ApplicationPermissions', 'application'],
];

/**
 * Reads one application of the `AADApps` of a `sample.json` of Azure-Samples. Permissions and APIs are names; a
 * `Resource` that is the `Id` of another application of the file is no API of the catalog, and not looked into.
 */
export function readAzureSamplesApplication(node: Node, siblingIds: ReadonlySet<string>): Application {
  const list = child(node, 'RequiredResourcesAccess');
  const isSibling = ({ value }: Node): boolean => typeof value === 'string' && siblingIds.has(value.toLowerCase());
  const entries = items(list).filter((entry) => !isSibling(child(entry, 'Resource')));
  return {
    name: textFact(child(node, 'Name'), node),
    audience: textFact(child(node, 'Audience'), node),
    ...requestsOf(entries.map(readResource), 'names-allowed'),
    requestsAt: placeOrParent(list, node),
    at: node,
  };
}

function readResource(entry: Node): ApiRequest {
  const api = requiredTextFact(child(entry, 'Resource'), entry);
  const requests = lists.flatMap(([key, kind]) => items(child(entry, key)).map((name) => readName(api, name, kind)));
  const isEmpty = lists.every(([key]) => {
    const { value } = child(entry, key);
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  });
  return { api, requests, isEmpty, listAt: entry, at: entry };
}

function readName(api: Fact<string>, name: Node, kind: PermissionKind): PermissionRequest {
  const at = name;
  return { api, permission: requiredTextFact(name, name), kind: { known: true, value: kind, at }, at };
}
