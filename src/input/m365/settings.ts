// The settings.json of a Microsoft365DSC resource: the permissions that an application needs to read the resource, and to
// write it (microsoft/Microsoft365DSC Modules/Microsoft365DSC/Modules/M365DSCPermissions.psm1 makes registrations of them).
import type { ApiRequest, Application, PermissionKind, PermissionRequest } from '../../model/application.js';
import type { Place } from '../../model/place.js';
import { requiredTextFact } from '../facts.js';
import { requestsOf } from '../required-resource-access.js';
import { child, type InputItem, isRecord, items, type JsonSource, type Node, rootNode } from '../source.js';
import { settingsSections } from './recognise.js';

const apis: Readonly<Record<(typeof settingsSections)[number], string>> = {
  graph: '00000003-0000-0000-c000-000000000000',
  sharepoint: '00000003-0000-0ff1-ce00-000000000000',
};

const kinds: readonly PermissionKind[] = ['delegated', 'application'];

/** Reads the permissions to read and those to write as an application each: nobody asks for both lists. */
export function* readMicrosoft365DscSettings(source: JsonSource): Iterable<InputItem> {
  const root = rootNode(source.document, source.value);
  const applications = ['read', 'update'].map((access) => applicationOf(root, access));
  const asking = applications.filter(({ requests }) => requests.length > 0);
  for (const application of asking) yield { kind: 'application', application };
  if (asking.length === 0)
    yield { kind: 'passed-over', reason: 'is a Microsoft365DSC resource that needs no permission' };
}

function applicationOf(root: Node, access: string): Application {
  const permissions = child(root, 'permissions');
  const requested = settingsSections.flatMap(
    (section) => apiRequest(child(permissions, section), apis[section], access) ?? [],
  );
  const resource = child(root, 'resourceName');
  return {
    name: { known: true, value: `${resource.value} (${access})`, at: resource },
    ...requestsOf(requested, 'names-allowed'),
    requestsAt: permissions,
    at: root,
  };
}

function apiRequest(node: Node, id: string, access: string): ApiRequest | undefined {
  if (!isRecord(node.value)) return undefined;
  const api = { known: true, value: id, at: node } as const;
  const requests = kinds.flatMap((kind) => namedIn(child(child(node, kind), access), kind, api));
  return requests.length === 0 ? undefined : { api, requests, isEmpty: false, listAt: node, at: node };
}

function namedIn(
  list: Node,
  kind: PermissionKind,
  api: { readonly known: true; readonly value: string; readonly at: Place },
): readonly PermissionRequest[] {
  // The word says that the resource cannot be used in this way.
  const entries = items(list).filter((entry) => child(entry, 'name').value !== 'NotSupported');
  return entries.map((entry) => ({
    api,
    permission: requiredTextFact(child(entry, 'name'), entry),
    kind: { known: true, value: kind, at: entry },
    at: entry,
  }));
}
