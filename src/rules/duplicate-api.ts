import { writtenKey } from '../catalog/resolve.js';
import type { ApiRequest, PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Edit, Fix } from '../model/finding.js';
import { defineRule } from './define-rule.js';
import { accessEntry, isManifestEntry } from './manifest-entries.js';
import { requestedApis } from './requested-apis.js';
import { accessLimits } from './sources.js';
import { capitalized } from './wording.js';

export default defineRule({
  id: 'duplicate-api',
  title: 'API that stands twice',
  category: 'shape',
  severity: 'high',
  why: 'Microsoft Graph refuses a list in which one resourceAppId stands twice ("Request contains a property with duplicate values").',
  remedy: 'Merge the entries of the API into one.',
  sources: [
    {
      title: 'Refused duplicates',
      where: 'Microsoft365DSC/Microsoft365DSC issue #3417 and pull request #5196',
      seen: '2024-10-16',
    },
    accessLimits,
  ],
  *check(application, context) {
    if (application.apis.length < 2) return;
    for (const { name, ref, entries } of requestedApis(application, context)) {
      const [first, ...others] = entries;
      const present = new Set(others.length === 0 ? [] : first.requests.map(keyOf));
      for (const other of others) {
        const fix = merge(first, other, present);
        yield {
          at: other.api.at,
          message: `${capitalized(name)} stands twice ${faultOf(first, other)} ${remedyFor(other, present)}`,
          permission: ref,
          related: [{ at: first.api.at, message: 'the first entry' }],
          ...(fix && { fix }),
        };
      }
    }
  },
});

/** A registration may be split over several resources, each with a name. */
function faultOf(first: ApiRequest, other: ApiRequest): string {
  const { document } = first.at;
  return document === other.at.document
    ? 'in this list, and the service refuses duplicates when the list is written (DuplicateValue).'
    : `for this registration, first in ${document.name}: it has one entry for each API, which two resources cannot both own.`;
}

function remedyFor(other: ApiRequest, present: ReadonlySet<string>): string {
  const missing = other.requests.filter((request) => !present.has(keyOf(request)));
  if (missing.length === 0) return 'Remove this entry: the first one has all its permissions.';
  return 'Move these permissions into the first entry, and remove this one.';
}

/** Only entries whose permissions are all known can be merged without losing something. */
function merge(first: ApiRequest, other: ApiRequest, present: ReadonlySet<string>): Fix | undefined {
  if (first.requests.length === 0 || (other.requests.length === 0 && !other.isEmpty)) return undefined;
  const edits: Edit[] = [];
  const added = new Set<string>();
  for (const request of other.requests) {
    const [id, kind] = [knownValue(request.permission), knownValue(request.kind)];
    if (id === undefined || kind === undefined || !isManifestEntry(request)) return undefined;
    const key = keyOf(request);
    if (present.has(key) || added.has(key)) continue;
    added.add(key);
    edits.push({ op: 'add', pointer: [...first.listAt.pointer, '-'], value: accessEntry(request, id, kind) });
  }
  return { class: 'safe', edits: [...edits, { op: 'remove', pointer: other.at.pointer }] };
}

function keyOf({ permission, kind }: PermissionRequest): string {
  return `${writtenKey(knownValue(permission) ?? '')} ${knownValue(kind)}`;
}
