import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Finding } from '../model/finding.js';

/** A registration of an application, and what the linter finds in it. */
export interface Registration {
  readonly application: Application;
  readonly findings: readonly Finding[];
}

/** The applications that were linted, each with what was found in it. */
export function registrationsOf({ applications, findings }: Linted): readonly Registration[] {
  const own = new Map<Application, Finding[]>(applications.map((application) => [application, []]));
  for (const finding of findings) if (finding.application !== undefined) own.get(finding.application)?.push(finding);
  return applications.map((application) => ({ application, findings: own.get(application) ?? [] }));
}

interface Linted {
  readonly applications: readonly Application[];
  readonly findings: readonly Finding[];
}

/**
 * The registration of the application that made a call: the one with its appId, or the only one where that is not known to
 * be another's. Undefined where none is, or several may be.
 */
export function registrationOf(
  registrations: readonly Registration[],
  appId: string | undefined,
): Registration | undefined {
  const [only, ...others] = registrations;
  if (appId === undefined) return others.length === 0 ? only : undefined;
  const own = registrations.find(({ application }) => idOf(application) === appId.toLowerCase());
  if (own !== undefined || others.length > 0) return own;
  return only === undefined || idOf(only.application) === undefined ? only : undefined;
}

const idOf = ({ appId }: Application): string | undefined =>
  appId === undefined ? undefined : knownValue(appId)?.toLowerCase();
