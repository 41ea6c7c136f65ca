import { graphAppId } from '../catalog/lookup.js';
import type { Catalog, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import {
  accessOf,
  isAbove,
  isConditional,
  isNoise,
  type NameParts,
  operationRank,
  partsOf,
  reachRank,
} from './naming.js';

/** A permission of Microsoft Graph that an application can be given, with what its name says. */
export interface LivePermission {
  readonly permission: Permission;
  readonly name: string;
  readonly parts: NameParts;
  readonly access: 'read' | 'write' | 'other';
  readonly reach: 0 | 1 | 2 | 3;
  readonly operation: 0 | 1 | 2 | 3 | 4;
  readonly isNoise: boolean;
  readonly isConditional: boolean;
}

/** The permissions of one kind. */
export interface LivePermissions {
  /** By lower-case name. */
  readonly byName: ReadonlyMap<string, LivePermission>;
  /** The ones whose names say that they hold all of this one, and more. */
  readonly above: (permission: LivePermission) => readonly LivePermission[];
}

/** Everything of one kind that Microsoft Graph lists, is enabled, and is not resource-specific. */
export function livePermissions(catalog: Catalog, kind: PermissionKind): LivePermissions {
  const graph = catalog.api(graphAppId);
  const all = graph === undefined ? [] : catalog.permissionsOf(graph);
  const own = all.filter(
    (each) => each.kind === kind && each.state === 'live' && !each.resourceSpecific && each.name !== '',
  );
  const live = own.map(livePermission);
  const byResource = new Map<string, LivePermission[]>();
  for (const each of live) {
    const { resource } = each.parts;
    const group = byResource.get(resource) ?? [];
    byResource.set(resource, group);
    group.push(each);
  }
  const known = new Map<LivePermission, readonly LivePermission[]>();
  const isDelegated = kind === 'delegated';
  return {
    byName: new Map(live.map((each) => [each.name.toLowerCase(), each])),
    above(permission) {
      const found =
        known.get(permission) ??
        (byResource.get(permission.parts.resource) ?? []).filter((each) =>
          isAbove(each.parts, permission.parts, isDelegated),
        );
      known.set(permission, found);
      return found;
    },
  };
}

function livePermission(permission: Permission): LivePermission {
  const { name, kind } = permission;
  return {
    permission,
    name,
    parts: partsOf(name),
    access: accessOf(name),
    reach: reachRank(name, kind === 'delegated'),
    operation: operationRank(name),
    isNoise: isNoise(name),
    isConditional: isConditional(name),
  };
}
