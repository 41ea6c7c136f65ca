import type { PermissionKind } from './application.js';

/** An API that a team adds to the catalog: its own, or one of Microsoft's as a tenant has it. */
export interface OwnApi {
  /** A GUID. */
  readonly appId: string;
  readonly name: string;
  readonly permissions: readonly OwnPermission[];
  /** The cloud that it is known to be of. */
  readonly cloud?: string;
  /** ISO date of a catalog file: its list is whole, as the cloud had it on that day. */
  readonly date?: string;
}

export interface OwnPermission {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly kind: PermissionKind;
  readonly isEnabled: boolean;
  /** Who consents, where it is known: users themselves, or administrators. */
  readonly consent?: 'user' | 'admin';
  /** Resource-specific consent: for a Teams manifest. */
  readonly resourceSpecific?: true;
}
