import { takesRoleAdministrator } from '../catalog/consent.js';
import type { PermissionKind } from '../model/application.js';

interface ConsentFacts {
  readonly api: string;
  readonly kind: PermissionKind;
  readonly consent: 'admin' | 'user' | null;
}

/**
 * Who can consent, in words. `isRefused`: the policy that new tenants have, in which Microsoft manages user consent,
 * leaves this scope to administrators though its type lets users consent.
 */
export function consentText({ api, kind, consent }: ConsentFacts, isRefused: boolean): string {
  if (kind === 'delegated') {
    if (consent === 'user' && isRefused) {
      return 'each user can by its type; where Microsoft manages user consent, as in new tenants, an administrator only';
    }
    if (consent === 'user') return 'each user can, unless the tenant forbids it';
    return consent === 'admin' ? 'an administrator only' : 'not known whether users can';
  }
  if (takesRoleAdministrator(kind, api))
    return 'an administrator only: Privileged Role Administrator or Global Administrator';
  return 'an administrator only: Cloud Application Administrator or above';
}
