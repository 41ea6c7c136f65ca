import type { NamePolicy, PermissionKind, PermissionRequest } from '../model/application.js';
import type { LookedUp, UnknownFact } from '../model/fact.js';
import { isGuid } from '../model/guid.js';
import { isListed } from './lookup.js';
import type { Api, Catalog, Permission } from './types.js';

/**
 * The clouds. Permission ids of the others may differ from the public cloud's, which the catalog holds by itself; a
 * catalog file brings another cloud's.
 */
export const clouds = ['global', 'usgov', 'usgov-dod', 'china'] as const;
export type Cloud = (typeof clouds)[number];

/** The cloud of a name; the public one where no name is given. */
export function cloudNamed(name: unknown): Cloud {
  return clouds.find((each) => each === name) ?? 'global';
}

/**
 * What a request turns out to ask for. The search tries, in this order: this API and kind, the other kind,
 * resource-specific, hidden or retired, another API.
 */
export type Resolution =
  /** A live permission of the stated API and kind. */
  | { readonly status: 'found'; readonly permission: Permission }
  /** It exists for this API under the other kind; `sameName` is the permission of the stated kind with its name. */
  | { readonly status: 'other-kind'; readonly permission: Permission; readonly sameName: Permission | undefined }
  | { readonly status: 'resource-specific'; readonly permission: Permission }
  | { readonly status: 'hidden'; readonly permission: Permission }
  | { readonly status: 'retired'; readonly permission: Permission }
  | { readonly status: 'other-api'; readonly api: Api; readonly permissions: readonly Permission[] }
  /** No such permission; `draft` is an id that was never released. */
  | {
      readonly status: 'unknown';
      readonly api: Api;
      readonly value: string;
      readonly isName: boolean;
      /** The kind among which a tool looked for the name; left out where the request says it. */
      readonly of?: PermissionKind;
      readonly draft?: Permission;
    }
  | { readonly status: 'unknown-api'; readonly value: string }
  /** Written in a way that no service takes: neither a GUID nor a name that may stand here. */
  | { readonly status: 'malformed' }
  /** A fact is missing or the API's list may lack it; `fact` is the one that is not known yet. */
  | { readonly status: 'undecided'; readonly fact?: UnknownFact; readonly api?: Api };

/** How a value is written. `braced` values carry the id in the braces. */
export type Spelling =
  | { readonly form: 'guid'; readonly id: string }
  | { readonly form: 'braced'; readonly id: string }
  | { readonly form: 'other' };

/** Tells a GUID (any letter case) and a GUID in braces from everything else; ids come back in lower case. */
export function spellingOf(value: string): Spelling {
  if (isGuid(value)) return { form: 'guid', id: value.toLowerCase() };
  const inner = value.trim().replace(/^[{(](.*)[})]$/, '$1');
  if (inner !== value && isGuid(inner)) return { form: 'braced', id: inner.toLowerCase() };
  return { form: 'other' };
}

/** What a value stands for, however it is written: the id in lower case, or the text in lower case. */
export function writtenKey(value: string): string {
  const spelling = spellingOf(value);
  return spelling.form === 'other' ? value.toLowerCase() : spelling.id;
}

/** Whether a value was meant to be a GUID: dashes in plenty, or hardly anything but hexadecimal digits. */
export function looksLikeGuid(value: string): boolean {
  const inner = value.trim().replace(/^[{(]|[})]$/g, '');
  if (/^[0-9a-z]{6,10}(?:-[0-9a-z]{2,14}){3,5}$/i.test(inner)) return true;
  // A dash lost, or a few letters wrong: still nearly all hexadecimal, which no permission's name is.
  if (!/^[0-9a-z-]{28,42}$/i.test(inner) || !/\d/.test(inner)) return false;
  return inner.replace(/[^0-9a-f-]/gi, '').length >= inner.length - 3;
}

/** Whether names may stand for ids: the format allows it, or an API is given by a name that is known. */
export function namePolicy(
  catalog: Catalog,
  application: { readonly names: NamePolicy; readonly apis: readonly { readonly api: PermissionRequest['api'] }[] },
): NamePolicy {
  if (application.names !== 'ids-only') return application.names;
  const named = application.apis.some(
    ({ api }) => api.known && spellingOf(api.value).form === 'other' && catalog.api(api.value) !== undefined,
  );
  return named ? 'names-allowed' : 'ids-only';
}

/** What a request asks for: an API, a permission and a kind, each as it is written. */
interface Asked {
  readonly api: string;
  readonly permission: string;
  readonly kind: PermissionKind;
}

/** Resolves one request against the catalog. `names` says whether a name may stand for an id. */
export function resolve(catalog: Catalog, request: PermissionRequest, names: NamePolicy, cloud: Cloud): Resolution {
  const { api, permission, kind } = request;
  if (permission.known && permission.lookedUp)
    return unknownName(catalog, permission.value, permission.lookedUp, cloud);
  if (!api.known || !permission.known || !kind.known) {
    const fact = [api, permission, kind].find((each) => !each.known);
    return fact?.known !== false || fact.why === 'malformed' ? { status: 'malformed' } : { status: 'undecided', fact };
  }
  const found = foundBefore(memoryOf(catalog, names, cloud), api.value, kind.value);
  const known = found.get(permission.value);
  if (known !== undefined) return known;
  const asked = { api: api.value, permission: permission.value, kind: kind.value };
  const resolution = resolveAsked(catalog, asked, names, cloud);
  if (resolution.status === 'found') remember(found, permission.value, resolution);
  return resolution;
}

/** A name that a tool would look for in vain: those that an API has were turned into ids before. */
function unknownName(catalog: Catalog, value: string, { api: appId, of }: LookedUp, cloud: Cloud): Resolution {
  const api = catalog.api(appId);
  if (api === undefined) return { status: 'unknown-api', value: appId };
  if (!api.complete || cloud !== 'global') return { status: 'undecided', api };
  return { status: 'unknown', api, value, isName: true, of };
}

function resolveAsked(catalog: Catalog, asked: Asked, names: NamePolicy, cloud: Cloud): Resolution {
  const api = resolveApi(catalog, asked.api, names);
  if (api === 'malformed' || api === 'unknown-api') return { status: api, value: asked.api };
  const spelling = spellingOf(asked.permission);
  if (spelling.form !== 'other') return resolveId(catalog, api, asked.kind, spelling.id, cloud);
  const isName = names === 'names-allowed' && asked.permission.trim() !== '' && !looksLikeGuid(asked.permission);
  return isName ? resolveName(catalog, api, asked.kind, asked.permission, cloud) : { status: 'malformed' };
}

/** The API that a value names, `unknown-api` for a GUID of no catalog, `malformed` for anything else. */
export function resolveApi(catalog: Catalog, value: string, names: NamePolicy): Api | 'unknown-api' | 'malformed' {
  const { apis } = memoryOf(catalog, names, 'global');
  const known = apis.get(value);
  if (known !== undefined) return known;
  const spelling = spellingOf(value);
  const written = spelling.form === 'other' ? value : spelling.id;
  const api = spelling.form !== 'other' || names === 'names-allowed' ? catalog.api(written) : undefined;
  if (api !== undefined) remember(apis, value, api);
  return api ?? (spelling.form === 'other' ? 'malformed' : 'unknown-api');
}

/** What was found before: ten thousand manifests ask for the same few hundred permissions. */
interface Memory {
  readonly apis: Map<string, Api>;
  /** By the API as it is written, then by the permission. */
  readonly application: Map<string, Map<string, Resolution>>;
  readonly delegated: Map<string, Map<string, Resolution>>;
}

const memories = new WeakMap<Catalog, Map<string, Memory>>();

/** Every name can be written in many letter cases: an input must not fill the memory with them. */
const mostRemembered = 5_000;

function memoryOf(catalog: Catalog, names: NamePolicy, cloud: Cloud): Memory {
  let own = memories.get(catalog);
  if (own === undefined) {
    own = new Map();
    memories.set(catalog, own);
  }
  const key = cloud === 'global' ? names : `${names} ${cloud}`;
  let memory = own.get(key);
  if (memory === undefined) {
    memory = { apis: new Map(), application: new Map(), delegated: new Map() };
    own.set(key, memory);
  }
  return memory;
}

function foundBefore(memory: Memory, api: string, kind: PermissionKind): Map<string, Resolution> {
  let found = memory[kind].get(api);
  if (found === undefined) {
    found = new Map();
    remember(memory[kind], api, found);
  }
  return found;
}

function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  if (memory.size >= mostRemembered) memory.clear();
  memory.set(key, value);
}

function resolveId(catalog: Catalog, api: Api, kind: PermissionKind, id: string, cloud: Cloud): Resolution {
  const own = resolveAmong(catalog.permissionsIn(api, id), kind, catalog);
  if (own !== undefined && !isDoubtful(own, api, cloud)) return own;
  if (!isDecided(api, cloud)) return { status: 'undecided', api };
  const elsewhere = catalog
    .permissionsById(id)
    .filter((each) => each.api.appId !== api.appId && isListed(each) && isOfCloud(each.api, cloud));
  if (elsewhere.length > 0) return { status: 'other-api', api, permissions: elsewhere };
  const draft = catalog.permissionsIn(api, id).find(({ state }) => state === 'draft');
  return { status: 'unknown', api, value: id, isName: false, ...(draft && { draft }) };
}

function resolveName(catalog: Catalog, api: Api, kind: PermissionKind, name: string, cloud: Cloud): Resolution {
  const own = resolveAmong(catalog.permissionsByName(api, name), kind, catalog);
  if (own !== undefined && !isDoubtful(own, api, cloud)) return own;
  if (!isDecided(api, cloud)) return { status: 'undecided', api };
  return { status: 'unknown', api, value: name, isName: true };
}

/** Whether the list of an API is the cloud's own. */
function isOfCloud(api: Api, cloud: Cloud): boolean {
  return cloud === 'global' || api.cloud === cloud;
}

/** Whether what is not on the list of an API does not exist. */
function isDecided(api: Api, cloud: Cloud): boolean {
  return api.complete && isOfCloud(api, cloud);
}

/** What the public cloud does not list or lists no more, another cloud may. */
function isDoubtful({ status }: Resolution, api: Api, cloud: Cloud): boolean {
  return !isOfCloud(api, cloud) && (status === 'hidden' || status === 'retired');
}

function resolveAmong(own: readonly Permission[], kind: PermissionKind, catalog: Catalog): Resolution | undefined {
  const ordinary = own.filter((permission) => !permission.resourceSpecific);
  const found = ordinary.find((permission) => isListed(permission) && permission.kind === kind);
  if (found) return { status: 'found', permission: found };
  const other = ordinary.find(isListed);
  if (other) return { status: 'other-kind', permission: other, sameName: sameNamed(catalog, other, kind) };
  const specific = own.find((permission) => permission.resourceSpecific);
  if (specific) return { status: 'resource-specific', permission: specific };
  const sameKindFirst = [...ordinary].sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
  const hidden = sameKindFirst.find(({ state }) => state === 'hidden');
  if (hidden) return { status: 'hidden', permission: hidden };
  const retired = sameKindFirst.find(({ state }) => state === 'retired');
  return retired && { status: 'retired', permission: retired };
}

function sameNamed(catalog: Catalog, permission: Permission, kind: PermissionKind): Permission | undefined {
  const named = catalog.permissionsByName(permission.api, permission.name);
  return named.find((each) => each.kind === kind && isListed(each) && !each.resourceSpecific);
}
