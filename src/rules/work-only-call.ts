import { callsText } from './call-wording.js';
import { defineRule } from './define-rule.js';
import { graphCalls, permissionsOverview } from './sources.js';

export default defineRule({
  id: 'work-only-call',
  title: 'Declared call that personal accounts cannot make',
  category: 'type',
  severity: 'medium',
  why: 'Users with a personal account can sign in to the application, and no permission opens the call for them: it fails with 401 or 403.',
  remedy: 'Make the call for work and school accounts only, or leave personal accounts out of the audience.',
  sources: [graphCalls, permissionsOverview],
  audiences: ['AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'],
  aboutCalls: true,
  *check({ requestsAt: at }, { usage, audience }) {
    const calls = usage?.workOnly ?? [];
    if (calls.length === 0) return;
    yield {
      at,
      message: `Personal accounts can sign in to this application (${audience}), and no permission opens ${callsText(calls, 3)} for them. Make the call for work and school accounts only, or leave personal accounts out of signInAudience.`,
    };
  },
});
