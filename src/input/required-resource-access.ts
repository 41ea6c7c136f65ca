import type { ApiRequest, NamePolicy, PermissionRequest } from '../model/application.js';
import { kindFact, requiredTextFact } from './facts.js';
import { child, items, type Node, Pending, placeOrParent } from './source.js';

/** More requests than this are not read: the service takes 400, and those of a hostile text would fill the memory. */
const mostRequests = 100_000;

/** The entries of a `requiredResourceAccess` list; none where it is missing or no list. */
export function readApiRequests(list: Node): ApiRequest[] {
  const apis: ApiRequest[] = [];
  let room = mostRequests;
  // A list that is not known yet stands as one entry, so that it is told what could not be checked.
  for (const entry of list.value instanceof Pending ? [list] : items(list, room)) {
    const api = readApiRequest(entry, room);
    apis.push(api);
    room -= api.requests.length;
  }
  return apis;
}

function readApiRequest(entry: Node, room: number): ApiRequest {
  const api = requiredTextFact(child(entry, 'resourceAppId'), entry);
  const list = child(entry, 'resourceAccess');
  const requests = (list.value instanceof Pending ? [list] : items(list, room)).map(
    (request): PermissionRequest => ({
      api,
      permission: requiredTextFact(child(request, 'id'), request),
      kind: kindFact(child(request, 'type'), request),
      at: request,
    }),
  );
  const isAbsent = list.value === undefined || list.value === null;
  return {
    api,
    requests,
    isEmpty: isAbsent || (Array.isArray(list.value) && list.value.length === 0),
    listAt: placeOrParent(list, entry),
    at: entry,
  };
}

/** What an application of a list of API requests has at least. */
export function requestsOf(apis: readonly ApiRequest[], names: NamePolicy) {
  return { names, apis, requests: apis.flatMap(({ requests }) => requests), resourceSpecific: [], grants: [] } as const;
}
