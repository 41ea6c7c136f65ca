// Which types of directory objects a relation lists. What comes back of a type that the application may not read is the
// type and the id alone: microsoftgraph/microsoft-graph-docs-contrib concepts/permissions-overview.md, 2023-07-31.
import type { Catalog, MemberType, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import type { Segments } from './call-path.js';
import type { LivePermission, LivePermissions } from './live-permissions.js';
import { actsAsUser } from './naming.js';

/** Types of members: those that nearly every such list holds, and those that some do. */
export interface ListedTypes {
  readonly usual: readonly string[];
  readonly rare: readonly string[];
}

const memberOf: ListedTypes = { usual: ['group'], rare: ['directoryRole', 'administrativeUnit'] };
const owners: ListedTypes = { usual: ['user'], rare: ['servicePrincipal'] };
const owned: ListedTypes = { usual: ['group'], rare: ['application', 'servicePrincipal'] };
const devices: ListedTypes = { usual: ['device'], rare: [] };
const members: ListedTypes = { usual: ['user'], rare: ['group', 'device', 'servicePrincipal', 'orgContact'] };

const relations: Readonly<Record<string, ListedTypes>> = {
  members,
  transitivemembers: members,
  memberof: memberOf,
  transitivememberof: memberOf,
  owners,
  sponsors: owners,
  registeredowners: owners,
  registeredusers: { usual: ['user'], rare: [] },
  ownedobjects: owned,
  createdobjects: owned,
  owneddevices: devices,
  registereddevices: devices,
};

// The members of teams, chats and the like are no directory objects.
const roots = [
  'groups',
  'users',
  'me',
  'applications',
  'serviceprincipals',
  'devices',
  'directoryroles',
  'directory',
  'contacts',
];

/** The types that a GET of this path lists, or undefined where it lists no directory objects. */
export function listedTypes(segments: Segments): ListedTypes | undefined {
  const [root = ''] = segments;
  const last = segments.at(-1) ?? '';
  const before = segments.at(-2) ?? '';
  if (!roots.includes(root.replace(/\(.*/, ''))) return undefined;
  if (Object.hasOwn(relations, last)) return relations[last];
  // A cast lists one type: /groups/{id}/members/user.
  const cast = Object.hasOwn(relations, before) ? relations[before] : undefined;
  const type = cast && [...cast.usual, ...cast.rare].find((each) => each.toLowerCase() === last);
  return type === undefined ? undefined : { usual: [type], rare: [] };
}

/** The types of these that none of the permissions may read, with what reveals them. */
export function unreadTypes(
  catalog: Catalog,
  types: readonly string[],
  kind: PermissionKind,
  { byName, above }: LivePermissions,
  own: ReadonlySet<LivePermission>,
): readonly MemberType[] {
  const holds = (permission: Permission): boolean => {
    const live = byName.get(permission.name.toLowerCase());
    return live !== undefined && [live, ...above(live)].some((each) => own.has(each));
  };
  if (holds(catalog.revealsEveryMember()[kind]) || [...own].some(({ name }) => actsAsUser(name))) return [];
  return types.flatMap((type) => {
    const found = catalog.memberTypes().find((each) => each.type === type);
    return found === undefined || holds(found.least[kind]) || holds(found.full[kind]) ? [] : [found];
  });
}
