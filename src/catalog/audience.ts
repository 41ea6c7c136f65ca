import type { Audience } from './types.js';

/** The audiences in which personal accounts can sign in. */
export const personalAudiences: readonly Audience[] = [
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

/** Whether personal accounts can sign in. */
export function includesPersonal(audience: Audience | undefined): boolean {
  return audience !== undefined && personalAudiences.includes(audience);
}
