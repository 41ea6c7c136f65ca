import { valueOf } from '../model/fact.js';
import { defineRule } from './define-rule.js';
import { permissionsOverview } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'personal-app-role',
  title: 'Application permission on a personal-accounts app',
  category: 'type',
  severity: 'medium',
  why: 'An application for personal accounts only gets no service principal, so there is nothing that an application permission could be granted to.',
  remedy: 'Use a delegated permission, or widen signInAudience.',
  sources: [
    permissionsOverview,
    { title: 'Personal-only applications and tenant endpoints', where: 'MicrosoftDocs/entra-docs pull request #1604; AzureAD/microsoft-authentication-library-for-python issue #194', seen: '2025-06-05' },
  ],
  *check(_application, { requests, audience }) {
    if (audience !== 'PersonalMicrosoftAccount') return;
    for (const { request, resolution } of requests) {
      if (valueOf(request.kind) !== 'application') continue;
      if (!['found', 'undecided', 'unknown-api'].includes(resolution.status)) continue;
      const permission = resolution.status === 'found' ? resolution.permission : undefined;
      yield {
        at: request.kind.at,
        message: `${permission ? label(permission) : 'This'} is an application permission, and an application for personal accounts only (PersonalMicrosoftAccount) can never be granted one: it gets no service principal. Use a delegated permission, or widen signInAudience.`,
        ...(permission && { permission: refOf(permission) }),
        fix: { class: 'unsafe', edits: [{ op: 'remove', pointer: request.at.pointer }] },
      };
    }
  },
});
