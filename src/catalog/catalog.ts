import { createCoverage } from './coverage.js';
import { createFacts, lazy } from './facts.js';
import { PermissionLookup } from './lookup.js';
import { createMembers } from './members.js';
import { createNaming } from './naming.js';
import { createScoping } from './scoping.js';
import type { Catalog, ReadPart } from './types.js';

/**
 * The catalog over the compiled texts of data/ (data/README.md says where each fact comes from and how it is written).
 * `readPart` hands out a text by name; it is called when a question needs that text, at most once for each. Questions
 * about Microsoft Graph alone read graph.tsv alone, except `permissionsById`, which searches every API: an id can
 * belong to several. Lookups ignore letter case and throw only where a text has another form than data/README.md says;
 * `limit` also throws for an id that limits.json does not have.
 */
export function createCatalog(readPart: ReadPart): Catalog {
  const lookup = new PermissionLookup(readPart);
  return {
    get date() {
      return lookup.date;
    },
    api: (idOrName) => lookup.api(idOrName),
    apis: () => lookup.apis(),
    permissionsById: (id) => lookup.permissionsById(id),
    permissionsIn: (api, id) => lookup.permissionsIn(api, id),
    permission: (key) => lookup.permission(key),
    permissions: (key) => lookup.permissions(key),
    permissionsByName: (api, name) => lookup.permissionsByName(api, name),
    permissionsNamed: (name) => lookup.permissionsNamed(name),
    permissionsOf: (api) => lookup.permissionsOf(api),
    nearest: (api, name, kind, limit) => lookup.nearest(api, name, kind, limit),
    nearestIds: (api, id, limit) => lookup.nearestIds(api, id, limit),
    nearestApis: (name, limit) => lookup.nearestApis(name, limit),
    ...createFacts(readPart, lookup),
    ...createCoverage(readPart, lookup),
    delegatedOnly: lazy(() => readPart('delegated-only.tsv')),
    signatures: lazy(() => readPart('signatures.tsv')),
    ...createNaming(readPart),
    ...createMembers(readPart, lookup),
    paths: lazy(() => readPart('paths.tsv')),
    ...createScoping(readPart, lookup),
  };
}
