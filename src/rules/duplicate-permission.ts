import { spellingOf } from '../catalog/resolve.js';
import { defineRule, type ResolvedRequest } from './define-rule.js';
import { accessLimits } from './sources.js';
import { label, quoted, refOf } from './wording.js';

export default defineRule({
  id: 'duplicate-permission',
  title: 'Permission that stands twice',
  category: 'shape',
  severity: 'low',
  why: 'The service stores both entries, grants the permission once, and counts both against the limits.',
  remedy: 'Remove one of the two.',
  sources: [accessLimits, { title: 'Entries that were added twice', where: 'Azure/azure-cli issues #13788, #24512', seen: '2022-10-31' }],
  *check(application, { requests }) {
    const first = new Map<string, ResolvedRequest>();
    for (const each of requests) {
      if (!application.requests.includes(each.request)) continue;
      const key = keyOf(each);
      if (key === undefined) continue;
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, each);
        continue;
      }
      const { request, resolution } = each;
      const permission = resolution.status === 'found' ? resolution.permission : undefined;
      const name = permission ? label(permission) : request.permission.known ? quoted(request.permission.value) : 'This permission';
      yield {
        at: request.permission.at,
        message: `${name} stands twice: it is granted once and counts twice against the limits. Remove this entry.`,
        ...(permission && { permission: refOf(permission) }),
        related: [{ at: earlier.request.permission.at, message: 'the first entry' }],
        fix: { class: 'safe', edits: [{ op: 'remove', pointer: request.at.pointer }] },
      };
    }
  },
});

/** Two entries are the same when API, kind and id agree, however each is written. */
function keyOf({ request, resolution }: ResolvedRequest): string | undefined {
  const { api, permission, kind } = request;
  if (!api.known || !permission.known || !kind.known) return undefined;
  if (resolution.status === 'found') return `${resolution.permission.api.appId} ${resolution.permission.id} ${kind.value}`;
  const spelling = spellingOf(permission.value);
  const id = spelling.form === 'other' ? permission.value.toLowerCase() : spelling.id;
  return `${api.value.toLowerCase()} ${id} ${kind.value}`;
}
