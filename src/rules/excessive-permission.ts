import type { Excess } from '../least/call-usage.js';
import type { LivePermission } from '../least/live-permissions.js';
import type { Application, PermissionRequest } from '../model/application.js';
import type { Call } from '../model/call.js';
import type { Fix } from '../model/finding.js';
import { callsText } from './call-wording.js';
import { defineRule } from './define-rule.js';
import { isManifestEntry } from './manifest-entries.js';
import { removalOf, requestFor } from './requested-permissions.js';
import { graphCalls } from './sources.js';
import { fullLabel, label, refOf } from './wording.js';

export default defineRule({
  id: 'excessive-permission',
  title: 'Permission in whose place less would do',
  category: 'least-privilege',
  severity: 'medium',
  why: 'The declared calls that use it can be made with less power, and what is left over serves nobody but a thief of the credential.',
  remedy: 'Replace it by the lesser permission, or declare the calls that need more.',
  sources: [graphCalls],
  aboutCalls: true,
  *check(application, { usage, requests }) {
    const proposed = new Set<LivePermission>();
    for (const excess of usage?.kinds.flatMap(({ excessive }) => excessive) ?? []) {
      const request = requestFor(excess.permission, requests);
      if (request === undefined) continue;
      // What another entry becomes already need not be written twice.
      const added = excess.added.filter((live) => !proposed.has(live));
      for (const live of added) proposed.add(live);
      const fix = fixFor(application, request, added);
      yield {
        at: request.permission.at,
        message: messageFor(excess, added),
        permission: refOf(excess.permission),
        ...(fix && { fix }),
      };
    }
  },
});

function messageFor(
  { permission, instead, added: all, calls }: Excess<Call>,
  added: readonly LivePermission[],
): string {
  const what = `${label(permission)} is more than the declared calls need`;
  const names = instead.map(({ name }) => name).join(' and ');
  const opens = `${names} ${instead.length === 1 ? 'opens' : 'open'} ${callsText(calls)}`;
  const condition = hasFewProperties(permission.name, instead) ? ', as long as basic properties are enough' : '';
  if (all.length > 0 && added.length === 0)
    return `${what}: ${opens}${condition}, and takes the place of another one already. Remove it.`;
  if (added.length === 0) {
    return `${what}: ${opens}${condition}, and ${instead.length === 1 ? 'is' : 'are'} requested already. Remove it.`;
  }
  const wanted = added.map((live) => fullLabel(live.permission)).join(' and ');
  return `${what}: ${opens}${condition}. Request ${wanted} in its place.`;
}

/** ReadBasic shows fewer properties than Read does: the path alone does not say which are wanted. */
function hasFewProperties(name: string, instead: readonly LivePermission[]): boolean {
  return !name.includes('.ReadBasic') && instead.some(({ operation }) => operation === 0);
}

/** One entry for another keeps its place; where nothing is to be added, the entry goes. */
function fixFor(
  application: Application,
  request: PermissionRequest,
  added: readonly LivePermission[],
): Fix | undefined {
  const [only, ...more] = added;
  if (only === undefined) return removalOf(application, request);
  if (more.length > 0 || !isManifestEntry(request)) return undefined;
  const { pointer } = request.permission.at;
  return { class: 'unsafe', edits: [{ op: 'replace', pointer, value: only.permission.id }] };
}
