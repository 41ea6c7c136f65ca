import type { ApiRequest, NamePolicy, PermissionRequest } from '../model/application.js';
import { kindFact, requiredTextFact } from './facts.js';
import { type Node, child, items, placeOf, placeOrParent } from './source.js';

/** The entries of a `requiredResourceAccess` list; none where it is missing or no list. */
export function readApiRequests(list: Node): ApiRequest[] {
  return items(list).map(readApiRequest);
}

function readApiRequest(entry: Node): ApiRequest {
  const api = requiredTextFact(child(entry, 'resourceAppId'), entry);
  const list = child(entry, 'resourceAccess');
  const requests = items(list).map(
    (request): PermissionRequest => ({
      api,
      permission: requiredTextFact(child(request, 'id'), request),
      kind: kindFact(child(request, 'type'), request),
      at: placeOf(request),
    }),
  );
  const isAbsent = list.value === undefined || list.value === null;
  return {
    api,
    requests,
    isEmpty: isAbsent || (Array.isArray(list.value) && requests.length === 0),
    listAt: placeOrParent(list, entry),
    at: placeOf(entry),
  };
}

/** What an application of a list of API requests has at least. */
export function requestsOf(apis: readonly ApiRequest[], names: NamePolicy) {
  return { names, apis, requests: apis.flatMap(({ requests }) => requests), resourceSpecific: [], grants: [] } as const;
}
