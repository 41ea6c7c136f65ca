import type { Api, Catalog } from '../catalog/types.js';
import { differsLittle, nearestOf } from '../model/spelling.js';
import { aKind } from '../model/wording.js';
import { findPermissions, graphOf, parseQuery, type Query } from './find-permissions.js';

/** Why nothing answers a query, and what may have been meant; `others` are words that are likely, too. */
export function describeMiss(catalog: Catalog, query: Query, others: readonly string[] = []): string {
  const otherKind = query.kind === undefined ? [] : findPermissions(catalog, { ...query, kind: undefined });
  if (otherKind[0] !== undefined) {
    const { name, id, kind } = otherKind[0];
    return `${name || id} is ${aKind(kind)} only`;
  }
  if (query.id !== undefined) return withMeant(unknownId(catalog, query, query.id), nearIds(catalog, query, query.id));
  if (query.prefix !== undefined) return `no id begins with ${query.name} (the catalog is of ${catalog.date})`;
  const part = wrongKind(catalog, query.text) ?? wrongApi(catalog, query);
  if (part !== undefined) return part;
  const near = catalog.nearest(query.api ?? graphOf(catalog), query.name, query.kind, 6).map(({ name }) => name);
  const apis = query.api === undefined ? catalog.nearestApis(query.name, 2).map(({ name }) => name) : [];
  const what = query.api === undefined ? 'nothing is called' : `${query.api.name} has no permission called`;
  return withMeant(`${what} ${shown(query.name)}`, [...others, ...near, ...apis]);
}

function withMeant(what: string, words: readonly string[]): string {
  const meant = [...new Set(words)].slice(0, 3);
  return meant.length === 0 ? what : `${what}. Did you mean ${meant.join(', ')}?`;
}

const shown = (text: string): string => `"${text.slice(0, 80)}"`;

function unknownId(catalog: Catalog, { api }: Query, id: string): string {
  const where = api === undefined ? 'no API and no permission has' : `${api.name} has no permission with`;
  return `${where} the id ${id} (the catalog is of ${catalog.date})`;
}

/** Ids that differ in one or two characters, with what they stand for; APIs first, since there are few. */
function nearIds(catalog: Catalog, { api, kind }: Query, id: string): readonly string[] {
  const all = catalog.apis();
  const apis = api === undefined ? all.filter(({ appId }) => differsLittle(appId, id)) : [];
  const permissions = (api === undefined ? all : [api]).flatMap((each) => catalog.nearestIds(each, id, 3));
  return [
    ...apis.map(({ name, appId }) => `${name} (${appId})`),
    ...permissions
      .filter((each) => kind === undefined || each.kind === kind)
      .map((each) => `${each.name} (${each.id})`),
  ];
}

const kindWords = ['application', 'delegated'] as const;

/** `Mail.Read:appliction`: the rest is right. */
function wrongKind(catalog: Catalog, text: string): string | undefined {
  const colon = text.lastIndexOf(':');
  if (colon === -1) return undefined;
  const [rest, written] = [text.slice(0, colon), text.slice(colon + 1)];
  const permissions = findPermissions(catalog, parseQuery(catalog, rest));
  if (permissions.length === 0) return undefined;
  const kinds = kindWords.filter((kind) => permissions.some((each) => each.kind === kind));
  const near = nearestOf(written, kinds, 1);
  const meant = (near.length > 0 ? near : kinds).map((kind) => `${rest}:${kind}`);
  return withMeant(`${shown(written)} is no kind of permission`, meant);
}

/** `Sharepont/AllSites.Read`: no API is called so. */
function wrongApi(catalog: Catalog, { api, name }: Query): string | undefined {
  const slash = name.lastIndexOf('/');
  if (api !== undefined || slash <= 0) return undefined;
  const [written, rest] = [name.slice(0, slash), name.slice(slash + 1)];
  const near = catalog.nearestApis(written, 3);
  if (near.length === 0) return undefined;
  const owners = near.filter((each) => catalog.permissionsByName(each, rest).length > 0);
  const meant = (owners.length > 0 ? owners : near).map((each: Api) => `${each.name}/${rest}`);
  return withMeant(`no API is called ${shown(written)}`, meant);
}
