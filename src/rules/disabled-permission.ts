import { defineRule } from './define-rule.js';
import { liveGraph } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'disabled-permission',
  title: 'Permission closed to new consent',
  category: 'resolve',
  severity: 'low',
  why: 'The service lists it as disabled: consents that exist go on, new ones are not given.',
  remedy: 'Remove it unless the application has its consent already.',
  sources: [liveGraph],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'found' || resolution.permission.state !== 'disabled') continue;
      const { permission } = resolution;
      yield {
        at: request.permission.at,
        message: `${label(permission)} exists but is disabled: ${permission.api.name} takes no new consent for it. Remove it unless it has been consented to already.`,
        permission: refOf(permission),
      };
    }
  },
});
