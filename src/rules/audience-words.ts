import type { Audience } from '../catalog/types.js';

export { includesPersonal, personalAudiences } from '../catalog/audience.js';

/** The audience whose limits certainly hold: the widest ones where it is not known. */
export function limitsOf(audience: Audience | undefined): Audience {
  return audience ?? 'AzureADMyOrg';
}
