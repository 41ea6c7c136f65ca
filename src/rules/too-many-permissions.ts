import { includesPersonal, limitsOf } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { accessLimits, accountsValidation, providerChecks } from './sources.js';

export default defineRule({
  id: 'too-many-permissions',
  title: 'More permissions than an application may request',
  category: 'limits',
  severity: 'high',
  why: 'The service refuses a list that grows beyond the limit of its audience: 400, or 200 where personal accounts can sign in.',
  remedy: 'Split the application, or remove what it does not use.',
  sources: [accessLimits, accountsValidation, providerChecks],
  *check(application, { catalog, audience }) {
    const total = application.requests.length;
    const limit = catalog.limit('rra-total').values[limitsOf(audience)];
    if (typeof limit !== 'number' || total <= limit) return;
    const where = includesPersonal(audience) ? 'where personal accounts can sign in ' : '';
    yield {
      at: application.requestsAt,
      message: `This application requests ${total} permissions; the limit ${where}is ${limit} in all. The service refuses a new or growing list above it (an application that was above it before may keep or shrink its list). Remove ${total - limit}, or split the application.`,
    };
  },
});
