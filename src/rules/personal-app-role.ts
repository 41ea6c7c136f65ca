import type { Resolution } from '../catalog/resolve.js';
import { isGrant } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule } from './define-rule.js';
import { removal } from './manifest-entries.js';
import { permissionsOverview } from './sources.js';
import { label, propertyName, quoted, refOf } from './wording.js';

export default defineRule({
  id: 'personal-app-role',
  title: 'Application permission on a personal-accounts app',
  category: 'type',
  severity: 'medium',
  why: 'An application for personal accounts only gets no service principal, so there is nothing that an application permission could be granted to.',
  remedy: 'Use a delegated permission, or widen signInAudience.',
  sources: [
    permissionsOverview,
    {
      title: 'Personal-only applications and tenant endpoints',
      where:
        'MicrosoftDocs/entra-docs pull request #1604; AzureAD/microsoft-authentication-library-for-python issue #194',
      seen: '2025-06-05',
    },
  ],
  audiences: ['PersonalMicrosoftAccount'],
  *check(application, { requests }) {
    const { audience } = application;
    const audienceName = audience ? propertyName(audience.at, 'signInAudience') : 'signInAudience';
    for (const { request, resolution } of requests) {
      if (knownValue(request.kind) !== 'application' || !isPlausible(resolution)) continue;
      const permission = resolution.status === 'found' ? resolution.permission : undefined;
      const written = `The permission ${quoted(knownValue(request.permission) ?? '')}`;
      const from = application.apis.find((entry) => entry.requests.includes(request));
      yield {
        at: request.kind.at,
        message: `${permission ? label(permission) : written} ${isGrant(request) ? 'is granted' : 'is asked for'} as an application permission, and an application for personal accounts only (PersonalMicrosoftAccount) can never be granted one: it gets no service principal. Use a delegated permission, or widen ${audienceName}.`,
        ...(permission && { permission: refOf(permission) }),
        ...(from && { fix: { class: 'unsafe', edits: [removal(from, request)] } }),
      };
    }
  },
});

/** Whether the entry may be right but for the audience; what is wrong in itself has a finding of its own. */
function isPlausible(resolution: Resolution): boolean {
  if (resolution.status === 'undecided') return resolution.fact === undefined;
  return resolution.status === 'found' || resolution.status === 'unknown-api';
}
