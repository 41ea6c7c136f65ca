/** Words without which no text is a registration; a text with escapes may spell them otherwise. */
const marks = [
  'esourceAccess',
  'esourceaccess',
  'esourcesAccess',
  'esourceAppId',
  'ignInAudience',
  'esourceSpecific',
  'icrosoft.graph.application',
  'azuread',
  'msgraph',
  'icrosoft.Graph/',
  'Grants',
  'aadApp/',
  'pplicationPermissions',
  'elegatedPermissions',
  '"resourceName"',
  '\\u',
];

/** Whether a text can hold a registration at all: a file met in a folder is not even parsed without. */
export function mayHoldRegistration(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}

/** What a text that does not parse must hold to be reported, and not passed over; the first letter in either case. */
const registrationWords = [
  'equiredResourceAccess',
  'equiredResourcesAccess',
  'esourceAppId',
  'ignInAudience',
  // Terraform's names.
  'required_resource_access',
  'azuread_application',
  'azuread_app_role_assignment',
  'azuread_service_principal_delegated_permission_grant',
  'msgraph_resource',
  'msgraph_update_resource',
];

/** Whether a text that cannot be read looks like a registration, so that passing it over would hide something. */
export function looksLikeRegistration(text: string): boolean {
  return registrationWords.some((word) => text.includes(word));
}

/** Why a text is passed over in which nothing of a registration was found; follows its name. */
export const holdsNone = 'holds no app registration';

/** Whether a program can hold a registration, or calls a module that may. */
export function mayLeadToRegistration(program: string): boolean {
  return mayHoldRegistration(program) || /^[ \t]*module[ \t]/m.test(program);
}
