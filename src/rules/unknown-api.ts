import { resolveApi } from '../catalog/resolve.js';
import { defineRule } from './define-rule.js';
import { firstPartyApis } from './sources.js';

export default defineRule({
  id: 'unknown-api',
  title: 'API that is in no catalog',
  category: 'resolve',
  severity: 'info',
  why: 'Its permissions cannot be checked. It is often an API of your own; without a service principal of it in the tenant, sign-in fails with AADSTS650052.',
  remedy: "If it is yours, check its ids against the API's own registration and make sure that its service principal exists in every tenant.",
  sources: [
    firstPartyApis,
    { title: 'Reports of AADSTS650052', where: 'MicrosoftDocs/azure-docs issues #52572, #97771', seen: '2022-08-30' },
  ],
  *check(application, { catalog, names }) {
    for (const { api } of application.apis) {
      if (!api.known || resolveApi(catalog, api.value, names) !== 'unknown-api') continue;
      yield {
        at: api.at,
        message: `The API ${api.value.toLowerCase()} is in no catalog, so its permissions were not checked. If it is an API of your own, this is as it should be; its service principal must exist in the tenant, or sign-in fails (AADSTS650052).`,
        permission: { api: api.value.toLowerCase(), apiName: null, id: null, name: null, kind: null },
      };
    }
  },
});
