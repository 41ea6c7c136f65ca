import type { Api, Catalog, Permission, Retirement } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { aKind, anyOf, shown } from '../model/wording.js';
import { isOffered, namesakes, offeredBy } from './offered.js';

/** The API of exactly this name; throws an Error that says what may have been meant. */
export function findApi(catalog: Catalog, name: string): Api {
  const known = catalog.api(name);
  if (known?.name === name && catalog.retirement(known.appId, undefined)?.state !== 'retired') return known;
  if (known?.name === name) throw new Error(endedText(catalog, name, catalog.retirement(known.appId, undefined)));
  const near = known === undefined ? catalog.nearestApis(name, 3) : [known];
  throw new Error(`No API is called ${shown(name)}.${meant(near.filter((api) => offeredBy(catalog, api).length > 0))}`);
}

/** The permission of exactly this name; throws an Error that says what is wrong and what may have been meant. */
export function findPermission(catalog: Catalog, api: Api, kind: PermissionKind, name: string): Permission {
  const found = catalog.permissionsByName(api, name);
  const own = found.find((each) => each.kind === kind && each.name === name && isOffered(catalog, each));
  if (own === undefined) throw new Error(faultOf(catalog, api, kind, name, found));
  return own;
}

/** What is wrong with a name; `found` are the permissions that bear it in any letter case, kind and state. */
function faultOf(catalog: Catalog, api: Api, kind: PermissionKind, name: string, found: readonly Permission[]): string {
  const twice = found.find((each) => each.kind === kind && each.name === name && namesakes(catalog, each).length > 1);
  if (twice !== undefined) return twiceText(catalog, twice);
  const fault = `${api.name} has no ${kind} permission ${shown(name) || '""'}.`;
  const offered = found.filter((each) => isOffered(catalog, each));
  const own = offered.filter((each) => each.kind === kind);
  if (own.length > 0) return `${fault}${meant(own)}`;
  const [other] = offered;
  if (other !== undefined) {
    const note = `${other.name} is ${aKind(other.kind)} of ${api.name}, not ${aKind(kind)}: list it under ${other.kind}`;
    return `${note}.${meant(nearby(catalog, api, kind, name), `For ${kind}, did you mean`)}`;
  }
  const [refused] = [...found].sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
  if (refused !== undefined) return whyRefused(catalog, refused);
  return `${fault}${meant(nearby(catalog, api, kind, name))}`;
}

function twiceText(catalog: Catalog, permission: Permission): string {
  const { api, kind, name } = permission;
  const same = namesakes(catalog, permission);
  const ids = same.map(({ id }) => id).join(' and ');
  return `${api.name} has ${same.length} ${kind} permissions called ${name}: ${ids}. Write the id of the one that is meant.`;
}

/** Why the helpers do not offer a permission that the catalog has. */
function whyRefused(catalog: Catalog, permission: Permission): string {
  const { api, name } = permission;
  const what = `${name} of ${api.name}`;
  if (permission.resourceSpecific) {
    return `${what} is resource-specific: it belongs in the manifest of a Teams app and cannot be granted from here.`;
  }
  if (permission.state !== 'live')
    return `${what} is ${permission.state}: it cannot be granted${permission.state === 'hidden' ? ' until it is released' : ''}. Leave it out.`;
  return endedText(catalog, what, catalog.retirement(api.appId, permission));
}

function endedText(catalog: Catalog, what: string, retirement: Retirement | undefined): string {
  const reason = retirement === undefined ? '' : ` (${retirement.title}, ${retirement.date})`;
  const fault = `${what} is retired${reason}: its calls no longer work.`;
  const replacement = retirement?.replacement ?? undefined;
  if (replacement === undefined) return fault;
  if ('words' in replacement) return `${fault} Use ${replacement.words}.`;
  return `${fault} Use ${replacement.name} of ${catalog.api(replacement.api)?.name ?? replacement.api}.`;
}

function nearby(catalog: Catalog, api: Api, kind: PermissionKind, name: string): readonly Permission[] {
  const near = catalog.nearest(api, name, kind, 10);
  return near.filter((each) => each.name !== name && isOffered(catalog, each)).slice(0, 3);
}

function meant(near: readonly { readonly name: string }[], question = 'Did you mean'): string {
  return near.length === 0 ? '' : ` ${question} ${anyOf(near.map(({ name }) => name))}?`;
}
