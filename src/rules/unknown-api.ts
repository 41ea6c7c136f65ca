import { resolveApi, spellingOf } from '../catalog/resolve.js';
import type { Api, Catalog } from '../catalog/types.js';
import type { ApiRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { differsLittle } from '../model/spelling.js';
import { defineRule } from './define-rule.js';
import { requestedApis } from './requested-apis.js';
import { firstPartyApis } from './sources.js';
import { capitalized } from './wording.js';

export default defineRule({
  id: 'unknown-api',
  title: 'API that is in no catalog',
  category: 'resolve',
  severity: 'info',
  why: 'Its permissions cannot be checked. It is often an API of your own; without a service principal of it in the tenant, sign-in fails with AADSTS650052.',
  remedy:
    "If it is yours, check its ids against the API's own registration and make sure that its service principal exists in every tenant.",
  sources: [
    firstPartyApis,
    { title: 'Reports of AADSTS650052', where: 'MicrosoftDocs/azure-docs issues #52572, #97771', seen: '2022-08-30' },
  ],
  *check(application, context) {
    const { catalog, names } = context;
    const isUnknown = ({ api }: ApiRequest) => api.known && resolveApi(catalog, api.value, names) === 'unknown-api';
    if (!application.apis.some(isUnknown)) return;
    for (const { name, ref, isKnown, entries, requestCount } of requestedApis(application, context)) {
      if (isKnown || requestCount === 0 || spellingOf(ref.api).form !== 'guid') continue;
      if (application.siblings?.has(ref.api)) continue;
      yield {
        at: entries[0].api.at,
        message: `${capitalized(name)} is in no catalog, so its permissions were not checked. ${hint(ref.api, entries, catalog)}If it is an API of your own, this is as it should be; its service principal must exist in every tenant that uses it, or sign-in fails there (AADSTS650052).`,
        permission: ref,
      };
    }
  },
});

/** A slip of the hand in the appId of a known API: one or two characters, or ids below it that are all of one API. */
function hint(appId: string, entries: readonly ApiRequest[], catalog: Catalog): string {
  const near = catalog.apis().find((api) => differsLittle(api.appId, appId));
  const api = near ?? ownerOfAll(entries, catalog);
  if (api === undefined) return '';
  return near
    ? `Did you mean ${api.name} (${api.appId})? `
    : `The ids below it are those of ${api.name} (${api.appId}). `;
}

/** The one API that has every id of the entries, the first ten of them. */
function ownerOfAll(entries: readonly ApiRequest[], catalog: Catalog): Api | undefined {
  const ids = entries.flatMap(({ requests }) => requests.map(({ permission }) => knownValue(permission) ?? ''));
  const owners = ids.slice(0, 10).map((id) => catalog.permissionsById(id).map(({ api }) => api));
  return owners[0]?.find((api) => owners.every((own) => own.includes(api)));
}
