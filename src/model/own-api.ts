import type { PermissionKind } from './application.js';

/** An API that a team adds to the catalog: its own, or one of Microsoft's as a tenant has it. */
export interface OwnApi {
  /** A GUID. */
  readonly appId: string;
  readonly name: string;
  readonly permissions: readonly OwnPermission[];
}

export interface OwnPermission {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly kind: PermissionKind;
  readonly isEnabled: boolean;
  /** Who consents, where it is known: users themselves, or administrators. */
  readonly consent?: 'user' | 'admin';
}
