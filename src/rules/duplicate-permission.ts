import { writtenKey } from '../catalog/resolve.js';
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
  sources: [
    accessLimits,
    { title: 'Entries that were added twice', where: 'Azure/azure-cli issues #13788, #24512', seen: '2022-10-31' },
  ],
  *check(application, { requests }) {
    if (!mayRepeat(requests)) return;
    // Requests come first, grants after them. A permission that stands below two entries of one API is duplicate-api.
    const resolved = new Map(requests.slice(0, application.requests.length).map((each) => [each.request, each]));
    for (const entry of application.apis) {
      const first = new Map<string, ResolvedRequest>();
      for (const request of entry.requests) {
        const each = resolved.get(request);
        const key = each && keyOf(each);
        if (each === undefined || key === undefined) continue;
        const earlier = first.get(key);
        if (earlier === undefined) {
          first.set(key, each);
          continue;
        }
        const { resolution } = each;
        const permission = resolution.status === 'found' ? resolution.permission : undefined;
        const written = request.permission.known ? quoted(request.permission.value) : 'This permission';
        yield {
          at: request.permission.at,
          message: `${permission ? label(permission) : written} stands twice: it is granted once and counts twice against the limits. Remove this entry.`,
          ...(permission && { permission: refOf(permission) }),
          related: [{ at: earlier.request.permission.at, message: 'the first entry' }],
          fix: { class: 'safe', edits: [{ op: 'remove', pointer: request.at.pointer }] },
        };
      }
    }
  },
});

/** A catalog's permission is always the same object: where all are known and differ, nothing stands twice. */
function mayRepeat(requests: readonly ResolvedRequest[]): boolean {
  const permissions = requests.map(({ resolution }) =>
    resolution.status === 'found' ? resolution.permission : undefined,
  );
  return permissions.includes(undefined) || new Set(permissions).size < permissions.length;
}

/** Two entries of an API are the same when kind and permission agree, however each is written. */
function keyOf({ request, resolution }: ResolvedRequest): string | undefined {
  const { permission, kind } = request;
  if (!permission.known || !kind.known) return undefined;
  if (resolution.status === 'found') return `${resolution.permission.id} ${kind.value}`;
  return `${writtenKey(permission.value)} ${kind.value}`;
}
