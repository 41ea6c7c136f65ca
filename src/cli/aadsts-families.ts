import { errorPage } from '../diagnose/oauth-errors.js';
import type { Signature } from '../diagnose/signatures.js';
import { cutList } from './command-output.js';

// What the published numbers that begin so have in common. Of those that begin otherwise nothing can be said.
const families: Readonly<Record<string, string>> = {
  50: 'the sign-in of users: their account, password, session and device, and the API that the token is for',
  53: 'Conditional Access, devices and risk',
  65: 'consent and the permissions that the application asks for',
  70: 'the application, its credentials and the grant that it presents',
  75: 'SAML requests',
  80: 'passwords that are checked on premises',
  81: 'seamless single sign-on',
  90: 'the request: its tenant, parameters and scopes',
};

/** What can be said of an AADSTS number that the data do not hold. */
export function describeUnknownNumber(number: number, signatures: readonly Signature[]): string {
  const known = new Set(signatures.flatMap(({ aadsts }) => aadsts ?? []));
  const digits = String(number);
  const family = digits.length < 5 ? undefined : families[digits.slice(0, 2)];
  const kin = family === undefined ? [] : kinOf(digits, [...known].map(String));
  const kinText = kin.length === 0 ? '' : ` (known: ${cutList(kin, 3)})`;
  const familyText =
    family === undefined ? '' : ` Numbers that begin with ${digits.slice(0, 2)} are about ${family}${kinText}.`;
  return (
    `AADSTS${number} is not among the ${known.size} numbers that permlint knows.${familyText} ` +
    `Microsoft explains it at ${errorPage(number)}, and permlint diagnose reads the whole answer`
  );
}

/** The known numbers with which it shares five digits: longer numbers are particular cases of those. */
function kinOf(digits: string, known: readonly string[]): readonly string[] {
  const first = digits.slice(0, 5);
  return known.filter((each) => each.slice(0, 5) === first).map((each) => `AADSTS${each}`);
}
