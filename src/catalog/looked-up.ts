import type { Application, PermissionRequest } from '../model/application.js';
import type { Fact, KnownFact, LookedUp } from '../model/fact.js';
import { isListed } from './lookup.js';
import type { Catalog } from './types.js';

/** An application with ids where a tool looks them up by name. A name that its API does not have stays as it is. */
export function withIds(application: Application, catalog: Catalog): Application {
  const { apis, requests, grants } = application;
  if (![...requests, ...grants].some(isByName)) return application;
  // The entries of an API are those of the whole list, too.
  const known = new Map<PermissionRequest, PermissionRequest>();
  const withId = (request: PermissionRequest): PermissionRequest => {
    const made = known.get(request) ?? { ...request, permission: idOf(request.permission, catalog) };
    known.set(request, made);
    return made;
  };
  return {
    ...application,
    apis: apis.map((api) => ({ ...api, requests: api.requests.map(withId) })),
    requests: requests.map(withId),
    grants: grants.map((grant) => ({ ...grant, permission: idOf(grant.permission, catalog) })),
  };
}

function isByName({ permission }: PermissionRequest): boolean {
  return permission.known && permission.lookedUp !== undefined;
}

function idOf(fact: Fact<string>, catalog: Catalog): Fact<string> {
  if (!fact.known || fact.lookedUp === undefined) return fact;
  const { lookedUp, at } = fact;
  const id = lookedUpId(fact, lookedUp, catalog);
  if (id !== undefined) return { known: true, value: id, at };
  if (catalog.api(lookedUp.api)?.complete === true) return fact;
  return { known: false, why: 'expression', ...(lookedUp.raw && { raw: lookedUp.raw }), at };
}

/** Letter case counts in a key of a map, as it does not in a name. */
function lookedUpId({ value }: KnownFact<string>, { api, of }: LookedUp, catalog: Catalog): string | undefined {
  const known = catalog.api(api);
  const all = known === undefined ? [] : catalog.permissionsByName(known, value);
  const own = all.filter(({ name, kind, resourceSpecific }) => name === value && kind === of && !resourceSpecific);
  return (own.find(isListed) ?? own[0])?.id;
}
