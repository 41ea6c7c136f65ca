import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.js';
import { type CatalogPart, catalogParts } from '../../src/catalog/types.js';
import { apiOf, graphId, openCatalog, partText } from './open.js';

describe('parts are read lazily, and once', () => {
  test('making a catalog reads nothing', () => {
    expect(openCatalog().reads).toEqual([]);
  });

  test('Microsoft Graph needs graph.tsv only', () => {
    const { catalog, reads } = openCatalog();
    expect(catalog.date).toBe('2026-08-20');
    const graph = apiOf(catalog, graphId);
    expect(catalog.api('Microsoft Graph')).toBe(graph);
    expect(catalog.permissionsIn(graph, 'e1fe6dd8-ba31-4d61-89e7-88639da4683d')).toHaveLength(1);
    expect(catalog.permissionsIn(graph, '11111111-1111-1111-1111-111111111111')).toEqual([]);
    expect(catalog.permissionsByName(graph, 'User.Raed')).toEqual([]);
    catalog.permissionsOf(graph);
    catalog.nearest(graph, 'User.Raed', undefined, 1);
    catalog.permission({ api: 'microsoft graph', kind: 'delegated', id: graphId });
    expect(reads).toEqual(['graph.tsv']);
  });

  test('another API needs other-apis.tsv only', () => {
    const { catalog, reads } = openCatalog();
    const keyVault = apiOf(catalog, 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093');
    expect(catalog.permissionsOf(keyVault)).toHaveLength(1);
    expect(reads).toEqual(['other-apis.tsv']);
  });

  test('every question together reads each part once', () => {
    const { catalog, reads } = openCatalog();
    for (let round = 0; round < 2; round += 1) {
      for (const api of catalog.apis()) {
        for (const permission of catalog.permissionsOf(api)) {
          catalog.succession(permission);
          catalog.retirement(api.appId, permission);
          catalog.graphSuccessors(permission);
          catalog.tier(permission);
          catalog.covers(permission);
          catalog.missingCalls(permission, permission);
          catalog.narrower(permission);
          catalog.isRefusedByManagedConsent(permission);
        }
      }
      catalog.limit('rra-total');
      catalog.resourceSpecificNames();
      for (const permission of catalog.permissionsOf(apiOf(catalog, graphId))) catalog.naming(permission);
      catalog.memberTypes();
      catalog.revealsEveryMember();
      catalog.paths();
      catalog.delegatedOnly();
      catalog.signatures();
    }
    expect([...reads].sort()).toEqual([...catalogParts].sort());
  });
});

describe('the compiled texts', () => {
  test.each(catalogParts)('%s is ASCII with LF ends', (part) => {
    const text = partText(part);
    expect(text).toMatch(/^[\n\t\x20-\x7e]+\n$/);
    expect(text).not.toContain('\n\n');
  });

  const shapes: Partial<Record<CatalogPart, RegExp>> = {
    'graph.tsv':
      /^([ad]\t[-0-9a-f]{36}\t[lxhrfLXHRF][AU-][PW-]\t\S+(\t\S+)?|@[-0-9a-f]{36}\t(complete|partial)\t.+\t.*|#permlint\t1\t.*)$/,
    'other-apis.tsv':
      /^([ad]\t[-0-9a-f]{36}\t[lx][AU-]-\t\S*|@[-0-9a-f]{36}\t(complete|partial)\t.+\t.*|#permlint\t1\t.*)$/,
    'graph-retired.tsv': /^[ad]\t[-0-9a-f]{36}\t\d{4}-\d\d-\d\d\t([-0-9a-f]{36}(,|$))*$/,
    'tiers.tsv': /^[-0-9a-f]{36}\t[ad]\t[-0-9a-f]{36}\t(0-direct|0-indirect|1)\t[^\t]+$/,
    'implications.tsv': /^[ad]\t[pnc]\t\S+\t\S+(\t-personal)?$/,
    'missing-calls.tsv': /^[ad]\t\S+\t\S+\t\d+\t\d\d[^\t|]+(\|\d\d[^\t|]*)*$/,
    'scoping.tsv': /^[ad]\t\S+\t[w-](\t[^\t]*){1,4}$/,
    'consent-policy.tsv': /^[-0-9a-f]{36}\t[-0-9a-f]{36}$/,
    'azure-ad-graph.tsv': /^[ad]\t[-0-9a-f]{36}\t([-0-9a-f]{36}(,|$))+$/,
    'resource-specific.tsv': /^[ad]\t\S+$/,
    'naming.tsv':
      /^(o\t\w+\t(own|act|Selected)\t[^\t]+|c\t[ads]\t\w+\t[^\t]+(\t[^\t]*\{(own|all)\}[^\t]*)?|r\t\w+\t[^\t]*\t[^\t]+|e\t\S+\t[^\t]+)$/,
    'signatures.tsv':
      /^[a-z][a-z0-9-]+\t(call|token)\t[a-z0-9-]+\t(high|medium|low)\t(seen|described)\t(\d{3}(,\d{3})*)?(\t[^\t]*){4}\t[^\t]+\.\t\S+$/,
    'members.tsv': /^[^\t]+\t[^\t]+\t[ad]\t[-0-9a-f]{36}\t[-0-9a-f]{36}$/,
  };

  test.each(Object.entries(shapes))('every line of %s has its form', (part, shape) => {
    const known = catalogParts.find((each) => each === part);
    const lines = known === undefined ? [] : partText(known).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !shape.test(line))).toEqual([]);
  });

  test('names of an API are sorted, so that they can be found by halving', () => {
    const { catalog } = openCatalog();
    for (const api of catalog.apis()) {
      const names = catalog.permissionsOf(api).map(({ name }) => name.toLowerCase());
      expect(names).toEqual([...names].sort());
    }
  });

  test('a text of another version is refused by name', () => {
    const catalog = createCatalog(() => '#permlint\t2\t2030-01-01\n');
    expect(() => catalog.date).toThrow('graph.tsv');
  });
});
