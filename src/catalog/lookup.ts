import type { PermissionKind } from '../model/application.js';
import { isGuid } from '../model/guid.js';
import { nearestApis, nearestPermissions } from './nearest.js';
import { PermissionTable, type Section } from './table.js';
import type { Api, Permission, ReadPart } from './types.js';

/** The appId of Microsoft Graph. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** The appId of Azure AD Graph, which is retired. */
export const azureAdGraphAppId = '00000002-0000-0000-c000-000000000000';

const stateOrder = ['live', 'disabled', 'hidden', 'retired', 'draft'];

/** Listed by the service, whether or not open to new consent. */
export function isListed({ state }: Permission): boolean {
  return state === 'live' || state === 'disabled';
}

/** Live ones first, resource-specific ones after the others of their state, then Microsoft Graph first. */
function liveFirst(a: Permission, b: Permission): number {
  return (
    stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) ||
    Number(a.resourceSpecific) - Number(b.resourceSpecific) ||
    Number(b.api.appId === graphAppId) - Number(a.api.appId === graphAppId)
  );
}

/**
 * Finds APIs and permissions in graph.tsv and other-apis.tsv, each read when it is needed. What is found is kept; what
 * is not found is searched again, so that no input can make the caches grow. The methods are those of `Catalog`.
 */
export class PermissionLookup {
  private readonly readPart: ReadPart;
  private graphTable: PermissionTable | undefined;
  private othersTable: PermissionTable | undefined;
  private graphNames: ReadonlyMap<string, Api> | undefined;
  private otherNames: ReadonlyMap<string, Api> | undefined;
  private readonly byId = new Map<string, readonly Permission[]>();
  private readonly byName = new Map<string, readonly Permission[]>();
  private readonly byApi = new Map<string, readonly Permission[]>();

  constructor(readPart: ReadPart) {
    this.readPart = readPart;
  }

  get date(): string {
    return this.graph.date;
  }

  api(idOrName: string): Api | undefined {
    const wanted = idOrName.toLowerCase();
    if (isGuid(wanted)) return this.tableOf(wanted).section(wanted)?.api;
    this.graphNames ??= new Map(this.graph.sections.flatMap(namesOf));
    const graph = this.graphNames.get(wanted);
    if (graph !== undefined) return graph;
    this.otherNames ??= new Map(this.others.sections.flatMap(namesOf));
    return this.otherNames.get(wanted);
  }

  apis(): readonly Api[] {
    const others = this.others.sections.map(({ api }) => ({ api, key: api.name.toLowerCase() }));
    others.sort((a, b) => (a.key < b.key ? -1 : 1));
    return [...this.graph.sections.map(({ api }) => api), ...others.map(({ api }) => api)];
  }

  permissionsById(id: string): readonly Permission[] {
    const wanted = id.toLowerCase();
    if (!isGuid(wanted)) return [];
    return kept(this.byId, wanted, () => [...this.graph.withId(wanted), ...this.others.withId(wanted)].sort(liveFirst));
  }

  permissionsIn(api: Api, id: string): readonly Permission[] {
    const wanted = id.toLowerCase();
    if (!isGuid(wanted)) return [];
    return kept(this.byId, `${api.appId} ${wanted}`, () => {
      const { table, section } = this.placeOf(api);
      return section === undefined ? [] : [...table.withId(wanted, section)].sort(liveFirst);
    });
  }

  permission(key: { api: string; kind: PermissionKind; id: string }): Permission | undefined {
    const api = this.api(key.api);
    return api && this.permissionsIn(api, key.id).find(({ kind }) => kind === key.kind);
  }

  permissions(key: { api: string; kind: PermissionKind; name: string }): readonly Permission[] {
    const api = this.api(key.api);
    return api === undefined ? [] : this.permissionsByName(api, key.name).filter(({ kind }) => kind === key.kind);
  }

  permissionsByName(api: Api, name: string): readonly Permission[] {
    return kept(this.byName, `${api.appId} ${name.toLowerCase()}`, () => {
      const { table, section } = this.placeOf(api);
      return section === undefined ? [] : [...table.named(name, section)].sort(liveFirst);
    });
  }

  permissionsNamed(name: string): readonly Permission[] {
    return [...this.graph.named(name), ...this.others.named(name)].filter(isListed).sort(liveFirst);
  }

  permissionsOf(api: Api): readonly Permission[] {
    return kept(this.byApi, api.appId, () => {
      const { table, section } = this.placeOf(api);
      return section === undefined ? [] : table.permissions(section);
    });
  }

  nearest(api: Api, name: string, kind: PermissionKind | undefined, limit: number): readonly Permission[] {
    const live = this.permissionsOf(api).filter(
      (each) => each.state === 'live' && (kind === undefined || each.kind === kind),
    );
    const near = nearestPermissions(
      name,
      live.filter(({ resourceSpecific }) => !resourceSpecific),
      limit,
    );
    if (near.length > 0) return near;
    return nearestPermissions(
      name,
      live.filter(({ resourceSpecific }) => resourceSpecific),
      limit,
    );
  }

  nearestIds(api: Api, id: string, limit: number): readonly Permission[] {
    const { table, section } = this.placeOf(api);
    const near = section === undefined ? [] : table.withNearId(id.toLowerCase(), section);
    return near.filter((each) => each.state === 'live' && !each.resourceSpecific).slice(0, limit);
  }

  nearestApis(name: string, limit: number): readonly Api[] {
    const sections = [...this.graph.sections, ...this.others.sections];
    const candidates = sections.map(({ api, aliases }) => ({ api, names: [api.name, ...aliases] }));
    return nearestApis(name, candidates, limit);
  }

  private placeOf(api: Api): { readonly table: PermissionTable; readonly section: Section | undefined } {
    const table = this.tableOf(api.appId);
    return { table, section: table.section(api.appId) };
  }

  private tableOf(appId: string): PermissionTable {
    return appId === graphAppId ? this.graph : this.others;
  }

  private get graph(): PermissionTable {
    this.graphTable ??= new PermissionTable(this.readPart('graph.tsv'), 'graph.tsv');
    return this.graphTable;
  }

  private get others(): PermissionTable {
    this.othersTable ??= new PermissionTable(this.readPart('other-apis.tsv'), 'other-apis.tsv');
    return this.othersTable;
  }
}

/** What an API may be called by, in lower case. */
function namesOf({ api, aliases }: Section): readonly (readonly [string, Api])[] {
  return [api.name, ...aliases].map((name) => [name.toLowerCase(), api]);
}

function kept(
  cache: Map<string, readonly Permission[]>,
  key: string,
  find: () => readonly Permission[],
): readonly Permission[] {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const found = find();
  if (found.length > 0) cache.set(key, found);
  return found;
}
