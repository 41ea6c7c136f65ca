import { writtenKey } from '../catalog/resolve.js';
import { isGrant } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule, type ResolvedRequest } from './define-rule.js';
import { isOpenId, signInScopes } from './sign-in-permissions.js';
import { grantsByProgram } from './sources.js';
import { label, quoted, refOf } from './wording.js';

export default defineRule({
  id: 'undeclared-grant',
  title: 'Granted permission that the registration does not ask for',
  category: 'grants',
  severity: 'medium',
  why: 'The application has the permission all the same, and who reads its registration or its consent page does not see it. A later admin consent does not renew it.',
  remedy: 'Ask for it in requiredResourceAccess, or drop the grant.',
  sources: [grantsByProgram, signInScopes],
  *check({ isPart, at }, { requests }) {
    if (isPart) return;
    const asked = requests.filter(({ request }) => !isGrant(request));
    // What is not known yet may be the very permission.
    if (asked.some(({ resolution }) => resolution.status === 'undecided' || resolution.status === 'malformed')) return;
    const keys = new Set(asked.map(keyOf));
    for (const each of requests) {
      const { request, resolution } = each;
      const key = keyOf(each);
      if (!isGrant(request) || key === undefined || keys.has(key)) continue;
      if (resolution.status === 'other-kind') continue;
      const permission = resolution.status === 'found' ? resolution.permission : undefined;
      if (permission !== undefined && isOpenId(permission)) continue;
      const what = permission
        ? `${label(permission)} of ${permission.api.name}`
        : quoted(knownValue(request.permission) ?? '');
      yield {
        at: request.permission.at,
        message: `${what} is granted, and its registration does not ask for it: it works, but neither the registration nor its consent page shows it. Add it to the permissions that the registration requests, or drop the grant.`,
        ...(permission && { permission: refOf(permission) }),
        related: [{ at, message: 'the registration' }],
      };
    }
  },
});

/** What is asked for or granted, under whichever kind: the wrong one has a finding of its own. Undefined where that cannot be told, as of names below an API of no catalog. */
function keyOf({ request, resolution }: ResolvedRequest): string | undefined {
  if (resolution.status === 'found' || resolution.status === 'other-kind') {
    return `${resolution.permission.api.appId} ${resolution.permission.id}`;
  }
  const [api, id] = [knownValue(request.api), knownValue(request.permission)];
  if (resolution.status !== 'unknown-api' || api === undefined || id === undefined) return undefined;
  return isGrant(request) && request.names === 'names-allowed' ? undefined : `${writtenKey(api)} ${writtenKey(id)}`;
}
