import type { Permission } from '../catalog/types.js';
import { type Application, isGrant, type PermissionRequest } from '../model/application.js';
import type { Fix } from '../model/finding.js';
import type { RuleContext } from './define-rule.js';
import { isManifestEntry, removal } from './manifest-entries.js';

/** The first request (or else grant) of a permission. */
export function requestFor(permission: Permission, requests: RuleContext['requests']): PermissionRequest | undefined {
  const own = requests.find(({ resolution }) => resolution.status === 'found' && resolution.permission === permission);
  return own?.request;
}

/** Takes a request out of a manifest, which takes rights away; grants and other formats are left to their owners. */
export function removalOf(application: Application, request: PermissionRequest): Fix | undefined {
  if (isGrant(request) || !isManifestEntry(request)) return undefined;
  const from = application.apis.find(({ requests }) => requests.includes(request));
  return from && { class: 'unsafe', edits: [removal(from, request)] };
}
