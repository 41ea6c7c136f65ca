import { graphAppId, isListed } from '../catalog/lookup.js';
import { spellingOf } from '../catalog/resolve.js';
import type { Api, Catalog, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';

/** What a user asks for: an id or a name, perhaps of one API (`SharePoint/Sites.Selected`) and one kind (`:application`). */
export interface Query {
  readonly text: string;
  readonly api: Api | undefined;
  readonly kind: PermissionKind | undefined;
  /** In lower case; undefined for a name. */
  readonly id: string | undefined;
  /** Hexadecimal digits that an id may begin with, as findings print them: `a4b8392a`. */
  readonly prefix: string | undefined;
  readonly name: string;
}

const prefixForm = /^[0-9a-f][0-9a-f-]{7,35}$/i;

/** The digits of an id that is cut off or written without dashes; at least eight, so that a word is none. */
function prefixOf(word: string): string | undefined {
  const digits = prefixForm.test(word) ? word.replaceAll('-', '').toLowerCase() : '';
  return digits.length >= 8 && digits.length <= 32 ? digits : undefined;
}

const kindSuffix = /:(application|delegated|role|scope)$/i;

/** Takes a query apart. What stands before a slash is an API only if one is called so. */
export function parseQuery(catalog: Catalog, text: string): Query {
  const suffix = kindSuffix.exec(text)?.[1]?.toLowerCase();
  const kind =
    suffix === undefined ? undefined : suffix === 'application' || suffix === 'role' ? 'application' : 'delegated';
  const whole = text.replace(kindSuffix, '').trim();
  const slash = whole.lastIndexOf('/');
  const api = slash === -1 ? undefined : findApi(catalog, whole.slice(0, slash));
  const name = api === undefined ? whole : whole.slice(slash + 1);
  const spelling = spellingOf(name);
  const isId = spelling.form !== 'other';
  const prefix = isId ? undefined : prefixOf(name);
  return { text, api, kind, id: isId ? spelling.id : undefined, prefix, name };
}

/** The API with this id (in braces, too), name or alias. */
export function findApi(catalog: Catalog, idOrName: string): Api | undefined {
  const spelling = spellingOf(idOrName.trim());
  return catalog.api(spelling.form === 'other' ? idOrName.trim() : spelling.id);
}

/** The APIs that a query means: by id, by name, or by the first digits of their ids. */
export function findApis(catalog: Catalog, { text, api, prefix }: Query): readonly Api[] {
  const own = findApi(catalog, text);
  if (own !== undefined) return [own];
  if (prefix === undefined || api !== undefined) return [];
  return catalog.apis().filter(({ appId }) => startsWith(appId, prefix));
}

const startsWith = (id: string, prefix: string): boolean => id.replaceAll('-', '').startsWith(prefix);

/** Words that a shell took apart are one operand where together they name an API: Office 365 SharePoint Online. */
export function joinOperands(catalog: Catalog, operands: readonly string[]): readonly string[] {
  if (operands.length < 2) return operands;
  const joined = operands.join(' ');
  const { api, name } = parseQuery(catalog, joined);
  const isOne = findApi(catalog, joined) !== undefined || (api !== undefined && !name.includes(' '));
  return isOne ? [joined] : operands;
}

/** Microsoft Graph; the catalog cannot be without it. */
export function graphOf(catalog: Catalog): Api {
  const graph = catalog.api(graphAppId);
  if (graph === undefined) throw new Error('the catalog has no Microsoft Graph');
  return graph;
}

/**
 * The permissions that a query means, live ones first. A name without an API means Microsoft Graph's, or, where Graph
 * has none, those of all other APIs.
 */
export function findPermissions(catalog: Catalog, { api, kind, id, prefix, name }: Query): readonly Permission[] {
  let all = id === undefined ? named(catalog, api, name) : withId(catalog, api, id);
  if (all.length === 0 && prefix !== undefined) {
    const among = (api === undefined ? catalog.apis() : [api]).flatMap((each) => catalog.permissionsOf(each));
    all = preferLive(among.filter((each) => startsWith(each.id, prefix)));
  }
  return kind === undefined ? all : all.filter((permission) => permission.kind === kind);
}

function withId(catalog: Catalog, api: Api | undefined, id: string): readonly Permission[] {
  return api === undefined ? catalog.permissionsById(id) : catalog.permissionsIn(api, id);
}

function named(catalog: Catalog, api: Api | undefined, name: string): readonly Permission[] {
  if (name === '') return [];
  const own = catalog.permissionsByName(api ?? graphOf(catalog), name);
  return own.length > 0 || api !== undefined ? own : catalog.permissionsNamed(name);
}

/** The ones that can be requested, or, where there are none, all others. */
export function preferLive(permissions: readonly Permission[]): readonly Permission[] {
  const live = permissions.filter(isListed);
  return live.length > 0 ? live : permissions;
}
