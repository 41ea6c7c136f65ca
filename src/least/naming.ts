// How a permission's name is read: {resource}.{operation}.{constraint}, and the ranks of section 3 of the specification
// of least privilege. The sets are what names look like upstream (permissions.json, 2026-08-07), not single verdicts.

/** A name taken apart. */
export interface NameParts {
  /** What stands before the first dot: `Mail`. */
  readonly resource: string;
  readonly operation: string;
  /** Empty where there is none. */
  readonly constraint: string;
}

/** Takes a name apart; what it lacks is empty. */
export function partsOf(name: string): NameParts {
  const [resource = '', operation = '', ...rest] = name.split('.');
  return { resource, operation, constraint: rest.join('.') };
}

/** Whether a permission reads, writes, or neither: `Send` and `Export` are neither and fit every call. */
export function accessOf(name: string): 'read' | 'write' | 'other' {
  if (/\.(?:ReadWrite|Write|Manage|FullControl)/.test(name)) return 'write';
  return /\.Read/.test(name) ? 'read' : 'other';
}

const ownReach = /OwnedBy|ManagedBy|CreatedByApp|AppFolder|Selected|SelfFor|IdentityParentedBy/;

/** How far it reaches: 0 chosen or own things, 1 the signed-in user, 2 what is shared with the user, 3 the tenant. */
export function reachRank(name: string, isDelegated: boolean): 0 | 1 | 2 | 3 {
  if (ownReach.test(name)) return 0;
  if (!isDelegated) return 3;
  if (name.endsWith('.Shared')) return 2;
  return name.endsWith('.All') || name.startsWith('Directory.') ? 3 : 1;
}

const smallOperations =
  /^(?:Create|Send|Submit|Invite|Join|Import|Export|Upload|Update|Delete|Enable|Revoke|Initiate|Convert|ReadWriteSelf|ManageSelf)/;

/** How much it may do: 0 read a few properties, 1 read, 2 one kind of action, 3 read and write, 4 manage. */
export function operationRank(name: string): 0 | 1 | 2 | 3 | 4 {
  const { operation } = partsOf(name);
  if (operation === 'ReadBasic' || operation === 'ReadNonAdmin') return 0;
  if (operation === 'Read') return 1;
  if (smallOperations.test(operation)) return 2;
  return operation === 'Manage' || operation === 'FullControl' ? 4 : 3;
}

/** Permissions for one kind of object or property, which the data lists beside much wider calls. */
export function isNoise(name: string): boolean {
  return /^(?:AgentId|Agent[A-Z]|Group-NestingSupport|Group-PreferredDataLocation)/.test(name);
}

/** Rights on one property of a user. */
const onePropertyOperations = [
  'EnableDisableAccount',
  'ManageIdentities',
  'RevokeSessions',
  'DeleteRestore',
  'ConvertToInternal',
];

/** Rights that hold in one state or on one property, whatever the resource: during a migration, on a group's protection. */
const specialOperations = ['Migrate', 'ManageProtection'];

/** Whether it opens a call only for some objects or properties: the data lists it all the same. */
export function isConditional(name: string): boolean {
  const { resource, operation } = partsOf(name);
  if (ownReach.test(name) || isNoise(name) || name.includes('CrossCloud')) return true;
  if (specialOperations.includes(operation)) return true;
  if (resource.includes('-')) return !resource.startsWith('UserAuthMethod-');
  return resource === 'User' && onePropertyOperations.includes(operation);
}

/** Whether its holder reaches whatever in the directory the signed-in user reaches, as no other permission does. */
export function actsAsUser(name: string): boolean {
  return name === 'Directory.AccessAsUser.All';
}

/** Whether the permission's resource is named in the path itself: `Device` in `/devices/{id}`. */
export function namesPath(name: string, segments: readonly string[]): boolean {
  const resource = partsOf(name).resource.toLowerCase();
  return segments.some(
    (segment) => segment === resource || segment === pluralOf(resource) || segment === `${resource}s`,
  );
}

function pluralOf(word: string): string {
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

const ladder = ['ReadBasic', 'Read', 'ReadWrite', 'FullControl'];

/**
 * Whether the name says that one permission holds all of another: the same resource, and the same constraint with a
 * higher operation, or no constraint below `.All`. For applications `X.ReadWrite` reaches the tenant as `X.Read.All` does.
 */
export function isAbove(higher: NameParts, lower: NameParts, isDelegated: boolean): boolean {
  const [high, low] = [ladder.indexOf(higher.operation), ladder.indexOf(lower.operation)];
  if (high === -1 || low === -1) return false;
  if (higher.constraint === lower.constraint) return high > low;
  if (lower.constraint === '' && higher.constraint === 'All') return high >= low;
  return !isDelegated && lower.constraint === 'All' && higher.constraint === '' && high > low;
}
