import type { Catalog } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { nearestOf } from '../model/spelling.js';
import { defineRule } from './define-rule.js';
import { resourceSpecificConsent } from './sources.js';
import { anyOf, quoted } from './wording.js';

export default defineRule({
  id: 'unknown-rsc-permission',
  title: 'Unknown resource-specific permission',
  category: 'resolve',
  severity: 'low',
  why: 'A Teams manifest names a permission that no list holds, or holds under the other type or for another scope. Teams may refuse the package or leave the permission out.',
  remedy:
    'Check the name, its last part (Group for a team, Chat for a chat or meeting, User) and the type against the documentation of resource-specific consent.',
  sources: [resourceSpecificConsent],
  *check(application, { catalog }) {
    if (application.resourceSpecific.length === 0) return;
    const known = knownNames(catalog);
    // A search for near names in a list of thousands would take seconds and help nobody.
    const isLong = application.resourceSpecific.length > 500;
    for (const { name, kind } of application.resourceSpecific) {
      if (!name.known || !kind.known) continue;
      const kinds = known.get(name.value.toLowerCase())?.kinds;
      if (kinds?.has(kind.value)) continue;
      yield {
        at: kinds === undefined ? name.at : kind.at,
        message: kinds === undefined ? unknownName(name.value, known, isLong) : wrongType(name.value, kind.value),
        permission: {
          api: graph,
          apiName: catalog.api(graph)?.name ?? null,
          id: null,
          name: name.value,
          kind: kind.value,
        },
      };
    }
  },
});

const graph = '00000003-0000-0000-c000-000000000000';

type Known = ReadonlyMap<string, { readonly name: string; readonly kinds: ReadonlySet<PermissionKind> }>;

function knownNames(catalog: Catalog): Known {
  const api = catalog.api(graph);
  const own = api === undefined ? [] : catalog.permissionsOf(api).filter(({ resourceSpecific }) => resourceSpecific);
  const known = new Map<string, { name: string; kinds: Set<PermissionKind> }>();
  for (const { name, kind } of [...own, ...catalog.resourceSpecificNames()]) {
    const entry = known.get(name.toLowerCase()) ?? { name, kinds: new Set() };
    known.set(name.toLowerCase(), { name: entry.name, kinds: entry.kinds.add(kind) });
  }
  return known;
}

function unknownName(name: string, known: Known, isLong: boolean): string {
  const unlisted = `${quoted(name)} is in no list of resource-specific permissions that permlint knows`;
  const elsewhere = otherScopes(name, known);
  if (elsewhere.length > 0) {
    const scope = scopeOf(name);
    return `${unlisted}: there is none of this name for ${scopeWords[scope ?? 'user']}, only ${anyOf(elsewhere)}. Write the one for where the app is installed, unless newer documentation has this name.`;
  }
  const near = isLong
    ? []
    : nearestOf(
        name,
        [...known.values()].map((entry) => entry.name),
        3,
      );
  const hint = near.length > 0 ? ` Did you mean ${anyOf(near)}?` : '';
  return `${unlisted}. The lists grow with the manifest schema, so it may be newer than the catalog; check the spelling.${hint}`;
}

/** The last part of a name says what the app is installed in. */
const scopeWords = { group: 'a team', chat: 'a chat or meeting', user: 'a user' } as const;

function scopeOf(name: string): keyof typeof scopeWords | undefined {
  const word = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return word === 'group' || word === 'chat' || word === 'user' ? word : undefined;
}

/** The names that differ from a name in the scope alone. */
function otherScopes(name: string, known: Known): readonly string[] {
  if (scopeOf(name) === undefined) return [];
  const stem = name.slice(0, name.lastIndexOf('.') + 1).toLowerCase();
  return Object.keys(scopeWords).flatMap((scope) => known.get(stem + scope)?.name ?? []);
}

function wrongType(name: string, kind: PermissionKind): string {
  const [is, says] = kind === 'application' ? ['Delegated', 'Application'] : ['Application', 'Delegated'];
  return `${name} is listed as ${is}; this entry says ${says}. Write "${is}" unless newer documentation says otherwise.`;
}
