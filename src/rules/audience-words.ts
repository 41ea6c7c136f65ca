import type { Audience } from '../catalog/types.js';

/** Whether personal accounts can sign in. */
export function includesPersonal(audience: Audience | undefined): boolean {
  return audience === 'PersonalMicrosoftAccount' || audience === 'AzureADandPersonalMicrosoftAccount';
}

/** The audience whose limits certainly hold: the widest ones where it is not known. */
export function limitsOf(audience: Audience | undefined): Audience {
  return audience ?? 'AzureADMyOrg';
}
