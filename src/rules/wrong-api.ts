import type { Permission } from '../catalog/types.js';
import type { ApiRequest, Application, PermissionRequest } from '../model/application.js';
import { valueOf } from '../model/fact.js';
import type { Edit, Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { firstPartyApis, liveGraph, wrongIdReports } from './sources.js';
import { anyOf, consentFails, manifestType, refOf } from './wording.js';

export default defineRule({
  id: 'wrong-api',
  title: 'Permission of another API',
  category: 'resolve',
  severity: 'high',
  why: 'An id is looked up under the API that it stands below, and nowhere else. Consent and .default sign-in fail for the whole list.',
  remedy: 'Move the entry below the API that owns it, or write the id of the permission of this API.',
  sources: [firstPartyApis, liveGraph, wrongIdReports],
  *check(application, { requests, catalog }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'other-api') continue;
      const { api, permissions } = resolution;
      const owners = permissions.slice(0, 3).map(({ kind, name, api: owner }) => `the ${kind} permission ${name} of ${owner.name}`);
      const name = permissions[0]?.name ?? '';
      const own = catalog.permissionsByName(api, name).find(({ kind, state }) => state === 'live' && kind === valueOf(request.kind));
      const hint = own ? ` ${api.name} has a permission of that name too: ${own.id}.` : '';
      const fix = moveTo(application, request, permissions);
      yield {
        at: request.permission.at,
        message: `This id is ${anyOf(owners)}, not one of ${api.name}, under which it stands: it is accepted when written, and ${consentFails}. Move it below the API that owns it.${hint}`,
        ...(permissions[0] && { permission: refOf(permissions[0]) }),
        ...(fix && { fix }),
      };
    }
  },
});

function moveTo(application: Application, request: PermissionRequest, permissions: readonly Permission[]): Fix | undefined {
  const owners = permissions.filter(({ kind }) => kind === valueOf(request.kind));
  const [owner] = owners;
  const from = application.apis.find(({ requests }) => requests.includes(request));
  if (owner === undefined || owners.length > 1 || from === undefined) return undefined;
  const entry = { id: owner.id, type: manifestType(owner.kind) };
  const target = application.apis.find(({ api }) => valueOf(api)?.toLowerCase() === owner.api.appId);
  return { class: 'unsafe', edits: [addTo(application, target, owner.api.appId, entry), removal(from, request)] };
}

function addTo(application: Application, target: ApiRequest | undefined, resourceAppId: string, entry: object): Edit {
  if (target !== undefined) return { op: 'add', pointer: [...target.listAt.pointer, '-'], value: entry };
  const value = { resourceAppId, resourceAccess: [entry] };
  return { op: 'add', pointer: [...application.requestsAt.pointer, '-'], value };
}

/** The last permission of an API goes with its API: Graph refuses an API without permissions. */
function removal(from: ApiRequest, request: PermissionRequest): Edit {
  return { op: 'remove', pointer: from.requests.length === 1 ? from.at.pointer : request.at.pointer };
}
