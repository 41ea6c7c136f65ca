import { limitsOf } from './audience-words.js';
import { defineRule } from './define-rule.js';
import { requestedApis } from './requested-apis.js';
import { accountsValidation, providerChecks } from './sources.js';

export default defineRule({
  id: 'too-many-apis',
  title: 'More APIs than an application may request permissions of',
  category: 'limits',
  severity: 'high',
  why: 'The service refuses the 51st API.',
  remedy: 'Split the application, or remove the APIs that it does not use.',
  sources: [
    accountsValidation,
    providerChecks,
    { title: 'Report of a refused 51st API', where: 'MicrosoftDocs/azure-docs issue #81296', seen: '2021-09-20' },
  ],
  *check(application, context) {
    const limit = context.catalog.limit('rra-apis').values[limitsOf(context.audience)];
    if (typeof limit !== 'number' || application.apis.length <= limit) return;
    const apis = requestedApis(application, context).length;
    if (apis <= limit) return;
    yield {
      at: application.requestsAt,
      message: `This application requests permissions of ${apis} APIs; the service refuses more than ${limit}. Remove ${apis - limit}, or split the application.`,
    };
  },
});
