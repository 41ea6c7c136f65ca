import type { Audience } from '../catalog/types.js';

/** The audiences in which personal accounts can sign in. */
export const personalAudiences: readonly Audience[] = [
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

/** Whether personal accounts can sign in. */
export function includesPersonal(audience: Audience | undefined): boolean {
  return audience !== undefined && personalAudiences.includes(audience);
}

/** The audience whose limits certainly hold: the widest ones where it is not known. */
export function limitsOf(audience: Audience | undefined): Audience {
  return audience ?? 'AzureADMyOrg';
}
