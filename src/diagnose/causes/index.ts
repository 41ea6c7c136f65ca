import type { CauseText } from './cause-text.js';
import { clientCauses } from './client.js';
import { conditionalAccessCauses } from './conditional-access.js';
import { consentCauses } from './consent.js';
import { exchangeCauses } from './exchange.js';
import { permissionCauses } from './permission.js';
import { sharepointCauses } from './sharepoint.js';
import { signInCauses } from './sign-in.js';
import { teamsCauses } from './teams.js';
import { tokenCauses } from './token.js';
import { workloadCauses } from './workload.js';

const families = {
  ...tokenCauses,
  ...permissionCauses,
  ...workloadCauses,
  ...conditionalAccessCauses,
  ...exchangeCauses,
  ...sharepointCauses,
  ...teamsCauses,
  ...consentCauses,
  ...clientCauses,
  ...signInCauses,
};

/** The name of a cause, as `diagnose` gives it: the `cause` values of the catalogue of refusals. Stable from the first release. */
export type CauseId = keyof typeof families;

/** Every cause that permlint can name, and what it says of it. */
export const causes: Readonly<Record<CauseId, CauseText>> = families;

/** Tells whether a word names a cause. */
export function isCauseId(word: string): word is CauseId {
  return Object.hasOwn(causes, word);
}
