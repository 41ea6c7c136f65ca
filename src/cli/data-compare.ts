import { isListed } from '../catalog/lookup.js';
import type { Catalog } from '../catalog/types.js';
import type { OwnApi, OwnPermission } from '../model/own-api.js';

/** What became of a permission between two lists of its API. */
export interface Change {
  readonly change: 'added' | 'removed' | 'renamed' | 'consent' | 'enabled';
  readonly api: OwnApi;
  readonly permission: OwnPermission;
  /** What changed, before and after; undefined where the permission came or went. */
  readonly before?: string;
  readonly after?: string;
}

/** What two catalogs have that differs. An API that one of them lacks is not compared. */
export interface Comparison {
  readonly shared: number;
  readonly added: readonly OwnApi[];
  readonly removed: readonly OwnApi[];
  readonly changes: readonly Change[];
}

const key = ({ appId }: OwnApi): string => appId.toLowerCase();
const permissionKey = ({ id, kind }: OwnPermission): string => `${kind} ${id.toLowerCase()}`;

/** Compares the lists of two catalogs. */
export function compareLists(from: readonly OwnApi[], to: readonly OwnApi[]): Comparison {
  const before = new Map(from.map((api) => [key(api), api]));
  const after = new Map(to.map((api) => [key(api), api]));
  const shared = [...after.values()].flatMap((api) => {
    const old = before.get(key(api));
    return old === undefined ? [] : [[old, api] as const];
  });
  return {
    shared: shared.length,
    added: byName([...after.values()].filter((api) => !before.has(key(api)))),
    removed: byName([...before.values()].filter((api) => !after.has(key(api)))),
    changes: byName(shared.map(([old, api]) => ({ ...api, old }))).flatMap(({ old, ...api }) => changesOf(old, api)),
  };
}

function byName<T extends OwnApi>(apis: readonly T[]): readonly T[] {
  const nameOf = ({ name, appId }: T): string => `${name.toLowerCase()} ${appId}`;
  return apis.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function changesOf(old: OwnApi, api: OwnApi): readonly Change[] {
  const before = new Map(old.permissions.map((each) => [permissionKey(each), each]));
  const after = new Map(api.permissions.map((each) => [permissionKey(each), each]));
  const changes: Change[] = [];
  for (const [id, permission] of after) {
    const known = before.get(id);
    if (known === undefined) changes.push({ change: 'added', api, permission });
    else changes.push(...differences(api, known, permission));
  }
  for (const [id, permission] of before) if (!after.has(id)) changes.push({ change: 'removed', api, permission });
  const order = ({ permission: { name, kind, id }, change }: Change): string =>
    `${name.toLowerCase()} ${kind} ${id} ${change}`;
  return changes.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

function differences(api: OwnApi, old: OwnPermission, permission: OwnPermission): readonly Change[] {
  const pairs = [
    ['renamed', old.name, permission.name],
    // Who consents is not known of every permission.
    ['consent', old.consent ?? permission.consent, permission.consent ?? old.consent],
    ['enabled', old.isEnabled ? 'yes' : 'no', permission.isEnabled ? 'yes' : 'no'],
  ] as const;
  return pairs.flatMap(([change, before, after]) =>
    before === after || before === undefined || after === undefined ? [] : [{ change, api, permission, before, after }],
  );
}

/** The lists of a catalog as far as the service has the permissions. */
export function listsOf(catalog: Catalog): readonly OwnApi[] {
  return catalog.apis().map((api) => ({
    appId: api.appId,
    name: api.name,
    permissions: catalog
      .permissionsOf(api)
      .filter(isListed)
      .map(({ id, name, kind, state, consent, resourceSpecific }) => ({
        id,
        name,
        kind,
        isEnabled: state === 'live',
        ...(consent && { consent }),
        ...(resourceSpecific && { resourceSpecific: true as const }),
      })),
  }));
}

/** Whether nothing differs. */
export function isSame({ added, removed, changes }: Comparison): boolean {
  return added.length + removed.length + changes.length === 0;
}

/** How much differs, in one line. */
export function summaryOf(comparison: Comparison): string {
  if (isSame(comparison)) return 'nothing differs';
  const count = (...kinds: readonly Change['change'][]): number =>
    comparison.changes.filter(({ change }) => kinds.includes(change)).length;
  const parts = [
    [count('added'), 'added'],
    [count('removed'), 'removed'],
    [count('renamed'), 'renamed'],
    [count('consent', 'enabled'), 'changed'],
  ] as const;
  const permissions = parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  const apis = [
    comparison.added.length === 0 ? '' : `${comparison.added.length} added`,
    comparison.removed.length === 0 ? '' : `${comparison.removed.length} gone`,
  ].filter((each) => each !== '');
  const texts = [
    permissions.length === 0 ? '' : `permissions: ${permissions.join(', ')}`,
    apis.length === 0 ? '' : `APIs: ${apis.join(', ')}`,
  ];
  return texts.filter((each) => each !== '').join('; ');
}
