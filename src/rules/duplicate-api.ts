import type { ApiRequest } from '../model/application.js';
import { valueOf } from '../model/fact.js';
import type { Edit, Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { requestedApis } from './requested-apis.js';
import { accessLimits } from './sources.js';
import { manifestType } from './wording.js';

export default defineRule({
  id: 'duplicate-api',
  title: 'API that stands twice',
  category: 'shape',
  severity: 'high',
  why: 'Microsoft Graph refuses a list in which one resourceAppId stands twice ("Request contains a property with duplicate values").',
  remedy: 'Merge the entries of the API into one.',
  sources: [
    { title: 'Refused duplicates', where: 'Microsoft365DSC/Microsoft365DSC issue #3417 and pull request #5196', seen: '2024-10-16' },
    accessLimits,
  ],
  *check(application, context) {
    for (const { key, name, entries } of requestedApis(application, context)) {
      const [first, ...others] = entries;
      for (const other of others) {
        const fix = merge(first, other);
        yield {
          at: other.api.at,
          message: `${name} stands twice in this list: Microsoft Graph refuses duplicate APIs when the list is written. Move these permissions into the first entry.`,
          permission: { api: key, apiName: name, id: null, name: null, kind: null },
          related: [{ at: first.api.at, message: 'the first entry' }],
          ...(fix && { fix }),
        };
      }
    }
  },
});

/** Only entries whose permissions are all known can be merged without losing something. */
function merge(first: ApiRequest, other: ApiRequest): Fix | undefined {
  if (other.api.at.pointer.at(-1) !== 'resourceAppId' || first.isEmpty) return undefined;
  const edits: Edit[] = [];
  const present = new Set(first.requests.map(keyOf));
  for (const request of other.requests) {
    const [id, kind] = [valueOf(request.permission), valueOf(request.kind)];
    if (id === undefined || kind === undefined) return undefined;
    if (present.has(keyOf(request))) continue;
    edits.push({ op: 'add', pointer: [...first.listAt.pointer, '-'], value: { id, type: manifestType(kind) } });
  }
  return { class: 'safe', edits: [...edits, { op: 'remove', pointer: other.at.pointer }] };
}

function keyOf({ permission, kind }: ApiRequest['requests'][number]): string {
  return `${valueOf(permission)?.toLowerCase()} ${valueOf(kind)}`;
}
