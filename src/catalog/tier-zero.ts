import type { Catalog, Permission } from './types.js';

/** Whether its holder can take over the tenant, directly or under common conditions. */
export function isTierZero(catalog: Pick<Catalog, 'tier'>, permission: Permission): boolean {
  return catalog.tier(permission)?.tier.startsWith('0') === true;
}
