/** Words without which no text is a registration; a text with escapes may spell them otherwise. */
const marks = [
  'esourceAccess',
  'esourceaccess',
  'esourcesAccess',
  'esourceAppId',
  'ignInAudience',
  'esourceSpecific',
  'icrosoft.graph.application',
  '\\u',
];

/** Whether a text can hold a registration at all: a file met in a folder is not even parsed without. */
export function mayHoldRegistration(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}

/** What a text that does not parse must hold to be reported, and not passed over; the first letter in either case. */
const registrationWords = ['equiredResourceAccess', 'equiredResourcesAccess', 'esourceAppId', 'ignInAudience'];

/** Whether a text that cannot be read looks like a registration, so that passing it over would hide something. */
export function looksLikeRegistration(text: string): boolean {
  return registrationWords.some((word) => text.includes(word));
}
